/* The embedded default: made, shared, stopped by the last, and brought up again after the worst. */

#include <glib/gstdio.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends-connection-sync.h"
#include "amends-error.h"
#include "amends-local-server.h"
#include "server.h"
#include "stall.h"

static char *top;

static char *
below (const char *name)
{
  return g_build_filename (top, name, NULL);
}

static AmendsLocalServer *
cluster (void)
{
  g_autofree char *directory = below ("local");

  return amends_local_server_new_for_directory (directory, NULL);
}

static void
start (AmendsLocalServer *server)
{
  g_autoptr (GError) error = NULL;

  amends_local_server_start_sync (server, &error);
  g_assert_no_error (error);
  g_assert_true (amends_local_server_get_running (server));
}

static void
stop (AmendsLocalServer *server)
{
  g_autoptr (GError) error = NULL;

  amends_local_server_stop_sync (server, &error);
  g_assert_no_error (error);
  g_assert_false (amends_local_server_get_running (server));
}

static AmendsConnection *
connect_admin (AmendsLocalServer *server)
{
  g_autoptr (AmendsTarget) target = amends_local_server_get_admin_target (server, "postgres");
  g_autoptr (GError) error = NULL;
  AmendsConnection *connection = amends_connection_open_sync (target, &error);

  g_assert_no_error (error);
  return connection;
}

static char *
ask (AmendsConnection *connection,
     const char       *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_connection_query_sync (connection, sql, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (amends_result_get_n_rows (rows) ? amends_result_get_text (rows, 0, 0) : NULL);
}

static void
check_setting (AmendsConnection *connection,
               const char       *name,
               const char       *expected)
{
  g_autofree char *sql = g_strdup_printf ("SHOW %s", name);
  g_autofree char *value = ask (connection, sql);

  g_assert_cmpstr (value, ==, expected);
}

static void
check_private (const char *path)
{
  struct stat st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0700);
  g_assert_cmpint (st.st_uid, !=, 0);
}

static void
check_cluster (AmendsLocalServer *server)
{
  g_autoptr (AmendsTarget) target = amends_local_server_get_target (server, "xilan");
  g_autoptr (AmendsConnection) connection = connect_admin (server);
  g_autofree char *data = below ("local/data");

  check_setting (connection, "listen_addresses", "");
  check_setting (connection, "fsync", "on");
  check_setting (connection, "full_page_writes", "on");
  check_setting (connection, "server_encoding", "UTF8");
  check_setting (connection, "unix_socket_permissions", "0700");
  check_private (data);
  check_private (amends_target_get (target, "host"));
  g_assert_cmpstr (amends_target_get (target, "user"), ==, "xilan");
  g_assert_cmpstr (amends_target_get (target, "dbname"), ==, "amends");
  g_assert_true (amends_target_is_local (target));
}

static void
note_cb (AmendsLocalServer *server,
         GParamSpec        *pspec,
         GPtrArray         *notes)
{
  if (amends_local_server_get_status (server) != NULL)
    g_ptr_array_add (notes, g_strdup (amends_local_server_get_status (server)));
}

/* The window goes on turning while a cluster is made. */
static void
test_make (void)
{
  g_autoptr (AmendsLocalServer) server = cluster ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (Stall) stall = stall_start ();
  g_autoptr (AmendsConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  g_signal_connect (server, "notify::status", G_CALLBACK (note_cb), notes);
  amends_local_server_start_async (server, NULL, wait_cb, &wait);
  g_assert_true (amends_local_server_start_finish (server, wait_for (&wait), &error));
  g_assert_no_error (error);
  g_assert_cmpint (stall_longest_ms (stall), <, 150);
  g_assert_cmpuint (notes->len, ==, 2);
  g_assert_null (amends_local_server_get_status (server));
  check_cluster (server);
  connection = connect_admin (server);
  g_free (ask (connection, "CREATE TABLE kept (a int)"));
  g_clear_object (&connection);
  stop (server);
  g_object_unref (wait.result);
}

static void
test_shared (void)
{
  g_autoptr (AmendsLocalServer) first = cluster ();
  g_autoptr (AmendsLocalServer) second = cluster ();
  g_autoptr (AmendsConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  Wait a = { NULL }, b = { NULL };
  g_autofree char *kept = NULL, *pid_file = below ("local/data/postmaster.pid");

  amends_local_server_start_async (first, NULL, wait_cb, &a);
  amends_local_server_start_async (second, NULL, wait_cb, &b);
  g_assert_true (amends_local_server_start_finish (second, wait_for (&b), &error));
  g_assert_no_error (error);
  g_assert_true (amends_local_server_start_finish (first, wait_for (&a), &error));
  g_assert_no_error (error);
  stop (first);
  connection = connect_admin (second);
  kept = ask (connection, "SELECT count(*) FROM kept");
  g_assert_cmpstr (kept, ==, "0");
  g_clear_object (&connection);
  stop (second);
  g_assert_false (g_file_test (pid_file, G_FILE_TEST_EXISTS));
  stop (second);
  g_object_unref (a.result);
  g_object_unref (b.result);
}

static int
postmaster_pid (void)
{
  g_autofree char *path = below ("local/data/postmaster.pid");
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return atoi (text);
}

static gboolean
is_gone (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;

  return !g_file_get_contents (path, &text, NULL, NULL) || strstr (text, ") Z ") != NULL;
}

/* A program that is killed leaves the server running; whoever comes next uses it and stops it. */
static void
test_orphan (void)
{
  g_autoptr (AmendsLocalServer) crashed = cluster ();
  g_autoptr (AmendsLocalServer) next = cluster ();
  int pid;

  start (crashed);
  pid = postmaster_pid ();
  g_clear_object (&crashed);   /* its locks are gone, as after SIGKILL */
  g_assert_cmpint (kill (pid, 0), ==, 0);
  start (next);
  g_assert_cmpint (postmaster_pid (), ==, pid);
  stop (next);
  g_assert_true (is_gone (pid));
}

static void
test_power_cut (void)
{
  g_autoptr (AmendsLocalServer) server = cluster ();
  g_autoptr (AmendsLocalServer) again = cluster ();
  g_autoptr (AmendsConnection) connection = NULL;
  g_autofree char *path = below ("local/data/postmaster.pid");
  g_autofree char *reused = g_strdup_printf ("%d\nx\n0\n5432\n/tmp\n\n\nready   \n", getpid ());
  g_autofree char *rows = NULL;
  int pid;

  start (server);
  connection = connect_admin (server);
  g_free (ask (connection, "INSERT INTO kept VALUES (1)"));
  pid = postmaster_pid ();
  kill (pid, SIGKILL);
  while (!is_gone (pid))
    g_usleep (10000);
  g_usleep (500000);   /* its children notice and leave, freeing the shared memory */
  g_clear_object (&server);
  g_clear_object (&connection);

  /* The number in the file belongs to another program now: this one. */
  g_assert_true (g_file_set_contents (path, reused, -1, NULL));
  start (again);
  connection = connect_admin (again);
  rows = ask (connection, "SELECT count(*) FROM kept");
  g_assert_cmpstr (rows, ==, "1");
  g_clear_object (&connection);
  stop (again);
}

static void
check_start_fails (const char *directory,
                   const char *programs,
                   int         code,
                   const char *words)
{
  g_autoptr (AmendsLocalServer) server = amends_local_server_new_for_directory (directory, programs);
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_local_server_start_sync (server, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, AMENDS_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_false (amends_local_server_get_running (server));
}

static char *
fake_programs (const char *name,
               const char *initdb)
{
  char *directory = below (name);
  g_autofree char *path = g_build_filename (directory, "initdb", NULL);

  g_assert_cmpint (g_mkdir (directory, 0755), ==, 0);
  g_assert_true (g_file_set_contents_full (path, initdb, -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  return directory;
}

static void
test_failures (void)
{
  g_autofree char *file = below ("file");
  g_autofree char *under_file = below ("file/local");
  g_autofree char *full = below ("full"), *broken = below ("broken"), *open = below ("open"), *old = below ("old"), *old_data = below ("old/data");
  g_autofree char *version = below ("old/data/PG_VERSION");
  g_autofree char *full_programs = fake_programs ("full-bin", "#!/bin/sh\necho 'initdb: error: could not write: No space left on device'\nexit 1\n");
  g_autofree char *broken_programs = fake_programs ("broken-bin", "#!/bin/sh\necho 'initdb: strange trouble'\nexit 1\n");
  g_autofree char *none = below ("no-bin");

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  check_start_fails (under_file, NULL, AMENDS_ERROR_STORAGE, "could not be made");
  check_start_fails (full, full_programs, AMENDS_ERROR_STORAGE, "disk is full");
  check_start_fails (broken, broken_programs, AMENDS_ERROR_FAILED, "strange trouble");
  check_start_fails (broken, none, AMENDS_ERROR_UNAVAILABLE, "could not be started");
  g_assert_cmpint (g_mkdir (open, 0777), ==, 0);
  g_assert_cmpint (g_chmod (open, 0777), ==, 0);
  check_start_fails (open, NULL, AMENDS_ERROR_STORAGE, "belongs to somebody else or is open");

  g_assert_cmpint (g_mkdir_with_parents (old_data, 0700), ==, 0);
  if (geteuid () == 0)
    {
      struct stat st;

      g_assert_cmpint (g_stat (broken, &st), ==, 0);
      g_assert_cmpint (chown (old, st.st_uid, st.st_gid), ==, 0);
    }
  g_assert_true (g_file_set_contents (version, "12\n", -1, NULL));
  check_start_fails (old, NULL, AMENDS_ERROR_UNAVAILABLE, "PostgreSQL 12");
}

int
main (int    argc,
      char **argv)
{
  int status;
  const char *rm[] = { "rm", "-rf", NULL, NULL };

  g_test_init (&argc, &argv, NULL);
  top = g_dir_make_tmp ("amends-local-XXXXXX", NULL);
  g_assert_cmpint (g_chmod (top, 0755), ==, 0);
  g_setenv ("XDG_RUNTIME_DIR", top, TRUE);
  g_assert_true (amends_local_server_available ());
  g_test_add_func ("/db/local-server/make", test_make);
  g_test_add_func ("/db/local-server/shared", test_shared);
  g_test_add_func ("/db/local-server/orphan", test_orphan);
  g_test_add_func ("/db/local-server/power-cut", test_power_cut);
  g_test_add_func ("/db/local-server/failures", test_failures);
  status = g_test_run ();
  rm[2] = top;
  g_spawn_sync (NULL, (char **) rm, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  return status;
}
