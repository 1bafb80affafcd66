#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_TEXT_GUARD (amends_text_guard_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTextGuard, amends_text_guard, AMENDS, TEXT_GUARD, GObject)

AmendsTextGuard *amends_text_guard_attach (GtkWidget *widget,
                                           guint      max_chars);

G_END_DECLS
