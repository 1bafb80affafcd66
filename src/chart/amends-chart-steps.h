/* Steps between ticks that people can count in. */

#pragma once

#include "amends-chart-enums.h"

G_BEGIN_DECLS

double   amends_chart_nice_step   (AmendsChartUnit unit,
                                   double          least,
                                   double          top);
double   amends_chart_tick_unit   (double          top,
                                   double          step);
gboolean amends_chart_is_multiple (double          value,
                                   double          of);

G_END_DECLS
