/* An axis: maps values to 0..1 and says where the ticks are. */

#pragma once

#include <glib-object.h>

#include "amends-chart-enums.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_AXIS (amends_chart_axis_get_type ())
G_DECLARE_FINAL_TYPE (AmendsChartAxis, amends_chart_axis, AMENDS, CHART_AXIS, GObject)

AmendsChartAxis *amends_chart_axis_new            (AmendsChartUnit    unit);
AmendsChartUnit  amends_chart_axis_get_unit       (AmendsChartAxis   *self);
void             amends_chart_axis_set_unit       (AmendsChartAxis   *self,
                                                   AmendsChartUnit    unit);
const char      *amends_chart_axis_get_unit_label (AmendsChartAxis   *self);
void             amends_chart_axis_set_unit_label (AmendsChartAxis   *self,
                                                   const char        *unit_label);
gboolean         amends_chart_axis_get_zero_based (AmendsChartAxis   *self);
void             amends_chart_axis_set_zero_based (AmendsChartAxis   *self,
                                                   gboolean           zero_based);
void             amends_chart_axis_set_range      (AmendsChartAxis   *self,
                                                   double             lower,
                                                   double             upper,
                                                   gboolean           fixed);
const char * const *
                 amends_chart_axis_get_labels     (AmendsChartAxis   *self);
guint            amends_chart_axis_get_n_labels   (AmendsChartAxis   *self);
void             amends_chart_axis_set_labels     (AmendsChartAxis   *self,
                                                   const char * const *labels);
void             amends_chart_axis_forget         (AmendsChartAxis   *self);
void             amends_chart_axis_see            (AmendsChartAxis   *self,
                                                   double             value);
void             amends_chart_axis_layout         (AmendsChartAxis   *self,
                                                   double             length,
                                                   double             spacing);
double           amends_chart_axis_get_lower      (AmendsChartAxis   *self);
double           amends_chart_axis_get_upper      (AmendsChartAxis   *self);
double           amends_chart_axis_get_step       (AmendsChartAxis   *self);
double           amends_chart_axis_normalize      (AmendsChartAxis   *self,
                                                   double             value);
double          *amends_chart_axis_dup_ticks      (AmendsChartAxis   *self,
                                                   guint             *n_ticks);
char            *amends_chart_axis_dup_tick_label (AmendsChartAxis   *self,
                                                   double             value,
                                                   gboolean           with_unit);

G_END_DECLS
