/* The acts on a ticket that ask for a word more: which dialog each opens. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-act-dialog.h"
#include "amends-facts.h"
#include "amends-json.h"
#include "amends-money.h"
#include "amends-ticket-acts.h"
#include "amends-ticket-words.h"

#define NOTE_MAX 2000
#define REASON_MAX 500
#define ANSWER_MAX 10000

typedef struct
{
  GtkWidget *page;
  AmendsTicketStore *store;
  AmendsDesk *desk;
  JsonObject *ticket;
  gint64 ref;
} Act;

static AmendsActDialog *
new_dialog (Act        *act,
            const char *verb,
            const char *title,
            const char *confirm,
            const char *done)
{
  AmendsActDialog *dialog = amends_act_dialog_new (act->page, act->store, verb, title, confirm);

  amends_act_dialog_set_done (dialog, done);
  return dialog;
}

static void
add_required (AmendsActDialog *dialog,
              GtkWidget       *field)
{
  amends_field_set_required (AMENDS_FIELD (field), TRUE);
  amends_act_dialog_add (dialog, field);
}

static void
add_note (AmendsActDialog *dialog,
          const char      *label)
{
  amends_act_dialog_add (dialog, amends_text_field_new ("note", label, TRUE, NOTE_MAX));
}

/* The coded reasons of a kind, as radio buttons. */
static void
add_reasons (AmendsActDialog *dialog,
             Act             *act,
             const char      *kind,
             const char      *member)
{
  GListModel *reasons = amends_catalogue_get_terms (amends_desk_get_catalogue (act->desk), AMENDS_TERM_REASON);
  GtkWidget *field = amends_choice_field_new (member, _("Reason"));

  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (AmendsTerm) reason = g_list_model_get_item (reasons, i);

      if (g_strcmp0 (amends_term_get_text (reason, "kind"), kind) == 0)
        amends_choice_field_add (AMENDS_CHOICE_FIELD (field), amends_term_get_code (reason), amends_term_get_label (reason), NULL, TRUE);
    }
  add_required (dialog, field);
}

static void
add_clauses (AmendsActDialog *dialog,
             Act             *act)
{
  GListModel *clauses = amends_catalogue_get_terms (amends_desk_get_catalogue (act->desk), AMENDS_TERM_CLAUSE);
  GtkWidget *field = amends_choice_field_new_search ("clause", _("Clause of the policy"));

  for (guint i = 0; i < g_list_model_get_n_items (clauses); i++)
    {
      g_autoptr (AmendsTerm) clause = g_list_model_get_item (clauses, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, amends_term_get_id (clause));
      g_autofree char *label = g_strdup_printf ("%s %s", amends_term_get_code (clause), amends_term_get_label (clause));
      g_autofree char *body = amends_json_dup_label (amends_term_get_object (clause), "body");

      amends_choice_field_add (AMENDS_CHOICE_FIELD (field), id, label, body, TRUE);
    }
  add_required (dialog, field);
}

/* ── the way of the work ── */

static AmendsActDialog *
open_wait (Act *act)
{
  GListModel *reasons = amends_catalogue_get_terms (amends_desk_get_catalogue (act->desk), AMENDS_TERM_WAIT_REASON);
  AmendsActDialog *dialog = new_dialog (act, "ticket_wait", _("Wait"), _("Wait"), _("The ticket waits."));
  GtkWidget *field = amends_choice_field_new ("reason", _("What for?"));

  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (AmendsTerm) reason = g_list_model_get_item (reasons, i);

      amends_choice_field_add (AMENDS_CHOICE_FIELD (field), amends_term_get_code (reason), amends_term_get_label (reason),
                               amends_term_get_boolean (reason, "stops_clock") ? _("the clock stands still") : _("the clock runs on"), TRUE);
    }
  add_required (dialog, field);
  add_note (dialog, _("Note (optional)"));
  return dialog;
}

static char *
person_note (Act          *act,
             AmendsPerson *person)
{
  AmendsTeam *team = amends_catalogue_find_team (amends_desk_get_catalogue (act->desk), amends_person_get_team (person));

  return g_strdup_printf ("%s · %s · %s", amends_person_get_role_text (person), team != NULL ? amends_team_get_label (team) : "",
                          amends_person_get_duty_text (person));
}

static void
add_people (Act       *act,
            GtkWidget *field)
{
  GListModel *people = amends_catalogue_get_people (amends_desk_get_catalogue (act->desk));
  AmendsSession *session = amends_desk_get_session (act->desk);
  gboolean may_away = amends_session_can (session, "assign.team") || amends_session_can (session, "assign.any");
  gint64 holder = amends_json_int (amends_json_object (act->ticket, "assignee"), "id");

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);
      g_autofree char *code = g_strdup_printf ("person:%" G_GINT64_FORMAT, amends_person_get_id (person));
      g_autofree char *note = NULL;

      if (amends_person_get_id (person) == holder || g_strcmp0 (amends_person_get_role (person), "admin") == 0)
        continue;
      note = person_note (act, person);
      amends_choice_field_add (AMENDS_CHOICE_FIELD (field), code, amends_person_get_name (person), note,
                               may_away || amends_person_get_on_duty (person));
    }
}

static void
add_queues (Act       *act,
            GtkWidget *field)
{
  GListModel *teams = amends_catalogue_get_teams (amends_desk_get_catalogue (act->desk));

  for (guint i = 0; i < g_list_model_get_n_items (teams); i++)
    {
      g_autoptr (AmendsTeam) team = g_list_model_get_item (teams, i);
      g_autofree char *code = g_strdup_printf ("team:%" G_GINT64_FORMAT, amends_team_get_id (team));
      g_autofree char *label = g_strdup_printf (_("Queue %s"), amends_team_get_label (team));

      amends_choice_field_add (AMENDS_CHOICE_FIELD (field), code, label, _("to nobody in particular"), TRUE);
    }
}

static AmendsActDialog *
open_hand_over (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "ticket_hand_over", _("Hand Over"), _("Hand Over"), _("Handed over."));
  GtkWidget *field = amends_choice_field_new_search ("to", _("To whom?"));

  add_people (act, field);
  add_queues (act, field);
  add_required (dialog, field);
  add_reasons (dialog, act, "hand_over", "reason");
  add_note (dialog, _("What the next person should know (optional)"));
  return dialog;
}

static AmendsActDialog *
open_escalate (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "ticket_escalate", _("Escalate"), _("Escalate"), _("Escalated."));

  amends_act_dialog_set_body (dialog, _("The superior of the holder gets this ticket and decides how it goes on."));
  add_reasons (dialog, act, "escalate", "reason");
  add_note (dialog, _("Note (optional)"));
  return dialog;
}

static AmendsActDialog *
open_skip (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "step_skip", _("Leave Out This Step"), _("Leave Out"), _("The step was left out."));

  amends_act_dialog_set_body (dialog, _("You depart from the procedure. The step and your reason stay visible."));
  add_reasons (dialog, act, "skip", "reason");
  return dialog;
}

static AmendsActDialog *
open_reopen (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "ticket_reopen", _("Reopen"), _("Reopen"), _("The ticket is open again."));

  amends_act_dialog_set_body (dialog, _("The work from the solving step on comes again, with limits that count from now."));
  add_reasons (dialog, act, "reopen", "reason");
  add_note (dialog, _("What the customer said (optional)"));
  return dialog;
}

static AmendsActDialog *
open_cancel (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "ticket_cancel", _("Cancel This Ticket"), _("Cancel Ticket"), _("The ticket was cancelled."));

  amends_act_dialog_set_destructive (dialog);
  amends_act_dialog_set_body (dialog, _("The ticket ends without a solution. This cannot be taken back."));
  add_reasons (dialog, act, "cancel", "reason");
  add_note (dialog, _("Note (optional)"));
  return dialog;
}

static AmendsActDialog *
open_category (Act *act)
{
  GListModel *categories = amends_catalogue_get_terms (amends_desk_get_catalogue (act->desk), AMENDS_TERM_CATEGORY);
  AmendsActDialog *dialog = new_dialog (act, "category_set", _("Change Category"), _("Change"), _("The category was changed."));
  GtkWidget *field = amends_choice_field_new_search ("category", _("Category"));
  gint64 now = amends_json_int (amends_json_object (act->ticket, "category"), "id");

  amends_act_dialog_set_body (dialog, _("Another procedure starts its own steps; what was done stays done."));
  for (guint i = 0; i < g_list_model_get_n_items (categories); i++)
    {
      g_autoptr (AmendsTerm) category = g_list_model_get_item (categories, i);
      AmendsTerm *parent = amends_catalogue_find_id (amends_desk_get_catalogue (act->desk), AMENDS_TERM_CATEGORY,
                                                     amends_term_get_int (category, "parent"));
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, amends_term_get_id (category));

      if (parent != NULL && amends_term_get_id (category) != now)
        amends_choice_field_add (AMENDS_CHOICE_FIELD (field), id, amends_term_get_label (category), amends_term_get_label (parent), TRUE);
    }
  add_required (dialog, field);
  add_required (dialog, amends_text_field_new ("reason", _("Why"), FALSE, REASON_MAX));
  return dialog;
}

static AmendsActDialog *
open_priority (Act *act)
{
  GListModel *priorities = amends_catalogue_get_terms (amends_desk_get_catalogue (act->desk), AMENDS_TERM_PRIORITY);
  AmendsActDialog *dialog = new_dialog (act, "priority_set", _("Change Priority"), _("Change"), _("The priority was changed."));
  GtkWidget *field = amends_choice_field_new ("priority", _("Priority"));
  gint64 now = amends_json_int (amends_json_object (act->ticket, "priority"), "id");

  for (guint i = 0; i < g_list_model_get_n_items (priorities); i++)
    {
      g_autoptr (AmendsTerm) priority = g_list_model_get_item (priorities, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, amends_term_get_id (priority));
      gboolean same = amends_term_get_id (priority) == now;

      amends_choice_field_add (AMENDS_CHOICE_FIELD (field), id, amends_term_get_label (priority), same ? _("as it is now") : NULL, !same);
    }
  add_required (dialog, field);
  add_required (dialog, amends_text_field_new ("reason", _("Why"), FALSE, REASON_MAX));
  return dialog;
}

/* ── the customer's answer ── */

static void
add_survey (AmendsActDialog *dialog)
{
  GtkWidget *overall = amends_choice_field_new ("survey.overall", _("Overall"));

  add_required (dialog, amends_switch_field_new ("survey.solved", _("Is the problem solved?"), _("Solved"), _("Not solved")));
  add_required (dialog, amends_scale_field_new ("survey.speed", _("How fast was it?"), _("slow"), _("fast")));
  add_required (dialog, amends_scale_field_new ("survey.attitude", _("How were we?"), _("poor"), _("very good")));
  for (int i = 5; i >= 1; i--)
    {
      g_autofree char *code = g_strdup_printf ("%d", i);

      amends_choice_field_add (AMENDS_CHOICE_FIELD (overall), code, amends_overall_words (i), NULL, TRUE);
    }
  add_required (dialog, overall);
  amends_act_dialog_add (dialog, amends_text_field_new ("survey.what", _("What happened (the customer's words)"), TRUE, ANSWER_MAX));
  amends_act_dialog_add (dialog, amends_text_field_new ("survey.suggestion", _("Suggestion"), TRUE, ANSWER_MAX));
}

static AmendsActDialog *
open_close (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "ticket_close", _("Close Ticket"), _("Close Ticket"), _("The ticket is closed."));

  if (amends_ticket_store_can (act->store, "survey", NULL) || g_strcmp0 (amends_json_text (act->ticket, "survey_state"), "answered") != 0)
    {
      amends_act_dialog_add_way_out (dialog, _("The customer was not reached: send the survey instead"), "survey.");
      add_survey (dialog);
    }
  add_note (dialog, _("Note (optional)"));
  return dialog;
}

static AmendsActDialog *
open_survey (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "survey_record", _("Record the Answer to the Survey"), _("Record"), _("The answer is recorded."));

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

static AmendsActDialog *
open_callback (Act *act)
{
  static const char * const remedies[] = { "apology", "coupon", "visit", "explained", "none" };
  AmendsActDialog *dialog = new_dialog (act, "callback_record", _("Record the Call-Back"), _("Record"), _("The call-back is recorded."));
  GtkWidget *field = amends_choice_field_new ("remedy", _("Remedy"));

  amends_act_dialog_add_number (dialog, "followup", open_followup (act->ticket, "callback"));
  for (gsize i = 0; i < G_N_ELEMENTS (remedies); i++)
    amends_choice_field_add (AMENDS_CHOICE_FIELD (field), remedies[i], amends_remedy_words (remedies[i]), NULL, TRUE);
  add_required (dialog, field);
  add_required (dialog, amends_text_field_new ("result", _("Why the customer was unhappy, and what was agreed"), TRUE, ANSWER_MAX));
  return dialog;
}

static AmendsActDialog *
open_refund_followup (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "followup_record", _("Record the Call After the Refund"), _("Record"), _("The call is recorded."));

  add_required (dialog, amends_text_field_new ("result", _("What the customer said"), TRUE, ANSWER_MAX));
  return dialog;
}

static AmendsActDialog *
open_coupon_cancel (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "coupon_cancel", _("Take the Coupon Back"), _("Take Back"), _("The coupon was taken back."));

  amends_act_dialog_set_destructive (dialog);
  amends_act_dialog_add_number (dialog, "coupon", act->ref);
  add_required (dialog, amends_text_field_new ("reason", _("Why"), FALSE, REASON_MAX));
  return dialog;
}

/* ── the refund ── */

static AmendsActDialog *
open_refund_request (Act *act)
{
  JsonObject *order = amends_json_object (act->ticket, "order");
  const char *currency = amends_json_text (order, "currency");
  AmendsActDialog *dialog = new_dialog (act, "refund_request", _("The Customer Asks for a Refund"), _("Record"), _("The request is recorded."));
  GtkWidget *amount;

  amount = amends_money_field_new ("amount", _("Amount asked for"), currency != NULL ? currency : "CNY", amends_json_int (order, "left_minor"));
  add_required (dialog, amount);
  add_reasons (dialog, act, "refund", "reason");
  return dialog;
}

static AmendsActDialog *
open_refund_send_back (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "refund_send_back", _("Send Back to Review"), _("Send Back"), _("Sent back to review."));

  amends_act_dialog_set_body (dialog, _("The reviewer looks at it again; an amount set aside is released."));
  add_required (dialog, amends_text_field_new ("note", _("What has to be looked at"), TRUE, NOTE_MAX));
  return dialog;
}

static AmendsActDialog *
open_refund_refuse (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "refund_refuse", _("Refuse the Refund"), _("Refuse"), _("The refund was refused."));

  amends_act_dialog_set_destructive (dialog);
  amends_act_dialog_set_body (dialog, _("The conditions are not met. The customer is owed the clause and the explanation."));
  add_clauses (dialog, act);
  add_required (dialog, amends_text_field_new ("note", _("Explanation"), TRUE, NOTE_MAX));
  return dialog;
}

static AmendsActDialog *
open_refund_withdraw (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "refund_withdraw", _("The Customer Withdraws"), _("Withdraw"), _("The refund was withdrawn."));

  amends_act_dialog_set_destructive (dialog);
  amends_act_dialog_set_body (dialog, _("The customer does not want the refund any more. An amount set aside is released."));
  add_note (dialog, _("What the customer said (optional)"));
  return dialog;
}

static void
add_maker (GtkWidget  *field,
           Act        *act,
           const char *id_member,
           const char *name_member,
           const char *part)
{
  JsonObject *refund = amends_json_object (act->ticket, "refund");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, amends_json_int (refund, id_member));

  if (amends_json_has (refund, id_member))
    amends_choice_field_add (AMENDS_CHOICE_FIELD (field), id, amends_json_text (refund, name_member), part, TRUE);
}

static AmendsActDialog *
open_refund_error (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "refund_error_record", _("Record a Refund Error"), _("Record"), _("The error is recorded."));
  GtkWidget *field = amends_choice_field_new ("made_by", _("Whose mistake was it?"));

  amends_act_dialog_set_body (dialog, _("A mistake by staff. It counts in the scorecard of the person who made it; the correction is kept with it."));
  add_reasons (dialog, act, "refund_error", "kind");
  add_maker (field, act, "reviewed_by_id", "reviewed_by", _("reviewed it"));
  add_maker (field, act, "confirmed_by_id", "confirmed_by", _("confirmed the amount"));
  if (amends_json_int (amends_json_object (act->ticket, "refund"), "paid_by_id")
      != amends_json_int (amends_json_object (act->ticket, "refund"), "confirmed_by_id"))
    add_maker (field, act, "paid_by_id", "paid_by", _("paid it"));
  add_required (dialog, field);
  add_required (dialog, amends_text_field_new ("note", _("What went wrong"), TRUE, NOTE_MAX));
  return dialog;
}

static AmendsActDialog *
open_refund_correct (Act *act)
{
  AmendsActDialog *dialog = new_dialog (act, "refund_error_correct", _("Correct the Refund Error"), _("Record"), _("The correction is recorded."));

  amends_act_dialog_add_number (dialog, "error", act->ref);
  add_required (dialog, amends_text_field_new ("correction", _("How it was put right"), TRUE, NOTE_MAX));
  return dialog;
}

static const struct
{
  const char *name;
  AmendsActDialog *(*open) (Act *act);
} dialogs[] = {
  { "wait", open_wait },
  { "hand-over", open_hand_over },
  { "escalate", open_escalate },
  { "skip", open_skip },
  { "reopen", open_reopen },
  { "cancel", open_cancel },
  { "category", open_category },
  { "priority", open_priority },
  { "close", open_close },
  { "survey", open_survey },
  { "callback", open_callback },
  { "refund-followup", open_refund_followup },
  { "coupon-cancel", open_coupon_cancel },
  { "refund-request", open_refund_request },
  { "refund-send-back", open_refund_send_back },
  { "refund-refuse", open_refund_refuse },
  { "refund-withdraw", open_refund_withdraw },
  { "refund-error", open_refund_error },
  { "refund-correct", open_refund_correct },
};

/**
 * amends_ticket_acts_open:
 * @name: an action of the page that asks for more: "wait", "hand-over" …
 * @ref: which coupon or error; 0 where there is nothing to choose
 * @page: the page it belongs to
 * @store: the ticket
 * @desk: for reasons, people, clauses
 *
 * Opens the dialog of an act.
 *
 * Returns: %FALSE where that action has no dialog
 */
gboolean
amends_ticket_acts_open (const char        *name,
                         gint64             ref,
                         GtkWidget         *page,
                         AmendsTicketStore *store,
                         AmendsDesk        *desk)
{
  Act act = { page, store, desk, amends_ticket_store_get_detail (store), ref };

  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    if (g_str_equal (dialogs[i].name, name))
      {
        AmendsActDialog *dialog = dialogs[i].open (&act);

        gtk_window_present (GTK_WINDOW (dialog));
        return TRUE;
      }
  return FALSE;
}
