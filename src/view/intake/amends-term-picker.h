#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_TERM_PICKER (amends_term_picker_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTermPicker, amends_term_picker, AMENDS, TERM_PICKER, GtkPopover)

GtkWidget *amends_term_picker_new (GListModel *terms);

G_END_DECLS
