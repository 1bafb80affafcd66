/* Moments: PostgreSQL's text to microseconds and back, and what people read. */

#include <locale.h>

#include "amends-time.h"

#define S G_USEC_PER_SEC

static void
check (const char *text,
       gint64      expected)
{
  gint64 usec = -42;

  g_test_message ("%s", text);
  g_assert_true (amends_time_parse (text, &usec));
  g_assert_cmpint (usec, ==, expected);
}

static void
test_parse (void)
{
  check ("1970-01-01 00:00:00+00", 0);
  check ("2024-05-10 09:30:00+08", 1715304600 * (gint64) S);
  check ("2024-05-10T09:30:00+08:00", 1715304600 * (gint64) S);
  check ("2024-05-10T01:30:00Z", 1715304600 * (gint64) S);
  check ("2024-05-10 09:30:00.5+08", 1715304600 * (gint64) S + 500000);
  check ("2024-05-10 09:30:00.000001+08", 1715304600 * (gint64) S + 1);
  check ("2024-05-10 07:00:00+05:30", 1715304600 * (gint64) S);
  check ("2024-05-09 22:00:00-03:30", 1715304600 * (gint64) S);
  check ("1937-01-01 12:00:27.87+00:20", (-1041335973 - 1200) * (gint64) S + 870000);
  check ("1900-01-01 00:00:00+08:05:43", (-2208988800 - 29143) * (gint64) S);
  check ("1969-12-31 23:59:59.9+00", -100000);
  check ("infinity", AMENDS_TIME_INFINITY);
}

static void
test_parse_bad (void)
{
  const char *bad[] = { "", "2024-05-10", "2024-05-10 09:30:00", "2024-02-30 00:00:00+00", "2023-02-29 00:00:00+00", "2024-13-01 00:00:00+00", "24-05-10 00:00:00+00",
                        "2024-05-10 25:00:00+00", "2024-05-10 09:61:00+00", "2024-05-10 09:30:00+08x", "2024-05-10 09:30:00+", "10/05/2024", "now", "-infinity", "2024-05-10 24:00:01+00" };
  gint64 usec = -42;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (amends_time_parse (bad[i], &usec));
    }
  g_assert_false (amends_time_parse (NULL, &usec));
  g_assert_cmpint (usec, ==, -42);
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 20000; i++)
    {
      gint64 usec = g_test_rand_double_range (-2.0e15, 2.5e17);
      g_autofree char *text = amends_time_to_text (usec);
      gint64 back = 0;

      g_assert_true (amends_time_parse (text, &back));
      g_assert_cmpint (back, ==, usec);
    }
}

static void
test_date (void)
{
  GDate date;
  g_autofree char *text = NULL;

  g_assert_true (amends_date_parse ("2024-02-29", &date));
  g_assert_cmpint (g_date_get_year (&date), ==, 2024);
  g_assert_cmpint (g_date_get_month (&date), ==, 2);
  g_assert_cmpint (g_date_get_day (&date), ==, 29);
  text = amends_date_to_text (&date);
  g_assert_cmpstr (text, ==, "2024-02-29");
  g_assert_false (amends_date_parse ("2023-02-29", &date));
  g_assert_false (amends_date_parse ("2024-2-29", &date));
  g_assert_false (amends_date_parse ("2024-02-29 ", &date));
}

static void
check_format (const char *moment,
              const char *now,
              const char *expected)
{
  gint64 a, b;
  g_autofree char *text = NULL;

  g_assert_true (amends_time_parse (moment, &a));
  g_assert_true (amends_time_parse (now, &b));
  text = amends_time_format (a, b);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  g_autofree char *exact = NULL;
  gint64 usec;

  amends_time_set_site_zone ("Asia/Shanghai");
  check_format ("2024-05-10 14:20:00+08", "2024-05-10 18:00:00+08", "today 14:20");
  check_format ("2024-05-09 23:59:00+08", "2024-05-10 00:00:00+08", "yesterday 23:59");
  check_format ("2024-05-11 00:00:00+08", "2024-05-10 23:59:59+08", "tomorrow 00:00");
  check_format ("2024-05-12 10:00:00+08", "2024-05-10 10:00:00+08", "12 May 10:00");
  check_format ("2023-12-31 10:00:00+08", "2024-01-02 10:00:00+08", "31 Dec 2023 10:00");
  check_format ("2023-12-31 10:00:00+08", "2024-01-01 10:00:00+08", "yesterday 10:00");
  /* The day is the site's, not this computer's. */
  amends_time_set_site_zone ("America/New_York");
  check_format ("2024-05-10 09:30:00+08", "2024-05-10 13:00:00+08", "yesterday 21:30");
  g_assert_true (amends_time_parse ("2024-05-10 09:30:00+08", &usec));
  exact = amends_time_format_exact (usec);
  g_assert_cmpstr (exact, ==, "2024-05-09 21:30:00 EDT");
}

static void
test_unknown_zone (void)
{
  g_test_expect_message ("amends-time", G_LOG_LEVEL_WARNING, "*Mars/Olympus*");
  amends_time_set_site_zone ("Mars/Olympus");
  g_test_assert_expected_messages ();
  g_assert_nonnull (amends_time_get_site_zone ());
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/parse", test_parse);
  g_test_add_func ("/base/time/parse-bad", test_parse_bad);
  g_test_add_func ("/base/time/round-trip", test_round_trip);
  g_test_add_func ("/base/time/date", test_date);
  g_test_add_func ("/base/time/format", test_format);
  g_test_add_func ("/base/time/unknown-zone", test_unknown_zone);
  return g_test_run ();
}
