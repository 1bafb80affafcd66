/* Steps between ticks that people can count in. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-steps.h"

#include "amends-chart-format.h"

#include <math.h>

#define HOUR AMENDS_CHART_HOUR
#define DAY AMENDS_CHART_DAY
#define EPSILON 1e-9

static const double time_steps[] = {
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
  DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY,
};

static const double percent_steps[] = { 1, 2, 5, 10, 20, 25, 50, 100 };

static const double time_units[] = { DAY, HOUR, AMENDS_CHART_MINUTE, 1 };

/* How many of a unit an axis must span before it is written in it: staff say 72 h, not 3 d. */
static double
unit_from (double unit)
{
  return unit * (unit >= DAY ? 7 : 2);
}

/**
 * amends_chart_is_multiple:
 * @value: a number
 * @of: another
 *
 * Returns: whether @value is a whole number of times @of
 */
gboolean
amends_chart_is_multiple (double value,
                          double of)
{
  return fabs (fmod (value, of)) < EPSILON;
}

static double
time_unit_for (double top)
{
  for (guint i = 0; i < G_N_ELEMENTS (time_units); i++)
    {
      if (top >= unit_from (time_units[i]))
        return time_units[i];
    }
  return 1;
}

/* The smallest of 1, 2, 5 · 10ⁿ that is at least @least */
static double
decimal_step (double least)
{
  double base = pow (10, floor (log10 (least)));
  static const double factors[] = { 1, 2, 5, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      if (factors[i] * base >= least * (1 - EPSILON))
        return factors[i] * base;
    }
  g_assert_not_reached ();
}

static double
time_step (double least,
           double top)
{
  double half = time_unit_for (top) / 2;

  for (guint i = 0; i < G_N_ELEMENTS (time_steps); i++)
    {
      if (time_steps[i] >= least * (1 - EPSILON) && (half < 1 || amends_chart_is_multiple (time_steps[i], half)))
        return time_steps[i];
    }
  return DAY * decimal_step (least / DAY);
}

/**
 * amends_chart_nice_step:
 * @unit: what the numbers are
 * @least: the step may be no smaller
 * @top: the largest value of the axis, without its sign
 *
 * Returns: the smallest nice step: 1 2 5 · 10ⁿ; percent 1 2 5 10 20 25 50; time as on a clock
 */
double
amends_chart_nice_step (AmendsChartUnit unit,
                        double          least,
                        double          top)
{
  switch (unit)
    {
    case AMENDS_CHART_UNIT_DURATION:
      return time_step (least, top);

    case AMENDS_CHART_UNIT_PERCENT:
      for (guint i = 0; i < G_N_ELEMENTS (percent_steps); i++)
        {
          if (percent_steps[i] >= least * (1 - EPSILON))
            return percent_steps[i];
        }
      return decimal_step (least);

    case AMENDS_CHART_UNIT_COUNT:
      return MAX (1, decimal_step (least));

    case AMENDS_CHART_UNIT_POINTS:
    default:
      return decimal_step (least);
    }
}

/**
 * amends_chart_tick_unit:
 * @top: the largest value of the axis, without its sign
 * @step: from tick to tick
 *
 * Returns: the unit of time that ticks are written in: the largest the axis spans and that leaves them whole or half
 */
double
amends_chart_tick_unit (double top,
                        double step)
{
  for (guint i = 0; i < G_N_ELEMENTS (time_units); i++)
    {
      if (top >= unit_from (time_units[i]) * (1 - EPSILON) && amends_chart_is_multiple (step, time_units[i] / 2))
        return time_units[i];
    }
  return 1;
}
