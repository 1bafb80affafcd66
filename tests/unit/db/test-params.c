/* Parameters are refused before they are sent, not while. */

#include "amends-error.h"
#include "amends-params.h"

static void
test_values (void)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autoptr (GDate) date = g_date_new_dmy (29, 2, 2024);
  const gint64 numbers[] = { 1, -2, G_MAXINT64 };
  const char *words[] = { "a", "", "it's \"x\" \\ ,{}", "NULL", NULL };
  g_autoptr (GError) error = NULL;

  amends_params_add_text (params, "O'Hara \\ \"quoted\"");
  amends_params_add_int64 (amends_params_add_bool (params, TRUE), G_MININT64);
  amends_params_add_null (params);
  amends_params_add_timestamp (params, 1715304600500000);
  amends_params_add_date (params, date);
  amends_params_add_int64_array (params, numbers, 3);
  amends_params_add_int64_array (params, NULL, 0);
  amends_params_add_text_array (params, words);
  g_assert_true (amends_params_check (params, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (amends_params_get_length (params), ==, 9);
  g_assert_cmpstr (amends_params_get_value (params, 0), ==, "O'Hara \\ \"quoted\"");
  g_assert_cmpstr (amends_params_get_value (params, 1), ==, "t");
  g_assert_cmpstr (amends_params_get_value (params, 2), ==, "-9223372036854775808");
  g_assert_null (amends_params_get_value (params, 3));
  g_assert_cmpstr (amends_params_get_value (params, 4), ==, "2024-05-10 01:30:00.500000+00");
  g_assert_cmpstr (amends_params_get_value (params, 5), ==, "2024-02-29");
  g_assert_cmpstr (amends_params_get_value (params, 6), ==, "{1,-2,9223372036854775807}");
  g_assert_cmpstr (amends_params_get_value (params, 7), ==, "{}");
  g_assert_cmpstr (amends_params_get_value (params, 8), ==, "{\"a\",\"\",\"it's \\\"x\\\" \\\\ ,{}\",\"NULL\"}");
}

static void
check_refused (AmendsParams *params,
               int           code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_params_check (params, &error));
  g_assert_error (error, AMENDS_ERROR, code);
}

static void
test_refused (void)
{
  g_autofree char *largest = g_strnfill (AMENDS_PARAM_MAX, 'x');
  g_autofree char *larger = g_strnfill (AMENDS_PARAM_MAX + 1, 'x');
  const char *many[] = { largest, largest, NULL };
  g_autoptr (AmendsParams) fits = amends_params_add_text (amends_params_new (), largest);
  g_autoptr (AmendsParams) big = amends_params_add_text (amends_params_new (), larger);
  g_autoptr (AmendsParams) array = amends_params_add_text_array (amends_params_new (), many);
  g_autoptr (AmendsParams) broken = amends_params_add_text (amends_params_new (), "\xff");

  g_assert_true (amends_params_check (fits, NULL));
  check_refused (big, AMENDS_ERROR_TOO_BIG);
  check_refused (array, AMENDS_ERROR_TOO_BIG);
  check_refused (broken, AMENDS_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/params/values", test_values);
  g_test_add_func ("/db/params/refused", test_refused);
  return g_test_run ();
}
