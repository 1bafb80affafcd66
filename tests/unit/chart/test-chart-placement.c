/* Labels do not cover each other: places worked out by hand, and the rule held against any places. */

#include "config.h"

#include "amends-chart-placement.h"

#include <math.h>

static void
assert_spread (const double *wanted,
               const double *expected,
               guint         n,
               double        height,
               double        low,
               double        high,
               gboolean      fits)
{
  g_autofree double *got = g_memdup2 (wanted, n * sizeof (double));

  g_assert_true (amends_chart_spread (got, n, height, low, high) == fits);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (got[i], expected[i], 1e-9);
}

#define SPREAD(wanted, expected, height, low, high, fits) \
  assert_spread ((const double[]) wanted, (const double[]) expected, \
                 sizeof ((const double[]) wanted) / sizeof (double), height, low, high, fits)
#define LIST(...) { __VA_ARGS__ }

static void
test_spread (void)
{
  /* far apart: left alone */
  SPREAD (LIST (10, 40), LIST (10, 40), 10, 0, 100, TRUE);
  /* too near: apart around their middle */
  SPREAD (LIST (10, 12), LIST (6, 16), 10, 0, 100, TRUE);
  SPREAD (LIST (10, 12, 14), LIST (2, 12, 22), 10, 0, 100, TRUE);
  /* two groups, each around its own middle */
  SPREAD (LIST (10, 12, 50, 51), LIST (6, 16, 45.5, 55.5), 10, 0, 100, TRUE);
  /* 0 and 4 are pushed to −3 and 7; 18 is then far enough away */
  SPREAD (LIST (0, 4, 18), LIST (-3, 7, 18), 10, -100, 100, TRUE);
  /* held within the ends */
  SPREAD (LIST (10, 12, 14), LIST (5, 15, 25), 10, 5, 100, TRUE);
  SPREAD (LIST (95, 98), LIST (90, 100), 10, 0, 100, TRUE);
  SPREAD (LIST (120), LIST (100), 10, 0, 100, TRUE);
  /* more than fit: evenly */
  SPREAD (LIST (50, 50, 50), LIST (40, 50, 60), 20, 40, 60, FALSE);
  SPREAD (LIST (1, 2), LIST (40, 40), 20, 40, 40, FALSE);
}

static void
test_spread_any (void)
{
  for (int round = 0; round < 5000; round++)
    {
      guint n = g_test_rand_int_range (1, 9);
      double at[8], before[8], height = g_test_rand_double_range (1, 12);

      at[0] = g_test_rand_double_range (0, 20);
      for (guint i = 1; i < n; i++)
        at[i] = at[i - 1] + g_test_rand_double_range (0, 15);
      for (guint i = 0; i < n; i++)
        before[i] = at[i];

      g_assert_true (amends_chart_spread (at, n, height, 0, 200));
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpfloat (at[i], >=, -1e-9);
          g_assert_cmpfloat (at[i], <=, 200 + 1e-9);
          if (i > 0)
            g_assert_cmpfloat (at[i] - at[i - 1], >=, height - 1e-9);
        }

      /* Least squares: no label that is free on both sides stands away from its place. */
      for (guint i = 0; i < n; i++)
        {
          gboolean is_free = (i == 0 ? at[i] > 1e-6 : at[i] - at[i - 1] > height + 1e-6)
                             && (i + 1 == n ? at[i] < 200 - 1e-6 : at[i + 1] - at[i] > height + 1e-6);

          if (is_free)
            g_assert_cmpfloat_with_epsilon (at[i], before[i], 1e-6);
        }
    }
}

static void
test_keep_apart (void)
{
  static const double centres[] = { 0, 10, 30 }, widths[] = { 16, 16, 16 };
  gboolean keep[3];

  /* 22–38 stays, 2–18 ends 4 before it, −8–8 runs into that */
  g_assert_cmpuint (amends_chart_keep_apart (centres, widths, keep, 3, 4), ==, 2);
  g_assert_false (keep[0]);
  g_assert_true (keep[1]);
  g_assert_true (keep[2]);

  g_assert_cmpuint (amends_chart_keep_apart (centres, widths, keep, 3, 5), ==, 2);
  g_assert_true (keep[0]);
  g_assert_false (keep[1]);
  g_assert_true (keep[2]);
}

static void
assert_place (double                  x,
              double                  y,
              const graphene_point_t *others,
              guint                   n_others,
              double                  expected_x,
              double                  expected_y)
{
  graphene_rect_t place = amends_chart_place_beside (&GRAPHENE_POINT_INIT (x, y), &GRAPHENE_SIZE_INIT (40, 20),
                                                     &GRAPHENE_SIZE_INIT (200, 100), others, n_others);

  g_assert_cmpfloat_with_epsilon (place.origin.x, expected_x, 1e-4);
  g_assert_cmpfloat_with_epsilon (place.origin.y, expected_y, 1e-4);
}

static void
test_place_beside (void)
{
  const graphene_point_t after[] = { { 120, 30 } };
  const graphene_point_t above[] = { { 120, 30 }, { 70, 30 } };
  const graphene_point_t all[] = { { 120, 30 }, { 70, 30 }, { 130, 70 } };

  assert_place (100, 50, NULL, 0, 112, 20);
  assert_place (100, 50, after, G_N_ELEMENTS (after), 48, 20);
  assert_place (100, 50, above, G_N_ELEMENTS (above), 112, 62);
  assert_place (100, 50, all, G_N_ELEMENTS (all), 48, 62);
  /* at the edge it stays inside, and off the value itself */
  assert_place (195, 5, NULL, 0, 143, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart/placement/spread", test_spread);
  g_test_add_func ("/chart/placement/spread-any", test_spread_any);
  g_test_add_func ("/chart/placement/keep-apart", test_keep_apart);
  g_test_add_func ("/chart/placement/beside", test_place_beside);

  return g_test_run ();
}
