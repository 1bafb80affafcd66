#pragma once

#include <gtk/gtk.h>

#include "amends-queue-context.h"

G_BEGIN_DECLS

/**
 * AmendsTicketAtFunc:
 * @widget: a list of tickets
 * @x: a point of it
 * @y: a point of it
 *
 * Returns: (transfer none) (nullable): the ticket there
 */
typedef AmendsTicket *(*AmendsTicketAtFunc) (GtkWidget *widget,
                                             double     x,
                                             double     y);

void amends_ticket_drag_attach (GtkWidget                *widget,
                                const AmendsQueueContext *context,
                                AmendsTicketAtFunc        ticket_at);

G_END_DECLS
