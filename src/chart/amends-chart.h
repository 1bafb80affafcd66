/* A chart: axes and layers, with a cursor that visits every value. */

#pragma once

#include "amends-chart-drawing.h"
#include "amends-chart-layer.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART (amends_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmendsChart, amends_chart, AMENDS, CHART, AmendsChartDrawing)

struct _AmendsChartClass
{
  AmendsChartDrawingClass parent_class;
};

GListModel      *amends_chart_get_points     (AmendsChart      *self);
int              amends_chart_get_cursor     (AmendsChart      *self);
void             amends_chart_set_cursor     (AmendsChart      *self,
                                              int               cursor);
const char      *amends_chart_get_empty_text (AmendsChart      *self);
void             amends_chart_set_empty_text (AmendsChart      *self,
                                              const char       *empty_text);

AmendsChartAxis *amends_chart_get_x_axis     (AmendsChart      *self);
AmendsChartAxis *amends_chart_get_y_axis     (AmendsChart      *self);
void             amends_chart_add_layer      (AmendsChart      *self,
                                              AmendsChartLayer *layer);
void             amends_chart_remove_layer   (AmendsChart      *self,
                                              AmendsChartLayer *layer);
void             amends_chart_queue_fit      (AmendsChart      *self);

G_END_DECLS
