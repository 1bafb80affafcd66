/* A series: a named list of points with its place in the palette. */

#pragma once

#include <gio/gio.h>

#include "amends-chart-point.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_SERIES (amends_chart_series_get_type ())
G_DECLARE_FINAL_TYPE (AmendsChartSeries, amends_chart_series, AMENDS, CHART_SERIES, GObject)

AmendsChartSeries *amends_chart_series_new       (const char        *name,
                                                  guint              style,
                                                  GListModel        *model);
const char        *amends_chart_series_get_name  (AmendsChartSeries *self);
guint              amends_chart_series_get_style (AmendsChartSeries *self);
GListModel        *amends_chart_series_get_model (AmendsChartSeries *self);
void               amends_chart_series_set_model (AmendsChartSeries *self,
                                                  GListModel        *model);
guint              amends_chart_series_get_size  (AmendsChartSeries *self);
AmendsChartPoint  *amends_chart_series_get_point (AmendsChartSeries *self,
                                                  guint              position);

G_END_DECLS
