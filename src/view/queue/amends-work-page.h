#pragma once

#include "amends-desk.h"
#include "amends-page.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_WORK_PAGE (amends_work_page_get_type ())

G_DECLARE_FINAL_TYPE (AmendsWorkPage, amends_work_page, AMENDS, WORK_PAGE, AmendsPage)

GtkWidget *amends_work_page_new         (AmendsDesk *desk,
                                         gint64      ref);
GtkWidget *amends_work_page_new_overdue (AmendsDesk *desk,
                                         gint64      ref);

G_END_DECLS
