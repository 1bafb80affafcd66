/* Giving tickets away: what it is about, why, the call, and what happened in words. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-message.h"
#include "amends-queue-actions-private.h"
#include "amends-reason-dialog.h"
#include "amends-toast.h"

/* A move between the moment it was asked for and its answer. */
typedef struct
{
  AmendsQueueActions *actions;
  GPtrArray *tickets;
  GArray *revs;
  gint64 team_id;
  gint64 person_id;
  char *name;
  gboolean anyway;
} Move;

static void
move_free (Move *move)
{
  g_object_unref (move->actions);
  g_ptr_array_unref (move->tickets);
  g_array_unref (move->revs);
  g_free (move->name);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static const char *
team_label (AmendsQueueActions *self,
            gint64              team_id)
{
  AmendsTeam *team = amends_place_store_find (amends_desk_get_places (self->context->desk), team_id);

  return team != NULL ? amends_team_get_label (team) : "";
}

static char *
done_words (Move *move,
            guint n)
{
  const char *number = amends_ticket_get_number (move->tickets->pdata[0]);
  gboolean here = move->team_id == amends_queue_store_get_team (move->actions->context->store);
  const char *label = team_label (move->actions, move->team_id);

  if (move->person_id != AMENDS_NOBODY)
    return n == 1 && move->tickets->len == 1
             ? g_strdup_printf (_("%s assigned to %s"), number, move->name)
             : g_strdup_printf (ngettext ("%u ticket assigned to %s", "%u tickets assigned to %s", n), n, move->name);
  if (here)
    return n == 1 && move->tickets->len == 1
             ? g_strdup_printf (_("%s is unassigned now"), number)
             : g_strdup_printf (ngettext ("%u ticket is unassigned now", "%u tickets are unassigned now", n), n);
  return n == 1 && move->tickets->len == 1
           ? g_strdup_printf (_("%s moved to %s"), number, label)
           : g_strdup_printf (ngettext ("%u ticket moved to %s", "%u tickets moved to %s", n), n, label);
}

/* Tickets that stayed: the number of the one, or how many, and the reason of the first. */
static char *
refusal_words (AmendsOutcome *outcome)
{
  AmendsRefusal *first;
  g_autofree char *reason = NULL;
  guint n = outcome->refusals->len;

  if (n == 0)
    return NULL;
  first = outcome->refusals->pdata[0];
  reason = amends_message_for_code (first->code != NULL ? first->code : "ticket.unknown", first->detail);
  if (n == 1 && first->number != NULL)
    return g_strdup_printf (_("%s stays where it was. %s"), first->number, reason);
  return g_strdup_printf (ngettext ("%u ticket stays where it was. %s", "%u tickets stay where they were. %s", n), n, reason);
}

void
amends_queue_actions_tell (AmendsQueueActions *self,
                           const char         *done,
                           AmendsOutcome      *outcome)
{
  g_autofree char *refused = refusal_words (outcome);
  g_autofree char *words = done != NULL && refused != NULL ? g_strdup_printf ("%s. %s", done, refused)
                                                           : g_strdup (done != NULL ? done : refused);

  if (words != NULL && outcome->request != NULL)
    amends_toast_show_action (self->page, words, NULL, "queue.undo", g_variant_new_string (outcome->request));
  else if (words != NULL)
    amends_toast_show (self->page, words);
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  AmendsQueueActions *self = move->actions;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsOutcome) outcome = amends_assign_run_finish (AMENDS_ASSIGN (object), result, &error);
  g_autofree char *words = NULL;

  if (self->page == NULL)
    return;
  if (outcome == NULL)
    {
      amends_toast_show_error (self->page, error);
      return;
    }
  words = outcome->n_done > 0 ? done_words (move, outcome->n_done) : NULL;
  amends_queue_actions_tell (self, words, outcome);
}

static void
run (Move       *move,
     const char *reason)
{
  AmendsQueueActions *self = move->actions;
  AmendsHolder to = { move->team_id, move->person_id, move->name };
  gboolean dragged = amends_lift_get_active (self->context->lift);

  amends_queue_actions_emit_leaving (self);
  amends_assign_run_async (self->context->assign, self->context->store, move->tickets, move->revs, &to, reason,
                           move->anyway, run_cb, move);
  amends_queue_actions_emit_moved (self, dragged);
}

static void
reason_cb (const char *reason,
           gpointer    user_data)
{
  Move *asked = user_data;
  Move *move = g_new0 (Move, 1);

  move->actions = g_object_ref (asked->actions);
  move->tickets = g_ptr_array_ref (asked->tickets);
  move->revs = g_array_ref (asked->revs);
  move->team_id = asked->team_id;
  move->person_id = asked->person_id;
  move->name = g_strdup (asked->name);
  move->anyway = asked->anyway;
  run (move, reason);
}

static void
ask_reason (Move *move)
{
  AmendsQueueActions *self = move->actions;
  guint n = move->tickets->len;
  g_autofree char *whom = g_strdup (move->person_id != AMENDS_NOBODY ? move->name : team_label (self, move->team_id));
  g_autofree char *heading = move->anyway ? g_strdup_printf (_("Assign to %s Although Off Duty?"), whom)
                                          : g_strdup_printf (_("Hand Over to %s?"), whom);
  g_autofree char *body = n == 1 ? g_strdup_printf (_("Why does %s go to somebody else?"),
                                                    amends_ticket_get_number (move->tickets->pdata[0]))
                                 : g_strdup_printf (ngettext ("Why does %u ticket go to somebody else?",
                                                              "Why do %u tickets go to somebody else?", n), n);

  amends_reason_dialog_ask (self->page, amends_desk_get_catalogue (self->context->desk), "hand_over", heading, body,
                            move->anyway ? _("_Assign Anyway") : _("_Hand Over"), reason_cb, move, (GDestroyNotify) move_free);
}

/* Own work given away wants a reason; whoever leads the team needs none. */
static gboolean
needs_reason (Move *move)
{
  AmendsQueueActions *self = move->actions;

  if (move->anyway)
    return TRUE;
  if (amends_queue_actions_is_boss (self) || move->person_id == amends_queue_actions_my_id (self))
    return FALSE;
  for (guint i = 0; i < move->tickets->len; i++)
    if (amends_ticket_get_assignee (move->tickets->pdata[i]) == amends_queue_actions_my_id (self))
      return TRUE;
  return FALSE;
}

/* All that an action is about, with the versions the person looked at: lifted, asked about, or picked. */
GPtrArray *
amends_queue_actions_subjects (AmendsQueueActions *self,
                               gboolean            asked,
                               GArray            **revs)
{
  g_autoptr (GPtrArray) picked = NULL;

  if (amends_lift_get_active (self->context->lift))
    {
      *revs = g_array_ref (amends_lift_get_revs (self->context->lift));
      return g_ptr_array_ref (amends_lift_get_tickets (self->context->lift));
    }
  if (asked && self->asked != NULL)
    {
      *revs = g_array_ref (self->asked_revs);
      return g_ptr_array_ref (self->asked);
    }
  picked = amends_pick_list (self->context->pick);
  *revs = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < picked->len; i++)
    {
      gint64 rev = amends_ticket_get_rev (picked->pdata[i]);

      g_array_append_val (*revs, rev);
    }
  return g_steal_pointer (&picked);
}

/* Leaves out what is there already, and what is still on its way somewhere. */
static GPtrArray *
movable (GPtrArray *all,
         GArray    *all_revs,
         gint64     team_id,
         gint64     person_id,
         GArray    *revs)
{
  GPtrArray *tickets = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < all->len; i++)
    {
      AmendsTicket *ticket = all->pdata[i];
      gboolean there = amends_ticket_get_team (ticket) == team_id && amends_ticket_get_assignee (ticket) == person_id;

      if (there || amends_ticket_get_settling (ticket))
        continue;
      g_ptr_array_add (tickets, g_object_ref (ticket));
      g_array_append_val (revs, g_array_index (all_revs, gint64, i));
    }
  return tickets;
}

static char *
person_name (AmendsQueueActions *self,
             gint64              person_id)
{
  AmendsMember *member = amends_queue_store_find_member (self->context->store, person_id);
  AmendsPerson *person = amends_catalogue_find_person (amends_desk_get_catalogue (self->context->desk), person_id);

  if (member != NULL)
    return g_strdup (amends_member_get_name (member));
  return g_strdup (person != NULL ? amends_person_get_name (person) : NULL);
}

void
amends_queue_actions_give (AmendsQueueActions *self,
                           gint64              team_id,
                           gint64              person_id,
                           gboolean            asked,
                           gboolean            anyway)
{
  g_autoptr (GArray) all_revs = NULL;
  g_autoptr (GPtrArray) all = amends_queue_actions_subjects (self, asked, &all_revs);
  Move *move = g_new0 (Move, 1);

  move->actions = g_object_ref (self);
  move->revs = g_array_new (FALSE, FALSE, sizeof (gint64));
  move->tickets = movable (all, all_revs, team_id, person_id, move->revs);
  move->team_id = team_id;
  move->person_id = person_id;
  move->name = person_id != AMENDS_NOBODY ? person_name (self, person_id) : NULL;
  move->anyway = anyway;
  if (move->tickets->len == 0)
    move_free (move);
  else if (needs_reason (move))
    ask_reason (move);
  else
    run (move, NULL);
}
