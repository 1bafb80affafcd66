#pragma once

#include <gtk/gtk.h>

#include "amends-ticket.h"

G_BEGIN_DECLS

GtkListItemFactory *amends_card_list_create_factory (void);
AmendsTicket       *amends_card_list_ticket_at      (GtkWidget *widget,
                                                     double     x,
                                                     double     y);

G_END_DECLS
