/* A throw-away server for a test, and short ways to wait for an answer with the main loop running. */

#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "server.h"

static char *
run_script (const char *verb,
            const char *directory,
            const char *tcp_port)
{
  const char *script = g_getenv ("AMENDS_PGTMP");
  const char *argv[] = { script, verb, directory, NULL };
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *pid = g_strdup_printf ("%d", getpid ());
  char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_nonnull (script);
  environment = g_environ_setenv (environment, "PGTMP_WATCH", pid, TRUE);
  if (tcp_port != NULL)
    environment = g_environ_setenv (environment, "PGTMP_TCP", tcp_port, TRUE);
  g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return output;
}

static char *
find (const char *output,
      const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("\\b%s=(\\S*)", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_regex_match (regex, output, 0, &match));
  return g_match_info_fetch (match, 1);
}

static void
read_postmaster (Server *self)
{
  g_autofree char *path = g_build_filename (self->directory, "data", "postmaster.pid", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  self->postmaster = atoi (text);
  g_assert_cmpint (self->postmaster, >, 1);
}

/* tcp_port: NULL for the socket alone, "0" for any free port */
Server *
server_start (const char *tcp_port)
{
  Server *self = g_new0 (Server, 1);
  g_autofree char *output = run_script ("start", NULL, tcp_port);

  self->directory = find (output, "PGTMP_DIR");
  self->port = find (output, "PGPORT");
  read_postmaster (self);
  return self;
}

void
server_stop (Server *self)
{
  g_autofree char *output = NULL;

  server_thaw (self);
  output = run_script ("stop", self->directory, NULL);
  g_free (self->directory);
  g_free (self->port);
  g_free (self);
}

void
server_down (Server *self)
{
  g_autofree char *output = run_script ("down", self->directory, NULL);

  self->postmaster = 0;
}

void
server_up (Server *self)
{
  g_autofree char *output = run_script ("up", self->directory, NULL);

  read_postmaster (self);
}

static void
signal_all (Server *self,
            int     number)
{
  g_autofree char *path = NULL;
  g_autofree char *children = NULL;
  g_auto (GStrv) pids = NULL;

  if (self->postmaster == 0)
    return;
  path = g_strdup_printf ("/proc/%d/task/%d/children", self->postmaster, self->postmaster);
  if (!g_file_get_contents (path, &children, NULL, NULL))
    return;
  kill (self->postmaster, number);
  pids = g_strsplit (g_strchomp (children), " ", -1);
  for (guint i = 0; pids[i] != NULL; i++)
    if (atoi (pids[i]) > 1)
      kill (atoi (pids[i]), number);
}

void
server_freeze (Server *self)
{
  signal_all (self, SIGSTOP);
}

void
server_thaw (Server *self)
{
  signal_all (self, SIGCONT);
}

AmendsTarget *
server_target (Server *self)
{
  AmendsTarget *target = amends_target_new ();

  amends_target_set (target, "host", self->directory);
  amends_target_set (target, "port", self->port);
  amends_target_set (target, "user", "postgres");
  amends_target_set (target, "dbname", "postgres");
  return target;
}

AmendsTarget *
server_tcp_target (Server     *self,
                   const char *user,
                   const char *password)
{
  AmendsTarget *target = server_target (self);

  amends_target_set (target, "host", "127.0.0.1");
  amends_target_set (target, "user", user);
  amends_target_set (target, "password", password);
  return target;
}

AmendsConnection *
server_connect (Server *self)
{
  g_autoptr (AmendsTarget) target = server_target (self);
  AmendsConnection *connection = amends_connection_new (target);
  g_autoptr (GError) error = NULL;

  open_and_wait (connection, &error);
  g_assert_no_error (error);
  return connection;
}

void
wait_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Wait *wait = user_data;

  g_assert_null (wait->result);
  wait->result = g_object_ref (result);
}

GAsyncResult *
wait_for (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
wait_for_state (AmendsConnection      *connection,
                AmendsConnectionState  state,
                guint                  timeout_ms)
{
  gint64 until = g_get_monotonic_time () + timeout_ms * (gint64) 1000;
  guint tick = g_timeout_add (20, wake_cb, NULL);

  while (amends_connection_get_state (connection) != state && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  return amends_connection_get_state (connection) == state;
}

gboolean
open_and_wait (AmendsConnection  *connection,
               GError           **error)
{
  Wait wait = { NULL };
  gboolean ok;

  amends_connection_open_async (connection, NULL, wait_cb, &wait);
  ok = amends_connection_open_finish (connection, wait_for (&wait), error);
  g_object_unref (wait.result);
  return ok;
}

AmendsResult *
query_and_wait (AmendsConnection  *connection,
                const char        *sql,
                AmendsParams      *params,
                GError           **error)
{
  Wait wait = { NULL };
  AmendsResult *rows;

  amends_connection_query_async (connection, sql, params, NULL, wait_cb, &wait);
  rows = amends_connection_query_finish (connection, wait_for (&wait), error);
  g_object_unref (wait.result);
  return rows;
}

char *
query_text (AmendsConnection *connection,
            const char       *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = query_and_wait (connection, sql, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (amends_result_get_n_rows (rows), >, 0);
  return g_strdup (amends_result_get_text (rows, 0, 0));
}
