#pragma once

#include <gtk/gtk.h>

#include "amends-desk.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SIDEBAR (amends_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (AmendsSidebar, amends_sidebar, AMENDS, SIDEBAR, GtkBox)

void  amends_sidebar_set_desk  (AmendsSidebar *self,
                                AmendsDesk    *desk);
void  amends_sidebar_set_place (AmendsSidebar *self,
                                const char    *place);
char *amends_sidebar_get_first (AmendsSidebar *self);

G_END_DECLS
