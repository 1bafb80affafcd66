/* The head of a column of interval bars. */

#pragma once

#include "amends-chart-drawing.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SCALE_HEAD (amends_scale_head_get_type ())
G_DECLARE_FINAL_TYPE (AmendsScaleHead, amends_scale_head, AMENDS, SCALE_HEAD, AmendsChartDrawing)

GtkWidget *amends_scale_head_new          (void);
void       amends_scale_head_add_band     (AmendsScaleHead *self,
                                           double           lower,
                                           double           upper,
                                           AmendsChartMark  mark);
void       amends_scale_head_remove_bands (AmendsScaleHead *self);

G_END_DECLS
