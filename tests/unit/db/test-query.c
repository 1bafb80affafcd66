/* Calls on a healthy line. */

#include "amends-connection-sync.h"
#include "amends-error.h"
#include "amends-time.h"
#include "server.h"

static Server *server;

static void
test_types (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autoptr (GDate) date = g_date_new_dmy (29, 2, 2024);
  const gint64 numbers[] = { 3, 4 };
  const char *words[] = { "x,y", "q\"uo\\te", "", "中", NULL };
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = NULL;
  g_auto (GStrv) strv = NULL;
  GDate back;

  amends_params_add_text (params, "O'Hara \\ \"中文\"; drop table x; --");
  amends_params_add_int64 (params, G_MININT64);
  amends_params_add_bool (params, TRUE);
  amends_params_add_uuid (params, uuid);
  amends_params_add_timestamp (params, 1715304600000001);
  amends_params_add_date (params, date);
  amends_params_add_int64_array (params, numbers, 2);
  amends_params_add_text_array (params, words);
  amends_params_add_json (params, "{\"a\": [1, \"二\"]}");
  amends_params_add_null (params);
  rows = query_and_wait (connection,
                         "SELECT $1::text AS t, $2::bigint AS i, $3::bool AS b, $4::uuid AS u, $5::timestamptz AS ts, $6::date AS d,"
                         " ($7::bigint[])[2] AS n, $8::text[] AS w, $9::jsonb AS j, $10::text AS nothing", params, &error);
  g_assert_no_error (error);
  g_assert_cmpint (amends_result_get_n_rows (rows), ==, 1);
  g_assert_cmpint (amends_result_get_n_columns (rows), ==, 10);
  g_assert_cmpstr (amends_result_get_text (rows, 0, amends_result_column (rows, "t")), ==, "O'Hara \\ \"中文\"; drop table x; --");
  g_assert_cmpint (amends_result_get_int64 (rows, 0, amends_result_column (rows, "i")), ==, G_MININT64);
  g_assert_true (amends_result_get_bool (rows, 0, amends_result_column (rows, "b")));
  g_assert_cmpstr (amends_result_get_text (rows, 0, amends_result_column (rows, "u")), ==, uuid);
  g_assert_cmpint (amends_result_get_timestamp (rows, 0, amends_result_column (rows, "ts")), ==, 1715304600000001);
  g_assert_true (amends_result_get_date (rows, 0, amends_result_column (rows, "d"), &back));
  g_assert_cmpint (g_date_compare (&back, date), ==, 0);
  g_assert_cmpint (amends_result_get_int64 (rows, 0, amends_result_column (rows, "n")), ==, 4);
  strv = amends_result_get_strv (rows, 0, amends_result_column (rows, "w"));
  g_assert_cmpstrv (strv, words);
  g_assert_cmpstr (amends_result_get_json_text (rows, 0, amends_result_column (rows, "j")), ==, "{\"a\": [1, \"二\"]}");
  g_assert_true (amends_result_is_null (rows, 0, amends_result_column (rows, "nothing")));
  g_assert_cmpint (amends_result_column (rows, "missing"), ==, -1);
  g_assert_null (amends_result_get_text (rows, 0, -1));
  g_assert_cmpint (amends_result_get_int64 (rows, 0, -1), ==, 0);
}

static void
append_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_connection_query_finish (AMENDS_CONNECTION (source), result, &error);

  g_assert_no_error (error);
  g_array_append_vals (user_data, (gint64[]) { amends_result_get_int64 (rows, 0, 0) }, 1);
}

static void
test_order (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int i = 0; i < 500; i++)
    {
      g_autoptr (AmendsParams) params = amends_params_add_int64 (amends_params_new (), i);

      amends_connection_query_async (connection, "SELECT $1::bigint", params, NULL, append_cb, seen);
    }
  g_assert_cmpuint (seen->len, ==, 0);   /* never answered from inside the call */
  while (seen->len < 500)
    g_main_context_iteration (NULL, TRUE);
  for (int i = 0; i < 500; i++)
    g_assert_cmpint (g_array_index (seen, gint64, i), ==, i);
}

static void
check_error (AmendsConnection *connection,
             const char       *sql,
             int               code,
             const char       *sqlstate)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = query_and_wait (connection, sql, NULL, &error);

  g_test_message ("%s", sql);
  g_assert_null (rows);
  g_assert_error (error, AMENDS_ERROR, code);
  g_assert_cmpstr (amends_error_get_sqlstate (error), ==, sqlstate);
}

#define RAISE(state) "DO $$BEGIN RAISE EXCEPTION USING ERRCODE='" state "', MESSAGE='ticket.changed', DETAIL='{\"by\":\"李娜\"}', HINT='h'; END$$"

static void
test_errors (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (GError) error = NULL;

  check_error (connection, RAISE ("AM403"), AMENDS_ERROR_FORBIDDEN, "AM403");
  check_error (connection, RAISE ("AM404"), AMENDS_ERROR_NOT_FOUND, "AM404");
  check_error (connection, RAISE ("AM409"), AMENDS_ERROR_CONFLICT, "AM409");
  check_error (connection, RAISE ("AM422"), AMENDS_ERROR_INVALID, "AM422");
  check_error (connection, RAISE ("40001"), AMENDS_ERROR_RETRY, "40001");
  check_error (connection, RAISE ("40P01"), AMENDS_ERROR_RETRY, "40P01");
  check_error (connection, RAISE ("55P03"), AMENDS_ERROR_RETRY, "55P03");
  check_error (connection, RAISE ("42501"), AMENDS_ERROR_FORBIDDEN, "42501");
  check_error (connection, "SELECT 1/0", AMENDS_ERROR_INVALID, "22012");
  check_error (connection, "SELECT no.such()", AMENDS_ERROR_FOREIGN_DATABASE, "3F000");
  check_error (connection, "SELECT !", AMENDS_ERROR_FAILED, "42601");
  check_error (connection, "SELECT 1; SELECT 2", AMENDS_ERROR_FAILED, "42601");
  check_error (connection, "COPY (SELECT 1) TO STDOUT", AMENDS_ERROR_INVALID, NULL);
}

static void
test_machine (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (GError) error = NULL;

  g_assert_null (query_and_wait (connection, RAISE ("AM409"), NULL, &error));
  g_assert_cmpstr (amends_error_get_machine (error), ==, "ticket.changed");
  g_assert_cmpstr (amends_error_get_detail (error), ==, "{\"by\":\"李娜\"}");
  g_assert_cmpstr (amends_error_get_hint (error), ==, "h");
}

static void
test_big (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autofree char *fits = g_strnfill (AMENDS_PARAM_MAX, 'x');
  g_autofree char *larger = g_strnfill (64 << 20, 'x');
  g_autoptr (AmendsParams) good = amends_params_add_text (amends_params_new (), fits);
  g_autoptr (AmendsParams) bad = amends_params_add_text (amends_params_new (), larger);
  g_autoptr (GError) error = NULL, refused = NULL;
  g_autoptr (AmendsResult) rows = query_and_wait (connection, "SELECT length($1::text), repeat($1::text, 8)", good, &error);

  g_assert_no_error (error);
  g_assert_cmpint (amends_result_get_int64 (rows, 0, 0), ==, AMENDS_PARAM_MAX);
  g_assert_cmpuint (amends_result_get_size (rows, 0, 1), ==, 8 * AMENDS_PARAM_MAX);
  g_assert_null (query_and_wait (connection, "SELECT length($1::text)", bad, &refused));
  g_assert_error (refused, AMENDS_ERROR, AMENDS_ERROR_TOO_BIG);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* The one in flight and one that waits are cancelled; the one behind them is not hit. */
static void
test_cancel (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Wait running = { NULL }, waiting = { NULL };
  g_autoptr (GError) error = NULL, waiting_error = NULL;
  g_autofree char *left = NULL;
  gint64 started = g_get_monotonic_time ();

  amends_connection_query_async (connection, "SELECT pg_sleep(3)", NULL, cancellable, wait_cb, &running);
  amends_connection_query_async (connection, "SELECT 1", NULL, cancellable, wait_cb, &waiting);
  g_timeout_add (100, cancel_cb, cancellable);
  g_assert_null (amends_connection_query_finish (connection, wait_for (&running), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (amends_connection_query_finish (connection, wait_for (&waiting), &waiting_error));
  g_assert_error (waiting_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  left = query_text (connection, "SELECT 'still here'");
  g_assert_cmpstr (left, ==, "still here");
  g_assert_cmpint (g_get_monotonic_time () - started, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (amends_connection_get_state (connection), ==, AMENDS_CONNECTION_READY);
  g_object_unref (running.result);
  g_object_unref (waiting.result);
}

/* Cancelling a call at the very moment it ends must never cancel its successor. */
static void
test_cancel_race (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);

  for (int i = 0; i < 60; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Wait first = { NULL };
      g_autoptr (AmendsResult) rows = NULL;
      g_autofree char *next = NULL;

      amends_connection_query_async (connection, "SELECT pg_sleep(0.005)", NULL, cancellable, wait_cb, &first);
      g_timeout_add (3 + i % 5, cancel_cb, cancellable);
      rows = amends_connection_query_finish (connection, wait_for (&first), NULL);
      next = query_text (connection, "SELECT 'ok' FROM pg_sleep(0.004)");
      g_assert_cmpstr (next, ==, "ok");
      while (!g_cancellable_is_cancelled (cancellable))
        g_main_context_iteration (NULL, TRUE);
      g_object_unref (first.result);
    }
}

static void
count_cb (AmendsConnection *connection,
          gpointer          user_data)
{
  (*(int *) user_data)++;
}

static void
test_wake_up (void)
{
  g_autoptr (AmendsConnection) desk = server_connect (server);
  g_autoptr (AmendsConnection) other = server_connect (server);
  int woken = 0;

  g_signal_connect (desk, "wake-up", G_CALLBACK (count_cb), &woken);
  amends_connection_listen (desk, "Amends \"x\"");
  g_free (query_text (desk, "SELECT 1"));
  for (int i = 0; i < 20; i++)
    g_free (query_text (other, "SELECT pg_notify('Amends \"x\"', '')::text || 'x'"));
  while (woken == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (woken, <=, 20);
}

static void
test_notice (void)
{
  g_autoptr (AmendsConnection) connection = server_connect (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = query_and_wait (connection, "DO $$BEGIN RAISE NOTICE 'never on stderr'; END$$", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (amends_result_get_n_rows (rows), ==, 0);
}

static void
unref_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  gboolean *done = user_data;

  amends_connection_close (AMENDS_CONNECTION (source));
  g_object_unref (source);
  *done = TRUE;
}

static void
lost_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (amends_connection_query_finish (AMENDS_CONNECTION (source), result, &error));
  g_assert_error (error, AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST);
  (*(int *) user_data)++;
}

/* A caller may close and drop the connection from its own answer, with more calls waiting. */
static void
test_close_inside (void)
{
  AmendsConnection *connection = server_connect (server);
  gboolean done = FALSE;
  int lost = 0;

  g_object_add_weak_pointer (G_OBJECT (connection), (gpointer *) &connection);
  amends_connection_query_async (connection, "SELECT 1", NULL, NULL, unref_cb, &done);
  for (int i = 0; i < 5; i++)
    amends_connection_query_async (connection, "SELECT pg_sleep(1)", NULL, NULL, lost_cb, &lost);
  while (!done || lost < 5 || connection != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_not_open (void)
{
  g_autoptr (AmendsTarget) target = server_target (server);
  g_autoptr (AmendsConnection) connection = amends_connection_new (target);
  g_autoptr (GError) error = NULL;

  g_assert_null (query_and_wait (connection, "SELECT 1", NULL, &error));
  g_assert_error (error, AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST);
  g_assert_cmpint (amends_connection_get_state (connection), ==, AMENDS_CONNECTION_IDLE);
}

static void
test_date_style (void)
{
  g_autoptr (AmendsConnection) connection = NULL;
  g_autofree char *text = NULL;
  gint64 usec;

  g_setenv ("PGDATESTYLE", "SQL, DMY", TRUE);
  connection = server_connect (server);
  g_unsetenv ("PGDATESTYLE");
  text = query_text (connection, "SELECT now()");
  g_assert_true (amends_time_parse (text, &usec));
}

typedef struct
{
  int      left;
  gboolean fail;
} Lines;

static GBytes *
next_lines (gpointer   user_data,
            GError   **error)
{
  Lines *lines = user_data;
  GString *out;

  if (lines->left == 0)
    {
      if (lines->fail)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "torn file");
      return NULL;
    }
  out = g_string_new (NULL);
  for (int i = 0; i < 1000; i++)
    g_string_append_printf (out, "%d\t中文 %d\n", lines->left, i);
  lines->left--;
  return g_string_free_to_bytes (out);
}

static void
test_sync (void)
{
  g_autoptr (AmendsTarget) target = server_target (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsConnection) connection = amends_connection_open_sync (target, &error);
  g_autoptr (AmendsResult) script = NULL, rows = NULL, count = NULL;
  g_autoptr (GError) torn = NULL, syntax = NULL, type = NULL;
  Lines good = { 200, FALSE }, bad = { 3, TRUE }, wrong = { 2, FALSE };

  g_assert_no_error (error);
  script = amends_connection_script_sync (connection, "CREATE TEMP TABLE line (a int, b text); INSERT INTO line VALUES (1, 'x'); DELETE FROM line; SELECT 42 AS answer", &error);
  g_assert_no_error (error);
  g_assert_cmpint (amends_result_get_int64 (script, 0, 0), ==, 42);
  g_assert_cmpint (amends_connection_copy_in_sync (connection, "COPY line FROM STDIN", next_lines, &good, &error), ==, 200000);
  g_assert_no_error (error);
  g_assert_cmpint (amends_connection_copy_in_sync (connection, "COPY line FROM STDIN", next_lines, &bad, &torn), ==, -1);
  g_assert_error (torn, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpint (amends_connection_copy_in_sync (connection, "COPY line (a) FROM STDIN", next_lines, &wrong, &type), ==, -1);
  g_assert_error (type, AMENDS_ERROR, AMENDS_ERROR_INVALID);
  rows = amends_connection_query_sync (connection, "SELECT count(*) FROM line", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (amends_result_get_int64 (rows, 0, 0), ==, 200000);
  g_assert_null (amends_connection_script_sync (connection, "SELECT 1; SELEKT 2", &syntax));
  g_assert_error (syntax, AMENDS_ERROR, AMENDS_ERROR_FAILED);
  g_assert_cmpint (amends_error_get_position (syntax), ==, 11);
  count = amends_connection_query_sync (connection, "DELETE FROM line WHERE a <= 5", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (amends_result_get_n_affected (count), ==, 5000);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  server = server_start (NULL);
  g_test_add_func ("/db/query/types", test_types);
  g_test_add_func ("/db/query/order", test_order);
  g_test_add_func ("/db/query/errors", test_errors);
  g_test_add_func ("/db/query/machine", test_machine);
  g_test_add_func ("/db/query/big", test_big);
  g_test_add_func ("/db/query/cancel", test_cancel);
  g_test_add_func ("/db/query/cancel-race", test_cancel_race);
  g_test_add_func ("/db/query/wake-up", test_wake_up);
  g_test_add_func ("/db/query/notice", test_notice);
  g_test_add_func ("/db/query/close-inside", test_close_inside);
  g_test_add_func ("/db/query/not-open", test_not_open);
  g_test_add_func ("/db/query/date-style", test_date_style);
  g_test_add_func ("/db/query/sync", test_sync);
  status = g_test_run ();
  server_stop (server);
  return status;
}
