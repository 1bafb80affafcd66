/* Enumerations of the chart library, registered so that properties and .ui files can use them. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-enums.h"

G_DEFINE_ENUM_TYPE (AmendsChartUnit, amends_chart_unit,
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_UNIT_COUNT, "count"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_UNIT_PERCENT, "percent"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_UNIT_DURATION, "duration"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_UNIT_POINTS, "points"))

G_DEFINE_ENUM_TYPE (AmendsChartMark, amends_chart_mark,
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_MARK_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_MARK_DISC, "disc"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_MARK_SQUARE, "square"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_MARK_DIAMOND, "diamond"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_MARK_UP, "up"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_MARK_DOWN, "down"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_MARK_CROSS, "cross"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CHART_MARK_STAR, "star"))

G_DEFINE_ENUM_TYPE (AmendsPointsState, amends_points_state,
                    G_DEFINE_ENUM_VALUE (AMENDS_POINTS_STATE_SCORED, "scored"),
                    G_DEFINE_ENUM_VALUE (AMENDS_POINTS_STATE_LOW, "low"),
                    G_DEFINE_ENUM_VALUE (AMENDS_POINTS_STATE_SMALL, "small"),
                    G_DEFINE_ENUM_VALUE (AMENDS_POINTS_STATE_ABSENT, "absent"))
