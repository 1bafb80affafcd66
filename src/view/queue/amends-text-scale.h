#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

double amends_text_scale  (void);
int    amends_text_pixels (int pixels);

G_END_DECLS
