/* What the parts of a chart share. */

#pragma once

#include "amends-chart.h"

G_BEGIN_DECLS

/**
 * AmendsChartStyle:
 * @AMENDS_CHART_STYLE_GRID_Y: level grid lines and figures before the plot
 * @AMENDS_CHART_STYLE_GRID_X: upright grid lines and figures below the plot
 * @AMENDS_CHART_STYLE_WRAP: labels below the plot wrap instead of being left out
 * @AMENDS_CHART_STYLE_CROSSHAIR: an upright line through the value pointed at
 */
typedef enum
{
  AMENDS_CHART_STYLE_GRID_Y = 1 << 0,
  AMENDS_CHART_STYLE_GRID_X = 1 << 1,
  AMENDS_CHART_STYLE_WRAP = 1 << 2,
  AMENDS_CHART_STYLE_CROSSHAIR = 1 << 3,
} AmendsChartStyle;

typedef struct
{
  GPtrArray           *layers;
  AmendsChartAxis     *x;
  AmendsChartAxis     *y;
  GListStore          *series;
  GtkFlattenListModel *points;
  char                *empty_text;
  AmendsChartStyle     style;
  int                  cursor;
  int                  hover;
  guint                focused : 1;
  guint                ring : 1;
  guint                fitted : 1;
} AmendsChartPrivate;

AmendsChartPrivate *amends_chart_get_private  (AmendsChart           *self);
void                amends_chart_set_style    (AmendsChart           *self,
                                               AmendsChartStyle       style);
void                amends_chart_layout       (AmendsChart           *self,
                                               AmendsChartPainter    *painter,
                                               double                 width,
                                               double                 height,
                                               AmendsChartPlot       *plot);
GArray             *amends_chart_dup_spots    (AmendsChart           *self,
                                               const AmendsChartPlot *plot);
void                amends_chart_draw_axes    (AmendsChart           *self,
                                               AmendsChartPainter    *painter,
                                               const AmendsChartPlot *plot);
void                amends_chart_draw_ends    (AmendsChart           *self,
                                               AmendsChartPainter    *painter,
                                               const AmendsChartPlot *plot);
void                amends_chart_draw_pointed (AmendsChart           *self,
                                               AmendsChartPainter    *painter,
                                               const AmendsChartPlot *plot);
void                amends_chart_add_input    (AmendsChart           *self);
void                amends_chart_tell         (AmendsChart           *self);
void                amends_chart_activate     (AmendsChart           *self);
void                amends_chart_ask_table    (AmendsChart           *self);

G_END_DECLS
