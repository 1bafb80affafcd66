/* Dialogs of the way of the work: wait, hand over, escalate, leave out, reopen, cancel, another category or priority. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-json.h"
#include "amends-ticket-acts-private.h"

#define REASON_MAX 500

AmendsActDialog *
amends_act_open_wait (AmendsAct *act)
{
  GListModel *reasons = amends_catalogue_get_terms (amends_desk_get_catalogue (act->desk), AMENDS_TERM_WAIT_REASON);
  AmendsActDialog *dialog = amends_act_new_dialog (act, "ticket_wait", _("Wait"), _("Wait"), _("The ticket waits."));
  GtkWidget *field = amends_choice_field_new ("reason", _("What for?"));

  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (AmendsTerm) reason = g_list_model_get_item (reasons, i);

      amends_choice_field_add (AMENDS_CHOICE_FIELD (field), amends_term_get_code (reason), amends_term_get_label (reason),
                               amends_term_get_boolean (reason, "stops_clock") ? _("the clock stands still") : _("the clock runs on"), TRUE);
    }
  amends_act_add_required (dialog, field);
  amends_act_add_note (dialog, _("Note (optional)"));
  return dialog;
}

static char *
person_note (AmendsAct    *act,
             AmendsPerson *person)
{
  AmendsTeam *team = amends_catalogue_find_team (amends_desk_get_catalogue (act->desk), amends_person_get_team (person));

  return g_strdup_printf ("%s · %s · %s", amends_person_get_role_text (person), team != NULL ? amends_team_get_label (team) : "",
                          amends_person_get_duty_text (person));
}

static void
add_people (AmendsAct *act,
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
add_queues (AmendsAct *act,
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

AmendsActDialog *
amends_act_open_hand_over (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "ticket_hand_over", _("Hand Over"), _("Hand Over"), _("Handed over."));
  GtkWidget *field = amends_choice_field_new_search ("to", _("To whom?"));

  add_people (act, field);
  add_queues (act, field);
  amends_act_add_required (dialog, field);
  amends_act_add_reasons (dialog, act, "hand_over", "reason");
  amends_act_add_note (dialog, _("What the next person should know (optional)"));
  return dialog;
}

AmendsActDialog *
amends_act_open_escalate (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "ticket_escalate", _("Escalate"), _("Escalate"), _("Escalated."));

  amends_act_dialog_set_body (dialog, _("The superior of the holder gets this ticket and decides how it goes on."));
  amends_act_add_reasons (dialog, act, "escalate", "reason");
  amends_act_add_note (dialog, _("Note (optional)"));
  return dialog;
}

AmendsActDialog *
amends_act_open_skip (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "step_skip", _("Leave Out This Step"), _("Leave Out"), _("The step was left out."));

  amends_act_dialog_set_body (dialog, _("You depart from the procedure. The step and your reason stay visible."));
  amends_act_add_reasons (dialog, act, "skip", "reason");
  return dialog;
}

AmendsActDialog *
amends_act_open_reopen (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "ticket_reopen", _("Reopen"), _("Reopen"), _("The ticket is open again."));

  amends_act_dialog_set_body (dialog, _("The work from the solving step on comes again, with limits that count from now."));
  amends_act_add_reasons (dialog, act, "reopen", "reason");
  amends_act_add_note (dialog, _("What the customer said (optional)"));
  return dialog;
}

AmendsActDialog *
amends_act_open_cancel (AmendsAct *act)
{
  AmendsActDialog *dialog = amends_act_new_dialog (act, "ticket_cancel", _("Cancel This Ticket"), _("Cancel Ticket"), _("The ticket was cancelled."));

  amends_act_dialog_set_destructive (dialog);
  amends_act_dialog_set_body (dialog, _("The ticket ends without a solution. This cannot be taken back."));
  amends_act_add_reasons (dialog, act, "cancel", "reason");
  amends_act_add_note (dialog, _("Note (optional)"));
  return dialog;
}

AmendsActDialog *
amends_act_open_category (AmendsAct *act)
{
  GListModel *categories = amends_catalogue_get_terms (amends_desk_get_catalogue (act->desk), AMENDS_TERM_CATEGORY);
  AmendsActDialog *dialog = amends_act_new_dialog (act, "category_set", _("Change Category"), _("Change"), _("The category was changed."));
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
  amends_act_add_required (dialog, field);
  amends_act_add_required (dialog, amends_text_field_new ("reason", _("Why"), FALSE, REASON_MAX));
  return dialog;
}

AmendsActDialog *
amends_act_open_priority (AmendsAct *act)
{
  GListModel *priorities = amends_catalogue_get_terms (amends_desk_get_catalogue (act->desk), AMENDS_TERM_PRIORITY);
  AmendsActDialog *dialog = amends_act_new_dialog (act, "priority_set", _("Change Priority"), _("Change"), _("The priority was changed."));
  GtkWidget *field = amends_choice_field_new ("priority", _("Priority"));
  gint64 now = amends_json_int (amends_json_object (act->ticket, "priority"), "id");

  for (guint i = 0; i < g_list_model_get_n_items (priorities); i++)
    {
      g_autoptr (AmendsTerm) priority = g_list_model_get_item (priorities, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, amends_term_get_id (priority));
      gboolean same = amends_term_get_id (priority) == now;

      amends_choice_field_add (AMENDS_CHOICE_FIELD (field), id, amends_term_get_label (priority), same ? _("as it is now") : NULL, !same);
    }
  amends_act_add_required (dialog, field);
  amends_act_add_required (dialog, amends_text_field_new ("reason", _("Why"), FALSE, REASON_MAX));
  return dialog;
}
