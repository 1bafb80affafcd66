#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint amends_board_reach_get_cards  (GtkScrolledWindow *scroller);
void  amends_board_reach_show_cards (GtkScrolledWindow *scroller,
                                     GtkBox            *columns);

G_END_DECLS
