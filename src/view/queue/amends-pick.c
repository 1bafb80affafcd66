/* The tickets picked on a page: one selection for all columns of the board and for the list, by ticket and not by position,
 * so that it stays when a ticket moves. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-pick.h"

struct _AmendsPick
{
  GObject parent_instance;

  GHashTable *tickets;
  guint depth;
  gboolean changed;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsPick, amends_pick, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
tell (AmendsPick *self)
{
  self->changed = TRUE;
  if (self->depth > 0)
    return;
  self->changed = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return amends_ticket_compare_due (*(AmendsTicket **) a, *(AmendsTicket **) b);
}

static void
amends_pick_finalize (GObject *object)
{
  g_hash_table_unref (AMENDS_PICK (object)->tickets);

  G_OBJECT_CLASS (amends_pick_parent_class)->finalize (object);
}

static void
amends_pick_class_init (AmendsPickClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_pick_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
amends_pick_init (AmendsPick *self)
{
  self->tickets = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * amends_pick_new:
 *
 * Returns: (transfer full): nothing picked
 */
AmendsPick *
amends_pick_new (void)
{
  return g_object_new (AMENDS_TYPE_PICK, NULL);
}

/**
 * amends_pick_contains:
 * @self: what is picked
 * @ticket: a ticket
 *
 * Returns: whether it is picked
 */
gboolean
amends_pick_contains (AmendsPick   *self,
                      AmendsTicket *ticket)
{
  g_return_val_if_fail (AMENDS_IS_PICK (self), FALSE);

  return g_hash_table_contains (self->tickets, ticket);
}

/**
 * amends_pick_add:
 * @self: what is picked
 * @ticket: a ticket
 */
void
amends_pick_add (AmendsPick   *self,
                 AmendsTicket *ticket)
{
  g_return_if_fail (AMENDS_IS_PICK (self));
  g_return_if_fail (AMENDS_IS_TICKET (ticket));

  if (g_hash_table_add (self->tickets, g_object_ref (ticket)))
    tell (self);
}

/**
 * amends_pick_remove:
 * @self: what is picked
 * @ticket: a ticket
 */
void
amends_pick_remove (AmendsPick   *self,
                    AmendsTicket *ticket)
{
  g_return_if_fail (AMENDS_IS_PICK (self));

  if (g_hash_table_remove (self->tickets, ticket))
    tell (self);
}

/**
 * amends_pick_only:
 * @self: what is picked
 * @ticket: a ticket, picked alone afterwards
 */
void
amends_pick_only (AmendsPick   *self,
                  AmendsTicket *ticket)
{
  g_return_if_fail (AMENDS_IS_PICK (self));
  g_return_if_fail (AMENDS_IS_TICKET (ticket));

  if (g_hash_table_size (self->tickets) == 1 && amends_pick_contains (self, ticket))
    return;
  amends_pick_begin (self);
  amends_pick_clear (self);
  amends_pick_add (self, ticket);
  amends_pick_end (self);
}

/**
 * amends_pick_clear:
 * @self: what is picked
 */
void
amends_pick_clear (AmendsPick *self)
{
  g_return_if_fail (AMENDS_IS_PICK (self));

  if (g_hash_table_size (self->tickets) == 0)
    return;
  g_hash_table_remove_all (self->tickets);
  tell (self);
}

/**
 * amends_pick_get_n:
 * @self: what is picked
 *
 * Returns: how many
 */
guint
amends_pick_get_n (AmendsPick *self)
{
  g_return_val_if_fail (AMENDS_IS_PICK (self), 0);

  return g_hash_table_size (self->tickets);
}

/**
 * amends_pick_list:
 * @self: what is picked
 *
 * Returns: (transfer full) (element-type AmendsTicket): the tickets, the earliest limit first
 */
GPtrArray *
amends_pick_list (AmendsPick *self)
{
  GPtrArray *list;
  GHashTableIter iter;
  gpointer ticket;

  g_return_val_if_fail (AMENDS_IS_PICK (self), NULL);

  list = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_iter_init (&iter, self->tickets);
  while (g_hash_table_iter_next (&iter, &ticket, NULL))
    g_ptr_array_add (list, g_object_ref (ticket));
  g_ptr_array_sort (list, compare_cb);
  return list;
}

/**
 * amends_pick_begin:
 * @self: what is picked
 *
 * Several changes follow; "changed" is emitted once, at the matching amends_pick_end().
 */
void
amends_pick_begin (AmendsPick *self)
{
  g_return_if_fail (AMENDS_IS_PICK (self));

  self->depth++;
}

/**
 * amends_pick_end:
 * @self: what is picked
 */
void
amends_pick_end (AmendsPick *self)
{
  g_return_if_fail (AMENDS_IS_PICK (self));
  g_return_if_fail (self->depth > 0);

  self->depth--;
  if (self->depth == 0 && self->changed)
    tell (self);
}
