/* A layer of a chart: one thing drawn into the plot. */

#pragma once

#include "amends-chart-plot.h"
#include "amends-chart-series.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_LAYER (amends_chart_layer_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmendsChartLayer, amends_chart_layer, AMENDS, CHART_LAYER, GObject)

/**
 * AmendsChartLayerClass:
 * @fit: shows the axes which values must be on them
 * @add_margins: asks for room around the plot
 * @add_end_labels: appends #AmendsChartEndLabel
 * @draw: draws into the plot
 * @add_spots: appends one #AmendsChartSpot for every point of the series, in order
 */
struct _AmendsChartLayerClass
{
  GObjectClass parent_class;

  void (*fit)            (AmendsChartLayer      *self,
                          AmendsChartAxis       *x,
                          AmendsChartAxis       *y);
  void (*add_margins)    (AmendsChartLayer      *self,
                          AmendsChartPainter    *painter,
                          const AmendsChartPlot *plot,
                          AmendsChartMargins    *margins);
  void (*add_end_labels) (AmendsChartLayer      *self,
                          const AmendsChartPlot *plot,
                          GArray                *labels);
  void (*draw)           (AmendsChartLayer      *self,
                          AmendsChartPainter    *painter,
                          const AmendsChartPlot *plot);
  void (*add_spots)      (AmendsChartLayer      *self,
                          const AmendsChartPlot *plot,
                          GArray                *spots);
};

AmendsChartSeries *amends_chart_layer_get_series     (AmendsChartLayer      *self);
void               amends_chart_layer_set_series     (AmendsChartLayer      *self,
                                                      AmendsChartSeries     *series);
char             **amends_chart_layer_dup_labels     (AmendsChartLayer      *self);
void               amends_chart_layer_fit            (AmendsChartLayer      *self,
                                                      AmendsChartAxis       *x,
                                                      AmendsChartAxis       *y);
void               amends_chart_layer_add_margins    (AmendsChartLayer      *self,
                                                      AmendsChartPainter    *painter,
                                                      const AmendsChartPlot *plot,
                                                      AmendsChartMargins    *margins);
void               amends_chart_layer_add_end_labels (AmendsChartLayer      *self,
                                                      const AmendsChartPlot *plot,
                                                      GArray                *labels);
void               amends_chart_layer_draw           (AmendsChartLayer      *self,
                                                      AmendsChartPainter    *painter,
                                                      const AmendsChartPlot *plot);
void               amends_chart_layer_add_spots      (AmendsChartLayer      *self,
                                                      const AmendsChartPlot *plot,
                                                      GArray                *spots);

G_END_DECLS
