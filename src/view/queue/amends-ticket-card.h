#pragma once

#include <gtk/gtk.h>

#include "amends-ticket.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_TICKET_CARD (amends_ticket_card_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTicketCard, amends_ticket_card, AMENDS, TICKET_CARD, GtkBox)

GtkWidget    *amends_ticket_card_new        (void);
AmendsTicket *amends_ticket_card_get_ticket (AmendsTicketCard *self);
void          amends_ticket_card_set_ticket (AmendsTicketCard *self,
                                             AmendsTicket     *ticket);

G_END_DECLS
