/* Tickets in the order of their limits: what one person holds in a queue, or the whole queue. One items-changed a batch. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-lane.h"

struct _AmendsLane
{
  GObject parent_instance;

  GPtrArray *tickets;
};

static GType
amends_lane_get_item_type (GListModel *model)
{
  return AMENDS_TYPE_TICKET;
}

static guint
amends_lane_get_n_items (GListModel *model)
{
  return AMENDS_LANE (model)->tickets->len;
}

static gpointer
amends_lane_get_item (GListModel *model,
                      guint       position)
{
  AmendsLane *self = AMENDS_LANE (model);

  return position < self->tickets->len ? g_object_ref (self->tickets->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = amends_lane_get_item_type;
  iface->get_n_items = amends_lane_get_n_items;
  iface->get_item = amends_lane_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsLane, amends_lane, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return amends_ticket_compare_due (*(AmendsTicket **) a, *(AmendsTicket **) b);
}

/* Where @ticket belongs, were it not there; all others must be in order. */
static guint
place_for (AmendsLane   *self,
           AmendsTicket *ticket)
{
  guint low = 0, high = self->tickets->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (amends_ticket_compare_due (self->tickets->pdata[middle], ticket) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
amends_lane_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_LANE (object)->tickets);

  G_OBJECT_CLASS (amends_lane_parent_class)->finalize (object);
}

static void
amends_lane_class_init (AmendsLaneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_lane_finalize;
}

static void
amends_lane_init (AmendsLane *self)
{
  self->tickets = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * amends_lane_new:
 *
 * Returns: (transfer full): an empty lane
 */
AmendsLane *
amends_lane_new (void)
{
  return g_object_new (AMENDS_TYPE_LANE, NULL);
}

/**
 * amends_lane_merge:
 * @self: a lane
 * @tickets: (element-type AmendsTicket): tickets that are not in it
 *
 * Adds them all at once. Pages come in the order of the lane, so only its end changes as a rule.
 */
void
amends_lane_merge (AmendsLane *self,
                   GPtrArray  *tickets)
{
  guint before, first;

  g_return_if_fail (AMENDS_IS_LANE (self));
  g_return_if_fail (tickets != NULL);

  if (tickets->len == 0)
    return;
  before = self->tickets->len;
  first = before;
  for (guint i = 0; i < tickets->len; i++)
    first = MIN (first, place_for (self, tickets->pdata[i]));
  for (guint i = 0; i < tickets->len; i++)
    g_ptr_array_add (self->tickets, g_object_ref (tickets->pdata[i]));
  g_ptr_array_sort (self->tickets, compare_cb);
  g_list_model_items_changed (G_LIST_MODEL (self), first, before - first, self->tickets->len - first);
}

/**
 * amends_lane_add:
 * @self: a lane
 * @ticket: a ticket that is not in it
 */
void
amends_lane_add (AmendsLane   *self,
                 AmendsTicket *ticket)
{
  guint position;

  g_return_if_fail (AMENDS_IS_LANE (self));
  g_return_if_fail (AMENDS_IS_TICKET (ticket));

  position = place_for (self, ticket);
  g_ptr_array_insert (self->tickets, position, g_object_ref (ticket));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/**
 * amends_lane_remove:
 * @self: a lane
 * @ticket: a ticket
 *
 * Returns: whether it was there
 */
gboolean
amends_lane_remove (AmendsLane   *self,
                    AmendsTicket *ticket)
{
  guint position;

  g_return_val_if_fail (AMENDS_IS_LANE (self), FALSE);

  if (!g_ptr_array_find (self->tickets, ticket, &position))
    return FALSE;
  g_object_ref (ticket);
  g_ptr_array_remove_index (self->tickets, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  g_object_unref (ticket);
  return TRUE;
}

/**
 * amends_lane_reorder:
 * @self: a lane
 * @ticket: a ticket of it whose limit changed
 *
 * Moves it to where it belongs now; says nothing where that is the same place.
 */
void
amends_lane_reorder (AmendsLane   *self,
                     AmendsTicket *ticket)
{
  guint from, to;

  g_return_if_fail (AMENDS_IS_LANE (self));
  g_return_if_fail (AMENDS_IS_TICKET (ticket));

  if (!g_ptr_array_find (self->tickets, ticket, &from))
    return;
  g_object_ref (ticket);
  g_ptr_array_remove_index (self->tickets, from);
  to = place_for (self, ticket);
  if (to == from)
    {
      g_ptr_array_insert (self->tickets, to, ticket);
      return;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), from, 1, 0);
  to = place_for (self, ticket);
  g_ptr_array_insert (self->tickets, to, ticket);
  g_list_model_items_changed (G_LIST_MODEL (self), to, 0, 1);
}

/**
 * amends_lane_get_n:
 * @self: a lane
 *
 * Returns: how many tickets there are
 */
guint
amends_lane_get_n (AmendsLane *self)
{
  g_return_val_if_fail (AMENDS_IS_LANE (self), 0);

  return self->tickets->len;
}

/**
 * amends_lane_peek:
 * @self: a lane
 * @position: less than the number of tickets
 *
 * Returns: (transfer none): the ticket there
 */
AmendsTicket *
amends_lane_peek (AmendsLane *self,
                  guint       position)
{
  g_return_val_if_fail (AMENDS_IS_LANE (self), NULL);
  g_return_val_if_fail (position < self->tickets->len, NULL);

  return self->tickets->pdata[position];
}

/**
 * amends_lane_count_overdue:
 * @self: a lane
 * @now: the server's time, microseconds since 1970 UTC
 * @next: (out) (optional): when one more limit will have passed, %G_MAXINT64 for never
 *
 * Returns: how many tickets are past their limit
 */
guint
amends_lane_count_overdue (AmendsLane *self,
                           gint64      now,
                           gint64     *next)
{
  guint low = 0, high;

  g_return_val_if_fail (AMENDS_IS_LANE (self), 0);

  high = self->tickets->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gint64 due = amends_ticket_get (self->tickets->pdata[middle])->due_at;

      if (due != 0 && due <= now)
        low = middle + 1;
      else
        high = middle;
    }
  if (next != NULL)
    *next = low < self->tickets->len ? amends_ticket_get (self->tickets->pdata[low])->due_at : 0;
  if (next != NULL && *next == 0)
    *next = G_MAXINT64;
  return low;
}
