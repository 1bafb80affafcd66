#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_SIDEBAR_ROW (amends_sidebar_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsSidebarRow, amends_sidebar_row, AMENDS, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget  *amends_sidebar_row_new         (const char       *place,
                                            const char       *section,
                                            const char       *icon_name,
                                            const char       *title);
const char *amends_sidebar_row_get_place   (AmendsSidebarRow *self);
const char *amends_sidebar_row_get_section (AmendsSidebarRow *self);
void        amends_sidebar_row_set_counts  (AmendsSidebarRow *self,
                                            guint             count,
                                            guint             overdue);
void        amends_sidebar_row_set_title   (AmendsSidebarRow *self,
                                            const char       *title);

G_END_DECLS
