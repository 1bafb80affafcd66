/* One call on its way: its tickets are shown where they go before it is true, and go back when it is not. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-assign-private.h"

static void
clear_place (gpointer place)
{
  g_free (((AmendsMovePlace *) place)->name);
}

void
amends_move_free (AmendsMove *move)
{
  g_clear_object (&move->store);
  g_clear_pointer (&move->tickets, g_ptr_array_unref);
  g_clear_pointer (&move->places, g_array_unref);
  g_free (move->undone);
  g_free (move);
}

AmendsMove *
amends_move_new (AmendsQueueStore *store,
                 GPtrArray        *tickets)
{
  AmendsMove *move = g_new0 (AmendsMove, 1);

  if (store != NULL)
    move->store = g_object_ref (store);
  move->tickets = g_ptr_array_new_with_free_func (g_object_unref);
  move->places = g_array_new (FALSE, FALSE, sizeof (AmendsMovePlace));
  g_array_set_clear_func (move->places, clear_place);
  for (guint i = 0; tickets != NULL && i < tickets->len; i++)
    {
      const AmendsTicketFields *fields = amends_ticket_get (tickets->pdata[i]);
      AmendsMovePlace place = { fields->team_id, fields->assignee_id, g_strdup (fields->assignee) };

      g_ptr_array_add (move->tickets, g_object_ref (tickets->pdata[i]));
      g_array_append_val (move->places, place);
    }
  return move;
}

static void
place (AmendsMove   *move,
       AmendsTicket *ticket,
       gint64        team_id,
       gint64        person_id,
       const char   *name)
{
  if (move->store != NULL)
    amends_queue_store_place (move->store, ticket, team_id, person_id, name);
  else
    amends_ticket_set_holder (ticket, team_id, person_id, name);
}

void
amends_move_place (AmendsMove         *move,
                   const AmendsHolder *to)
{
  for (guint i = 0; i < move->tickets->len; i++)
    {
      amends_ticket_set_settling (move->tickets->pdata[i], TRUE);
      place (move, move->tickets->pdata[i], to->team_id, to->person_id, to->name);
    }
}

void
amends_move_put_back (AmendsMove *move,
                      guint       i)
{
  AmendsMovePlace *was = &g_array_index (move->places, AmendsMovePlace, i);

  place (move, move->tickets->pdata[i], was->team_id, was->person_id, was->name);
}

static void
read_again (AmendsMove *move)
{
  if (move->store == NULL)
    return;
  for (guint i = 0; i < move->tickets->len; i++)
    {
      gint64 id = amends_ticket_get_id (move->tickets->pdata[i]);

      amends_queue_store_refetch (move->store, &id, 1);
    }
}

void
amends_move_settle (AmendsMove *move)
{
  for (guint i = 0; i < move->tickets->len; i++)
    amends_ticket_set_settling (move->tickets->pdata[i], FALSE);
  read_again (move);
}

void
amends_move_put_back_all (AmendsMove *move)
{
  for (guint i = 0; i < move->tickets->len; i++)
    amends_move_put_back (move, i);
  amends_move_settle (move);
}
