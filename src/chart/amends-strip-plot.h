/* Everybody on one measure. */

#pragma once

#include "amends-chart-drawing.h"
#include "amends-chart-series.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_STRIP_PLOT (amends_strip_plot_get_type ())
G_DECLARE_FINAL_TYPE (AmendsStripPlot, amends_strip_plot, AMENDS, STRIP_PLOT, AmendsChartDrawing)

GtkWidget  *amends_strip_plot_new       (void);
GListModel *amends_strip_plot_get_model (AmendsStripPlot *self);
void        amends_strip_plot_set_model (AmendsStripPlot *self,
                                         GListModel      *model);
void        amends_strip_plot_set_scale (AmendsStripPlot *self,
                                         double           target,
                                         double           worst,
                                         double           best);

G_END_DECLS
