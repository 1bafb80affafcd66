/* One process a person: the desk, the window while it is open, and the notifier that outlives it. */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "amends-application.h"
#include "amends-notifier.h"
#include "amends-preferences.h"
#include "amends-settings.h"
#include "amends-window.h"

struct _AmendsApplication
{
  AdwApplication parent_instance;

  AmendsDesk *desk;
  AmendsNotifier *notifier;
  gboolean holding;
  guint term;
};

G_DEFINE_FINAL_TYPE (AmendsApplication, amends_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "local", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Try it with demo data on this computer"), NULL },
  { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Sign in to this host, service or connection URI"), N_("ADDRESS") },
  { "as", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Sign in as this person"), N_("LOGIN") },
  { "ticket", 0, 0, G_OPTION_ARG_INT64, NULL, N_("Open this ticket"), N_("ID") },
  { NULL }
};

/* Background means: no window, somebody signed in, and the person wants it. */
static void
update_hold (AmendsApplication *self)
{
  AmendsSessionState state = amends_session_get_state (amends_desk_get_session (self->desk));
  gboolean hold = g_settings_get_boolean (amends_settings_get (), "run-in-background") &&
                  (state == AMENDS_SESSION_READY || state == AMENDS_SESSION_LOST);

  if (hold == self->holding)
    return;
  self->holding = hold;
  if (hold)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static AmendsWindow *
get_window (AmendsApplication *self)
{
  GtkWindow *window = NULL;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL && window == NULL; l = l->next)
    if (AMENDS_IS_WINDOW (l->data))
      window = l->data;
  if (window == NULL)
    window = GTK_WINDOW (amends_window_new (ADW_APPLICATION (self), self->desk));
  return AMENDS_WINDOW (window);
}

static AmendsWindow *
show_window (AmendsApplication *self)
{
  AmendsWindow *window = get_window (self);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
open_ticket_cb (AmendsApplication *self,
                gint64             ticket_id)
{
  amends_window_open_ticket (show_window (self), ticket_id);
}

static void
open_notices_cb (AmendsApplication *self)
{
  amends_window_go (show_window (self), "notices");
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  gtk_window_present (GTK_WINDOW (amends_preferences_new (gtk_application_get_active_window (user_data))));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", _("Amends"),
                         "application-icon", AMENDS_APP_ID,
                         "version", AMENDS_VERSION,
                         "comments", _("The after-sales desk"),
                         "developer-name", _("The Amends contributors"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  AmendsApplication *self = user_data;
  GtkWindow *window;

  /* closing first, so that each window saves what it has to */
  while ((window = gtk_application_get_active_window (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (window);
  g_application_quit (G_APPLICATION (self));
}

static const GActionEntry actions[] = {
  { "preferences", preferences_action },
  { "about", about_action },
  { "quit", quit_action },
};

static gboolean
term_cb (gpointer user_data)
{
  AmendsApplication *self = user_data;

  self->term = 0;
  quit_action (NULL, NULL, self);
  return G_SOURCE_REMOVE;
}

static void
set_accel (AmendsApplication *self,
           const char        *action,
           const char        *accel)
{
  const char *accels[] = { accel, NULL };

  gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, accels);
}

static void
amends_application_startup (GApplication *application)
{
  AmendsApplication *self = AMENDS_APPLICATION (application);

  G_APPLICATION_CLASS (amends_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (AMENDS_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accel (self, "app.quit", "<Control>q");
  set_accel (self, "app.preferences", "<Control>comma");
  set_accel (self, "win.shortcuts", "<Control>question");
  self->desk = amends_desk_new ();
  self->notifier = amends_notifier_new (self->desk);
  self->term = g_unix_signal_add (SIGTERM, term_cb, self);
  g_signal_connect_object (self->notifier, "open-ticket", G_CALLBACK (open_ticket_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "open-notices", G_CALLBACK (open_notices_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_desk_get_session (self->desk), "notify::state", G_CALLBACK (update_hold), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_settings_get (), "changed::run-in-background", G_CALLBACK (update_hold), self,
                           G_CONNECT_SWAPPED);
}

static void
amends_application_shutdown (GApplication *application)
{
  AmendsApplication *self = AMENDS_APPLICATION (application);

  g_clear_handle_id (&self->term, g_source_remove);
  if (self->desk != NULL)
    amends_desk_close (self->desk);
  g_clear_object (&self->notifier);
  g_clear_object (&self->desk);

  G_APPLICATION_CLASS (amends_application_parent_class)->shutdown (application);
}

static void
amends_application_activate (GApplication *application)
{
  show_window (AMENDS_APPLICATION (application));
}

static int
amends_application_command_line (GApplication            *application,
                                 GApplicationCommandLine *command_line)
{
  AmendsWindow *window = get_window (AMENDS_APPLICATION (application));
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  const char *server = NULL, *login = NULL;
  gint64 ticket = 0;

  g_variant_dict_lookup (dict, "as", "&s", &login);
  g_variant_dict_lookup (dict, "server", "&s", &server);
  if (g_variant_dict_lookup (dict, "ticket", "x", &ticket))
    amends_window_open_ticket (window, ticket);
  if (server != NULL)
    amends_window_use_server (window, server, login);
  else if (g_variant_dict_contains (dict, "local"))
    amends_window_use_local (window, login);
  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

static void
amends_application_class_init (AmendsApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = amends_application_startup;
  application_class->shutdown = amends_application_shutdown;
  application_class->activate = amends_application_activate;
  application_class->command_line = amends_application_command_line;
}

static void
amends_application_init (AmendsApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("– the after-sales desk"));
}

/**
 * amends_application_new:
 *
 * Returns: (transfer full): the application
 */
AmendsApplication *
amends_application_new (void)
{
  return g_object_new (AMENDS_TYPE_APPLICATION,
                       "application-id", AMENDS_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_CAN_OVERRIDE_APP_ID,
                       "resource-base-path", "/org/amends/Amends",
                       NULL);
}
