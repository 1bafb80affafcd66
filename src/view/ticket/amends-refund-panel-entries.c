/* What the acts of a refund need: amount, clause, payment record, reference. What was typed stays until it is sent. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-facts.h"
#include "amends-json.h"
#include "amends-money.h"
#include "amends-refund-panel-private.h"
#include "amends-text-guard.h"
#include "amends-ticket-words.h"

static const char * const methods[] = { "wechat", "alipay", "bank", "card", "cash", NULL };

static JsonArray *
get_clauses (AmendsRefundPanel *self)
{
  return amends_json_array (amends_refund_panel_get_refund (self), "clauses");
}

static JsonObject *
get_clause (AmendsRefundPanel *self)
{
  JsonArray *clauses = get_clauses (self);
  guint selected = gtk_drop_down_get_selected (self->clause_drop);

  if (clauses == NULL || selected == 0 || selected > json_array_get_length (clauses))
    return NULL;
  return amends_json_item (clauses, selected - 1);
}

static void
clause_chosen_cb (AmendsRefundPanel *self)
{
  JsonObject *clause = self->store != NULL ? get_clause (self) : NULL;
  g_autofree char *body = clause != NULL ? amends_json_dup_label (clause, "body") : NULL;

  gtk_label_set_label (self->clause_body, body != NULL ? body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->clause_body), body != NULL && *body != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->clause_error), FALSE);
  amends_css_toggle (GTK_WIDGET (self->clause_drop), "error", FALSE);
}

/* Those of the policy that was in force when the customer asked: the database takes no others. */
static void
fill_clauses (AmendsRefundPanel *self)
{
  JsonArray *clauses = get_clauses (self);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _("Choose the clause"));
  for (guint i = 0; clauses != NULL && i < json_array_get_length (clauses); i++)
    {
      JsonObject *clause = amends_json_item (clauses, i);
      g_autofree char *name = amends_json_dup_label (clause, "label");
      g_autofree char *label = g_strdup_printf ("%s %s", amends_json_text (clause, "code"), name);

      gtk_string_list_append (labels, label);
    }
  gtk_drop_down_set_model (self->clause_drop, G_LIST_MODEL (labels));
}

static void
reference_changed_cb (AmendsRefundPanel *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->reference_error), FALSE);
  amends_css_toggle (GTK_WIDGET (self->reference_entry), "error", FALSE);
}

static void
show_check_error (AmendsRefundPanel *self,
                  const char        *words)
{
  gtk_label_set_label (self->check_error, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->check_error), words != NULL);
  amends_css_toggle (GTK_WIDGET (self->check_entry), "error", words != NULL);
  if (words != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->check_entry));
}

static void
check_changed_cb (AmendsRefundPanel *self)
{
  show_check_error (self, NULL);
}

/* Not filled in: what an agent typed is no payment record. */
void
amends_refund_panel_show_check (AmendsRefundPanel *self,
                                JsonObject        *refund)
{
  JsonObject *order = amends_json_object (amends_ticket_store_get_detail (self->store), "order");
  g_autofree char *paid = amends_money_format (amends_json_int (order, "paid_minor"), amends_refund_panel_get_currency (self));
  g_autofree char *hint = g_strdup_printf (_("%s typed in %s as paid. Nobody has looked at the payment yet."),
                                           amends_json_has (order, "typed_by") ? amends_json_text (order, "typed_by") : "–", paid);

  gtk_label_set_label (self->check_hint, hint);
  gtk_widget_set_visible (self->check_box, amends_refund_panel_can (self, "refund_confirm") && amends_json_has (refund, "order_checked")
                                           && !json_object_get_boolean_member (refund, "order_checked"));
}

static void
choose_method (AmendsRefundPanel *self)
{
  JsonArray *payments = amends_json_array (amends_json_object (amends_ticket_store_get_detail (self->store), "order"), "payments");
  const char *method = payments != NULL && json_array_get_length (payments) > 0 ? amends_json_text (amends_json_item (payments, 0), "method") : NULL;

  /* money goes back the way it came */
  for (guint i = 0; methods[i] != NULL; i++)
    if (g_strcmp0 (methods[i], method) == 0)
      gtk_drop_down_set_selected (self->method_drop, i);
}

/* ── what was typed ── */

static void
keep (JsonObject  *object,
      const char  *name,
      GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);

  if (*text != '\0')
    json_object_set_string_member (object, name, text);
}

static gboolean
amount_is_new (AmendsRefundPanel *self)
{
  gint64 amount = 0;

  return !amends_money_entry_get_amount (self->amount_entry, &amount) || amount != amends_json_int (amends_refund_panel_get_refund (self), "amount_minor");
}

static void
save_cb (AmendsRefundPanel *self)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  if (self->starting || self->drafts == NULL || self->draft_key == NULL)
    return;
  object = json_object_new ();
  if (gtk_widget_get_visible (self->amount_box) && amount_is_new (self))
    keep (object, "amount", GTK_EDITABLE (self->amount_entry));
  if (get_clause (self) != NULL)
    json_object_set_int_member (object, "clause", amends_json_int (get_clause (self), "id"));
  keep (object, "alternatives", GTK_EDITABLE (self->alternatives_entry));
  keep (object, "note", GTK_EDITABLE (self->note_entry));
  keep (object, "check", GTK_EDITABLE (self->check_entry));
  keep (object, "reference", GTK_EDITABLE (self->reference_entry));
  root = json_node_init_object (json_node_alloc (), object);
  text = json_object_get_size (object) > 0 ? json_to_string (root, FALSE) : NULL;
  amends_drafts_set (self->drafts, self->draft_key, text);
}

static void
put_back (JsonObject  *kept,
          const char  *name,
          GtkEditable *entry)
{
  if (amends_json_text (kept, name) != NULL)
    gtk_editable_set_text (entry, amends_json_text (kept, name));
}

static void
put_back_clause (AmendsRefundPanel *self,
                 JsonObject        *kept)
{
  JsonArray *clauses = get_clauses (self);

  for (guint i = 0; clauses != NULL && amends_json_has (kept, "clause") && i < json_array_get_length (clauses); i++)
    if (amends_json_int (amends_json_item (clauses, i), "id") == amends_json_int (kept, "clause"))
      gtk_drop_down_set_selected (self->clause_drop, i + 1);
}

static void
put_all_back (AmendsRefundPanel *self)
{
  const char *text = self->drafts != NULL ? amends_drafts_get (self->drafts, self->draft_key) : NULL;
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonObject *kept = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (kept == NULL)
    return;
  put_back (kept, "amount", GTK_EDITABLE (self->amount_entry));
  put_back (kept, "alternatives", GTK_EDITABLE (self->alternatives_entry));
  put_back (kept, "note", GTK_EDITABLE (self->note_entry));
  put_back (kept, "check", GTK_EDITABLE (self->check_entry));
  put_back (kept, "reference", GTK_EDITABLE (self->reference_entry));
  put_back_clause (self, kept);
}

void
amends_refund_panel_start_entries (AmendsRefundPanel *self,
                                   JsonObject        *refund)
{
  self->starting = TRUE;
  fill_clauses (self);
  amends_money_entry_set_currency (self->amount_entry, amends_refund_panel_get_currency (self));
  amends_money_entry_set_amount (self->amount_entry, amends_json_int (refund, "amount_minor"));
  amends_money_entry_set_currency (self->check_entry, amends_refund_panel_get_currency (self));
  amends_money_entry_clear (self->check_entry);
  gtk_drop_down_set_selected (self->clause_drop, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->alternatives_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->note_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->reference_entry), "");
  choose_method (self);
  put_all_back (self);
  self->starting = FALSE;
}

static void
set_text (JsonObject *arguments,
          const char *name,
          GtkEntry   *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (*text != '\0')
    json_object_set_string_member (arguments, name, text);
}

gboolean
amends_refund_panel_collect_review (AmendsRefundPanel *self,
                                    JsonObject        *arguments)
{
  JsonObject *clause = get_clause (self);
  gint64 amount = amends_refund_panel_get_amount (self);

  if (amount <= 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->amount_entry));
      return FALSE;
    }
  if (clause == NULL)
    {
      gtk_label_set_label (self->clause_error, _("Choose the policy clause that the decision rests on."));
      gtk_widget_set_visible (GTK_WIDGET (self->clause_error), TRUE);
      amends_css_toggle (GTK_WIDGET (self->clause_drop), "error", TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->clause_drop));
      return FALSE;
    }
  json_object_set_boolean_member (arguments, "approve", TRUE);
  json_object_set_int_member (arguments, "amount", amount);
  json_object_set_int_member (arguments, "clause", amends_json_int (clause, "id"));
  set_text (arguments, "alternatives", self->alternatives_entry);
  set_text (arguments, "note", self->note_entry);
  return TRUE;
}

gboolean
amends_refund_panel_collect_payment (AmendsRefundPanel *self,
                                     JsonObject        *arguments)
{
  const char *reference = gtk_editable_get_text (GTK_EDITABLE (self->reference_entry));

  if (*reference == '\0')
    {
      gtk_label_set_label (self->reference_error, _("Enter the reference of the payment."));
      gtk_widget_set_visible (GTK_WIDGET (self->reference_error), TRUE);
      amends_css_toggle (GTK_WIDGET (self->reference_entry), "error", TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->reference_entry));
      return FALSE;
    }
  json_object_set_string_member (arguments, "method", methods[MIN (gtk_drop_down_get_selected (self->method_drop), G_N_ELEMENTS (methods) - 2)]);
  json_object_set_string_member (arguments, "reference", reference);
  return TRUE;
}

gboolean
amends_refund_panel_collect_check (AmendsRefundPanel *self,
                                   JsonObject        *arguments)
{
  gint64 paid = 0;

  if (!gtk_widget_get_visible (self->check_box))
    return TRUE;
  if (!amends_money_entry_get_amount (self->check_entry, &paid) || paid <= 0)
    {
      show_check_error (self, _("Enter what was paid by the payment record."));
      return FALSE;
    }
  json_object_set_int_member (arguments, "paid", paid);
  return TRUE;
}

/**
 * amends_refund_panel_bind_entries:
 * @widget_class: the class of the panel
 *
 * Binds what its template calls when something is entered.
 */
void
amends_refund_panel_bind_entries (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, check_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clause_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reference_changed_cb);
}

/**
 * amends_refund_panel_init_entries:
 * @self: the panel
 *
 * Fills what does not depend on the ticket, and follows what is entered.
 */
void
amends_refund_panel_init_entries (AmendsRefundPanel *self)
{
  GtkWidget *entries[] = { GTK_WIDGET (self->amount_entry), GTK_WIDGET (self->alternatives_entry), GTK_WIDGET (self->note_entry),
                           GTK_WIDGET (self->check_entry), GTK_WIDGET (self->reference_entry) };
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; methods[i] != NULL; i++)
    gtk_string_list_append (labels, amends_payment_method_words (methods[i]));
  gtk_drop_down_set_model (self->method_drop, G_LIST_MODEL (labels));
  amends_text_guard_attach (GTK_WIDGET (self->alternatives_entry), 2000);
  amends_text_guard_attach (GTK_WIDGET (self->note_entry), 2000);
  amends_text_guard_attach (GTK_WIDGET (self->reference_entry), 100);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    g_signal_connect_object (entries[i], "changed", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clause_drop, "notify::selected", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
}
