/* A trend over periods. */

#pragma once

#include "amends-chart.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_LINE_CHART (amends_line_chart_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLineChart, amends_line_chart, AMENDS, LINE_CHART, AmendsChart)

GtkWidget       *amends_line_chart_new               (void);
GListModel      *amends_line_chart_get_model         (AmendsLineChart   *self);
void             amends_line_chart_set_model         (AmendsLineChart   *self,
                                                      GListModel        *model);
void             amends_line_chart_add_series        (AmendsLineChart   *self,
                                                      AmendsChartSeries *series);
void             amends_line_chart_remove_all_series (AmendsLineChart   *self);
AmendsChartUnit  amends_line_chart_get_unit          (AmendsLineChart   *self);
void             amends_line_chart_set_unit          (AmendsLineChart   *self,
                                                      AmendsChartUnit    unit);
const char      *amends_line_chart_get_unit_label    (AmendsLineChart   *self);
void             amends_line_chart_set_unit_label    (AmendsLineChart   *self,
                                                      const char        *unit_label);
gboolean         amends_line_chart_get_zero_based    (AmendsLineChart   *self);
void             amends_line_chart_set_zero_based    (AmendsLineChart   *self,
                                                      gboolean           zero_based);
const char      *amends_line_chart_get_end_label     (AmendsLineChart   *self);
void             amends_line_chart_set_end_label     (AmendsLineChart   *self,
                                                      const char        *end_label);
void             amends_line_chart_set_target        (AmendsLineChart   *self,
                                                      double             value,
                                                      const char        *label);
void             amends_line_chart_clear_target      (AmendsLineChart   *self);

G_END_DECLS
