/* What the parts of a queue page share. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-queue-context.h"

/**
 * amends_queue_context_new:
 * @desk: who sits here
 * @team_id: the queue
 *
 * Returns: (transfer full): a context in which nothing has been read yet
 */
AmendsQueueContext *
amends_queue_context_new (AmendsDesk *desk,
                          gint64      team_id)
{
  AmendsQueueContext *self;

  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  self = g_rc_box_new0 (AmendsQueueContext);
  self->desk = g_object_ref (desk);
  self->store = amends_queue_store_new (amends_desk_get_session (desk), amends_desk_get_catalogue (desk),
                                        amends_desk_get_feed (desk), team_id);
  self->assign = g_object_ref (amends_assign_for_session (amends_desk_get_session (desk)));
  self->pick = amends_pick_new ();
  self->lift = amends_lift_new ();
  self->filter = amends_queue_filter_new ();
  return self;
}

/**
 * amends_queue_context_ref:
 * @self: a context
 *
 * Returns: (transfer full): @self
 */
AmendsQueueContext *
amends_queue_context_ref (const AmendsQueueContext *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire ((gpointer) self);
}

static void
clear (gpointer data)
{
  AmendsQueueContext *self = data;

  g_object_unref (self->filter);
  g_object_unref (self->lift);
  g_object_unref (self->pick);
  g_object_unref (self->assign);
  g_object_unref (self->store);
  g_object_unref (self->desk);
}

/**
 * amends_queue_context_unref:
 * @self: a context
 */
void
amends_queue_context_unref (AmendsQueueContext *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, clear);
}
