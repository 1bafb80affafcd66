/* The demo department of this computer: its server started, its database made, filled or brought up to date, its people read.
 *
 *   start the server → database there? ── no ──► create it ─┐
 *                       │ yes                               ▼
 *                       └──────────────► installed? ── no ──► fill it ──┐
 *                                          │ yes                        │
 *                                          ▼                            ▼
 *                              as this program has it? ── no ──► upgrade ──► people
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-local-department.h"

#include "amends-connection.h"
#include "amends-installer.h"
#include "amends-label-json.h"

typedef struct
{
  AmendsConnection *connection;
  AmendsLocalProgress progress;
  gpointer progress_data;
  AmendsLocalStage stage;
  gboolean anew;
} Opening;

static void
opening_free (Opening *opening)
{
  g_clear_object (&opening->connection);
  g_free (opening);
}

static void
person_free (AmendsLocalPerson *person)
{
  g_free (person->login);
  g_free (person->name);
  g_free (person->role);
  g_free (person->department);
  g_free (person);
}

static void
tell (Opening          *opening,
      AmendsLocalStage  stage,
      double            share)
{
  opening->stage = stage;
  opening->progress (stage, share, opening->progress_data);
}

/* Takes the answer of a step, or ends the task with its error. */
static AmendsResult *
take_answer (GTask        *task,
             GAsyncResult *result)
{
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;
  AmendsResult *answer = amends_connection_query_finish (opening->connection, result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  return answer;
}

static void
ask (GTask               *task,
     const char          *sql,
     GAsyncReadyCallback  callback)
{
  Opening *opening = g_task_get_task_data (task);

  amends_connection_query_async (opening->connection, sql, NULL, g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
people_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AmendsResult) rows = take_answer (task, result);
  GPtrArray *people;

  if (rows == NULL)
    return;
  people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    {
      AmendsLocalPerson *person = g_new0 (AmendsLocalPerson, 1);

      person->login = g_strdup (amends_result_get_text (rows, row, amends_result_column (rows, "login")));
      person->name = g_strdup (amends_result_get_text (rows, row, amends_result_column (rows, "name")));
      person->role = g_strdup (amends_result_get_text (rows, row, amends_result_column (rows, "role")));
      person->department = amends_label_from_json (amends_result_get_json_text (rows, row, amends_result_column (rows, "department")));
      g_ptr_array_add (people, person);
    }
  g_task_return_pointer (task, people, (GDestroyNotify) g_ptr_array_unref);
}

static void
ask_for_people (GTask *task)
{
  ask (task, "SELECT login, name, role, department FROM api.demo_people()", people_cb);
}

static void
installing_cb (guint    done,
               guint    total,
               gpointer user_data)
{
  Opening *opening = g_task_get_task_data (user_data);

  if (total > 0)
    tell (opening, opening->stage, (double) done / total);
}

static void
installed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (amends_installer_run_finish (result, &error))
    ask_for_people (task);
  else
    g_task_return_error (task, error);
}

static void
install (GTask              *task,
         AmendsInstallFlags  flags)
{
  Opening *opening = g_task_get_task_data (task);

  tell (opening, flags & AMENDS_INSTALL_UPGRADE ? AMENDS_LOCAL_UPGRADING : AMENDS_LOCAL_FILLING, -1);
  amends_installer_run_async (opening->connection, NULL, flags | AMENDS_INSTALL_ANY_PATCH, g_task_get_cancellable (task),
                              installing_cb, task, installed_cb, g_object_ref (task));
}

static void
fingerprint_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AmendsResult) rows = take_answer (task, result);
  g_autofree char *own = amends_installer_dup_fingerprint ();

  if (rows == NULL)
    return;
  if (amends_result_get_n_rows (rows) == 1 && g_strcmp0 (amends_result_get_text (rows, 0, 0), own) == 0)
    ask_for_people (task);
  else
    install (task, AMENDS_INSTALL_UPGRADE);
}

static void
look_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AmendsResult) rows = take_answer (task, result);

  if (rows == NULL)
    return;
  if (amends_result_get_bool (rows, 0, 0))
    ask (task, "SELECT sha256 FROM amends.schema_version WHERE name = '" AMENDS_INSTALLER_FINGERPRINT "'", fingerprint_cb);
  else
    install (task, AMENDS_INSTALL_DEMO);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (amends_connection_open_finish (AMENDS_CONNECTION (object), result, &error))
    ask (task, "SELECT to_regclass('amends.schema_version') IS NOT NULL", look_cb);
  else
    g_task_return_error (task, error);
}

static void
connect_to (GTask               *task,
            const char          *dbname,
            GAsyncReadyCallback  callback)
{
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (AmendsTarget) target = amends_local_server_get_admin_target (g_task_get_source_object (task), dbname);

  g_clear_object (&opening->connection);
  opening->connection = amends_connection_new (target);
  amends_connection_set_reconnect (opening->connection, FALSE);
  amends_connection_open_async (opening->connection, g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_connection_script_finish (AMENDS_CONNECTION (object), result, &error);

  if (answer != NULL)
    connect_to (task, NULL, opened_cb);
  else
    g_task_return_error (task, error);
}

static void
create (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  amends_connection_script_async (opening->connection, "CREATE DATABASE amends TEMPLATE template0 ENCODING 'UTF8'",
                                  AMENDS_CONNECTION_NO_TIMEOUT, g_task_get_cancellable (task), created_cb, g_object_ref (task));
}

static void
dropped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_connection_script_finish (AMENDS_CONNECTION (object), result, &error);

  if (answer != NULL)
    create (task);
  else
    g_task_return_error (task, error);
}

static void
exists_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AmendsResult) rows = take_answer (task, result);
  Opening *opening = g_task_get_task_data (task);

  if (rows == NULL)
    return;
  if (!amends_result_get_bool (rows, 0, 0))
    create (task);
  else if (opening->anew)
    amends_connection_script_async (opening->connection, "DROP DATABASE amends WITH (FORCE)", AMENDS_CONNECTION_NO_TIMEOUT,
                                    g_task_get_cancellable (task), dropped_cb, g_object_ref (task));
  else
    connect_to (task, NULL, opened_cb);
}

static void
cluster_opened_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (amends_connection_open_finish (AMENDS_CONNECTION (object), result, &error))
    ask (task, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'amends')", exists_cb);
  else
    g_task_return_error (task, error);
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (amends_local_server_start_finish (AMENDS_LOCAL_SERVER (object), result, &error))
    connect_to (task, "postgres", cluster_opened_cb);
  else
    g_task_return_error (task, error);
}

/**
 * amends_local_department_open_async:
 * @server: the private server of this computer
 * @anew: whether the database is to be thrown away and filled again
 * @cancellable: (nullable): stops it; what an installation has done is rolled back
 * @progress: (scope notified): told what is done
 * @progress_data: for @progress
 * @callback: called with the people
 * @user_data: for @callback
 *
 * Makes what is missing, and brings up to date what another version of the program has left. Errors: those of the
 * server, the connection and the installer.
 */
void
amends_local_department_open_async (AmendsLocalServer   *server,
                                    gboolean             anew,
                                    GCancellable        *cancellable,
                                    AmendsLocalProgress  progress,
                                    gpointer             progress_data,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  Opening *opening;
  GTask *task;

  g_return_if_fail (AMENDS_IS_LOCAL_SERVER (server));
  g_return_if_fail (progress != NULL);

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_local_department_open_async);
  opening = g_new0 (Opening, 1);
  opening->progress = progress;
  opening->progress_data = progress_data;
  opening->anew = anew;
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  tell (opening, AMENDS_LOCAL_STARTING, -1);
  amends_local_server_start_async (server, cancellable, started_cb, task);
}

/**
 * amends_local_department_open_finish:
 * @server: the private server
 * @result: what the callback got
 * @error: why there is no department
 *
 * Returns: (transfer full) (element-type AmendsLocalPerson) (nullable): the people one may be
 */
GPtrArray *
amends_local_department_open_finish (AmendsLocalServer  *server,
                                     GAsyncResult       *result,
                                     GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, server), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
