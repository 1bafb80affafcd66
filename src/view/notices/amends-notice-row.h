#pragma once

#include <gtk/gtk.h>

#include "amends-notice.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_NOTICE_ROW (amends_notice_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsNoticeRow, amends_notice_row, AMENDS, NOTICE_ROW, GtkListBoxRow)

GtkWidget    *amends_notice_row_new        (AmendsNotice    *notice);
AmendsNotice *amends_notice_row_get_notice (AmendsNoticeRow *self);

G_END_DECLS
