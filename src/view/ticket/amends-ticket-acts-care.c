/* Dialogs of what the customer says: closing with the survey, its answer, call-backs, the coupon. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-json.h"
#include "amends-ticket-acts-private.h"
#include "amends-ticket-words.h"

#define REASON_MAX 500
#define ANSWER_MAX 10000

static void
add_survey (AmendsActDialog *dialog)
{
  GtkWidget *overall = amends_choice_field_new ("survey.overall", _("Overall"));

  amends_act_add_required (dialog, amends_switch_field_new ("survey.solved", _("Is the problem solved?"), _("Solved"), _("Not solved")));
  amends_act_add_required (dialog, amends_scale_field_new ("survey.speed", _("How fast was it?"), _("slow"), _("fast")));
  amends_act_add_required (dialog, amends_scale_field_new ("survey.attitude", _("How were we?"), _("poor"), _("very good")));
  for (int i = 5; i >= 1; i--)
    {
      g_autofree char *code = g_strdup_printf ("%d", i);

      amends_choice_field_add (AMENDS_CHOICE_FIELD (overall), code, amends_overall_words (i), NULL, TRUE);
    }
  amends_act_add_required (dialog, overall);
  amends_act_dialog_add (dialog, amends_text_field_new ("survey.what", _("What happened, in the customer's words (optional)"), TRUE, ANSWER_MAX));
  amends_act_dialog_add (dialog, amends_text_field_new ("survey.suggestion", _("Suggestion (optional)"), TRUE, ANSWER_MAX));
}

AmendsActDialog *
amends_act_open_close (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "ticket_close", _("Close Ticket"), _("Close Ticket"), _("The ticket is closed."));

  if (amends_ticket_store_can (act->store, "survey", NULL) || g_strcmp0 (amends_json_text (act->ticket, "survey_state"), "answered") != 0)
    {
      amends_act_dialog_add_way_out (dialog, _("The customer was not reached: send the survey instead"), "survey.");
      add_survey (dialog);
    }
  amends_act_add_note (dialog, _("Note (optional)"));
  return dialog;
}

AmendsActDialog *
amends_act_open_survey (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "survey_record", _("Record the Answer to the Survey"), _("Record"), _("The answer is recorded."));

  add_survey (dialog);
  return dialog;
}

static gint64
open_followup (JsonObject *ticket,
               const char *kind)
{
  JsonArray *followups = amends_json_array (ticket, "followups");

  for (guint i = 0; followups != NULL && i < json_array_get_length (followups); i++)
    {
      JsonObject *followup = amends_json_item (followups, i);

      if (g_strcmp0 (amends_json_text (followup, "kind"), kind) == 0 && !amends_json_has (followup, "done_at"))
        return amends_json_int (followup, "id");
    }
  return 0;
}

AmendsActDialog *
amends_act_open_callback (AmendsAct *act)
{
  static const char * const remedies[] = { "apology", "coupon", "visit", "explained", "none" };
  AmendsActDialog *dialog = amends_act_new_dialog (act, "callback_record", _("Record the Call-Back"), _("Record"), _("The call-back is recorded."));
  GtkWidget *field = amends_choice_field_new ("remedy", _("Remedy"));

  amends_act_dialog_add_number (dialog, "followup", open_followup (act->ticket, "callback"));
  for (gsize i = 0; i < G_N_ELEMENTS (remedies); i++)
    amends_choice_field_add (AMENDS_CHOICE_FIELD (field), remedies[i], amends_remedy_words (remedies[i]), NULL, TRUE);
  amends_act_add_required (dialog, field);
  amends_act_add_required (dialog, amends_text_field_new ("result", _("Why the customer was unhappy, and what was agreed"), TRUE, ANSWER_MAX));
  return dialog;
}

AmendsActDialog *
amends_act_open_refund_followup (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "followup_record", _("Record the Call After the Refund"), _("Record"), _("The call is recorded."));

  amends_act_add_required (dialog, amends_text_field_new ("result", _("What the customer said"), TRUE, ANSWER_MAX));
  return dialog;
}

AmendsActDialog *
amends_act_open_coupon_cancel (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "coupon_cancel", _("Take the Coupon Back"), _("Take Back"), _("The coupon was taken back."));

  amends_act_dialog_set_destructive (dialog);
  amends_act_dialog_add_number (dialog, "coupon", act->ref);
  amends_act_add_required (dialog, amends_text_field_new ("reason", _("Why"), FALSE, REASON_MAX));
  return dialog;
}
