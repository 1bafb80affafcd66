#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_BIN (amends_bin_get_type ())

G_DECLARE_FINAL_TYPE (AmendsBin, amends_bin, AMENDS, BIN, GtkWidget)

GtkWidget *amends_bin_new            (void);
GtkWidget *amends_bin_get_child      (AmendsBin *self);
void       amends_bin_set_child      (AmendsBin *self,
                                      GtkWidget *child);
void       amends_bin_add_breakpoint (AmendsBin *self,
                                      int        width);
guint      amends_bin_get_band       (AmendsBin *self);

G_END_DECLS
