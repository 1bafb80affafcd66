#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_STATE_PANE (amends_state_pane_get_type ())

G_DECLARE_FINAL_TYPE (AmendsStatePane, amends_state_pane, AMENDS, STATE_PANE, GtkBox)

GtkWidget  *amends_state_pane_new          (void);
void        amends_state_pane_set_content  (AmendsStatePane *self,
                                            GtkWidget       *content);
void        amends_state_pane_set_skeleton (AmendsStatePane *self,
                                            GtkWidget       *skeleton);
void        amends_state_pane_show_loading (AmendsStatePane *self);
void        amends_state_pane_show_content (AmendsStatePane *self);
void        amends_state_pane_show_empty   (AmendsStatePane *self,
                                            const char      *icon_name,
                                            const char      *title,
                                            const char      *text);
void        amends_state_pane_show_error   (AmendsStatePane *self,
                                            const GError    *error);
void        amends_state_pane_set_button   (AmendsStatePane *self,
                                            const char      *label,
                                            const char      *detailed_action);
const char *amends_state_pane_get_state    (AmendsStatePane *self);

G_END_DECLS
