#pragma once

#include "amends-desk.h"
#include "amends-page.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_INTAKE_PAGE (amends_intake_page_get_type ())

G_DECLARE_FINAL_TYPE (AmendsIntakePage, amends_intake_page, AMENDS, INTAKE_PAGE, AmendsPage)

GtkWidget *amends_intake_page_new (AmendsDesk *desk,
                                   gint64      ref);

G_END_DECLS
