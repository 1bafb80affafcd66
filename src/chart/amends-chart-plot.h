/* The plot area and the axes that map values into it. */

#pragma once

#include "amends-chart-axis.h"
#include "amends-chart-painter.h"
#include "amends-chart-point.h"

G_BEGIN_DECLS

/**
 * AmendsChartPlot:
 * @x: axis along the reading direction
 * @y: axis upwards
 * @area: the plot, in px
 * @width: width of the whole chart
 * @height: height of the whole chart
 */
typedef struct
{
  AmendsChartAxis *x;
  AmendsChartAxis *y;
  graphene_rect_t  area;
  double           width;
  double           height;
} AmendsChartPlot;

/**
 * AmendsChartMargins:
 *
 * Room around the plot in px; start and end in reading direction.
 */
typedef struct
{
  double top;
  double end;
  double bottom;
  double start;
} AmendsChartMargins;

/**
 * AmendsChartSpot:
 * @at: where the value stands
 * @area: what belongs to it, for the pointer; empty for a point of a line
 * @point: (transfer full): the value
 *
 * A value that can be pointed at or focused.
 */
typedef struct
{
  graphene_point_t  at;
  graphene_rect_t   area;
  AmendsChartPoint *point;
} AmendsChartSpot;

/**
 * AmendsChartEndLabel:
 * @y: where it belongs, in px
 * @text: (transfer full): what it says
 * @strong: whether it names values rather than a threshold
 *
 * A label that stands in the margin after the plot.
 */
typedef struct
{
  double    y;
  char     *text;
  gboolean  strong;
} AmendsChartEndLabel;

GArray *amends_chart_spots_new      (void);
GArray *amends_chart_end_labels_new (void);

AmendsChartEndLabel *amends_chart_end_labels_add (GArray     *labels,
                                                  double      y,
                                                  const char *text);

static inline double
amends_chart_plot_x (const AmendsChartPlot *plot,
                     double                 value)
{
  return plot->area.origin.x + amends_chart_axis_normalize (plot->x, value) * plot->area.size.width;
}

static inline double
amends_chart_plot_y (const AmendsChartPlot *plot,
                     double                 value)
{
  return plot->area.origin.y + (1 - amends_chart_axis_normalize (plot->y, value)) * plot->area.size.height;
}

static inline double
amends_chart_plot_end (const AmendsChartPlot *plot)
{
  return plot->area.origin.x + plot->area.size.width;
}

static inline double
amends_chart_plot_bottom (const AmendsChartPlot *plot)
{
  return plot->area.origin.y + plot->area.size.height;
}

G_END_DECLS
