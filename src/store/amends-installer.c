/* Puts the database part of Amends into a database, or brings an older one up to date: every file of data/sql/order in one
 * transaction, so that nothing is ever half-installed. */

#define G_LOG_DOMAIN "amends-installer"

#include "config.h"

#include "amends-installer.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-install-plan.h"

static void
install_run_free (AmendsInstallRun *run)
{
  g_clear_object (&run->connection);
  g_free (run->site_name);
  g_free (run->zone);
  g_free (run->currency);
  g_free (run->language);
  g_clear_pointer (&run->files, g_ptr_array_unref);
  g_clear_pointer (&run->applied, g_hash_table_unref);
  g_clear_pointer (&run->steps, g_ptr_array_unref);
  g_clear_error (&run->error);
  g_free (run);
}

/**
 * amends_installer_patch_is_safe:
 * @server_version: as PQserverVersion() tells it
 *
 * Below these releases any login may run code on the server (CVE-2026-14680), and no schema can prevent it.
 *
 * Returns: whether the server is at or above the floor of its major version
 */
gboolean
amends_installer_patch_is_safe (int server_version)
{
  static const int floors[] = { 150019, 160015, 170011, 180006 };

  for (gsize i = 0; i < G_N_ELEMENTS (floors); i++)
    if (server_version / 10000 == floors[i] / 10000)
      return server_version >= floors[i];
  return server_version / 10000 > 18;
}

static void run_step (GTask *task);

static void
rolled_back_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsInstallRun *run = g_task_get_task_data (task);
  g_autoptr (AmendsResult) ignored = amends_connection_script_finish (AMENDS_CONNECTION (source), result, NULL);

  g_task_return_error (task, g_steal_pointer (&run->error));
}

static void
step_done (GTask        *task,
           AmendsResult *result,
           GError       *error)
{
  AmendsInstallRun *run = g_task_get_task_data (task);
  AmendsInstallStep *step = run->steps->pdata[run->position];

  g_clear_pointer (&result, amends_result_unref);
  if (error)
    {
      g_prefix_error (&error, "%s: ", step->name);
      run->error = error;
      amends_connection_script_async (run->connection, "ROLLBACK", AMENDS_CONNECTION_PATIENCE_MS, NULL,
                                      rolled_back_cb, g_object_ref (task));
      return;
    }
  run->position++;
  if (run->progress)
    run->progress (run->position, run->steps->len, run->progress_data);
  run_step (task);
}

static void
script_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AmendsResult *answer = amends_connection_script_finish (AMENDS_CONNECTION (source), result, &error);

  step_done (task, answer, error);
}

static void
query_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AmendsResult *answer = amends_connection_query_finish (AMENDS_CONNECTION (source), result, &error);

  step_done (task, answer, error);
}

static void
run_step (GTask *task)
{
  AmendsInstallRun *run = g_task_get_task_data (task);
  AmendsInstallStep *step;

  if (run->position == run->steps->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  step = run->steps->pdata[run->position];
  if (step->params)
    amends_connection_query_full_async (run->connection, step->sql, step->params, AMENDS_CONNECTION_NO_TIMEOUT,
                                        g_task_get_cancellable (task), query_cb, g_object_ref (task));
  else
    amends_connection_script_async (run->connection, step->sql, AMENDS_CONNECTION_NO_TIMEOUT,
                                    g_task_get_cancellable (task), script_cb, g_object_ref (task));
}

static void
start (GTask *task)
{
  AmendsInstallRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!amends_install_plan (run, &error))
    g_task_return_error (task, error);
  else
    run_step (task);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsInstallRun *run = g_task_get_task_data (task);
  g_autoptr (AmendsResult) rows = NULL;
  GError *error = NULL;

  rows = amends_connection_query_finish (AMENDS_CONNECTION (source), result, &error);
  if (!rows)
    {
      g_task_return_error (task, error);
      return;
    }
  run->applied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (int i = 0; i < amends_result_get_n_rows (rows); i++)
    g_hash_table_insert (run->applied, g_strdup (amends_result_get_text (rows, i, 0)), g_strdup (amends_result_get_text (rows, i, 1)));
  start (task);
}

/* The database as it is found: encoding, rights, patch level, what stands in it already. */
static GError *
judge (AmendsInstallRun *run,
       AmendsResult     *look,
       gboolean         *installed)
{
  *installed = amends_result_get_bool (look, 0, amends_result_column (look, "installed"));
  if (!g_str_equal (amends_result_get_text (look, 0, amends_result_column (look, "encoding")), "UTF8"))
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE,
                        _("The database does not store text as UTF-8. Create one with: CREATE DATABASE amends ENCODING 'UTF8' TEMPLATE template0"));
  if (!amends_result_get_bool (look, 0, amends_result_column (look, "superuser")))
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_FORBIDDEN,
                        _("Setting up and upgrading need a superuser of the server. Connect as one, for example as “postgres”."));
  if (amends_result_get_int64 (look, 0, amends_result_column (look, "version")) < 150000)
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_UNAVAILABLE, _("Amends needs PostgreSQL 15 or newer on the server."));
  if (!(run->flags & AMENDS_INSTALL_ANY_PATCH)
      && !amends_installer_patch_is_safe (amends_result_get_int64 (look, 0, amends_result_column (look, "version"))))
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_UNAVAILABLE,
                        _("The server lacks security fixes that Amends depends on: below 15.19, 16.15, 17.11 and 18.6 any login can take the server over. Update PostgreSQL first."));
  if (*installed && !(run->flags & AMENDS_INSTALL_UPGRADE))
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_FAILED,
                        _("Amends is installed in this database already. To bring it up to date use “upgrade”."));
  if (!*installed && (run->flags & AMENDS_INSTALL_UPGRADE))
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_NO_DATABASE,
                        _("There is no Amends in this database yet. To set it up use “init”."));
  if (!*installed && amends_result_get_bool (look, 0, amends_result_column (look, "occupied")))
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE,
                        _("The database holds tables of another program. Give Amends an empty database of its own."));
  return NULL;
}

static void
look_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsInstallRun *run = g_task_get_task_data (task);
  g_autoptr (AmendsResult) look = NULL;
  GError *error = NULL;
  gboolean installed = FALSE;

  look = amends_connection_query_finish (AMENDS_CONNECTION (source), result, &error);
  if (look)
    error = judge (run, look, &installed);
  if (error)
    g_task_return_error (task, error);
  else if (installed)
    amends_connection_query_async (run->connection, "SELECT name, sha256 FROM amends.schema_version", NULL,
                                   g_task_get_cancellable (task), applied_cb, g_object_ref (task));
  else
    start (task);
}

/**
 * amends_installer_run_async:
 * @connection: a ready connection of a superuser to the database
 * @site: (nullable): settings of the site for a first set-up; %NULL takes 善后, Asia/Shanghai, CNY, zh_CN
 * @flags: what to install
 * @cancellable: (nullable): a #GCancellable; cancelling rolls everything back
 * @progress: (nullable) (scope notified): called after every step
 * @progress_data: for @progress
 * @callback: called when done
 * @user_data: for @callback
 *
 * Installs or upgrades in one transaction. Errors: %AMENDS_ERROR_FOREIGN_DATABASE, %AMENDS_ERROR_FORBIDDEN,
 * %AMENDS_ERROR_SCHEMA_NEW, %AMENDS_ERROR_UNAVAILABLE (server too old), and those of the connection.
 */
void
amends_installer_run_async (AmendsConnection      *connection,
                            const AmendsSite      *site,
                            AmendsInstallFlags     flags,
                            GCancellable          *cancellable,
                            AmendsInstallProgress  progress,
                            gpointer               progress_data,
                            GAsyncReadyCallback    callback,
                            gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  AmendsInstallRun *run;

  g_return_if_fail (AMENDS_IS_CONNECTION (connection));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_installer_run_async);
  run = g_new0 (AmendsInstallRun, 1);
  run->connection = g_object_ref (connection);
  run->flags = flags;
  run->site_name = g_strdup (site && site->name ? site->name : "善后");
  run->zone = g_strdup (site && site->zone ? site->zone : "Asia/Shanghai");
  run->currency = g_strdup (site && site->currency ? site->currency : "CNY");
  run->language = g_strdup (site && site->language ? site->language : "zh_CN");
  run->progress = progress;
  run->progress_data = progress_data;
  run->files = amends_install_load_order ();
  g_task_set_task_data (task, run, (GDestroyNotify) install_run_free);

  amends_connection_query_async (connection,
                                 "SELECT current_setting('server_version_num')::int AS version, "
                                 "(SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser, "
                                 "(SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()) AS encoding, "
                                 "to_regclass('amends.schema_version') IS NOT NULL AS installed, "
                                 "EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                                 "WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema') AS occupied",
                                 NULL, cancellable, look_cb, g_steal_pointer (&task));
}

/**
 * amends_installer_run_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether everything was installed; otherwise nothing was
 */
gboolean
amends_installer_run_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
