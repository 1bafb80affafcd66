/* Numbers of scorecards: read, rounded and written without floating point. */

#include "config.h"

#include <math.h>

#include "amends-score-number.h"

static void
test_parse (void)
{
  static const struct { const char *text; gint64 value; } cases[] = {
    { "0", 0 }, { "89.0", 890000 }, { "0.7857", 7857 }, { "-12.035", -120350 }, { "22028.0233", 220280233 },
    { "0.00005", 1 }, { "0.00004", 0 }, { "-0.00005", -1 }, { "0.99995", 10000 }, { "100", 1000000 },
    { NULL, AMENDS_SCORE_UNKNOWN }, { "", AMENDS_SCORE_UNKNOWN }, { "NaN", AMENDS_SCORE_UNKNOWN }, { "1.2.3", AMENDS_SCORE_UNKNOWN },
    { "-", AMENDS_SCORE_UNKNOWN }, { "12 h", AMENDS_SCORE_UNKNOWN }, { "99999999999999999999999", AMENDS_SCORE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (amends_score_number_parse (cases[i].text), ==, cases[i].value);
}

static void
check_format (const char *text,
              int         places,
              const char *expected,
              const char *with_sign)
{
  gint64 value = amends_score_number_parse (text);
  g_autofree char *plain = amends_score_number_format (value, places);
  g_autofree char *sign = amends_score_number_format_signed (value, places);

  g_assert_cmpstr (plain, ==, expected);
  g_assert_cmpstr (sign, ==, with_sign);
}

static void
test_format (void)
{
  check_format ("84.6", 1, "84.6", "+84.6");
  check_format ("84.65", 1, "84.7", "+84.7");
  check_format ("84.649", 1, "84.6", "+84.6");
  check_format ("-0.9", 1, "−0.9", "−0.9");
  check_format ("-0.95", 1, "−1.0", "−1.0");
  check_format ("0.04", 1, "0.0", "0.0");
  check_format ("-0.04", 1, "0.0", "0.0");
  check_format ("3", 0, "3", "+3");
  check_format ("0.0001", 4, "0.0001", "+0.0001");
  check_format (NULL, 1, "—", "—");
}

static void
test_double (void)
{
  g_assert_true (isnan (amends_score_number_to_double (AMENDS_SCORE_UNKNOWN)));
  g_assert_cmpfloat (amends_score_number_to_double (845000), ==, 84.5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/score-number/parse", test_parse);
  g_test_add_func ("/model/score-number/format", test_format);
  g_test_add_func ("/model/score-number/double", test_double);
  return g_test_run ();
}
