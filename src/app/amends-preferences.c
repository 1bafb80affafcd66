/* The little there is to set on this computer: notifications, background, remembered servers. */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-preferences.h"
#include "amends-settings.h"
#include "amends-target.h"

struct _AmendsPreferences
{
  AdwPreferencesWindow parent_instance;

  GPtrArray *rows;

  GtkSwitch *notifications_switch;
  GtkSwitch *background_switch;
  AdwPreferencesGroup *servers_group;
};

G_DEFINE_FINAL_TYPE (AmendsPreferences, amends_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void fill (AmendsPreferences *self);

static void
forget_cb (GtkWidget         *button,
           AmendsPreferences *self)
{
  const char *address = g_object_get_data (G_OBJECT (button), "address");
  g_auto (GStrv) servers = g_settings_get_strv (amends_settings_get (), "servers");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) left = NULL;

  for (guint i = 0; servers[i] != NULL; i++)
    if (!g_str_equal (servers[i], address))
      g_strv_builder_add (builder, servers[i]);
  left = g_strv_builder_end (builder);
  g_settings_set_strv (amends_settings_get (), "servers", (const char *const *) left);
  fill (self);
}

static void
add_row (AmendsPreferences *self,
         GtkWidget         *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->servers_group, row);
}

static void
add_server (AmendsPreferences *self,
            const char        *address)
{
  g_autoptr (AmendsTarget) target = amends_target_new_from_text (address, NULL);
  g_autofree char *words = target != NULL ? amends_target_describe (target) : g_strdup (address);
  g_autofree char *title = g_markup_escape_text (words, -1);
  g_autofree char *spoken = g_strdup_printf (_("Forget %s"), words);
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "address", g_strdup (address), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  add_row (self, row);
}

static void
fill (AmendsPreferences *self)
{
  g_auto (GStrv) servers = g_settings_get_strv (amends_settings_get (), "servers");

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->servers_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; servers[i] != NULL; i++)
    add_server (self, servers[i]);
  if (servers[0] == NULL)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("None yet"));
      gtk_widget_set_sensitive (row, FALSE);
      add_row (self, row);
    }
}

static void
amends_preferences_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_PREFERENCES (object)->rows);

  G_OBJECT_CLASS (amends_preferences_parent_class)->finalize (object);
}

static void
amends_preferences_class_init (AmendsPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_preferences_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/app/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPreferences, notifications_switch);
  gtk_widget_class_bind_template_child (widget_class, AmendsPreferences, background_switch);
  gtk_widget_class_bind_template_child (widget_class, AmendsPreferences, servers_group);
}

static void
amends_preferences_init (AmendsPreferences *self)
{
  GSettings *settings = amends_settings_get ();

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_settings_bind (settings, "notifications", self->notifications_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "run-in-background", self->background_switch, "active", G_SETTINGS_BIND_DEFAULT);
  fill (self);
}

/**
 * amends_preferences_new:
 * @parent: (nullable): the window it belongs to
 *
 * Returns: (transfer none): the preferences
 */
GtkWidget *
amends_preferences_new (GtkWindow *parent)
{
  return g_object_new (AMENDS_TYPE_PREFERENCES, "transient-for", parent, NULL);
}
