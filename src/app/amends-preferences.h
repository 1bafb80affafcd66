#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_PREFERENCES (amends_preferences_get_type ())

G_DECLARE_FINAL_TYPE (AmendsPreferences, amends_preferences, AMENDS, PREFERENCES, AdwPreferencesWindow)

GtkWidget *amends_preferences_new (GtkWindow *parent);

G_END_DECLS
