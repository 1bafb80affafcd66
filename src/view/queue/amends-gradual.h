#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void amends_gradual_grow   (GtkSliceListModel *shown,
                            GtkWidget         *widget,
                            guint              step,
                            guint              until);
void amends_gradual_finish (GtkSliceListModel *shown);

G_END_DECLS
