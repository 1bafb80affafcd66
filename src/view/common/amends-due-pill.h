#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_DUE_PILL (amends_due_pill_get_type ())

G_DECLARE_FINAL_TYPE (AmendsDuePill, amends_due_pill, AMENDS, DUE_PILL, GtkBox)

GtkWidget *amends_due_pill_new (void);
void       amends_due_pill_set (AmendsDuePill *self,
                                gint64         due_at,
                                gint64         warn_at,
                                const char    *waiting);

G_END_DECLS
