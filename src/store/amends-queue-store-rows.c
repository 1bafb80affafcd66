/* Rows of the server become tickets in lanes: one lane a holder, and one for all. A change moves that one ticket. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-queue-store-private.h"

static gboolean
belongs (AmendsQueueStore *self,
         AmendsTicket     *ticket)
{
  return amends_ticket_get_team (ticket) == self->team_id && amends_ticket_is_open (ticket);
}

static void
take_out (AmendsQueueStore *self,
          AmendsTicket     *ticket)
{
  AmendsLane *lane = g_hash_table_lookup (self->places, ticket);

  if (lane == NULL)
    return;
  g_hash_table_remove (self->places, ticket);
  amends_lane_remove (lane, ticket);
  amends_lane_remove (self->all, ticket);
  amends_queue_store_emit_left (self, ticket);
}

/* Puts a ticket where it belongs after anything about it changed. */
static void
put (AmendsQueueStore *self,
     AmendsTicket     *ticket)
{
  AmendsLane *old = g_hash_table_lookup (self->places, ticket);
  AmendsLane *lane;

  if (!belongs (self, ticket))
    {
      take_out (self, ticket);
      return;
    }
  amends_queue_store_ensure_member (self, ticket);
  lane = amends_queue_store_get_lane (self, amends_ticket_get_assignee (ticket));
  g_hash_table_insert (self->places, ticket, lane);
  if (old == NULL)
    amends_lane_add (self->all, ticket);
  else
    amends_lane_reorder (self->all, ticket);
  if (old == lane)
    {
      amends_lane_reorder (lane, ticket);
      return;
    }
  if (old != NULL)
    amends_lane_remove (old, ticket);
  amends_lane_add (lane, ticket);
}

static void
forget (AmendsQueueStore *self,
        AmendsTicket     *ticket)
{
  gint64 id = amends_ticket_get_id (ticket);

  g_object_ref (ticket);
  take_out (self, ticket);
  g_hash_table_remove (self->tickets, &id);
  g_object_unref (ticket);
}

/* New tickets come by the hundred while a queue is read: they go into their lanes together. */
static void
add_new (AmendsQueueStore *self,
         GPtrArray        *fresh)
{
  g_autoptr (GHashTable) by_lane = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer lane, tickets;

  for (guint i = 0; i < fresh->len; i++)
    {
      AmendsTicket *ticket = fresh->pdata[i];

      lane = amends_queue_store_get_lane (self, amends_ticket_get_assignee (ticket));
      tickets = g_hash_table_lookup (by_lane, lane);
      if (tickets == NULL)
        g_hash_table_insert (by_lane, lane, tickets = g_ptr_array_new ());
      g_ptr_array_add (tickets, ticket);
      g_hash_table_insert (self->places, ticket, lane);
      amends_queue_store_ensure_member (self, ticket);
    }
  amends_lane_merge (self->all, fresh);
  g_hash_table_iter_init (&iter, by_lane);
  while (g_hash_table_iter_next (&iter, &lane, &tickets))
    amends_lane_merge (lane, tickets);
}

/* A row may be older than what is shown: it was read before somebody's change and came after it. */
static void
take_row (AmendsQueueStore *self,
          AmendsCardReader *reader,
          GPtrArray        *fresh)
{
  const AmendsTicketFields *fields = amends_card_reader_get (reader);
  AmendsTicket *ticket = g_hash_table_lookup (self->tickets, &fields->id);

  if (self->seen != NULL)
    g_hash_table_add (self->seen, amends_queue_store_key (fields->id));
  if (ticket == NULL)
    {
      ticket = amends_ticket_new ();
      amends_card_reader_fill (reader, ticket);
      if (!belongs (self, ticket))
        {
          g_object_unref (ticket);
          return;
        }
      g_hash_table_insert (self->tickets, amends_queue_store_key (fields->id), ticket);
      g_ptr_array_add (fresh, ticket);
      return;
    }
  if (amends_ticket_get_settling (ticket) || fields->rev < amends_ticket_get_rev (ticket))
    return;
  amends_card_reader_fill (reader, ticket);
  if (belongs (self, ticket))
    put (self, ticket);
  else
    forget (self, ticket);
}

void
amends_queue_store_take_rows (AmendsQueueStore *self,
                              AmendsResult     *rows)
{
  g_autoptr (AmendsCardReader) reader = amends_card_reader_new (rows, self->catalogue);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();

  while (amends_card_reader_next (reader))
    take_row (self, reader, fresh);
  add_new (self, fresh);
}

void
amends_queue_store_forget_unseen (AmendsQueueStore *self)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, ticket;

  g_hash_table_iter_init (&iter, self->tickets);
  while (g_hash_table_iter_next (&iter, &id, &ticket))
    if (!g_hash_table_contains (self->seen, id) && !amends_ticket_get_settling (ticket))
      g_ptr_array_add (gone, ticket);
  for (guint i = 0; i < gone->len; i++)
    forget (self, gone->pdata[i]);
}

/* What did not come back is no longer for this person to see. */
void
amends_queue_store_forget_unanswered (AmendsQueueStore *self,
                                      AmendsResult     *rows,
                                      GHashTable       *ids)
{
  int column = amends_result_column (rows, "id");
  GHashTableIter iter;
  gpointer id;

  for (int i = 0; i < amends_result_get_n_rows (rows); i++)
    {
      gint64 got = amends_result_get_int64 (rows, i, column);

      g_hash_table_remove (ids, &got);
    }
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      AmendsTicket *ticket = g_hash_table_lookup (self->tickets, id);

      if (ticket != NULL && !amends_ticket_get_settling (ticket))
        forget (self, ticket);
    }
}

/**
 * amends_queue_store_get_lane:
 * @self: a store
 * @person_id: a person, or %AMENDS_NOBODY
 *
 * Returns: (transfer none): what that person holds in this queue; the same object every time
 */
AmendsLane *
amends_queue_store_get_lane (AmendsQueueStore *self,
                             gint64            person_id)
{
  AmendsLane *lane;

  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  lane = g_hash_table_lookup (self->lanes, &person_id);
  if (lane == NULL)
    g_hash_table_insert (self->lanes, amends_queue_store_key (person_id), lane = amends_lane_new ());
  return lane;
}

/**
 * amends_queue_store_place:
 * @self: a store
 * @ticket: a ticket of it
 * @team_id: a queue
 * @person_id: a person, or %AMENDS_NOBODY
 * @name: (nullable): that person's name
 *
 * Shows the ticket there without asking the server, and moves the load along with it.
 */
void
amends_queue_store_place (AmendsQueueStore *self,
                          AmendsTicket     *ticket,
                          gint64            team_id,
                          gint64            person_id,
                          const char       *name)
{
  AmendsMember *from, *to;
  int minutes;

  g_return_if_fail (AMENDS_IS_QUEUE_STORE (self));
  g_return_if_fail (AMENDS_IS_TICKET (ticket));

  minutes = amends_ticket_get (ticket)->effort_min;
  from = amends_queue_store_find_member (self, amends_ticket_get_assignee (ticket));
  to = amends_queue_store_find_member (self, person_id);
  if (from != to && from != NULL)
    amends_member_add_load (from, -1, -minutes);
  if (from != to && to != NULL)
    amends_member_add_load (to, 1, minutes);
  amends_ticket_set_holder (ticket, team_id, person_id, name);
  amends_ticket_set_owner (ticket, person_id != AMENDS_NOBODY ? amends_catalogue_find_person (self->catalogue, person_id) : NULL);
  put (self, ticket);
}
