/* Lying bars: one row a value, grouped. */

#pragma once

#include "amends-chart-layer.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_BAR_LAYER (amends_chart_bar_layer_get_type ())
G_DECLARE_FINAL_TYPE (AmendsChartBarLayer, amends_chart_bar_layer, AMENDS, CHART_BAR_LAYER, AmendsChartLayer)

AmendsChartLayer *amends_chart_bar_layer_new       (AmendsChartSeries   *series);
double            amends_chart_bar_layer_get_units (AmendsChartBarLayer *self);

G_END_DECLS
