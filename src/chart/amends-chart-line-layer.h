/* A line with its interval band. */

#pragma once

#include "amends-chart-layer.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_LINE_LAYER (amends_chart_line_layer_get_type ())
G_DECLARE_FINAL_TYPE (AmendsChartLineLayer, amends_chart_line_layer, AMENDS, CHART_LINE_LAYER, AmendsChartLayer)

AmendsChartLayer *amends_chart_line_layer_new           (AmendsChartSeries    *series);
void              amends_chart_line_layer_set_end_label (AmendsChartLineLayer *self,
                                                         const char           *end_label);

G_END_DECLS
