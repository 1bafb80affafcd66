#pragma once

#include "amends-score-card.h"

G_BEGIN_DECLS

char *amends_score_verdict_card (AmendsScoreCard *card);
char *amends_score_verdict_team (GListModel      *members,
                                 guint            n_groups,
                                 int              min_weight);

G_END_DECLS
