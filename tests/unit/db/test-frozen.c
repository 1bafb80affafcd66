/* A stopped server still acknowledges TCP. The desk finds out by itself, and its main loop does not notice. */

#include "amends-error.h"
#include "server.h"
#include "stall.h"

static Server *server;

static void
check_lost (Wait             *wait,
            AmendsConnection *connection)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (amends_connection_query_finish (connection, wait_for (wait), &error));
  g_assert_error (error, AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST);
  g_object_unref (wait->result);
}

static void
check_frozen (AmendsConnection *connection)
{
  Wait flying = { NULL }, queued = { NULL };
  g_autoptr (Stall) stall = NULL;
  g_autofree char *text = NULL;
  gint64 started;

  server_freeze (server);
  stall = stall_start ();
  started = g_get_monotonic_time ();
  amends_connection_query_async (connection, "SELECT 1", NULL, NULL, wait_cb, &flying);
  amends_connection_query_async (connection, "SELECT 2", NULL, NULL, wait_cb, &queued);
  check_lost (&flying, connection);
  check_lost (&queued, connection);
  g_assert_cmpint (g_get_monotonic_time () - started, >, 3500000);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 5000000);
  g_assert_cmpint (amends_connection_get_state (connection), ==, AMENDS_CONNECTION_LOST);

  /* Attempts against the stopped server run into their time-out without holding anything up. */
  amends_connection_retry_now (connection);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_LOST, 7000));
  g_test_message ("longest stall %" G_GINT64_FORMAT " ms", stall_longest_ms (stall));
  g_assert_cmpint (stall_longest_ms (stall), <, 150);

  server_thaw (server);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_READY, 10000));
  text = query_text (connection, "SELECT 'again'");
  g_assert_cmpstr (text, ==, "again");
}

static void
test_socket (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);

  check_frozen (connection);
}

static void
test_tcp (void)
{
  g_autoptr (AmendsConnection) admin = server_connect (server);
  g_autoptr (AmendsTarget) target = server_tcp_target (server, "desk", "right");
  g_autoptr (AmendsConnection) connection = amends_connection_new (target);

  amends_result_unref (query_and_wait (admin, "CREATE ROLE desk LOGIN PASSWORD 'right'", NULL, NULL));
  amends_connection_close (admin);
  g_assert_true (open_and_wait (connection, NULL));
  check_frozen (connection);
}

/* More than the socket takes, into a server that reads nothing. */
static void
test_sending (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autofree char *large = g_strnfill (AMENDS_PARAM_MAX, 'x');
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autoptr (Stall) stall = NULL;
  Wait wait = { NULL };

  for (int i = 0; i < 4; i++)
    amends_params_add_text (params, large);
  server_freeze (server);
  stall = stall_start ();
  amends_connection_query_async (connection, "SELECT length($1::text || $2 || $3 || $4)", params, NULL, wait_cb, &wait);
  check_lost (&wait, connection);
  g_assert_cmpint (stall_longest_ms (stall), <, 150);
  server_thaw (server);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_READY, 10000));
}

static void
test_patience (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (AmendsResult) rows = NULL;
  g_autoptr (GError) error = NULL;
  Wait patient = { NULL }, hasty = { NULL };

  amends_connection_query_full_async (connection, "SELECT pg_sleep(5)", NULL, AMENDS_CONNECTION_NO_TIMEOUT, NULL, wait_cb, &patient);
  rows = amends_connection_query_finish (connection, wait_for (&patient), &error);
  g_assert_no_error (error);
  amends_connection_query_full_async (connection, "SELECT pg_sleep(2)", NULL, 300, NULL, wait_cb, &hasty);
  check_lost (&hasty, connection);
  g_object_unref (patient.result);
}

/* Cancelling what a stopped server works on answers at once; the line is given up a little later. */
static void
test_cancel (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  amends_connection_query_full_async (connection, "SELECT pg_sleep(60)", NULL, AMENDS_CONNECTION_NO_TIMEOUT, cancellable, wait_cb, &wait);
  for (int i = 0; i < 5; i++)
    g_main_context_iteration (NULL, FALSE);
  server_freeze (server);
  g_cancellable_cancel (cancellable);
  g_assert_null (amends_connection_query_finish (connection, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_LOST, 5000));
  server_thaw (server);
  g_assert_true (wait_for_state (connection, AMENDS_CONNECTION_READY, 10000));
  g_object_unref (wait.result);
}

/* It was the desk that slept: the answer came long ago and is taken. */
static void
test_desk_slept (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (AmendsResult) rows = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  amends_connection_query_async (connection, "SELECT 1", NULL, NULL, wait_cb, &wait);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (wait.result == NULL)
    g_usleep ((AMENDS_CONNECTION_PATIENCE_MS + 500) * 1000);
  rows = amends_connection_query_finish (connection, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpint (amends_connection_get_state (connection), ==, AMENDS_CONNECTION_READY);
  g_object_unref (wait.result);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  server = server_start ("0");
  g_test_add_func ("/db/frozen/socket", test_socket);
  g_test_add_func ("/db/frozen/tcp", test_tcp);
  g_test_add_func ("/db/frozen/sending", test_sending);
  g_test_add_func ("/db/frozen/patience", test_patience);
  g_test_add_func ("/db/frozen/cancel", test_cancel);
  g_test_add_func ("/db/frozen/desk-slept", test_desk_slept);
  status = g_test_run ();
  server_stop (server);
  return status;
}
