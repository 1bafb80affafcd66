/* One value with its interval on a scale shared by many rows. */

#pragma once

#include "amends-chart-drawing.h"
#include "amends-chart-point.h"

G_BEGIN_DECLS

/* Room after the end of the scale, also left by #AmendsScaleHead */
#define AMENDS_INTERVAL_BAR_END 8

#define AMENDS_TYPE_INTERVAL_BAR (amends_interval_bar_get_type ())
G_DECLARE_FINAL_TYPE (AmendsIntervalBar, amends_interval_bar, AMENDS, INTERVAL_BAR, AmendsChartDrawing)

GtkWidget        *amends_interval_bar_new       (void);
AmendsChartPoint *amends_interval_bar_get_point (AmendsIntervalBar *self);
void              amends_interval_bar_set_point (AmendsIntervalBar *self,
                                                 AmendsChartPoint  *point);
void              amends_interval_bar_set_upper (AmendsIntervalBar *self,
                                                 double             upper);
void              amends_interval_bar_set_edges (AmendsIntervalBar *self,
                                                 const double      *edges,
                                                 guint              n_edges);

G_END_DECLS
