#pragma once

#include <adwaita.h>

#include "amends-score-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SCORE_VIEW (amends_score_view_get_type ())

G_DECLARE_FINAL_TYPE (AmendsScoreView, amends_score_view, AMENDS, SCORE_VIEW, AdwBin)

void               amends_score_view_set_store  (AmendsScoreView  *self,
                                                 AmendsScoreStore *store);
AmendsMeasurePart *amends_score_view_get_part   (AmendsScoreView  *self);
void               amends_score_view_set_folded (AmendsScoreView  *self,
                                                 gboolean          folded,
                                                 gboolean          narrow);
gboolean           amends_score_view_focus      (AmendsScoreView  *self);

G_END_DECLS
