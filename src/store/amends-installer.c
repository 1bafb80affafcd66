/* Puts the database part of Amends into a database, or brings an older one up to date: every file of data/sql/order in one
 * transaction, so that nothing is ever half-installed. */

#define G_LOG_DOMAIN "amends-installer"

#include "config.h"

#include "amends-installer.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-sql-resources.h"

#define SQL_PATH "/org/amends/Amends/sql/"

/* One file of data/sql/order. */
typedef struct
{
  char *kind;
  char *role;
  char *name;
  int version;      /* of the schema after it; 0 = not a schema file */
} InstallFile;

/* One step of the run: a script, or a statement with parameters. */
typedef struct
{
  char *name;
  char *sql;
  AmendsParams *params;
} InstallStep;

typedef struct
{
  AmendsConnection *connection;
  AmendsInstallFlags flags;
  char *site_name, *zone, *currency, *language;
  AmendsInstallProgress progress;
  gpointer progress_data;
  GPtrArray *files;
  GHashTable *applied;        /* name → sha256; NULL before the look */
  GPtrArray *steps;
  guint position;
  GError *error;
} InstallRun;

static void
install_file_free (InstallFile *file)
{
  g_free (file->kind);
  g_free (file->role);
  g_free (file->name);
  g_free (file);
}

static void
install_step_free (InstallStep *step)
{
  g_free (step->name);
  g_free (step->sql);
  g_clear_pointer (&step->params, amends_params_unref);
  g_free (step);
}

static void
install_run_free (InstallRun *run)
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

static char *
load_text (const char *name)
{
  g_autofree char *path = g_strconcat (SQL_PATH, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (amends_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (!bytes)
    return NULL;
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static GPtrArray *
load_order (void)
{
  g_autofree char *text = load_text ("order");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) install_file_free);
  int version = 0;

  for (char **line = lines; *line; line++)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) raw = g_strsplit_set (*line, " \t", -1);
      g_auto (GStrv) words = NULL;
      InstallFile *file;

      for (char **word = raw; *word; word++)
        if (**word)
          g_strv_builder_add (builder, *word);
      words = g_strv_builder_end (builder);
      if (**line == '#' || g_strv_length (words) != 3)
        continue;

      file = g_new0 (InstallFile, 1);
      file->kind = g_strdup (words[0]);
      file->role = g_strdup (words[1]);
      file->name = g_strdup (words[2]);
      if (g_str_equal (file->kind, "schema"))
        file->version = ++version;
      g_ptr_array_add (files, file);
    }
  return files;
}

/**
 * amends_installer_get_schema_version:
 *
 * Returns: the schema version this program brings, the number of its schema files
 */
int
amends_installer_get_schema_version (void)
{
  g_autoptr (GPtrArray) files = load_order ();
  int version = 0;

  for (guint i = 0; i < files->len; i++)
    version = MAX (version, ((InstallFile *) files->pdata[i])->version);
  return version;
}

/**
 * amends_installer_dup_fingerprint:
 *
 * Functions and rights are run again at every upgrade and leave no row of their own: this tells whether a database has them as
 * this program brings them.
 *
 * Returns: (transfer full): SHA-256, in hexadecimal, of the order of files and of every one of them
 */
char *
amends_installer_dup_fingerprint (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) files = load_order ();
  g_autofree char *order = load_text ("order");

  g_checksum_update (checksum, (const guchar *) order, -1);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *text = load_text (((InstallFile *) files->pdata[i])->name);

      g_checksum_update (checksum, (const guchar *) text, -1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * amends_installer_dup_posture_sql:
 *
 * Returns: (transfer full): the query whose every row is a security finding
 */
char *
amends_installer_dup_posture_sql (void)
{
  return load_text ("posture.sql");
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

static void
add_step (InstallRun   *run,
          const char   *name,
          char         *sql,
          AmendsParams *params)
{
  InstallStep *step = g_new0 (InstallStep, 1);

  step->name = g_strdup (name);
  step->sql = sql;
  step->params = params;
  g_ptr_array_add (run->steps, step);
}

static void
add_site_step (InstallRun *run)
{
  AmendsParams *params = amends_params_new ();

  amends_params_add_text (params, run->site_name);
  amends_params_add_text (params, run->zone);
  amends_params_add_text (params, run->currency);
  amends_params_add_text (params, run->language);
  amends_params_add_bool (params, (run->flags & AMENDS_INSTALL_DEMO) != 0);
  /* a zone the server does not know fails here, before anything counts on it */
  add_step (run, "site",
            g_strdup ("INSERT INTO amends.site (name, zone, currency, language, demo) "
                      "SELECT $1::text, z.zone, $3::text, $4::text, $5::boolean "
                      "FROM (SELECT $2::text AS zone, now() AT TIME ZONE $2::text) z ON CONFLICT DO NOTHING"),
            params);
}

static void
add_file_steps (InstallRun  *run,
                InstallFile *file,
                const char  *text,
                const char  *checksum)
{
  AmendsParams *params;
  gboolean as_role = !g_str_equal (file->role, "-");

  /* the role comes from our own list of files, not from input */
  add_step (run, file->name,
            g_strconcat (as_role ? "SET LOCAL ROLE " : "", as_role ? file->role : "", as_role ? ";\n" : "",
                         text, "\n;RESET ROLE;", NULL),
            NULL);
  if (g_str_equal (file->kind, "once") || g_str_equal (file->kind, "code"))
    return;

  params = amends_params_new ();
  amends_params_add_text (params, file->name);
  if (file->version)
    amends_params_add_int64 (params, file->version);
  else
    amends_params_add_null (params);
  amends_params_add_text (params, checksum);
  add_step (run, file->name,
            g_strdup ("INSERT INTO amends.schema_version (name, version, sha256) VALUES ($1::text, $2::int, $3::text)"), params);
}

static void
add_fingerprint_step (InstallRun *run)
{
  AmendsParams *params = amends_params_new ();
  g_autofree char *fingerprint = amends_installer_dup_fingerprint ();

  amends_params_add_text (params, fingerprint);
  add_step (run, AMENDS_INSTALLER_FINGERPRINT,
            g_strdup ("INSERT INTO amends.schema_version (name, sha256) VALUES ('" AMENDS_INSTALLER_FINGERPRINT "', $1::text) "
                      "ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, applied_at = now(), applied_by = session_user "
                      "WHERE schema_version.sha256 <> excluded.sha256"),
            params);
}

/* What was run once must be what this program knows under that name. */
static gboolean
check_applied (InstallRun *run,
               GError    **error)
{
  GHashTableIter iter;
  gpointer name, checksum;

  g_hash_table_iter_init (&iter, run->applied);
  while (g_hash_table_iter_next (&iter, &name, &checksum))
    {
      gboolean known = g_str_equal (name, AMENDS_INSTALLER_FINGERPRINT);

      for (guint i = 0; i < run->files->len; i++)
        known |= g_str_equal (((InstallFile *) run->files->pdata[i])->name, name);
      if (!known)
        {
          g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_SCHEMA_NEW,
                       _("The database was set up by a newer Amends (it holds “%s”). Use that version or a newer one."),
                       (char *) name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
plan (InstallRun *run,
      GError    **error)
{
  gboolean site_done = run->applied != NULL;

  run->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) install_step_free);
  add_step (run, "begin", g_strdup ("BEGIN"), NULL);
  /* two upgrades at once: the second waits here and then finds everything done */
  if (run->applied)
    add_step (run, "lock", g_strdup ("LOCK TABLE amends.schema_version IN ACCESS EXCLUSIVE MODE"), NULL);

  for (guint i = 0; i < run->files->len; i++)
    {
      InstallFile *file = run->files->pdata[i];
      const char *known = run->applied ? g_hash_table_lookup (run->applied, file->name) : NULL;
      g_autofree char *text = NULL;
      g_autofree char *checksum = NULL;

      if (g_str_equal (file->kind, "demo") && !(run->flags & AMENDS_INSTALL_DEMO))
        continue;
      text = load_text (file->name);
      g_return_val_if_fail (text != NULL, FALSE);
      checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      if (known && g_str_equal (file->kind, "schema") && !g_str_equal (known, checksum))
        {
          g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE,
                       _("“%s” was run here in another form. This database does not belong to this version of Amends; ask who set it up."),
                       file->name);
          return FALSE;
        }
      if (known)
        continue;
      if (!site_done && !g_str_equal (file->kind, "once") && !g_str_equal (file->kind, "schema"))
        {
          add_site_step (run);
          site_done = TRUE;
        }
      add_file_steps (run, file, text, checksum);
    }
  add_fingerprint_step (run);
  /* thirteen months of rows that the planner knows nothing of: the first pages would be slow until autovacuum comes by */
  if (run->flags & AMENDS_INSTALL_DEMO)
    add_step (run, "statistics", g_strdup ("ANALYZE"), NULL);
  add_step (run, "commit", g_strdup ("COMMIT"), NULL);
  return TRUE;
}

static void run_step (GTask *task);

static void
rolled_back_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  InstallRun *run = g_task_get_task_data (task);
  g_autoptr (AmendsResult) ignored = amends_connection_script_finish (AMENDS_CONNECTION (source), result, NULL);

  g_task_return_error (task, g_steal_pointer (&run->error));
}

static void
step_done (GTask        *task,
           AmendsResult *result,
           GError       *error)
{
  InstallRun *run = g_task_get_task_data (task);
  InstallStep *step = run->steps->pdata[run->position];

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
  InstallRun *run = g_task_get_task_data (task);
  InstallStep *step;

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
  InstallRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  if ((run->applied && !check_applied (run, &error)) || !plan (run, &error))
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
  InstallRun *run = g_task_get_task_data (task);
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
judge (InstallRun   *run,
       AmendsResult *look,
       gboolean     *installed)
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
  InstallRun *run = g_task_get_task_data (task);
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
  InstallRun *run;

  g_return_if_fail (AMENDS_IS_CONNECTION (connection));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_installer_run_async);
  run = g_new0 (InstallRun, 1);
  run->connection = g_object_ref (connection);
  run->flags = flags;
  run->site_name = g_strdup (site && site->name ? site->name : "善后");
  run->zone = g_strdup (site && site->zone ? site->zone : "Asia/Shanghai");
  run->currency = g_strdup (site && site->currency ? site->currency : "CNY");
  run->language = g_strdup (site && site->language ? site->language : "zh_CN");
  run->progress = progress;
  run->progress_data = progress_data;
  run->files = load_order ();
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
