#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void amends_stack_hide_covered (GtkStack *stack);

G_END_DECLS
