/* Errors keep what the server said, through copies too. */

#include "amends-error.h"

static void
test_server (void)
{
  g_autoptr (GError) error = amends_error_new_server (AMENDS_ERROR_CONFLICT, "AM409", "ticket_moved", "{\"by\":\"Li\"}", "reload", 0);
  g_autoptr (GError) copy = g_error_copy (error);

  g_clear_error (&error);
  g_assert_error (copy, AMENDS_ERROR, AMENDS_ERROR_CONFLICT);
  g_assert_cmpstr (amends_error_get_machine (copy), ==, "ticket_moved");
  g_assert_cmpstr (amends_error_get_sqlstate (copy), ==, "AM409");
  g_assert_cmpstr (amends_error_get_detail (copy), ==, "{\"by\":\"Li\"}");
  g_assert_cmpstr (amends_error_get_hint (copy), ==, "reload");
  g_assert_false (amends_error_is_retryable (copy));
}

static void
test_plain (void)
{
  g_autoptr (GError) lost = g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST, "gone");
  g_autoptr (GError) syntax = amends_error_new_server (AMENDS_ERROR_FAILED, "42601", "syntax error", NULL, NULL, 8);
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");

  g_assert_true (amends_error_is_lost (lost));
  g_assert_true (amends_error_is_retryable (lost));
  g_assert_null (amends_error_get_sqlstate (lost));
  g_assert_null (amends_error_get_machine (syntax));
  g_assert_cmpint (amends_error_get_position (syntax), ==, 8);
  g_assert_null (amends_error_get_machine (other));
  g_assert_false (amends_error_is_lost (other));
  g_assert_false (amends_error_is_lost (NULL));
  g_assert_null (amends_error_get_detail (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/error/server", test_server);
  g_test_add_func ("/base/error/plain", test_plain);
  return g_test_run ();
}
