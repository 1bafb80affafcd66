/* The demo department on this computer: starts its database, fills it the first time, offers the people to be. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "amends-connection.h"
#include "amends-installer.h"
#include "amends-label-json.h"
#include "amends-local-pane.h"
#include "amends-message.h"
#include "amends-person.h"
#include "amends-stack.h"

struct _AmendsLocalPane
{
  GtkBox parent_instance;

  AmendsDesk *desk;
  AmendsConnection *connection;
  GCancellable *cancellable;
  char *login;
  guint pulse;

  GtkStack *stack;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
  GtkListBox *people_list;
  GtkLabel *error_label;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsLocalPane, amends_local_pane, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

/* ── what is shown ── */

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (AMENDS_LOCAL_PANE (user_data)->progress_bar);
  return G_SOURCE_CONTINUE;
}

static void
stop_pulse (AmendsLocalPane *self)
{
  g_clear_handle_id (&self->pulse, g_source_remove);
}

static void
show_progress (AmendsLocalPane *self,
               const char      *words)
{
  gtk_label_set_label (self->progress_label, words);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  if (self->pulse == 0)
    self->pulse = g_timeout_add (120, pulse_cb, self);
}

static void
show_error (AmendsLocalPane *self,
            const GError    *error)
{
  g_autofree char *words = amends_message_for_error (error);

  stop_pulse (self);
  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  gtk_label_set_label (self->error_label, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* Returns whether to go on; the pane may be gone, or the work stopped. */
static gboolean
going_on (AmendsLocalPane *self,
          GError          *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return FALSE;
  if (error != NULL)
    show_error (self, error);
  return error == NULL;
}

/* ── people ── */

static void
choose (AmendsLocalPane *self,
        const char      *login)
{
  g_autoptr (AmendsTarget) target = amends_local_server_get_target (amends_desk_get_local (self->desk), login);

  g_signal_emit (self, signals[CHOSEN], 0, target);
}

static void
person_activated_cb (AdwActionRow    *row,
                     AmendsLocalPane *self)
{
  choose (self, g_object_get_data (G_OBJECT (row), "login"));
}

static void
add_person (AmendsLocalPane *self,
            AmendsResult    *rows,
            int              row)
{
  const char *login = amends_result_get_text (rows, row, amends_result_column (rows, "login"));
  const char *name = amends_result_get_text (rows, row, amends_result_column (rows, "name"));
  const char *role = amends_role_label (amends_result_get_text (rows, row, amends_result_column (rows, "role")));
  g_autofree char *department =
    amends_label_from_json (amends_result_get_json_text (rows, row, amends_result_column (rows, "department")));
  g_autofree char *subtitle = *department != '\0' ? g_strdup_printf ("%s · %s", role, department) : g_strdup (role);
  GtkWidget *widget = adw_action_row_new (), *avatar = adw_avatar_new (32, name, TRUE);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (widget), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  g_object_set_data_full (G_OBJECT (widget), "login", g_strdup (login), g_free);
  g_signal_connect_object (widget, "activated", G_CALLBACK (person_activated_cb), self, 0);
  gtk_list_box_append (self->people_list, widget);
}

static void
people_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_connection_query_finish (AMENDS_CONNECTION (object), result, &error);
  g_autofree char *login = NULL;
  GtkListBoxRow *row;

  if (!going_on (self, error))
    return;
  stop_pulse (self);
  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  while ((row = gtk_list_box_get_row_at_index (self->people_list, 0)) != NULL)
    gtk_list_box_remove (self->people_list, GTK_WIDGET (row));
  for (int i = 0; i < amends_result_get_n_rows (rows); i++)
    add_person (self, rows, i);
  gtk_stack_set_visible_child_name (self->stack, "people");
  login = g_steal_pointer (&self->login);
  if (login != NULL)
    choose (self, login);
}

static void
ask_for_people (AmendsLocalPane *self)
{
  amends_connection_query_async (self->connection, "SELECT login, name, role, department FROM api.demo_people()", NULL,
                                 self->cancellable, people_cb, g_object_ref (self));
}

/* ── the database ── */

static void
progress_cb (guint    done,
             guint    total,
             gpointer user_data)
{
  AmendsLocalPane *self = user_data;

  if (self->stack == NULL || total == 0)
    return;
  stop_pulse (self);
  gtk_progress_bar_set_fraction (self->progress_bar, (double) done / total);
}

static void
installed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;

  amends_installer_run_finish (result, &error);
  if (!going_on (self, error))
    return;
  stop_pulse (self);
  ask_for_people (self);
}

static void
install (AmendsLocalPane    *self,
         AmendsInstallFlags  flags)
{
  show_progress (self, flags & AMENDS_INSTALL_UPGRADE
                         ? _("Bringing the demo department up to date…")
                         : _("Filling the demo department: people, thirteen months of tickets, living work. This happens once and takes a minute or so."));
  amends_installer_run_async (self->connection, NULL, flags | AMENDS_INSTALL_ANY_PATCH, self->cancellable, progress_cb,
                              self, installed_cb, g_object_ref (self));
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_connection_query_finish (AMENDS_CONNECTION (object), result, &error);

  if (!going_on (self, error))
    return;
  if (amends_result_get_int64 (rows, 0, 0) < amends_installer_get_schema_version ())
    install (self, AMENDS_INSTALL_UPGRADE);
  else
    ask_for_people (self);
}

static void
installed_query_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_connection_query_finish (AMENDS_CONNECTION (object), result, &error);

  if (!going_on (self, error))
    return;
  if (!amends_result_get_bool (rows, 0, 0))
    install (self, AMENDS_INSTALL_DEMO);
  else
    amends_connection_query_async (self->connection, "SELECT coalesce(max(version), 0) FROM amends.schema_version", NULL,
                                   self->cancellable, version_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;

  amends_connection_open_finish (AMENDS_CONNECTION (object), result, &error);
  if (!going_on (self, error))
    return;
  amends_connection_query_async (self->connection, "SELECT to_regclass('amends.schema_version') IS NOT NULL", NULL,
                                 self->cancellable, installed_query_cb, g_object_ref (self));
}

static void
connect_to (AmendsLocalPane     *self,
            const char          *dbname,
            GAsyncReadyCallback  callback)
{
  g_autoptr (AmendsTarget) target = amends_local_server_get_admin_target (amends_desk_get_local (self->desk), dbname);

  g_set_object (&self->connection, NULL);
  self->connection = amends_connection_new (target);
  amends_connection_set_reconnect (self->connection, FALSE);
  amends_connection_open_async (self->connection, self->cancellable, callback, g_object_ref (self));
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) answer = amends_connection_script_finish (AMENDS_CONNECTION (object), result, &error);

  if (going_on (self, error))
    connect_to (self, NULL, opened_cb);
}

static void
exists_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_connection_query_finish (AMENDS_CONNECTION (object), result, &error);

  if (!going_on (self, error))
    return;
  if (amends_result_get_bool (rows, 0, 0))
    connect_to (self, NULL, opened_cb);
  else
    amends_connection_script_async (self->connection, "CREATE DATABASE amends TEMPLATE template0 ENCODING 'UTF8'",
                                    AMENDS_CONNECTION_NO_TIMEOUT, self->cancellable, created_cb, g_object_ref (self));
}

static void
cluster_opened_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;

  amends_connection_open_finish (AMENDS_CONNECTION (object), result, &error);
  if (!going_on (self, error))
    return;
  amends_connection_query_async (self->connection, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'amends')",
                                 NULL, self->cancellable, exists_cb, g_object_ref (self));
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsLocalPane) self = user_data;
  g_autoptr (GError) error = NULL;

  amends_local_server_start_finish (AMENDS_LOCAL_SERVER (object), result, &error);
  if (going_on (self, error))
    connect_to (self, "postgres", cluster_opened_cb);
}

static void
start_cb (AmendsLocalPane *self)
{
  amends_local_pane_start (self, NULL);
}

static void
amends_local_pane_dispose (GObject *object)
{
  AmendsLocalPane *self = AMENDS_LOCAL_PANE (object);

  stop_pulse (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->connection);
  g_clear_object (&self->desk);
  self->stack = NULL;

  G_OBJECT_CLASS (amends_local_pane_parent_class)->dispose (object);
}

static void
amends_local_pane_finalize (GObject *object)
{
  g_free (AMENDS_LOCAL_PANE (object)->login);

  G_OBJECT_CLASS (amends_local_pane_parent_class)->finalize (object);
}

static void
amends_local_pane_class_init (AmendsLocalPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_local_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_local_pane_finalize;

  /**
   * AmendsLocalPane::chosen:
   * @self: the pane
   * @target: where to sign in, as the person chosen
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, AMENDS_TYPE_TARGET);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/signin/local-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, progress_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, people_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsLocalPane, error_label);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
}

static void
amends_local_pane_init (AmendsLocalPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_stack_hide_covered (self->stack);
}

/**
 * amends_local_pane_set_desk:
 * @self: the pane
 * @desk: whose private server it starts
 */
void
amends_local_pane_set_desk (AmendsLocalPane *self,
                            AmendsDesk      *desk)
{
  g_return_if_fail (AMENDS_IS_LOCAL_PANE (self));
  g_return_if_fail (AMENDS_IS_DESK (desk));

  g_set_object (&self->desk, desk);
}

/**
 * amends_local_pane_get_available:
 * @self: the pane
 *
 * Returns: whether there is a PostgreSQL server program on this computer to do it with
 */
gboolean
amends_local_pane_get_available (AmendsLocalPane *self)
{
  g_return_val_if_fail (AMENDS_IS_LOCAL_PANE (self), FALSE);

  return amends_local_server_available ();
}

/**
 * amends_local_pane_start:
 * @self: the pane
 * @login: (nullable): whom to be without asking
 *
 * Starts the database, fills it where it is empty, then offers its people or emits "chosen" for @login.
 */
void
amends_local_pane_start (AmendsLocalPane *self,
                         const char      *login)
{
  g_return_if_fail (AMENDS_IS_LOCAL_PANE (self));

  g_return_if_fail (self->desk != NULL);

  if (self->cancellable != NULL)
    return;
  g_free (self->login);
  self->login = g_strdup (login);
  self->cancellable = g_cancellable_new ();
  show_progress (self, _("Starting the database of the demo department…"));
  amends_local_server_start_async (amends_desk_get_local (self->desk), self->cancellable, started_cb, g_object_ref (self));
}
