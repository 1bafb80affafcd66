/* Dialogs of a refund: asked for, sent back, refused, withdrawn, mistakes and how they were put right. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-json.h"
#include "amends-ticket-acts-private.h"

#define NOTE_MAX 2000

/* Those of the policy that was in force when the customer asked: others the database does not take. */
static void
add_clauses (AmendsActDialog *dialog,
             AmendsAct       *act)
{
  JsonArray *clauses = amends_json_array (amends_json_object (act->ticket, "refund"), "clauses");
  GtkWidget *field = amends_choice_field_new_search ("clause", _("Clause of the policy"));

  for (guint i = 0; clauses != NULL && i < json_array_get_length (clauses); i++)
    {
      JsonObject *clause = amends_json_item (clauses, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, amends_json_int (clause, "id"));
      g_autofree char *name = amends_json_dup_label (clause, "label");
      g_autofree char *label = g_strdup_printf ("%s %s", amends_json_text (clause, "code"), name);
      g_autofree char *body = amends_json_dup_label (clause, "body");

      amends_choice_field_add (AMENDS_CHOICE_FIELD (field), id, label, body, TRUE);
    }
  amends_act_add_required (dialog, field);
}

AmendsActDialog *
amends_act_open_refund_request (AmendsAct *act)
{
  JsonObject *order = amends_json_object (act->ticket, "order");
  AmendsActDialog *dialog = amends_act_new_dialog (act, "refund_request", _("The Customer Asks for a Refund"), _("Record"), _("The request is recorded."));
  GtkWidget *amount;

  amount = amends_money_field_new ("amount", _("Amount asked for"), amends_ticket_store_get_currency (act->store), amends_json_int (order, "left_minor"));
  amends_act_add_required (dialog, amount);
  amends_act_add_reasons (dialog, act, "refund", "reason");
  return dialog;
}

AmendsActDialog *
amends_act_open_refund_send_back (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "refund_send_back", _("Send Back to Review"), _("Send Back"), _("Sent back to review."));

  amends_act_dialog_set_body (dialog, _("The reviewer looks at it again; an amount set aside is released."));
  amends_act_add_required (dialog, amends_text_field_new ("note", _("What has to be looked at"), TRUE, NOTE_MAX));
  return dialog;
}

AmendsActDialog *
amends_act_open_refund_refuse (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "refund_refuse", _("Refuse the Refund"), _("Refuse"), _("The refund was refused."));

  amends_act_dialog_set_destructive (dialog);
  amends_act_dialog_set_body (dialog, _("The conditions are not met. The customer is owed the clause and the explanation."));
  add_clauses (dialog, act);
  amends_act_add_required (dialog, amends_text_field_new ("note", _("Explanation"), TRUE, NOTE_MAX));
  return dialog;
}

AmendsActDialog *
amends_act_open_refund_withdraw (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "refund_withdraw", _("The Customer Withdraws"), _("Withdraw"), _("The refund was withdrawn."));

  amends_act_dialog_set_destructive (dialog);
  amends_act_dialog_set_body (dialog, _("The customer does not want the refund any more. An amount set aside is released."));
  amends_act_add_note (dialog, _("What the customer said (optional)"));
  return dialog;
}

static void
add_maker (GtkWidget  *field,
           AmendsAct  *act,
           const char *id_member,
           const char *name_member,
           const char *part)
{
  JsonObject *refund = amends_json_object (act->ticket, "refund");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, amends_json_int (refund, id_member));

  if (amends_json_has (refund, id_member))
    amends_choice_field_add (AMENDS_CHOICE_FIELD (field), id, amends_json_text (refund, name_member), part, TRUE);
}

AmendsActDialog *
amends_act_open_refund_error (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "refund_error_record", _("Record a Refund Error"), _("Record"), _("The error is recorded."));
  GtkWidget *field = amends_choice_field_new ("made_by", _("Whose mistake was it?"));

  amends_act_dialog_set_body (dialog, _("A mistake by staff. It counts in the scorecard of the person who made it; the correction is kept with it."));
  amends_act_add_reasons (dialog, act, "refund_error", "kind");
  add_maker (field, act, "reviewed_by_id", "reviewed_by", _("reviewed it"));
  add_maker (field, act, "confirmed_by_id", "confirmed_by", _("confirmed the amount"));
  if (amends_json_int (amends_json_object (act->ticket, "refund"), "paid_by_id")
      != amends_json_int (amends_json_object (act->ticket, "refund"), "confirmed_by_id"))
    add_maker (field, act, "paid_by_id", "paid_by", _("paid it"));
  amends_act_add_required (dialog, field);
  amends_act_add_required (dialog, amends_text_field_new ("note", _("What went wrong"), TRUE, NOTE_MAX));
  return dialog;
}

AmendsActDialog *
amends_act_open_refund_correct (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "refund_error_correct", _("Correct the Refund Error"), _("Record"), _("The correction is recorded."));

  amends_act_dialog_add_number (dialog, "error", act->ref);
  amends_act_add_required (dialog, amends_text_field_new ("correction", _("How it was put right"), TRUE, NOTE_MAX));
  return dialog;
}
