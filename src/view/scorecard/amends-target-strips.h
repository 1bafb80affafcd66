#pragma once

#include <gtk/gtk.h>

#include "amends-score-card.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_TARGET_STRIPS (amends_target_strips_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTargetStrips, amends_target_strips, AMENDS, TARGET_STRIPS, GtkBox)

void amends_target_strips_fill (AmendsTargetStrips *self,
                                AmendsScoreCard    *card,
                                GListModel         *members);

G_END_DECLS
