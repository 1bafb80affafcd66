/* Enumerations of the chart library. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AmendsChartUnit:
 * @AMENDS_CHART_UNIT_COUNT: whole things; ticks are whole numbers
 * @AMENDS_CHART_UNIT_PERCENT: percent, 0 to 100
 * @AMENDS_CHART_UNIT_DURATION: seconds; ticks in s, min, h or d
 * @AMENDS_CHART_UNIT_POINTS: score points; ticks may be fractions
 *
 * What the numbers of an axis are.
 */
typedef enum
{
  AMENDS_CHART_UNIT_COUNT,
  AMENDS_CHART_UNIT_PERCENT,
  AMENDS_CHART_UNIT_DURATION,
  AMENDS_CHART_UNIT_POINTS,
} AmendsChartUnit;

/**
 * AmendsChartMark:
 *
 * Shape of a mark: tells series and bands apart without colour.
 */
typedef enum
{
  AMENDS_CHART_MARK_NONE,
  AMENDS_CHART_MARK_DISC,
  AMENDS_CHART_MARK_SQUARE,
  AMENDS_CHART_MARK_DIAMOND,
  AMENDS_CHART_MARK_UP,
  AMENDS_CHART_MARK_DOWN,
  AMENDS_CHART_MARK_CROSS,
  AMENDS_CHART_MARK_STAR,
} AmendsChartMark;

/**
 * AmendsPointsState:
 * @AMENDS_POINTS_STATE_SCORED: enough data, counts towards the score
 * @AMENDS_POINTS_STATE_LOW: enough data, and really bad
 * @AMENDS_POINTS_STATE_SMALL: too small a sample: shown, not scored
 * @AMENDS_POINTS_STATE_ABSENT: nothing to measure
 *
 * How far the points of a measure can be relied on. Bad and unknown are
 * different things and are drawn differently.
 */
typedef enum
{
  AMENDS_POINTS_STATE_SCORED,
  AMENDS_POINTS_STATE_LOW,
  AMENDS_POINTS_STATE_SMALL,
  AMENDS_POINTS_STATE_ABSENT,
} AmendsPointsState;

#define AMENDS_TYPE_CHART_UNIT (amends_chart_unit_get_type ())
#define AMENDS_TYPE_CHART_MARK (amends_chart_mark_get_type ())
#define AMENDS_TYPE_POINTS_STATE (amends_points_state_get_type ())

GType amends_chart_unit_get_type   (void) G_GNUC_CONST;
GType amends_chart_mark_get_type   (void) G_GNUC_CONST;
GType amends_points_state_get_type (void) G_GNUC_CONST;

G_END_DECLS
