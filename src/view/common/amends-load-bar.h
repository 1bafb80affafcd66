#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_LOAD_BAR (amends_load_bar_get_type ())

G_DECLARE_FINAL_TYPE (AmendsLoadBar, amends_load_bar, AMENDS, LOAD_BAR, GtkBox)

GtkWidget *amends_load_bar_new       (void);
void       amends_load_bar_set       (AmendsLoadBar *self,
                                      guint          minutes,
                                      guint          cap);
void       amends_load_bar_set_added (AmendsLoadBar *self,
                                      guint          minutes);
void       amends_load_bar_set_words (AmendsLoadBar *self,
                                      const char    *words);

G_END_DECLS
