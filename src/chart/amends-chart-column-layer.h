/* Standing bars: one column a value. */

#pragma once

#include "amends-chart-layer.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_COLUMN_LAYER (amends_chart_column_layer_get_type ())
G_DECLARE_FINAL_TYPE (AmendsChartColumnLayer, amends_chart_column_layer, AMENDS, CHART_COLUMN_LAYER, AmendsChartLayer)

AmendsChartLayer *amends_chart_column_layer_new (AmendsChartSeries *series);

G_END_DECLS
