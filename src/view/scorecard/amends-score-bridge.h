#pragma once

#include "amends-charts.h"
#include "amends-score-card.h"

G_BEGIN_DECLS

void amends_score_bridge_fill (AmendsBridgeChart *bridge,
                               AmendsScoreCard   *card,
                               gboolean           against_full,
                               const char        *before_label,
                               const char        *now_label);

G_END_DECLS
