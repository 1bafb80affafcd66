/* Starting and stopping a private cluster, step by step; each step ends in the next or in end().
 *
 *   owner ─► lock ─► look ─┬─ no data ─► (clear) ─► make ─┐
 *                          └─ data ───────────────────────┴─► choose ─┬─ runs ───► wait until ready ─► end
 *                                                                     └─ stopped ─► start ─┘ */

#define G_LOG_DOMAIN "amends-local"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <sys/file.h>

#include "amends-error.h"
#include "amends-local-server-private.h"

#define POLL_MS 100
#define PATIENCE_MS 60000

typedef void (*Step) (GTask *task);

/* What a task of this class is doing. */
typedef struct
{
  gint64   until;
  Step     next;
  gboolean created_owner;
} Work;

static void
end (GTask  *task,
     GError *error)
{
  AmendsLocalServer *self = g_task_get_source_object (task);

  amends_local_server_close_lock (&self->start);
  amends_local_server_set_status (self, NULL);
  if (error != NULL)
    {
      amends_local_server_close_lock (&self->users);
      g_task_return_error (task, error);
    }
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
wait_cb (gpointer user_data)
{
  Work *work = g_task_get_task_data (user_data);

  work->next (user_data);
  return G_SOURCE_REMOVE;
}

/* Comes back to @step a moment later; FALSE when the patience is used up. */
static gboolean
wait_and (GTask *task,
          Step   step)
{
  Work *work = g_task_get_task_data (task);
  g_autoptr (GSource) source = NULL;

  if (g_get_monotonic_time () > work->until)
    return FALSE;
  work->next = step;
  source = g_timeout_source_new (POLL_MS);
  g_source_set_callback (source, wait_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
  return TRUE;
}

static GError *
error_from_output (const char *what,
                   const char *output)
{
  if (output != NULL && (strstr (output, "No space left on device") || strstr (output, "Disk quota exceeded")))
    return g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The disk is full. Make room and try again."));
  return g_error_new (AMENDS_ERROR, AMENDS_ERROR_FAILED, "%s\n%s", what, output ? output : "");
}

/* ── running programs ──────────────────────────────────────────────────────────────────────────────────────────── */

static void
run (GTask              *task,
     const char * const *argv,
     GAsyncReadyCallback callback)
{
  AmendsLocalServer *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GSubprocess) process = amends_local_owner_spawn (&self->owner, argv, &error);

  if (process == NULL)
    {
      GError *wrapped = g_error_new (AMENDS_ERROR, AMENDS_ERROR_UNAVAILABLE, _("“%s” could not be started: %s"), argv[0], error->message);

      g_error_free (error);
      end (task, wrapped);
      return;
    }
  g_subprocess_communicate_utf8_async (process, NULL, NULL, callback, task);
}

static gboolean
ran_well (GObject      *source,
          GAsyncResult *result,
          char        **output)
{
  return g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, output, NULL, NULL) &&
         g_subprocess_get_successful (G_SUBPROCESS (source));
}

/* ── start ─────────────────────────────────────────────────────────────────────────────────────────────────────── */

static void step_wait_ready (GTask *task);

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  AmendsLocalServer *self = g_task_get_source_object (task);
  g_autofree char *output = NULL, *tail = NULL;

  if (ran_well (source, result, &output))
    {
      step_wait_ready (task);
      return;
    }
  tail = amends_local_server_log_tail (self);
  end (task, error_from_output (_("The database on this computer did not start. Its log ends:"), tail ? tail : output));
}

static void
append_setting (GString    *out,
                const char *setting)
{
  g_autofree char *quoted = g_shell_quote (setting);

  g_string_append_printf (out, "-c %s ", quoted);
}

/* pg_ctl hands its -o to a shell. Settings of safety (fsync, full_page_writes) stay as PostgreSQL ships them. */
static char *
server_options (AmendsLocalServer *self)
{
  GString *out = g_string_new (NULL);
  g_autofree char *directories = g_strdup_printf ("unix_socket_directories=\"%s\"", self->socket);

  append_setting (out, directories);
  append_setting (out, "unix_socket_permissions=0700");
  append_setting (out, "listen_addresses=");
  append_setting (out, "port=" AMENDS_LOCAL_SERVER_PORT);
  append_setting (out, "max_connections=60");
  append_setting (out, "shared_buffers=128MB");
  append_setting (out, "timezone=UTC");
  return g_string_free (out, FALSE);
}

static void
step_start (GTask *task)
{
  AmendsLocalServer *self = g_task_get_source_object (task);
  g_autofree char *pg_ctl = g_build_filename (self->programs, "pg_ctl", NULL);
  g_autofree char *data = amends_local_server_path (self, "data");
  g_autofree char *log = amends_local_server_path (self, "server.log");
  g_autofree char *options = server_options (self);
  const char *argv[] = { pg_ctl, "start", "-D", data, "-l", log, "-w", "-t", "60", "-o", options, NULL };

  amends_local_server_set_status (self, _("Starting the database on this computer…"));
  amends_local_server_remove_stale_files (self);
  amends_local_server_keep_log_small (self);
  run (task, argv, started_cb);
}

static void
step_wait_ready (GTask *task)
{
  AmendsLocalServer *self = g_task_get_source_object (task);
  gboolean ready;

  if (!amends_local_server_find_postmaster (self, &ready))
    {
      g_autofree char *tail = amends_local_server_log_tail (self);

      end (task, error_from_output (_("The database on this computer did not start. Its log ends:"), tail));
    }
  else if (ready)
    {
      amends_local_server_set_running (self, TRUE);
      end (task, NULL);
    }
  else if (!wait_and (task, step_wait_ready))
    end (task, g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_TIMEOUT, _("The database on this computer takes too long to start. Try again in a minute.")));
}

static void
step_choose (GTask *task)
{
  AmendsLocalServer *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean ready;

  if (!amends_local_server_choose_programs (self, &error))
    end (task, error);
  else if (amends_local_server_find_postmaster (self, &ready))
    step_wait_ready (task);
  else
    step_start (task);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  AmendsLocalServer *self = g_task_get_source_object (task);
  g_autofree char *output = NULL;
  g_autofree char *unfinished = amends_local_server_path (self, "data.new");
  g_autofree char *data = amends_local_server_path (self, "data");

  if (!ran_well (source, result, &output))
    end (task, error_from_output (_("The database on this computer could not be made:"), output));
  else if (g_rename (unfinished, data) != 0)
    end (task, g_error_new (AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The folder “%s” could not be made: %s."), data, g_strerror (errno)));
  else
    step_choose (task);
}

static const char *
choose_locale (void)
{
  locale_t utf8 = newlocale (LC_ALL_MASK, "C.UTF-8", (locale_t) 0);

  if (utf8 == (locale_t) 0)
    return "C";
  freelocale (utf8);
  return "C.UTF-8";
}

static void
step_make (GTask *task)
{
  AmendsLocalServer *self = g_task_get_source_object (task);
  g_autofree char *initdb = g_build_filename (self->programs, "initdb", NULL);
  g_autofree char *unfinished = amends_local_server_path (self, "data.new");
  g_autofree char *locale = g_strconcat ("--locale=", choose_locale (), NULL);
  const char *argv[] = { initdb, "-D", unfinished, "-U", AMENDS_LOCAL_SERVER_ADMIN, "-A", "trust", "-E", "UTF8", locale, NULL };
  GError *error = NULL;

  amends_local_server_set_status (self, _("Making a database on this computer…"));
  if (amends_local_server_has_room (self, &error))
    run (task, argv, made_cb);
  else
    end (task, error);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree char *output = NULL;

  if (ran_well (source, result, &output))
    step_make (user_data);
  else
    end (user_data, error_from_output (_("The database on this computer could not be made:"), output));
}

/* Both locks are held from here on. */
static void
step_look (GTask *task)
{
  AmendsLocalServer *self = g_task_get_source_object (task);
  g_autofree char *data = amends_local_server_path (self, "data");
  g_autofree char *unfinished = amends_local_server_path (self, "data.new");
  g_autofree char *rm = g_find_program_in_path ("rm");
  const char *argv[] = { rm ? rm : "/bin/rm", "-rf", unfinished, NULL };

  if (g_file_test (data, G_FILE_TEST_EXISTS))
    step_choose (task);
  else if (g_file_test (unfinished, G_FILE_TEST_EXISTS))
    run (task, argv, cleared_cb);
  else
    step_make (task);
}

static void
step_lock (GTask *task)
{
  AmendsLocalServer *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!amends_local_server_open_lock (self, ".users", &self->users, &error) || !amends_local_server_open_lock (self, ".start", &self->start, &error))
    end (task, error);
  else if (flock (self->users, LOCK_SH | LOCK_NB) == 0 && flock (self->start, LOCK_EX | LOCK_NB) == 0)
    step_look (task);
  else if (!wait_and (task, step_lock))
    end (task, g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_BUSY, _("Another program is starting or stopping the database on this computer. Try again in a minute.")));
}

static void step_owner (GTask *task);

static void
owner_created_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autofree char *output = NULL;

  if (!ran_well (source, result, &output))
    g_debug ("useradd: %s", output);
  step_owner (user_data);
}

static void
step_owner (GTask *task)
{
  AmendsLocalServer *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  g_autoptr (GSubprocess) useradd = NULL;
  GError *error = NULL;

  if (amends_local_owner_find (&self->owner))
    {
      if (amends_local_server_make_directories (self, &error))
        step_lock (task);
      else
        end (task, error);
      return;
    }
  if (!work->created_owner)
    useradd = amends_local_owner_create (NULL);
  work->created_owner = TRUE;
  if (useradd != NULL)
    g_subprocess_communicate_utf8_async (useradd, NULL, NULL, owner_created_cb, task);
  else
    end (task, g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_UNAVAILABLE,
                                    _("PostgreSQL does not run as root, and there is no system account for it. Make one named “amends” and try again.")));
}

/* ── stop ──────────────────────────────────────────────────────────────────────────────────────────────────────── */

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  AmendsLocalServer *self = g_task_get_source_object (task);
  g_autofree char *output = NULL;
  gboolean ok = ran_well (source, result, &output);

  amends_local_server_close_lock (&self->users);
  end (task, ok ? NULL : error_from_output (_("The database on this computer could not be stopped:"), output));
}

static void
give_patience (GTask *task)
{
  Work *work = g_new0 (Work, 1);

  work->until = g_get_monotonic_time () + PATIENCE_MS * (gint64) 1000;
  g_task_set_task_data (task, work, g_free);
}

void
amends_local_server_run_start (GTask *task)
{
  give_patience (task);
  step_owner (task);
}

void
amends_local_server_run_stop (GTask *task)
{
  AmendsLocalServer *self = g_task_get_source_object (task);
  g_autofree char *pg_ctl = self->programs ? g_build_filename (self->programs, "pg_ctl", NULL) : NULL;
  g_autofree char *data = amends_local_server_path (self, "data");
  const char *argv[] = { pg_ctl, "stop", "-D", data, "-m", "fast", "-w", "-t", "60", NULL };
  gboolean ready;

  give_patience (task);
  amends_local_server_set_running (self, FALSE);
  if (self->users < 0 || self->programs == NULL || flock (self->users, LOCK_EX | LOCK_NB) != 0 || !amends_local_server_find_postmaster (self, &ready))
    {
      amends_local_server_close_lock (&self->users);
      end (task, NULL);
      return;
    }
  run (task, argv, stopped_cb);
}
