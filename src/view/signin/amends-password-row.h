#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void amends_password_row_prepare (GtkWidget *row);

G_END_DECLS
