/* The shape of a band. */

#pragma once

#include "amends-chart-drawing.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_BAND_MARK (amends_band_mark_get_type ())
G_DECLARE_FINAL_TYPE (AmendsBandMark, amends_band_mark, AMENDS, BAND_MARK, AmendsChartDrawing)

GtkWidget       *amends_band_mark_new      (void);
AmendsChartMark  amends_band_mark_get_mark (AmendsBandMark  *self);
void             amends_band_mark_set_mark (AmendsBandMark  *self,
                                            AmendsChartMark  mark);

G_END_DECLS
