/* The line comes back by itself, listens again, and stops trying when the password is no longer taken. */

#include "amends-error.h"
#include "server.h"

static Server *server;

static void
count_cb (AmendsConnection *connection,
          gpointer          user_data)
{
  (*(int *) user_data)++;
}

static void
check_back_off (AmendsConnection *connection,
                gint64            min_ms,
                gint64            max_ms)
{
  gint64 left = (amends_connection_get_retry_at (connection) - g_get_monotonic_time ()) / 1000;

  g_assert_cmpint (left, >=, min_ms - 200);
  g_assert_cmpint (left, <=, max_ms);
}

static void
test_restart (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (AmendsConnection) other = NULL;
  g_autoptr (GError) error = NULL, queued_error = NULL, late = NULL;
  g_autofree char *text = NULL;
  Wait flying = { NULL }, queued = { NULL };
  int woken = 0;

  g_signal_connect (connection, "wake-up", G_CALLBACK (count_cb), &woken);
  amends_connection_listen (connection, "amends");
  amends_connection_query_async (connection, "SELECT pg_sleep(30)", NULL, NULL, wait_cb, &flying);
  amends_connection_query_async (connection, "SELECT 1", NULL, NULL, wait_cb, &queued);
  for (int i = 0; i < 5; i++)
    g_main_context_iteration (NULL, FALSE);
  server_down (server);
  g_assert_null (amends_connection_query_finish (connection, wait_for (&flying), &error));
  g_assert_error (error, AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST);
  g_assert_null (amends_connection_query_finish (connection, wait_for (&queued), &queued_error));
  g_assert_error (queued_error, AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST);
  g_assert_cmpint (amends_connection_get_state (connection), ==, AMENDS_CONNECTION_LOST);
  g_assert_nonnull (amends_connection_get_error (connection));
  check_back_off (connection, 500, 1500);
  g_assert_null (query_and_wait (connection, "SELECT 1", NULL, &late));
  g_assert_error (late, AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST);

  server_up (server);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_READY, 10000));
  g_assert_null (amends_connection_get_error (connection));
  g_assert_cmpint (amends_connection_get_retry_at (connection), ==, 0);
  text = query_text (connection, "SELECT 'back'");
  g_assert_cmpstr (text, ==, "back");
  other = server_connect (server);
  g_free (query_text (other, "SELECT pg_notify('amends', '')::text || ''"));
  while (woken == 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (flying.result);
  g_object_unref (queued.result);
}

static void
test_idle_killed (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (AmendsConnection) admin = server_connect (server);
  g_autofree char *pid = query_text (connection, "SELECT pg_backend_pid()");
  g_autofree char *sql = g_strdup_printf ("SELECT pg_terminate_backend(%d)", atoi (pid));
  g_autofree char *new_pid = NULL;

  g_free (query_text (admin, sql));
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_LOST, 2000));
  amends_connection_retry_now (connection);
  g_assert_cmpint (amends_connection_get_state (connection), ==, AMENDS_CONNECTION_CONNECTING);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_READY, 2000));
  new_pid = query_text (connection, "SELECT pg_backend_pid()");
  g_assert_cmpstr (new_pid, !=, pid);
}

static void
test_back_off (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);

  server_down (server);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_LOST, 2000));
  check_back_off (connection, 500, 1500);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_CONNECTING, 3000));
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_LOST, 2000));
  check_back_off (connection, 1000, 3000);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_CONNECTING, 4000));
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_LOST, 2000));
  check_back_off (connection, 2000, 6000);
  server_up (server);
  amends_connection_retry_now (connection);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_READY, 2000));
}

static void
test_refused (void)
{
  g_autoptr (AmendsConnection) admin = server_connect (server);
  g_autoptr (AmendsTarget) target = server_tcp_target (server, "leaver", "right");
  g_autoptr (AmendsConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *pid = NULL, *sql = NULL;

  amends_result_unref (query_and_wait (admin, "CREATE ROLE leaver LOGIN PASSWORD 'right'", NULL, &error));
  g_assert_no_error (error);
  connection = amends_connection_new (target);
  g_assert_true (open_and_wait (connection, &error));
  pid = query_text (connection, "SELECT pg_backend_pid()");
  sql = g_strdup_printf ("SELECT pg_terminate_backend(%d)", atoi (pid));
  amends_result_unref (query_and_wait (admin, "ALTER ROLE leaver NOLOGIN", NULL, &error));
  g_assert_no_error (error);
  g_free (query_text (admin, sql));
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_REFUSED, 5000));
  g_assert_error (amends_connection_get_error (connection), AMENDS_ERROR, AMENDS_ERROR_AUTH);
  g_assert_cmpint (amends_connection_get_retry_at (connection), ==, 0);

  amends_result_unref (query_and_wait (admin, "ALTER ROLE leaver LOGIN", NULL, &error));
  g_assert_no_error (error);
  amends_connection_retry_now (connection);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_READY, 2000));
}

static void
test_no_reconnect (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (AmendsConnection) admin = server_connect (server);
  g_autofree char *pid = query_text (connection, "SELECT pg_backend_pid()");
  g_autofree char *sql = g_strdup_printf ("SELECT pg_terminate_backend(%d)", atoi (pid));

  amends_connection_set_reconnect (connection, FALSE);
  g_free (query_text (admin, sql));
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_CLOSED, 2000));
  g_assert_cmpint (amends_connection_get_retry_at (connection), ==, 0);
  g_assert_true (open_and_wait (connection, NULL));
}

static void
close_cb (AmendsConnection *connection,
          GParamSpec       *pspec,
          gpointer          user_data)
{
  if (amends_connection_get_state (connection) == AMENDS_CONNECTION_LOST)
    amends_connection_close (connection);
}

/* Whoever hears that the line is lost may close it on the spot. */
static void
test_close_when_lost (void)
{
  AmendsConnection *connection = server_connect (server);
  g_autoptr (AmendsConnection) admin = server_connect (server);
  g_autofree char *pid = query_text (connection, "SELECT pg_backend_pid()");
  g_autofree char *sql = g_strdup_printf ("SELECT pg_terminate_backend(%d)", atoi (pid));

  g_signal_connect (connection, "notify::state", G_CALLBACK (close_cb), NULL);
  g_free (query_text (admin, sql));
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_CLOSED, 2000));
  g_assert_cmpint (amends_connection_get_retry_at (connection), ==, 0);
  g_assert_finalize_object (connection);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  server = server_start ("0");
  g_test_add_func ("/db/reconnect/restart", test_restart);
  g_test_add_func ("/db/reconnect/idle-killed", test_idle_killed);
  g_test_add_func ("/db/reconnect/back-off", test_back_off);
  g_test_add_func ("/db/reconnect/refused", test_refused);
  g_test_add_func ("/db/reconnect/no-reconnect", test_no_reconnect);
  g_test_add_func ("/db/reconnect/close-when-lost", test_close_when_lost);
  status = g_test_run ();
  server_stop (server);
  return status;
}
