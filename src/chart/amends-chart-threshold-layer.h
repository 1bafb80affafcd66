/* Dashed lines across the plot: a target, the edge of a band. */

#pragma once

#include "amends-chart-layer.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_THRESHOLD_LAYER (amends_chart_threshold_layer_get_type ())
G_DECLARE_FINAL_TYPE (AmendsChartThresholdLayer, amends_chart_threshold_layer, AMENDS, CHART_THRESHOLD_LAYER, AmendsChartLayer)

AmendsChartLayer *amends_chart_threshold_layer_new             (void);
void              amends_chart_threshold_layer_set_orientation (AmendsChartThresholdLayer *self,
                                                                GtkOrientation             orientation);
void              amends_chart_threshold_layer_set_optional    (AmendsChartThresholdLayer *self,
                                                                gboolean                   optional);
void              amends_chart_threshold_layer_add             (AmendsChartThresholdLayer *self,
                                                                double                     value,
                                                                const char                *label);
void              amends_chart_threshold_layer_clear           (AmendsChartThresholdLayer *self);

G_END_DECLS
