/* A trend the size of a word. */

#pragma once

#include "amends-chart-drawing.h"
#include "amends-chart-series.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SPARKLINE (amends_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSparkline, amends_sparkline, AMENDS, SPARKLINE, AmendsChartDrawing)

GtkWidget  *amends_sparkline_new          (void);
GListModel *amends_sparkline_get_model    (AmendsSparkline *self);
void        amends_sparkline_set_model    (AmendsSparkline *self,
                                           GListModel      *model);
void        amends_sparkline_set_target   (AmendsSparkline *self,
                                           double           target);
void        amends_sparkline_clear_target (AmendsSparkline *self);

G_END_DECLS
