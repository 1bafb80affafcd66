#pragma once

#include <adwaita.h>

#include "amends-desk.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_WINDOW (amends_window_get_type ())

G_DECLARE_FINAL_TYPE (AmendsWindow, amends_window, AMENDS, WINDOW, AdwApplicationWindow)

GtkWidget *amends_window_new         (AdwApplication *application,
                                      AmendsDesk     *desk);
void       amends_window_go          (AmendsWindow   *self,
                                      const char     *place);
void       amends_window_open_ticket (AmendsWindow   *self,
                                      gint64          ticket_id);
void       amends_window_use_server  (AmendsWindow   *self,
                                      const char     *address,
                                      const char     *login);
void       amends_window_use_local   (AmendsWindow   *self,
                                      const char     *login);

G_END_DECLS
