#pragma once

#include <gtk/gtk.h>

#include "amends-desk.h"
#include "amends-ticket-store.h"

G_BEGIN_DECLS

gboolean amends_ticket_acts_open (const char        *name,
                                  gint64             ref,
                                  GtkWidget         *page,
                                  AmendsTicketStore *store,
                                  AmendsDesk        *desk);

G_END_DECLS
