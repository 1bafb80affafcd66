/* Ticks of every kind of axis against answers worked out by hand. */

#include "config.h"

#include "amends-chart-axis.h"
#include "amends-chart-format.h"

#include <locale.h>
#include <math.h>

#define MINUTE 60.0
#define HOUR 3600.0
#define DAY 86400.0

/* Lays out an axis with room for @room ticks and compares all its labels, the last with its unit. */
static void
assert_ticks (AmendsChartAxis *axis,
              double           room,
              const char      *expected)
{
  g_autofree double *ticks = NULL;
  g_autoptr (GString) got = g_string_new (NULL);
  guint n;

  amends_chart_axis_layout (axis, room * 30, 30);
  ticks = amends_chart_axis_dup_ticks (axis, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = amends_chart_axis_dup_tick_label (axis, ticks[i], i + 1 == n);

      if (i > 0)
        g_string_append_c (got, '|');
      g_string_append (got, label);
    }
  g_assert_cmpstr (got->str, ==, expected);
}

typedef struct
{
  double      lower;
  double      upper;
  double      room;
  const char *ticks;
} Case;

static void
assert_cases (AmendsChartUnit unit,
              const Case     *cases,
              guint           n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (AmendsChartAxis) axis = amends_chart_axis_new (unit);

      amends_chart_axis_set_range (axis, cases[i].lower, cases[i].upper, FALSE);
      assert_ticks (axis, cases[i].room, cases[i].ticks);
    }
}

static void
test_duration (void)
{
  static const Case cases[] = {
    /* 75 s ÷ 8 = 9.4 → 10 s; under 2 min it stays in seconds */
    { 0, 75, 8, "0|10|20|30|40|50|60|70|80 s" },
    { 0, 50 * MINUTE, 10, "0|5|10|15|20|25|30|35|40|45|50 min" },
    /* 3.2 h ÷ 7 = 27 min → half hours */
    { 0, 3.2 * HOUR, 7, "0|0.5|1.0|1.5|2.0|2.5|3.0|3.5 h" },
    /* 110 min ÷ 4 = 27.5 → 30 min; widened to 120 min it reads in hours */
    { 0, 110 * MINUTE, 4, "0|0.5|1.0|1.5|2.0 h" },
    { 12 * HOUR, 60 * HOUR, 5, "12|24|36|48|60 h" },
    /* three days are 72 h to staff */
    { 0, 72 * HOUR, 6, "0|12|24|36|48|60|72 h" },
    { 0, 9 * DAY, 10, "0|1|2|3|4|5|6|7|8|9 d" },
    { 0, 60 * DAY, 6, "0|14|28|42|56|70 d" },
    /* past the steps of a calendar: 300 d ÷ 5 = 60 → 100 d */
    { 0, 300 * DAY, 5, "0|100|200|300 d" },
  };

  assert_cases (AMENDS_CHART_UNIT_DURATION, cases, G_N_ELEMENTS (cases));
}

static void
test_percent (void)
{
  static const Case cases[] = {
    { 0, 100, 4, "0|25|50|75|100 %" },
    { 0, 100, 5, "0|20|40|60|80|100 %" },
    { 0, 100, 2, "0|50|100 %" },
    { 0, 100, 1, "0|100 %" },
    { 90.7, 96.3, 4, "90|92|94|96|98 %" },
    /* never finer than 1 %: a fifth of a percent means nothing on a month of tickets */
    { 99.2, 99.8, 10, "99|100 %" },
  };

  assert_cases (AMENDS_CHART_UNIT_PERCENT, cases, G_N_ELEMENTS (cases));
}

static void
test_count (void)
{
  static const Case cases[] = {
    { 0, 3, 20, "0|1|2|3" },
    { 0, 24, 5, "0|5|10|15|20|25" },
    { 0, 1308, 5, "0|500|1\342\200\257000|1\342\200\257500" },
  };

  assert_cases (AMENDS_CHART_UNIT_COUNT, cases, G_N_ELEMENTS (cases));
}

static void
test_points (void)
{
  static const Case cases[] = {
    { 0, 1, 5, "0|0.2|0.4|0.6|0.8|1.0" },
    { -.9, .6, 3, "\342\210\2221.0|\342\210\2220.5|0|0.5|1.0" },
    { 0, .07, 4, "0|0.02|0.04|0.06|0.08" },
    { 61, 97, 4, "60|70|80|90|100" },
  };

  assert_cases (AMENDS_CHART_UNIT_POINTS, cases, G_N_ELEMENTS (cases));
}

static void
test_unit_label (void)
{
  g_autoptr (AmendsChartAxis) axis = amends_chart_axis_new (AMENDS_CHART_UNIT_COUNT);

  amends_chart_axis_set_unit_label (axis, "张");
  amends_chart_axis_set_range (axis, 0, 30, FALSE);
  assert_ticks (axis, 3, "0|10|20|30 张");
}

static void
test_fixed (void)
{
  g_autoptr (AmendsChartAxis) axis = amends_chart_axis_new (AMENDS_CHART_UNIT_POINTS);

  amends_chart_axis_set_range (axis, 74.2, 86.9, TRUE);
  assert_ticks (axis, 4, "75|80|85");
  g_assert_cmpfloat_with_epsilon (amends_chart_axis_get_lower (axis), 74.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (amends_chart_axis_get_upper (axis), 86.9, 1e-9);
  g_assert_cmpfloat_with_epsilon (amends_chart_axis_normalize (axis, 86.9), 1, 1e-9);
}

static void
see_and_layout (AmendsChartAxis *axis,
                double           low,
                double           high,
                double           room)
{
  amends_chart_axis_forget (axis);
  amends_chart_axis_see (axis, high);
  amends_chart_axis_see (axis, low);
  amends_chart_axis_see (axis, NAN);
  amends_chart_axis_layout (axis, room * 30, 30);
}

static void
test_fit (void)
{
  g_autoptr (AmendsChartAxis) percent = amends_chart_axis_new (AMENDS_CHART_UNIT_PERCENT);
  g_autoptr (AmendsChartAxis) count = amends_chart_axis_new (AMENDS_CHART_UNIT_COUNT);

  /* A line need not start at zero … */
  see_and_layout (percent, 91, 96, 4);
  g_assert_cmpfloat (amends_chart_axis_get_lower (percent), ==, 90);
  g_assert_cmpfloat (amends_chart_axis_get_upper (percent), ==, 98);
  /* … unless zero is near: 10 is no more than a quarter of 60. */
  see_and_layout (percent, 10, 60, 4);
  g_assert_cmpfloat (amends_chart_axis_get_lower (percent), ==, 0);
  /* There is nothing above 100 %. */
  see_and_layout (percent, 80, 100, 4);
  g_assert_cmpfloat (amends_chart_axis_get_lower (percent), ==, 70);
  g_assert_cmpfloat (amends_chart_axis_get_upper (percent), ==, 100);

  /* Bars start at zero; the air above makes 24 → 25.4 → 30. */
  amends_chart_axis_set_zero_based (count, TRUE);
  see_and_layout (count, 20, 24, 4);
  g_assert_cmpfloat (amends_chart_axis_get_lower (count), ==, 0);
  g_assert_cmpfloat (amends_chart_axis_get_upper (count), ==, 30);
  /* Nothing happened at all: still an axis. */
  see_and_layout (count, 0, 0, 4);
  g_assert_cmpfloat (amends_chart_axis_get_lower (count), ==, 0);
  g_assert_cmpfloat (amends_chart_axis_get_upper (count), ==, 1);
}

static void
test_labels (void)
{
  static const char * const months[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", NULL };
  g_autoptr (AmendsChartAxis) axis = amends_chart_axis_new (AMENDS_CHART_UNIT_COUNT);
  g_autofree double *ticks = NULL;
  guint n;

  amends_chart_axis_set_labels (axis, months);
  /* 240 px for 12 are 20 each: labels of 38 px fit at every second, and the newest has one. */
  amends_chart_axis_layout (axis, 240, 38);
  ticks = amends_chart_axis_dup_ticks (axis, &n);
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpfloat (ticks[0], ==, 1);
  g_assert_cmpfloat (ticks[5], ==, 11);
  g_assert_cmpfloat_with_epsilon (amends_chart_axis_normalize (axis, 0), .5 / 12, 1e-9);
  g_assert_cmpfloat_with_epsilon (amends_chart_axis_normalize (axis, 11), 11.5 / 12, 1e-9);
}

/* Whatever the range: the ends are covered, ticks are whole steps, and there are no more than fit and the two ends. */
static void
test_any_range (void)
{
  for (int i = 0; i < 20000; i++)
    {
      AmendsChartUnit unit = g_test_rand_int_range (0, 4);
      g_autoptr (AmendsChartAxis) axis = amends_chart_axis_new (unit);
      double lower = unit == AMENDS_CHART_UNIT_PERCENT ? g_test_rand_double_range (0, 90) : g_test_rand_double_range (-1e4, 1e6);
      double upper = unit == AMENDS_CHART_UNIT_PERCENT ? g_test_rand_double_range (lower, 100)
                                                       : lower + pow (10, g_test_rand_double_range (-1, 6));
      double room = g_test_rand_int_range (1, 12), step;
      g_autofree double *ticks = NULL;
      guint n;

      amends_chart_axis_set_range (axis, lower, upper, FALSE);
      amends_chart_axis_layout (axis, room * 30, 30);
      step = amends_chart_axis_get_step (axis);
      ticks = amends_chart_axis_dup_ticks (axis, &n);
      g_assert_cmpfloat (amends_chart_axis_get_lower (axis), <=, lower + step * 1e-6);
      g_assert_cmpfloat (amends_chart_axis_get_upper (axis), >=, upper - step * 1e-6);
      g_assert_cmpuint (n, >=, 2);
      g_assert_cmpuint (n, <=, room + 2);
      for (guint k = 0; k < n; k++)
        g_assert_cmpfloat (fabs (ticks[k] / step - round (ticks[k] / step)), <, 1e-6);
    }
}

static void
test_format (void)
{
  static const struct { double seconds; const char *text; } durations[] = {
    { 45, "45 s" }, { 720, "12 min" }, { 31.2 * HOUR, "31.2 h" }, { 72 * HOUR, "72 h" }, { 9 * DAY, "9 d" },
    { -90, "\342\210\2221.5 min" }, { 0, "0 s" }, { 30.02 * HOUR, "30 h" },
  };
  g_autofree char *grouped = amends_chart_format_number (1234567.891, 2);
  g_autofree char *nothing = amends_chart_format_number (-.04, 1);
  g_autofree char *gain = amends_chart_format_signed (5.2, 1);
  g_autofree char *loss = amends_chart_format_signed (-.9, 1);
  g_autofree char *three = amends_chart_format_number (999, 0);

  g_assert_cmpstr (grouped, ==, "1\342\200\257234\342\200\257567.89");
  g_assert_cmpstr (nothing, ==, "0.0");
  g_assert_cmpstr (gain, ==, "+5.2");
  g_assert_cmpstr (loss, ==, "\342\210\2220.9");
  g_assert_cmpstr (three, ==, "999");
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *text = amends_chart_format_duration (durations[i].seconds);

      g_assert_cmpstr (text, ==, durations[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart/axis/duration", test_duration);
  g_test_add_func ("/chart/axis/percent", test_percent);
  g_test_add_func ("/chart/axis/count", test_count);
  g_test_add_func ("/chart/axis/points", test_points);
  g_test_add_func ("/chart/axis/unit-label", test_unit_label);
  g_test_add_func ("/chart/axis/fixed", test_fixed);
  g_test_add_func ("/chart/axis/fit", test_fit);
  g_test_add_func ("/chart/axis/labels", test_labels);
  g_test_add_func ("/chart/axis/any-range", test_any_range);
  g_test_add_func ("/chart/format", test_format);

  return g_test_run ();
}
