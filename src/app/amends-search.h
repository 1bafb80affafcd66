#pragma once

#include <gtk/gtk.h>

#include "amends-desk.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SEARCH (amends_search_get_type ())

G_DECLARE_FINAL_TYPE (AmendsSearch, amends_search, AMENDS, SEARCH, GtkBox)

void amends_search_set_desk (AmendsSearch *self,
                             AmendsDesk   *desk);
void amends_search_focus    (AmendsSearch *self);

G_END_DECLS
