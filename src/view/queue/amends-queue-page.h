#pragma once

#include "amends-desk.h"
#include "amends-page.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_QUEUE_PAGE (amends_queue_page_get_type ())

G_DECLARE_FINAL_TYPE (AmendsQueuePage, amends_queue_page, AMENDS, QUEUE_PAGE, AmendsPage)

GtkWidget *amends_queue_page_new (AmendsDesk *desk,
                                  gint64      team_id);

G_END_DECLS
