/* What moved a score from one level to another. */

#pragma once

#include "amends-chart.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_BRIDGE_CHART (amends_bridge_chart_get_type ())
G_DECLARE_FINAL_TYPE (AmendsBridgeChart, amends_bridge_chart, AMENDS, BRIDGE_CHART, AmendsChart)

GtkWidget  *amends_bridge_chart_new              (void);
GListModel *amends_bridge_chart_get_model        (AmendsBridgeChart *self);
void        amends_bridge_chart_set_model        (AmendsBridgeChart *self,
                                                  GListModel        *model);
void        amends_bridge_chart_add_threshold    (AmendsBridgeChart *self,
                                                  double             value,
                                                  const char        *label);
void        amends_bridge_chart_clear_thresholds (AmendsBridgeChart *self);

G_END_DECLS
