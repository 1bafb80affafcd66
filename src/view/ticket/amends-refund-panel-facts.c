/* What is known of a refund: reason, basis, payment, and the mistakes made with it. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-facts.h"
#include "amends-json.h"
#include "amends-money.h"
#include "amends-refund-panel-private.h"
#include "amends-ticket-words.h"

void
amends_refund_panel_show_facts (AmendsRefundPanel *self,
                                JsonObject        *refund)
{
  JsonObject *clause = amends_json_object (refund, "clause");
  g_autofree char *reason = amends_json_dup_label (amends_json_object (refund, "reason"), "label");
  g_autofree char *clause_label = amends_json_dup_label (clause, "label");
  g_autofree char *basis = clause != NULL ? g_strdup_printf ("%s %s", amends_json_text (clause, "code"), clause_label) : NULL;
  g_autofree char *asked = NULL;

  amends_facts_clear (GTK_WIDGET (self->fact_grid));
  if (amends_json_int (refund, "requested_minor") != amends_json_int (refund, "amount_minor"))
    asked = amends_money_format (amends_json_int (refund, "requested_minor"), amends_refund_panel_get_currency (self));
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
  GtkWidget *note = amends_prose_new (amends_json_text (error, "note"), "caption");
  GtkWidget *button;

  gtk_widget_add_css_class (box, "notice");
  gtk_widget_add_css_class (box, "caution");
  gtk_box_append (GTK_BOX (box), amends_text_new (head, "strong"));
  gtk_box_append (GTK_BOX (box), note);
  if (amends_json_has (error, "corrected_at"))
    {
      g_autofree char *put_right = g_strdup_printf (_("Put right by %s: %s"), amends_json_text (error, "corrected_by"), amends_json_text (error, "correction"));

      gtk_box_append (GTK_BOX (box), amends_prose_new (put_right, "caption"));
    }
  else if (amends_refund_panel_can (self, "refund_error"))
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

void
amends_refund_panel_show_errors (AmendsRefundPanel *self,
                                 JsonObject        *refund)
{
  JsonArray *errors = amends_json_array (refund, "errors");

  amends_facts_clear (GTK_WIDGET (self->error_list));
  for (guint i = 0; errors != NULL && i < json_array_get_length (errors); i++)
    add_error (self, amends_json_item (errors, i));
  gtk_widget_set_visible (GTK_WIDGET (self->error_list), amends_json_length (refund, "errors") > 0);
}
