#pragma once

#include <gtk/gtk.h>

#include "amends-desk.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_LOCAL_PANE (amends_local_pane_get_type ())

G_DECLARE_FINAL_TYPE (AmendsLocalPane, amends_local_pane, AMENDS, LOCAL_PANE, GtkBox)

void     amends_local_pane_set_desk      (AmendsLocalPane *self,
                                          AmendsDesk      *desk);
gboolean amends_local_pane_get_available (AmendsLocalPane *self);
void     amends_local_pane_start         (AmendsLocalPane *self,
                                          const char      *login);

G_END_DECLS
