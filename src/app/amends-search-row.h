#pragma once

#include <gtk/gtk.h>

#include "amends-result.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SEARCH_ROW (amends_search_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsSearchRow, amends_search_row, AMENDS, SEARCH_ROW, GtkListBoxRow)

GtkWidget *amends_search_row_new        (AmendsResult    *rows,
                                         int              row);
gint64     amends_search_row_get_ticket (AmendsSearchRow *self);

G_END_DECLS
