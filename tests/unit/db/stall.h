#pragma once

#include <gio/gio.h>

/* Ticks every 5 ms on the main loop and remembers the longest silence. */
typedef struct
{
  guint  tick;
  gint64 last;
  gint64 longest;
} Stall;

Stall *stall_start      (void);
gint64 stall_longest_ms (Stall *self);
void   stall_free       (Stall *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stall, stall_free)
