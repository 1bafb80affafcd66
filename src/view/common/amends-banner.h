#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_BANNER (amends_banner_get_type ())

G_DECLARE_FINAL_TYPE (AmendsBanner, amends_banner, AMENDS, BANNER, GtkBox)

GtkWidget  *amends_banner_new        (void);
void        amends_banner_show       (AmendsBanner *self,
                                      const char   *title,
                                      const char   *text);
void        amends_banner_hide       (AmendsBanner *self);
void        amends_banner_set_button (AmendsBanner *self,
                                      const char   *label,
                                      const char   *action_name);

G_END_DECLS
