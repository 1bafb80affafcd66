#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AmendsTickFunc:
 * @now: the server's time, microseconds since 1970 UTC
 * @user_data: what was given with the function
 *
 * Returns: the moment of the next call, %G_MAXINT64 for never again
 */
typedef gint64 (*AmendsTickFunc) (gint64   now,
                                  gpointer user_data);

void amends_tick_add    (AmendsTickFunc func,
                         gpointer       user_data);
void amends_tick_remove (AmendsTickFunc func,
                         gpointer       user_data);

G_END_DECLS
