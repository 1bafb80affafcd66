/* A comparison of values with their intervals. */

#pragma once

#include "amends-chart.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_BAR_CHART (amends_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (AmendsBarChart, amends_bar_chart, AMENDS, BAR_CHART, AmendsChart)

GtkWidget       *amends_bar_chart_new              (void);
GListModel      *amends_bar_chart_get_model        (AmendsBarChart  *self);
void             amends_bar_chart_set_model        (AmendsBarChart  *self,
                                                    GListModel      *model);
GtkOrientation   amends_bar_chart_get_orientation  (AmendsBarChart  *self);
void             amends_bar_chart_set_orientation  (AmendsBarChart  *self,
                                                    GtkOrientation   orientation);
AmendsChartUnit  amends_bar_chart_get_unit         (AmendsBarChart  *self);
void             amends_bar_chart_set_unit         (AmendsBarChart  *self,
                                                    AmendsChartUnit  unit);
const char      *amends_bar_chart_get_unit_label   (AmendsBarChart  *self);
void             amends_bar_chart_set_unit_label   (AmendsBarChart  *self,
                                                    const char      *unit_label);
void             amends_bar_chart_set_upper        (AmendsBarChart  *self,
                                                    double           upper);
void             amends_bar_chart_add_threshold    (AmendsBarChart  *self,
                                                    double           value,
                                                    const char      *label);
void             amends_bar_chart_clear_thresholds (AmendsBarChart  *self);

G_END_DECLS
