#pragma once

#include "amends-desk.h"
#include "amends-page.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SCORECARD_PAGE (amends_scorecard_page_get_type ())

G_DECLARE_FINAL_TYPE (AmendsScorecardPage, amends_scorecard_page, AMENDS, SCORECARD_PAGE, AmendsPage)

GtkWidget *amends_scorecard_page_new (AmendsDesk *desk,
                                      gint64      ref);

G_END_DECLS
