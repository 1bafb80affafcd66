/* A score on the scale of its bands. */

#pragma once

#include "amends-chart-drawing.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_BAND_SCALE (amends_band_scale_get_type ())
G_DECLARE_FINAL_TYPE (AmendsBandScale, amends_band_scale, AMENDS, BAND_SCALE, AmendsChartDrawing)

GtkWidget *amends_band_scale_new            (void);
void       amends_band_scale_add_band       (AmendsBandScale *self,
                                             double           lower,
                                             double           upper,
                                             AmendsChartMark  mark,
                                             const char      *label);
void       amends_band_scale_remove_bands   (AmendsBandScale *self);
void       amends_band_scale_set_score      (AmendsBandScale *self,
                                             double           score);
void       amends_band_scale_clear_score    (AmendsBandScale *self);
void       amends_band_scale_set_interval   (AmendsBandScale *self,
                                             double           lower,
                                             double           upper);
void       amends_band_scale_clear_interval (AmendsBandScale *self);
void       amends_band_scale_set_previous   (AmendsBandScale *self,
                                             double           previous,
                                             const char      *label);
void       amends_band_scale_clear_previous (AmendsBandScale *self);
gboolean   amends_band_scale_get_firm       (AmendsBandScale *self);
void       amends_band_scale_set_firm       (AmendsBandScale *self,
                                             gboolean         firm);

G_END_DECLS
