#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *amends_text_new     (const char *text,
                                const char *classes);
GtkWidget *amends_prose_new    (const char *text,
                                const char *classes);
void       amends_facts_clear  (GtkWidget  *box);
void       amends_facts_add    (GtkGrid    *grid,
                                const char *key,
                                const char *value);
void       amends_legend_add   (GtkBox     *box,
                                const char *css_class,
                                const char *text);
void       amends_confirm_key  (GtkWidget  *widget,
                                const char *action);
void       amends_css_toggle   (GtkWidget  *widget,
                                const char *css_class,
                                gboolean    on);

G_END_DECLS
