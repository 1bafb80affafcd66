#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void amends_toast_show        (GtkWidget    *widget,
                               const char   *text);
void amends_toast_show_action (GtkWidget    *widget,
                               const char   *text,
                               const char   *label,
                               const char   *action_name,
                               GVariant     *target);
void amends_toast_show_error  (GtkWidget    *widget,
                               const GError *error);

G_END_DECLS
