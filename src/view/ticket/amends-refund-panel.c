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
#include "amends-money.h"
#include "amends-refund-acts.h"
#include "amends-refund-panel-private.h"
#include "amends-ticket-words.h"

G_DEFINE_FINAL_TYPE (AmendsRefundPanel, amends_refund_panel, ADW_TYPE_BIN)

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
    if (amends_refund_panel_can (self, acts[i].can))
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
  gboolean back = amends_refund_panel_can (self, "refund_send_back"), refuse = amends_refund_panel_can (self, "refund_refuse");
  gboolean error = paid && amends_refund_panel_can (self, "refund_error");

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
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), (back && refuse) || amends_refund_panel_can (self, "refund_withdraw") || (!paid && amends_refund_panel_can (self, "refund_error")));
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
  gboolean review = amends_refund_panel_can (self, "refund_review");

  gtk_widget_set_visible (self->amount_box, review);
  gtk_widget_set_visible (GTK_WIDGET (self->amount_label), !review);
  gtk_widget_set_visible (self->review_box, review);
  gtk_widget_set_visible (self->pay_box, amends_refund_panel_can (self, "refund_pay"));
  amends_refund_panel_show_check (self, refund);
  if (g_strcmp0 (self->stage, stage) == 0)
    return;
  g_free (self->stage);
  self->stage = g_steal_pointer (&stage);
  g_free (self->draft_key);
  self->draft_key = g_strdup_printf ("refund/%s", self->stage);
  gtk_widget_set_visible (GTK_WIDGET (self->failure_label), FALSE);
  amends_refund_panel_start_entries (self, refund);
}

/* ── class ── */

static void
amends_refund_panel_dispose (GObject *object)
{
  AmendsRefundPanel *self = AMENDS_REFUND_PANEL (object);

  g_clear_object (&self->store);
  g_clear_object (&self->drafts);
  g_clear_pointer (&self->stage, g_free);
  g_clear_pointer (&self->draft_key, g_free);

  G_OBJECT_CLASS (amends_refund_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, empty_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundPanel, empty_label);
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
  gtk_widget_class_bind_template_callback_full (widget_class, "amount_changed_cb", G_CALLBACK (amends_refund_panel_amount_changed));
  amends_refund_panel_bind_entries (widget_class);
}

static void
amends_refund_panel_init (AmendsRefundPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* the name says more than the short label beside the field, which would be added to it */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->amount_entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  amends_confirm_key (GTK_WIDGET (self), "ticket.main");
  amends_refund_panel_init_entries (self);
}

/**
 * amends_refund_panel_set_ticket:
 * @self: the panel
 * @store: the ticket
 * @drafts: keeps what is entered until it is sent
 */
void
amends_refund_panel_set_ticket (AmendsRefundPanel *self,
                                AmendsTicketStore *store,
                                AmendsDrafts      *drafts)
{
  g_return_if_fail (AMENDS_IS_REFUND_PANEL (self));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  self->drafts = g_object_ref (drafts);
}

/**
 * amends_refund_panel_get_draft_key:
 * @self: the panel
 *
 * Returns: (transfer none) (nullable): where what is entered now is kept
 */
const char *
amends_refund_panel_get_draft_key (AmendsRefundPanel *self)
{
  g_return_val_if_fail (AMENDS_IS_REFUND_PANEL (self), NULL);

  return self->draft_key;
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
  refund = amends_refund_panel_get_refund (self);
  gtk_widget_set_visible (GTK_WIDGET (self), refund != NULL || amends_refund_panel_can (self, "refund_request"));
  gtk_widget_set_visible (self->empty_box, amends_refund_panel_can (self, "refund_request"));
  gtk_label_set_label (self->empty_label, refund != NULL ? _("Something is left on the order: the customer may ask for more.") : _("No refund is asked for."));
  gtk_widget_set_visible (self->body_box, refund != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), refund != NULL);
  if (refund == NULL)
    return;
  gtk_label_set_label (self->state_label, amends_refund_state_words (refund));
  amends_refund_acts_fill (self->act_box, refund, amends_json_text (amends_json_object (ticket, "customer"), "name"));
  show_stage (self, refund);
  amount = amends_money_format (amends_json_int (refund, "amount_minor"), amends_refund_panel_get_currency (self));
  paid = amends_money_format (amends_json_int (amends_json_object (ticket, "order"), "paid_minor"), amends_refund_panel_get_currency (self));
  paid_words = g_strdup_printf (_("of %s paid"), paid);
  gtk_label_set_label (self->amount_label, amount);
  gtk_label_set_label (self->paid_label, paid_words);
  gtk_widget_set_visible (GTK_WIDGET (self->paid_label), gtk_widget_get_visible (GTK_WIDGET (self->amount_label)));
  amends_refund_panel_show_facts (self, refund);
  amends_refund_panel_show_errors (self, refund);
  show_buttons (self, refund);
  show_hint (self, refund);
  amends_refund_panel_amount_changed (self);
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
      return amends_refund_panel_collect_review (self, arguments) ? g_steal_pointer (&arguments) : NULL;
    }
  if (g_str_equal (action, "refund-pay"))
    {
      *verb = "refund_pay";
      return amends_refund_panel_collect_payment (self, arguments) ? g_steal_pointer (&arguments) : NULL;
    }
  *verb = g_str_equal (action, "refund-manager") ? "refund_manager_confirm" : "refund_confirm";
  json_object_set_int_member (arguments, "amount", amends_json_int (amends_refund_panel_get_refund (self), "amount_minor"));
  if (g_str_equal (*verb, "refund_confirm") && !amends_refund_panel_collect_check (self, arguments))
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

  amount = amends_money_format (amends_json_int (amends_refund_panel_get_refund (self), "amount_minor"), amends_refund_panel_get_currency (self));
  if (g_str_equal (action, "refund-confirm") || g_str_equal (action, "refund-manager"))
    return g_strdup_printf (_("Confirm %s"), amount);
  return g_strdup (g_str_equal (action, "refund-pay") ? _("Record Payment") : _("Approve"));
}
