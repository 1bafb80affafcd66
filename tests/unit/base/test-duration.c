/* Due words: what the pill says at and around every boundary. */

#include <locale.h>

#include "amends-duration.h"

#define S G_USEC_PER_SEC
#define T0 (1715304600 * (gint64) S)

static void
check_words (gint64      seconds,
             const char *brief,
             const char *full)
{
  g_autofree char *a = amends_duration_words (seconds);
  g_autofree char *b = amends_duration_words_long (seconds);

  g_assert_cmpstr (a, ==, brief);
  g_assert_cmpstr (b, ==, full);
}

static void
test_words (void)
{
  check_words (0, "under 1 m", "less than a minute");
  check_words (59, "under 1 m", "less than a minute");
  check_words (60, "1 m", "1 minute");
  check_words (3599, "59 m", "59 minutes");
  check_words (3600, "1 h", "1 hour");
  check_words (7800, "2 h 10 m", "2 hours 10 minutes");
  check_words (-7800, "2 h 10 m", "2 hours 10 minutes");
  check_words (36000 + 1800, "10 h", "10 hours 30 minutes");
  check_words (86399, "23 h", "23 hours 59 minutes");
  check_words (86400, "1 d", "1 day");
  check_words (2 * 86400 + 3 * 3600, "2 d", "2 days 3 hours");
  check_words (2 * 86400 + 59, "2 d", "2 days");
}

static void
test_kind (void)
{
  g_assert_cmpint (amends_due_kind (T0, 0, 0, FALSE), ==, AMENDS_DUE_NONE);
  g_assert_cmpint (amends_due_kind (T0, T0 + 1, T0 + 2, FALSE), ==, AMENDS_DUE_IN_TIME);
  g_assert_cmpint (amends_due_kind (T0, T0, T0 + 2, FALSE), ==, AMENDS_DUE_SOON);
  g_assert_cmpint (amends_due_kind (T0, 0, T0 + 2, FALSE), ==, AMENDS_DUE_IN_TIME);
  g_assert_cmpint (amends_due_kind (T0, T0 - 1, T0, FALSE), ==, AMENDS_DUE_OVERDUE);
  g_assert_cmpint (amends_due_kind (T0, T0 - 1, T0, TRUE), ==, AMENDS_DUE_WAITING);
  g_assert_cmpint (amends_due_kind (T0, 0, 0, TRUE), ==, AMENDS_DUE_WAITING);
  g_assert_cmpstr (amends_due_kind_get_nick (AMENDS_DUE_IN_TIME), ==, "in-time");
  g_assert_cmpstr (amends_due_kind_get_nick (AMENDS_DUE_WAITING), ==, "waiting");
}

static void
check_due (AmendsDueKind kind,
           gint64        left,
           const char   *reason,
           const char   *full,
           const char   *brief)
{
  g_autofree char *a = amends_due_words (kind, T0, T0 + left * S, reason);
  g_autofree char *b = amends_due_words_short (kind, T0, T0 + left * S, reason);

  g_assert_cmpstr (a, ==, full);
  g_assert_cmpstr (b, ==, brief);
}

static void
test_due_words (void)
{
  check_due (AMENDS_DUE_IN_TIME, 7800, NULL, "2 h 10 m", "2 h 10 m");
  check_due (AMENDS_DUE_SOON, 300, NULL, "5 m", "5 m");
  check_due (AMENDS_DUE_OVERDUE, -35 * 60, NULL, "overdue 35 m", "35 m over");
  check_due (AMENDS_DUE_OVERDUE, -(9 * 3600 + 44 * 60), NULL, "overdue 9 h 44 m", "9 h over");
  check_due (AMENDS_DUE_OVERDUE, 0, NULL, "overdue under 1 m", "under 1 m over");
  check_due (AMENDS_DUE_WAITING, 0, "customer", "waiting: customer", "customer");
  check_due (AMENDS_DUE_WAITING, 0, NULL, "waiting", "waiting");
  check_due (AMENDS_DUE_NONE, 0, NULL, "no limit", "no limit");
}

/* Sleeping for what next_change says must never skip a change of words or kind. */
static void
test_next_change (void)
{
  for (int i = 0; i < 5000; i++)
    {
      gint64 due = T0 + g_test_rand_int_range (-200000, 200000) * (gint64) 997003;
      gint64 warn = due - g_test_rand_int_range (1, 90000) * (gint64) 1000;
      gint64 wait = amends_due_next_change (T0, warn, due);
      AmendsDueKind kind = amends_due_kind (T0, warn, due, FALSE);
      g_autofree char *before = amends_due_words (kind, T0, due, NULL);
      g_autofree char *just_before = amends_due_words (kind, T0 + wait - 1, due, NULL);

      g_assert_cmpint (wait, >, 0);
      g_assert_cmpint (wait, <=, 60 * (gint64) S);
      g_assert_cmpint (amends_due_kind (T0 + wait - 1, warn, due, FALSE), ==, kind);
      g_assert_cmpstr (before, ==, just_before);
    }
  g_assert_cmpint (amends_due_next_change (T0, 0, 0), ==, G_MAXINT64);
}

static void
check_value (gint64      seconds,
             const char *expected)
{
  g_autofree char *text = amends_duration_value (seconds);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_value (void)
{
  check_value (0, "0 s");
  check_value (59, "59 s");
  check_value (720, "12 min");
  check_value (749, "12 min");
  check_value (750, "13 min");
  check_value (3569, "59 min");
  check_value (3570, "1.0 h");
  check_value (3600, "1.0 h");
  check_value (112320, "31.2 h");
  check_value (112499, "31.2 h");
  check_value (112500, "31.3 h");
  check_value (-720, "−12 min");
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/duration/words", test_words);
  g_test_add_func ("/base/duration/kind", test_kind);
  g_test_add_func ("/base/duration/due-words", test_due_words);
  g_test_add_func ("/base/duration/next-change", test_next_change);
  g_test_add_func ("/base/duration/value", test_value);
  return g_test_run ();
}
