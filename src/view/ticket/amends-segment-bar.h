#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_SEGMENT_BAR (amends_segment_bar_get_type ())

G_DECLARE_FINAL_TYPE (AmendsSegmentBar, amends_segment_bar, AMENDS, SEGMENT_BAR, GtkWidget)

GtkWidget *amends_segment_bar_new   (const char       *css_name);
void       amends_segment_bar_clear (AmendsSegmentBar *self);
void       amends_segment_bar_add   (AmendsSegmentBar *self,
                                     double            from,
                                     double            to,
                                     const char       *css_class);

G_END_DECLS
