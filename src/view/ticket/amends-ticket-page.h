#pragma once

#include "amends-desk.h"
#include "amends-page.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_TICKET_PAGE (amends_ticket_page_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTicketPage, amends_ticket_page, AMENDS, TICKET_PAGE, AmendsPage)

GtkWidget *amends_ticket_page_new (AmendsDesk *desk,
                                   gint64      ref);

G_END_DECLS
