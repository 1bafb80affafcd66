/* How long the main loop was kept from turning. */

#include "stall.h"

#define TICK_MS 5

static gboolean
tick_cb (gpointer user_data)
{
  Stall *self = user_data;
  gint64 now = g_get_monotonic_time ();

  self->longest = MAX (self->longest, now - self->last - TICK_MS * 1000);
  self->last = now;
  return G_SOURCE_CONTINUE;
}

Stall *
stall_start (void)
{
  Stall *self = g_new0 (Stall, 1);

  self->last = g_get_monotonic_time ();
  self->tick = g_timeout_add_full (G_PRIORITY_HIGH, TICK_MS, tick_cb, self, NULL);
  return self;
}

gint64
stall_longest_ms (Stall *self)
{
  return self->longest / 1000;
}

void
stall_free (Stall *self)
{
  g_source_remove (self->tick);
  g_free (self);
}
