/* Points won of the points possible. */

#pragma once

#include "amends-chart-drawing.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_POINTS_BAR (amends_points_bar_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPointsBar, amends_points_bar, AMENDS, POINTS_BAR, AmendsChartDrawing)

GtkWidget         *amends_points_bar_new            (void);
void               amends_points_bar_set_values     (AmendsPointsBar   *self,
                                                     double             weight,
                                                     double             max_weight,
                                                     double             points);
void               amends_points_bar_set_interval   (AmendsPointsBar   *self,
                                                     double             lower,
                                                     double             upper);
void               amends_points_bar_clear_interval (AmendsPointsBar   *self);
AmendsPointsState  amends_points_bar_get_state      (AmendsPointsBar   *self);
void               amends_points_bar_set_state      (AmendsPointsBar   *self,
                                                     AmendsPointsState  state);
const char        *amends_points_bar_get_text       (AmendsPointsBar   *self);
void               amends_points_bar_set_text       (AmendsPointsBar   *self,
                                                     const char        *text);

G_END_DECLS
