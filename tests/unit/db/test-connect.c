/* Opening a line: what is wrong is named, and nothing on the way blocks the main loop. */

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends-error.h"
#include "resolver.h"
#include "server.h"
#include "stall.h"

static Server *server;

static void
as_admin (const char *sql)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = query_and_wait (connection, sql, NULL, &error);

  g_assert_no_error (error);
}

static void
check (AmendsTarget *target,
       int           code,
       const char   *sqlstate)
{
  g_autoptr (AmendsConnection) connection = amends_connection_new (target);
  g_autoptr (GError) error = NULL;
  g_autoptr (Stall) stall = stall_start ();
  gboolean ok = open_and_wait (connection, &error);

  if (error != NULL)
    g_test_message ("%s", error->message);
  g_assert_cmpint (stall_longest_ms (stall), <, 250);
  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (ok);
      g_assert_cmpint (amends_connection_get_state (connection), ==, AMENDS_CONNECTION_READY);
      return;
    }
  g_assert_false (ok);
  g_assert_error (error, AMENDS_ERROR, code);
  g_assert_cmpstr (amends_error_get_sqlstate (error), ==, sqlstate);
  g_assert_cmpint (amends_connection_get_state (connection), ==, AMENDS_CONNECTION_CLOSED);
  g_assert_cmpint (amends_connection_get_retry_at (connection), ==, 0);
}

static void
check_with (const char *keyword,
            const char *value,
            int         code,
            const char *sqlstate)
{
  g_autoptr (AmendsTarget) target = server_tcp_target (server, "desk", "right");

  amends_target_set (target, keyword, value);
  check (target, code, sqlstate);
}

static char *
closed_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return g_strdup_printf ("%u", port);
}

static void
test_login (void)
{
  check_with ("password", "right", -1, NULL);
  check_with ("password", "wrong", AMENDS_ERROR_AUTH, "28P01");
  check_with ("password", NULL, AMENDS_ERROR_AUTH, NULL);
  check_with ("user", "nobody_here", AMENDS_ERROR_AUTH, "28P01");
  check_with ("user", "gone", AMENDS_ERROR_AUTH, "28000");
  check_with ("dbname", "no_such_db", AMENDS_ERROR_NO_DATABASE, "3D000");
  check_with ("dbname", "locked", AMENDS_ERROR_FORBIDDEN, "42501");
}

static void
test_busy (void)
{
  g_autoptr (AmendsTarget) target = server_tcp_target (server, "single", "right");
  g_autoptr (AmendsConnection) first = amends_connection_new (target);

  g_assert_true (open_and_wait (first, NULL));
  check (target, AMENDS_ERROR_BUSY, "53300");
}

static void
test_host (void)
{
  g_autofree char *closed = closed_port ();

  check_with ("port", closed, AMENDS_ERROR_HOST, NULL);
  check_with ("port", "70000", AMENDS_ERROR_INVALID, NULL);
  check_with ("host", "nowhere.test", AMENDS_ERROR_HOST, NULL);
  check_with ("host", "/nonexistent", AMENDS_ERROR_HOST, NULL);
  check_with ("host", "desk.test", -1, NULL);
  check_with ("host", "localhost", -1, NULL);
  check_with ("host", "nowhere.test,desk.test", -1, NULL);
  check_with ("host", "two.test", -1, NULL);
}

static void
test_two_ports (void)
{
  g_autofree char *closed = closed_port ();
  g_autofree char *both = g_strdup_printf ("%s,%s", closed, server->port);
  g_autoptr (AmendsTarget) target = server_tcp_target (server, "desk", "right");

  amends_target_set (target, "host", "127.0.0.1,127.0.0.1");
  amends_target_set (target, "port", both);
  check (target, -1, NULL);
}

static void
test_kind (void)
{
  check_with ("target_session_attrs", "read-write", -1, NULL);
  check_with ("target_session_attrs", "standby", AMENDS_ERROR_HOST, NULL);
  check_with ("target_session_attrs", "prefer-standby", -1, NULL);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  const char *answer = user_data;
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  if (answer == NULL)
    g_object_set_data_full (G_OBJECT (service), "kept", g_object_ref (connection), g_object_unref);
  else
    g_output_stream_write (out, answer, strlen (answer), NULL, NULL);
  return TRUE;
}

static GSocketService *
serve (const char  *answer,
       char       **port)
{
  GSocketService *service = g_socket_service_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL));
  *port = g_strdup_printf ("%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), (gpointer) answer);
  return service;
}

static void
test_not_postgres (void)
{
  g_autofree char *port = NULL;
  g_autoptr (GSocketService) service = serve ("HTTP/1.1 400 Bad Request\r\n\r\n", &port);

  check_with ("port", port, AMENDS_ERROR_HOST, NULL);
}

/* What answers wrongly, or not at all, is left behind for the next address. */
static void
test_skip (void)
{
  g_autofree char *garbage_port = NULL, *silent_port = NULL, *ports = NULL;
  g_autoptr (GSocketService) garbage = serve ("HTTP/1.1 400 Bad Request\r\n\r\n", &garbage_port);
  g_autoptr (GSocketService) silent = serve (NULL, &silent_port);
  g_autoptr (AmendsTarget) target = server_tcp_target (server, "desk", "right");
  gint64 started = g_get_monotonic_time ();

  ports = g_strdup_printf ("%s,%s,%s", garbage_port, silent_port, server->port);
  amends_target_set (target, "host", "127.0.0.1,127.0.0.1,127.0.0.1");
  amends_target_set (target, "port", ports);
  check (target, -1, NULL);
  g_assert_cmpint (g_get_monotonic_time () - started, >, 4500000);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 7000000);
}

static void
test_slow_names (void)
{
  gint64 started = g_get_monotonic_time ();

  check_with ("host", "slow.test", AMENDS_ERROR_TIMEOUT, NULL);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 6500000);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  g_autoptr (AmendsTarget) target = server_tcp_target (server, "desk", "right");
  g_autoptr (AmendsConnection) connection = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  amends_target_set (target, "host", "slow.test");
  connection = amends_connection_new (target);
  amends_connection_open_async (connection, cancellable, wait_cb, &wait);
  g_timeout_add (50, cancel_cb, cancellable);
  g_assert_false (amends_connection_open_finish (connection, wait_for (&wait), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (wait.result);
}

static void
test_no_tls (void)
{
  check_with ("sslmode", "require", AMENDS_ERROR_TLS, NULL);
}

static gboolean
switch_tls_on (void)
{
  g_autofree char *key = g_build_filename (server->directory, "data", "server.key", NULL);
  g_autofree char *certificate = g_build_filename (server->directory, "data", "server.crt", NULL);
  g_autofree char *settings = g_build_filename (server->directory, "data", "postgresql.auto.conf", NULL);
  const char *argv[] = { "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=desk.test",
                         "-addext", "subjectAltName=DNS:desk.test", "-keyout", key, "-out", certificate, NULL };
  struct stat st;
  FILE *file;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, NULL, NULL))
    return FALSE;
  g_assert_cmpint (g_stat (settings, &st), ==, 0);
  g_assert_cmpint (chown (key, st.st_uid, st.st_gid), ==, 0);
  g_assert_cmpint (g_chmod (key, 0600), ==, 0);
  server_down (server);
  file = fopen (settings, "a");
  g_assert_nonnull (file);
  fputs ("ssl = on\n", file);
  fclose (file);
  server_up (server);
  return TRUE;
}

static void
test_certificate (void)
{
  g_autofree char *certificate = g_build_filename (server->directory, "data", "server.crt", NULL);
  g_autofree char *copy = NULL, *text = NULL;
  g_autoptr (AmendsTarget) target = server_tcp_target (server, "desk", "right");

  if (!switch_tls_on ())
    {
      g_test_skip ("openssl is not installed");
      return;
    }
  g_close (g_file_open_tmp ("root-XXXXXX.crt", &copy, NULL), NULL);
  g_assert_true (g_file_get_contents (certificate, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (copy, text, -1, NULL));

  amends_target_set (target, "host", "desk.test");
  amends_target_set (target, "sslmode", "verify-full");
  amends_target_set (target, "sslrootcert", copy);
  check (target, -1, NULL);
  amends_target_set (target, "password", "wrong");
  check (target, AMENDS_ERROR_AUTH, "28P01");
  amends_target_set (target, "host", "two.test");   /* another name than the certificate's */
  check (target, AMENDS_ERROR_TLS, NULL);
  amends_target_set (target, "host", "desk.test");
  amends_target_set (target, "sslrootcert", NULL);  /* the system's authorities never signed it */
  check (target, AMENDS_ERROR_TLS, NULL);
  amends_target_set (target, "sslrootcert", "/nonexistent.crt");
  check (target, AMENDS_ERROR_TLS, NULL);
  g_unlink (copy);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  resolver_install ();
  server = server_start ("0");
  as_admin ("CREATE ROLE desk LOGIN PASSWORD 'right'");
  as_admin ("CREATE ROLE single LOGIN PASSWORD 'right' CONNECTION LIMIT 1");
  as_admin ("CREATE ROLE gone NOLOGIN PASSWORD 'right'");
  as_admin ("CREATE DATABASE locked");
  as_admin ("REVOKE CONNECT ON DATABASE locked FROM PUBLIC");
  g_test_add_func ("/db/connect/login", test_login);
  g_test_add_func ("/db/connect/busy", test_busy);
  g_test_add_func ("/db/connect/host", test_host);
  g_test_add_func ("/db/connect/two-ports", test_two_ports);
  g_test_add_func ("/db/connect/kind", test_kind);
  g_test_add_func ("/db/connect/not-postgres", test_not_postgres);
  g_test_add_func ("/db/connect/skip", test_skip);
  g_test_add_func ("/db/connect/slow-names", test_slow_names);
  g_test_add_func ("/db/connect/cancel", test_cancel);
  g_test_add_func ("/db/connect/no-tls", test_no_tls);
  g_test_add_func ("/db/connect/certificate", test_certificate);
  status = g_test_run ();
  server_stop (server);
  return status;
}
