/* One bar with its interval, lying or standing. */

#pragma once

#include "amends-chart-plot.h"

G_BEGIN_DECLS

void amends_chart_bar_draw (AmendsChartPainter *painter,
                            AmendsChartPoint   *point,
                            AmendsChartAxis    *axis,
                            graphene_rect_t     track,
                            GtkOrientation      orientation);

G_END_DECLS
