#pragma once

#include "amends-desk.h"
#include "amends-page.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_NOTICES_PAGE (amends_notices_page_get_type ())

G_DECLARE_FINAL_TYPE (AmendsNoticesPage, amends_notices_page, AMENDS, NOTICES_PAGE, AmendsPage)

GtkWidget *amends_notices_page_new (AmendsDesk *desk,
                                    gint64      ref);

G_END_DECLS
