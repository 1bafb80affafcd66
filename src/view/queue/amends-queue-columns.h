#pragma once

#include <gtk/gtk.h>

#include "amends-ticket.h"

G_BEGIN_DECLS

GPtrArray    *amends_queue_columns_create    (void);
guint         amends_queue_columns_get_band  (guint      column);
AmendsTicket *amends_queue_columns_ticket_at (GtkWidget *widget,
                                              double     x,
                                              double     y);

G_END_DECLS
