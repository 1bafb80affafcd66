#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_FLAGS (amends_flags_get_type ())

G_DECLARE_FINAL_TYPE (AmendsFlags, amends_flags, AMENDS, FLAGS, GtkBox)

GtkWidget *amends_flags_new (void);

G_END_DECLS
