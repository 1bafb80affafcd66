#pragma once

#include <glib.h>

/* Takes a source off its main context and forgets it. */
static inline void
amends_source_clear (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}
