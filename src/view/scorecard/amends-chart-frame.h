#pragma once

#include <adwaita.h>

#include "amends-charts.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_FRAME (amends_chart_frame_get_type ())

G_DECLARE_FINAL_TYPE (AmendsChartFrame, amends_chart_frame, AMENDS, CHART_FRAME, AdwBin)

AmendsChart *amends_chart_frame_get_chart    (AmendsChartFrame *self);
void         amends_chart_frame_set_chart    (AmendsChartFrame *self,
                                              AmendsChart      *chart);
void         amends_chart_frame_set_headings (AmendsChartFrame *self,
                                              const char       *label,
                                              const char       *value);
void         amends_chart_frame_toggle       (AmendsChartFrame *self);
gboolean     amends_chart_frame_get_table    (AmendsChartFrame *self);

G_END_DECLS
