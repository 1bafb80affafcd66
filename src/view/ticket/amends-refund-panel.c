/* The refund of a ticket: asked for, reviewed, confirmed, paid – four acts by different people, never more than was paid.
 *
 * Each person sees the act that is theirs with what it needs; who may not act sees the reason instead of a dead button.
 * Entries keep what was typed as long as the refund stands at the same act. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-facts.h"
#include "amends-json.h"
#include "amends-message.h"
#include "amends-money-entry.h"
#include "amends-money.h"
#include "amends-refund-acts.h"
#include "amends-refund-panel.h"
#include "amends-segment-bar.h"
#include "amends-text-guard.h"
#include "amends-ticket-words.h"

struct _AmendsRefundPanel
{
  AdwBin parent_instance;

  AmendsTicketStore *store;
  AmendsCatalogue *catalogue;
  char *stage;           /* refund and act the entries were made for */

  GtkWidget *empty_box;
  GtkWidget *body_box;
  GtkLabel *state_label;
  GtkBox *act_box;
  GtkWidget *amount_box;
  AmendsMoneyEntry *amount_entry;
  GtkLabel *amount_label;
  GtkLabel *paid_label;
  GtkLabel *amount_error;
  AmendsSegmentBar *share_bar;
  GtkBox *legend_box;
  GtkGrid *fact_grid;
  GtkWidget *review_box;
  GtkDropDown *clause_drop;
  GtkLabel *clause_body;
  GtkLabel *clause_error;
  GtkEntry *alternatives_entry;
  GtkEntry *note_entry;
  GtkWidget *check_box;      /* the order was typed in at intake: what does the payment record say? */
  AmendsMoneyEntry *check_entry;
  GtkLabel *check_error;
  GtkLabel *check_hint;
  GtkWidget *pay_box;
  GtkDropDown *method_drop;
  GtkEntry *reference_entry;
  GtkLabel *reference_error;
  GtkLabel *failure_label;
  GtkWidget *button_box;
  GtkButton *act_button;
  GtkButton *back_button;
  GtkMenuButton *menu_button;
  GtkBox *error_list;
  GtkLabel *hint_label;
};

G_DEFINE_FINAL_TYPE (AmendsRefundPanel, amends_refund_panel, ADW_TYPE_BIN)

static const char * const methods[] = { "wechat", "alipay", "bank", "card", "cash", NULL };

static JsonObject *
get_refund (AmendsRefundPanel *self)
{
  return amends_json_object (amends_ticket_store_get_detail (self->store), "refund");
}

static const char *
get_currency (AmendsRefundPanel *self)
{
  const char *currency = amends_json_text (get_refund (self), "currency");

  return currency != NULL ? currency : "CNY";
}

static gboolean
can (AmendsRefundPanel *self,
     const char        *what)
{
  return amends_ticket_store_can (self->store, what, NULL);
}

/* ── amount ── */

static gint64
get_amount (AmendsRefundPanel *self)
{
  gint64 amount = amends_json_int (get_refund (self), "amount_minor");

  if (gtk_widget_get_visible (self->amount_box) && !amends_money_entry_get_amount (self->amount_entry, &amount))
    return 0;
  return amount;
}

static char *
plain (AmendsRefundPanel *self,
       gint64             amount)
{
  return amends_money_format_plain (amount, get_currency (self));
}

static void
add_legend (AmendsRefundPanel *self,
            const char        *css_class,
            const char        *format,
            gint64             amount)
{
  g_autofree char *money = plain (self, amount);
  g_autofree char *text = g_strdup_printf (format, money);

  amends_legend_add (self->legend_box, css_class, text);
}

/* The bar grows past what was paid, so that the part too much is seen. */
static void
show_shares (AmendsRefundPanel *self,
             gint64             amount)
{
  JsonObject *order = amends_json_object (amends_ticket_store_get_detail (self->store), "order");
  gint64 paid = amends_json_int (order, "paid_minor"), left = amends_json_int (get_refund (self), "left_minor");
  gint64 other = paid - left;
  gint64 excess = MAX (amount - left, 0);
  double whole = MAX (paid + excess, 1);

  amends_segment_bar_clear (self->share_bar);
  amends_facts_clear (GTK_WIDGET (self->legend_box));
  amends_segment_bar_add (self->share_bar, 0, other / whole, "refunded");
  amends_segment_bar_add (self->share_bar, other / whole, (other + amount - excess) / whole, "this");
  amends_segment_bar_add (self->share_bar, paid / whole, 1, "excess");
  if (other > 0)
    add_legend (self, "refunded", _("elsewhere %s"), other);
  if (excess > 0)
    {
      add_legend (self, "this", _("possible %s"), left);
      add_legend (self, "excess", _("too much %s"), excess);
    }
  else
    {
      add_legend (self, "this", _("this %s"), amount);
      add_legend (self, "left", _("left %s"), left - amount);
    }
}

static char *
amount_problem (AmendsRefundPanel *self,
                gint64             amount)
{
  JsonObject *order = amends_json_object (amends_ticket_store_get_detail (self->store), "order");
  gint64 left = amends_json_int (get_refund (self), "left_minor"), paid = amends_json_int (order, "paid_minor");
  g_autofree char *most = NULL, *paid_words = NULL, *gone_words = NULL;

  if (amount <= 0 && gtk_widget_get_visible (self->amount_box))
    return g_strdup (_("Enter the amount, as 899.00."));
  if (amount <= left || amends_json_has (get_refund (self), "decided_at"))
    return NULL;
  most = amends_money_format (left, get_currency (self));
  paid_words = plain (self, paid);
  gone_words = plain (self, paid - left);
  return g_strdup_printf (_("At most %s: %s paid, %s refunded or set aside elsewhere"), most, paid_words, gone_words);
}

static void
amount_changed_cb (AmendsRefundPanel *self)
{
  gint64 amount = get_amount (self);
  g_autofree char *problem = NULL;
  gboolean too_much;

  if (self->store == NULL || get_refund (self) == NULL)
    return;
  problem = amount_problem (self, amount);
  too_much = amount > 0 && problem != NULL;
  gtk_label_set_label (self->amount_error, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->amount_error), problem != NULL);
  amends_css_toggle (GTK_WIDGET (self->amount_entry), "error", problem != NULL);
  show_shares (self, amount);
  /* only what cannot be is refused here; what is missing is said at the click */
  gtk_widget_activate_action (GTK_WIDGET (self), "ticket.refund-possible", "b", !too_much);
}

/* ── facts ── */

static void
show_facts (AmendsRefundPanel *self,
            JsonObject        *refund)
{
  JsonObject *clause = amends_json_object (refund, "clause");
  g_autofree char *reason = amends_json_dup_label (amends_json_object (refund, "reason"), "label");
  g_autofree char *clause_label = amends_json_dup_label (clause, "label");
  g_autofree char *basis = clause != NULL ? g_strdup_printf ("%s %s", amends_json_text (clause, "code"), clause_label) : NULL;
  g_autofree char *asked = NULL;

  amends_facts_clear (GTK_WIDGET (self->fact_grid));
  if (amends_json_int (refund, "requested_minor") != amends_json_int (refund, "amount_minor"))
    asked = amends_money_format (amends_json_int (refund, "requested_minor"), get_currency (self));
  amends_facts_add (self->fact_grid, _("Asked for"), asked);
  amends_facts_add (self->fact_grid, _("Reason"), reason);
  if (!gtk_widget_get_visible (self->review_box))
    {
      amends_facts_add (self->fact_grid, _("Basis"), basis);
      amends_facts_add (self->fact_grid, _("Offered"), amends_json_text (refund, "alternatives"));
    }
  amends_facts_add (self->fact_grid, _("Note"), amends_json_text (refund, "decision_note"));
  if (amends_json_has (refund, "payment_ref"))
    {
      amends_facts_add (self->fact_grid, _("Paid by"), amends_payment_method_words (amends_json_text (refund, "method")));
      amends_facts_add (self->fact_grid, _("Reference"), amends_json_text (refund, "payment_ref"));
    }
}

static void
add_error (AmendsRefundPanel *self,
           JsonObject        *error)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *kind = amends_json_dup_label (error, "label");
  g_autofree char *when = amends_ticket_moment (amends_json_time (error, "found_at"));
  g_autofree char *head = g_strdup_printf (_("%s · %s · found %s"), kind, amends_json_text (error, "made_by"), when);
  GtkWidget *note = amends_prose_new (amends_json_text (error, "note"), "caption", NULL);
  GtkWidget *button;

  gtk_widget_add_css_class (box, "notice");
  gtk_widget_add_css_class (box, "caution");
  gtk_box_append (GTK_BOX (box), amends_text_new (head, "strong", NULL));
  gtk_box_append (GTK_BOX (box), note);
  if (amends_json_has (error, "corrected_at"))
    {
      g_autofree char *put_right = g_strdup_printf (_("Put right by %s: %s"), amends_json_text (error, "corrected_by"), amends_json_text (error, "correction"));

      gtk_box_append (GTK_BOX (box), amends_prose_new (put_right, "caption", NULL));
    }
  else if (can (self, "refund_error"))
    {
      button = gtk_button_new_with_label (_("Record Correction…"));
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_add_css_class (button, "quiet-toggle");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", amends_json_int (error, "id"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "ticket.refund-correct");
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_box_append (self->error_list, box);
}

static void
show_errors (AmendsRefundPanel *self,
             JsonObject        *refund)
{
  JsonArray *errors = amends_json_array (refund, "errors");

  amends_facts_clear (GTK_WIDGET (self->error_list));
  for (guint i = 0; errors != NULL && i < json_array_get_length (errors); i++)
    add_error (self, amends_json_item (errors, i));
  gtk_widget_set_visible (GTK_WIDGET (self->error_list), amends_json_length (refund, "errors") > 0);
}

/* ── entries ── */

static AmendsTerm *
get_clause (AmendsRefundPanel *self)
{
  guint selected = gtk_drop_down_get_selected (self->clause_drop);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return g_list_model_get_item (amends_catalogue_get_terms (self->catalogue, AMENDS_TERM_CLAUSE), selected - 1);
}

static void
clause_chosen_cb (AmendsRefundPanel *self)
{
  g_autoptr (AmendsTerm) clause = self->catalogue != NULL ? get_clause (self) : NULL;
  g_autofree char *body = clause != NULL ? amends_json_dup_label (amends_term_get_object (clause), "body") : NULL;

  gtk_label_set_label (self->clause_body, body != NULL ? body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->clause_body), body != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->clause_error), FALSE);
  amends_css_toggle (GTK_WIDGET (self->clause_drop), "error", FALSE);
}

static void
fill_clauses (AmendsRefundPanel *self)
{
  GListModel *clauses = amends_catalogue_get_terms (self->catalogue, AMENDS_TERM_CLAUSE);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _("Choose the clause"));
  for (guint i = 0; i < g_list_model_get_n_items (clauses); i++)
    {
      g_autoptr (AmendsTerm) clause = g_list_model_get_item (clauses, i);
      g_autofree char *label = g_strdup_printf ("%s %s", amends_term_get_code (clause), amends_term_get_label (clause));

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
static void
show_check (AmendsRefundPanel *self,
            JsonObject        *refund)
{
  JsonObject *order = amends_json_object (amends_ticket_store_get_detail (self->store), "order");
  g_autofree char *paid = amends_money_format (amends_json_int (order, "paid_minor"), get_currency (self));
  g_autofree char *hint = g_strdup_printf (_("%s typed in %s as paid. Nobody has looked at the payment yet."),
                                           amends_json_has (order, "typed_by") ? amends_json_text (order, "typed_by") : "–", paid);

  gtk_label_set_label (self->check_hint, hint);
  gtk_widget_set_visible (self->check_box, can (self, "refund_confirm") && amends_json_has (refund, "order_checked")
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

static void
start_entries (AmendsRefundPanel *self,
               JsonObject        *refund)
{
  amends_money_entry_set_currency (self->amount_entry, get_currency (self));
  amends_money_entry_set_amount (self->amount_entry, amends_json_int (refund, "amount_minor"));
  amends_money_entry_set_currency (self->check_entry, get_currency (self));
  amends_money_entry_clear (self->check_entry);
  gtk_drop_down_set_selected (self->clause_drop, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->alternatives_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->note_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->reference_entry), "");
  choose_method (self);
}

/* ── acts ── */

static const struct
{
  const char *can;
  const char *action;
  const char *label;
  const char *hint;
} acts[] = {
  { "refund_review", "ticket.refund-approve", N_("Approve"), N_("Then finance confirms the amount.") },
  { "refund_confirm", "ticket.refund-confirm", N_("Confirm Amount"), N_("The amount is set aside on the order; then it can be paid.") },
  { "refund_manager", "ticket.refund-manager", N_("Confirm Amount"), N_("The amount is above the policy's tier: a manager confirms too, then it can be paid.") },
  { "refund_pay", "ticket.refund-pay", N_("Record Payment"), N_("Record it when the money was sent. It cannot be taken back; a mistake is recorded as a refund error.") },
};

static int
own_act (AmendsRefundPanel *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (can (self, acts[i].can))
      return i;
  return -1;
}

/* Why the act that comes now is not this person's. */
static char *
dup_why_not (AmendsRefundPanel *self,
             JsonObject        *refund)
{
  static const char * const next[] = { "requested", "refund_review", "reviewed", "refund_confirm", "confirmed", "refund_pay" };
  JsonObject *ticket = amends_ticket_store_get_detail (self->store);
  const char *holder = amends_json_text (amends_json_object (ticket, "assignee"), "name");
  const char *why = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (next); i += 2)
    if (g_strcmp0 (amends_json_text (refund, "state"), next[i]) == 0)
      amends_ticket_store_can (self->store, next[i + 1], &why);
  if (why == NULL)
    return NULL;
  if (g_str_equal (why, "refund.four_eyes"))
    return holder != NULL ? g_strdup_printf (_("You reviewed this refund or changed its amount; another person confirms and pays it (%s has it)."), holder)
                          : g_strdup (_("You reviewed this refund or changed its amount; another person confirms and pays it."));
  if (g_str_equal (why, "role.forbidden") || g_str_equal (why, "refund.other_team"))
    {
      g_autofree char *team = amends_json_dup_label (amends_json_object (ticket, "team"), "label");

      return g_strdup_printf (_("The next act is for %s: %s."), team, holder != NULL ? holder : _("nobody yet"));
    }
  return amends_message_for_code (why, NULL);
}

static void
show_buttons (AmendsRefundPanel *self,
              JsonObject        *refund)
{
  int act = own_act (self);
  gboolean paid = g_strcmp0 (amends_json_text (refund, "state"), "paid") == 0;
  gboolean back = can (self, "refund_send_back"), refuse = can (self, "refund_refuse");
  gboolean error = paid && can (self, "refund_error");

  gtk_widget_set_visible (GTK_WIDGET (self->act_button), act >= 0);
  if (act >= 0)
    {
      gtk_button_set_label (self->act_button, _(acts[act].label));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act_button), acts[act].action);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), back || refuse || error);
  gtk_button_set_label (self->back_button, back ? _("Send Back…") : refuse ? _("Refuse…") : _("Record a Refund Error…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back_button), back ? "ticket.refund-send-back" : refuse ? "ticket.refund-refuse" : "ticket.refund-error");
  gtk_widget_set_hexpand (GTK_WIDGET (self->back_button), act < 0);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), (back && refuse) || can (self, "refund_withdraw") || (!paid && can (self, "refund_error")));
  gtk_widget_set_visible (self->button_box, act >= 0 || back || refuse || error || gtk_widget_get_visible (GTK_WIDGET (self->menu_button)));
}

static void
show_hint (AmendsRefundPanel *self,
           JsonObject        *refund)
{
  int act = own_act (self);
  g_autofree char *hint = act >= 0 ? g_strdup (_(acts[act].hint)) : dup_why_not (self, refund);

  gtk_label_set_label (self->hint_label, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), hint != NULL && !amends_json_has (refund, "decided_at"));
}

static void
show_stage (AmendsRefundPanel *self,
            JsonObject        *refund)
{
  g_autofree char *stage = g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT, amends_json_int (refund, "id"),
                                            amends_json_text (refund, "state"), amends_json_int (refund, "amount_minor"));
  gboolean review = can (self, "refund_review");

  gtk_widget_set_visible (self->amount_box, review);
  gtk_widget_set_visible (GTK_WIDGET (self->amount_label), !review);
  gtk_widget_set_visible (self->review_box, review);
  gtk_widget_set_visible (self->pay_box, can (self, "refund_pay"));
  show_check (self, refund);
  if (g_strcmp0 (self->stage, stage) == 0)
    return;
  g_free (self->stage);
  self->stage = g_steal_pointer (&stage);
  gtk_widget_set_visible (GTK_WIDGET (self->failure_label), FALSE);
  start_entries (self, refund);
}

/* ── class ── */

static void
amends_refund_panel_dispose (GObject *object)
{
  AmendsRefundPanel *self = AMENDS_REFUND_PANEL (object);

  g_clear_object (&self->store);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->stage, g_free);

  G_OBJECT_CLASS (amends_refund_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, empty_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, body_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, state_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, act_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, amount_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, amount_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, amount_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, paid_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, amount_error);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, share_bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, legend_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, fact_grid);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, review_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, clause_drop);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, clause_body);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, clause_error);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, alternatives_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, note_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, check_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, check_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, check_error);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, check_hint);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, pay_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, method_drop);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, reference_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, reference_error);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, failure_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, button_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, act_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, back_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, error_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, hint_label);
}

static void
amends_refund_panel_class_init (AmendsRefundPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_refund_panel_dispose;

  g_type_ensure (AMENDS_TYPE_MONEY_ENTRY);
  g_type_ensure (AMENDS_TYPE_SEGMENT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/refund-panel.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, amount_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clause_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reference_changed_cb);
}

static void
amends_refund_panel_init (AmendsRefundPanel *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  /* the name says more than the short label beside the field, which would be added to it */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->amount_entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  amends_confirm_key (GTK_WIDGET (self), "ticket.main");
  for (guint i = 0; methods[i] != NULL; i++)
    gtk_string_list_append (labels, amends_payment_method_words (methods[i]));
  gtk_drop_down_set_model (self->method_drop, G_LIST_MODEL (labels));
  amends_text_guard_attach (GTK_WIDGET (self->alternatives_entry), 2000);
  amends_text_guard_attach (GTK_WIDGET (self->note_entry), 2000);
  amends_text_guard_attach (GTK_WIDGET (self->reference_entry), 100);
}

/**
 * amends_refund_panel_set_ticket:
 * @self: the panel
 * @store: the ticket
 * @catalogue: clauses of the policy
 */
void
amends_refund_panel_set_ticket (AmendsRefundPanel *self,
                                AmendsTicketStore *store,
                                AmendsCatalogue   *catalogue)
{
  g_return_if_fail (AMENDS_IS_REFUND_PANEL (self));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  self->catalogue = g_object_ref (catalogue);
  g_signal_connect_object (catalogue, "notify::ready", G_CALLBACK (fill_clauses), self, G_CONNECT_SWAPPED);
  fill_clauses (self);
}

/**
 * amends_refund_panel_show:
 * @self: the panel
 *
 * Brings it up to date with the ticket.
 */
void
amends_refund_panel_show (AmendsRefundPanel *self)
{
  JsonObject *ticket, *refund;
  g_autofree char *amount = NULL, *paid = NULL, *paid_words = NULL;

  g_return_if_fail (AMENDS_IS_REFUND_PANEL (self));

  ticket = amends_ticket_store_get_detail (self->store);
  refund = get_refund (self);
  gtk_widget_set_visible (GTK_WIDGET (self), refund != NULL || can (self, "refund_request"));
  gtk_widget_set_visible (self->empty_box, can (self, "refund_request"));
  gtk_widget_set_visible (self->body_box, refund != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), refund != NULL);
  if (refund == NULL)
    return;
  gtk_label_set_label (self->state_label, amends_refund_state_words (refund));
  amends_refund_acts_fill (self->act_box, refund, amends_json_text (amends_json_object (ticket, "customer"), "name"));
  show_stage (self, refund);
  amount = amends_money_format (amends_json_int (refund, "amount_minor"), get_currency (self));
  paid = amends_money_format (amends_json_int (amends_json_object (ticket, "order"), "paid_minor"), get_currency (self));
  paid_words = g_strdup_printf (_("of %s paid"), paid);
  gtk_label_set_label (self->amount_label, amount);
  gtk_label_set_label (self->paid_label, paid_words);
  gtk_widget_set_visible (GTK_WIDGET (self->paid_label), gtk_widget_get_visible (GTK_WIDGET (self->amount_label)));
  show_facts (self, refund);
  show_errors (self, refund);
  show_buttons (self, refund);
  show_hint (self, refund);
  amount_changed_cb (self);
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

static gboolean
collect_review (AmendsRefundPanel *self,
                JsonObject        *arguments)
{
  g_autoptr (AmendsTerm) clause = get_clause (self);
  gint64 amount = get_amount (self);

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
  json_object_set_int_member (arguments, "clause", amends_term_get_id (clause));
  set_text (arguments, "alternatives", self->alternatives_entry);
  set_text (arguments, "note", self->note_entry);
  return TRUE;
}

static gboolean
collect_payment (AmendsRefundPanel *self,
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

static gboolean
collect_check (AmendsRefundPanel *self,
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
 * amends_refund_panel_collect:
 * @self: the panel
 * @action: "refund-approve", "refund-confirm", "refund-manager" or "refund-pay"
 * @verb: (out) (transfer none): the act that does it
 *
 * Returns: (transfer full) (nullable): its arguments; %NULL where something is missing: it is marked and has the focus
 */
JsonObject *
amends_refund_panel_collect (AmendsRefundPanel *self,
                             const char        *action,
                             const char       **verb)
{
  g_autoptr (JsonObject) arguments = json_object_new ();

  g_return_val_if_fail (AMENDS_IS_REFUND_PANEL (self), NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->failure_label), FALSE);
  if (g_str_equal (action, "refund-approve"))
    {
      *verb = "refund_review";
      return collect_review (self, arguments) ? g_steal_pointer (&arguments) : NULL;
    }
  if (g_str_equal (action, "refund-pay"))
    {
      *verb = "refund_pay";
      return collect_payment (self, arguments) ? g_steal_pointer (&arguments) : NULL;
    }
  *verb = g_str_equal (action, "refund-manager") ? "refund_manager_confirm" : "refund_confirm";
  json_object_set_int_member (arguments, "amount", amends_json_int (get_refund (self), "amount_minor"));
  if (g_str_equal (*verb, "refund_confirm") && !collect_check (self, arguments))
    return NULL;
  return g_steal_pointer (&arguments);
}

/**
 * amends_refund_panel_show_error:
 * @self: the panel
 * @error: why the database said no
 *
 * Says it where it belongs; what was typed stays.
 */
void
amends_refund_panel_show_error (AmendsRefundPanel *self,
                                const GError      *error)
{
  g_autofree char *words = amends_message_for_error (error);
  const char *code = amends_error_get_machine (error);

  g_return_if_fail (AMENDS_IS_REFUND_PANEL (self));

  if (code != NULL && g_str_has_prefix (code, "refund.reference"))
    {
      gtk_label_set_label (self->reference_error, words);
      gtk_widget_set_visible (GTK_WIDGET (self->reference_error), TRUE);
      amends_css_toggle (GTK_WIDGET (self->reference_entry), "error", TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->reference_entry));
      return;
    }
  gtk_label_set_label (self->failure_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->failure_label), TRUE);
}

/**
 * amends_refund_panel_focus:
 * @self: the panel
 *
 * Moves the focus to what the person's own act needs first.
 */
void
amends_refund_panel_focus (AmendsRefundPanel *self)
{
  GtkWidget *first;

  g_return_if_fail (AMENDS_IS_REFUND_PANEL (self));

  first = gtk_widget_get_visible (self->review_box) ? GTK_WIDGET (self->clause_drop)
          : gtk_widget_get_visible (self->check_box) ? GTK_WIDGET (self->check_entry)
          : gtk_widget_get_visible (self->pay_box) ? GTK_WIDGET (self->reference_entry) : GTK_WIDGET (self->act_button);
  gtk_widget_grab_focus (gtk_widget_get_visible (first) ? first : GTK_WIDGET (self->back_button));
}

/**
 * amends_refund_panel_dup_label:
 * @self: the panel
 * @action: one of its actions
 *
 * Returns: (transfer full): the label of the header's button: "Confirm ¥899.00"
 */
char *
amends_refund_panel_dup_label (AmendsRefundPanel *self,
                               const char        *action)
{
  g_autofree char *amount = NULL;

  g_return_val_if_fail (AMENDS_IS_REFUND_PANEL (self), NULL);

  amount = amends_money_format (amends_json_int (get_refund (self), "amount_minor"), get_currency (self));
  if (g_str_equal (action, "refund-confirm") || g_str_equal (action, "refund-manager"))
    return g_strdup_printf (_("Confirm %s"), amount);
  return g_strdup (g_str_equal (action, "refund-pay") ? _("Record Payment") : _("Approve"));
}
