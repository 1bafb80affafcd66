/* From one level to another through signed steps. */

#pragma once

#include "amends-chart-layer.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_BRIDGE_LAYER (amends_chart_bridge_layer_get_type ())
G_DECLARE_FINAL_TYPE (AmendsChartBridgeLayer, amends_chart_bridge_layer, AMENDS, CHART_BRIDGE_LAYER, AmendsChartLayer)

AmendsChartLayer *amends_chart_bridge_layer_new (AmendsChartSeries *series);

G_END_DECLS
