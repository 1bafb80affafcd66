#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_OVER_COUNT (amends_over_count_get_type ())

G_DECLARE_FINAL_TYPE (AmendsOverCount, amends_over_count, AMENDS, OVER_COUNT, GtkBox)

void  amends_over_count_set_count (AmendsOverCount *self,
                                   guint            count);
guint amends_over_count_get_count (AmendsOverCount *self);

G_END_DECLS
