/* The embedded default: a PostgreSQL cluster of this person's own, reachable through a unix socket only.
 *
 *   DIRECTORY/                 0700, $XDG_DATA_HOME/amends/local; for root /var/lib/amends/local, owned by a system account
 *     data/                    the cluster; made as data.new and renamed, so a torn initdb leaves nothing behind
 *     socket/                  only for root; a person's socket is in the runtime directory, whose path is short
 *     server.log
 *   DIRECTORY.users            every program that uses the cluster holds a shared flock on it; who can make it
 *                              exclusive is the last one and stops the server. A killed program loses its lock by itself.
 *   DIRECTORY.start            exclusive flock while one of several programs makes or starts the cluster
 *
 * The server is a daemon: it outlives a program that crashes, and the next one uses and later stops it. */

#define G_LOG_DOMAIN "amends-local"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-local-server-private.h"
#include "amends-paths.h"
#include "amends-postgres-programs.h"

#define DATABASE "amends"

enum
{
  PROP_0,
  PROP_DIRECTORY,
  PROP_PROGRAMS,
  PROP_RUNNING,
  PROP_STATUS,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (AmendsLocalServer, amends_local_server, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

void
amends_local_server_set_running (AmendsLocalServer *self,
                                 gboolean           running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

void
amends_local_server_set_status (AmendsLocalServer *self,
                                const char        *status)
{
  if (g_strcmp0 (self->status, status) == 0)
    return;
  self->status = status;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

static void
amends_local_server_finalize (GObject *object)
{
  AmendsLocalServer *self = AMENDS_LOCAL_SERVER (object);

  amends_local_server_close_lock (&self->users);
  amends_local_server_close_lock (&self->start);
  g_free (self->directory);
  g_free (self->programs_wanted);
  g_free (self->programs);
  g_free (self->socket);

  G_OBJECT_CLASS (amends_local_server_parent_class)->finalize (object);
}

static void
amends_local_server_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  AmendsLocalServer *self = AMENDS_LOCAL_SERVER (object);

  switch (prop_id)
    {
    case PROP_DIRECTORY:
      g_value_set_string (value, self->directory);
      break;
    case PROP_PROGRAMS:
      g_value_set_string (value, self->programs);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_local_server_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  AmendsLocalServer *self = AMENDS_LOCAL_SERVER (object);

  switch (prop_id)
    {
    case PROP_DIRECTORY:
      self->directory = g_value_dup_string (value);
      break;
    case PROP_PROGRAMS:
      self->programs_wanted = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_local_server_class_init (AmendsLocalServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = amends_local_server_finalize;
  object_class->get_property = amends_local_server_get_property;
  object_class->set_property = amends_local_server_set_property;

  properties[PROP_DIRECTORY] =
    g_param_spec_string ("directory", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROGRAMS] =
    g_param_spec_string ("programs", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * AmendsLocalServer:status:
   *
   * A sentence for the person while a start is under way, else %NULL.
   */
  properties[PROP_STATUS] =
    g_param_spec_string ("status", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_local_server_init (AmendsLocalServer *self)
{
  self->users = -1;
  self->start = -1;
}

/**
 * amends_local_server_available:
 *
 * Returns: whether PostgreSQL's server programs are installed; where they are not, the choice is not offered
 */
gboolean
amends_local_server_available (void)
{
  g_autofree char *programs = amends_postgres_programs_newest ();

  return programs != NULL;
}

/**
 * amends_local_server_new:
 *
 * Returns: (transfer full): this person's own cluster, not started yet
 */
AmendsLocalServer *
amends_local_server_new (void)
{
  g_autofree char *directory = amends_local_owner_is_root_process () ? g_strdup ("/var/lib/amends/local") : amends_paths_data ("local");

  return amends_local_server_new_for_directory (directory, NULL);
}

/**
 * amends_local_server_new_for_directory:
 * @directory: an absolute path
 * @programs: (nullable): where initdb and pg_ctl are; %NULL to look for them
 *
 * Returns: (transfer full): a cluster at another place
 */
AmendsLocalServer *
amends_local_server_new_for_directory (const char *directory,
                                       const char *programs)
{
  g_return_val_if_fail (directory != NULL && g_path_is_absolute (directory), NULL);

  return g_object_new (AMENDS_TYPE_LOCAL_SERVER, "directory", directory, "programs", programs, NULL);
}

gboolean
amends_local_server_get_running (AmendsLocalServer *self)
{
  g_return_val_if_fail (AMENDS_IS_LOCAL_SERVER (self), FALSE);

  return self->running;
}

const char *
amends_local_server_get_status (AmendsLocalServer *self)
{
  g_return_val_if_fail (AMENDS_IS_LOCAL_SERVER (self), NULL);

  return self->status;
}

const char *
amends_local_server_get_directory (AmendsLocalServer *self)
{
  g_return_val_if_fail (AMENDS_IS_LOCAL_SERVER (self), NULL);

  return self->directory;
}

static AmendsTarget *
make_target (AmendsLocalServer *self,
             const char        *login,
             const char        *dbname)
{
  AmendsTarget *target = amends_target_new ();

  amends_target_set (target, "host", self->socket);
  amends_target_set (target, "port", AMENDS_LOCAL_SERVER_PORT);
  amends_target_set (target, "user", login);
  amends_target_set (target, "dbname", dbname);
  return target;
}

/**
 * amends_local_server_get_target:
 * @login: a person's login
 *
 * Returns: (transfer full): how to sit down as that person; only while the server runs
 */
AmendsTarget *
amends_local_server_get_target (AmendsLocalServer *self,
                                const char        *login)
{
  g_return_val_if_fail (AMENDS_IS_LOCAL_SERVER (self), NULL);
  g_return_val_if_fail (self->running, NULL);
  g_return_val_if_fail (login != NULL, NULL);

  return make_target (self, login, DATABASE);
}

/**
 * amends_local_server_get_admin_target:
 * @dbname: (nullable): %NULL for the product's database, "postgres" before that exists
 *
 * Returns: (transfer full): how to install and upgrade; only while the server runs
 */
AmendsTarget *
amends_local_server_get_admin_target (AmendsLocalServer *self,
                                      const char        *dbname)
{
  g_return_val_if_fail (AMENDS_IS_LOCAL_SERVER (self), NULL);
  g_return_val_if_fail (self->running, NULL);

  return make_target (self, AMENDS_LOCAL_SERVER_ADMIN, dbname ? dbname : DATABASE);
}

/**
 * amends_local_server_start_async:
 * @cancellable: (nullable): cancelling changes the answer only: what was begun goes on
 *
 * Makes the cluster if there is none, starts it unless it runs, and counts this program among its users.
 */
void
amends_local_server_start_async (AmendsLocalServer   *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (AMENDS_IS_LOCAL_SERVER (self));
  g_return_if_fail (self->start < 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_local_server_start_async);
  g_free (self->programs);
  self->programs = self->programs_wanted ? g_strdup (self->programs_wanted) : amends_postgres_programs_newest ();
  if (self->programs == NULL)
    g_task_return_new_error (task, AMENDS_ERROR, AMENDS_ERROR_UNAVAILABLE,
                             _("PostgreSQL is not installed on this computer. Install its server, version %d or later."), AMENDS_POSTGRES_MAJOR_MIN);
  else
    amends_local_server_run_start (g_steal_pointer (&task));
}

/**
 * amends_local_server_start_finish:
 * @error: AMENDS_ERROR_UNAVAILABLE, STORAGE (disk full, rights), BUSY, TIMEOUT, FAILED with the end of the server's log
 */
gboolean
amends_local_server_start_finish (AmendsLocalServer  *self,
                                  GAsyncResult       *result,
                                  GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * amends_local_server_stop_async:
 *
 * Stops the server if no other program uses it. Connections should be closed before.
 */
void
amends_local_server_stop_async (AmendsLocalServer   *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (AMENDS_IS_LOCAL_SERVER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, amends_local_server_stop_async);
  amends_local_server_run_stop (task);
}

gboolean
amends_local_server_stop_finish (AmendsLocalServer  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── for programs without a window ─────────────────────────────────────────────────────────────────────────────── */

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/**
 * amends_local_server_start_sync:
 *
 * amends_local_server_start_async(), waited for on a main context of its own.
 */
gboolean
amends_local_server_start_sync (AmendsLocalServer  *self,
                                GError            **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  amends_local_server_start_async (self, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  return amends_local_server_start_finish (self, result, error);
}

/**
 * amends_local_server_stop_sync:
 *
 * amends_local_server_stop_async(), waited for on a main context of its own.
 */
gboolean
amends_local_server_stop_sync (AmendsLocalServer  *self,
                               GError            **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  amends_local_server_stop_async (self, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  return amends_local_server_stop_finish (self, result, error);
}
