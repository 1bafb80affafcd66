#pragma once

#include <adwaita.h>

#include "amends-contribution-store.h"
#include "amends-score-card.h"
#include "amends-score-period.h"
#include "amends-score-trend.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_MEASURE_PANE (amends_measure_pane_get_type ())

G_DECLARE_FINAL_TYPE (AmendsMeasurePane, amends_measure_pane, AMENDS, MEASURE_PANE, GtkBox)

void amends_measure_pane_set_evidence (AmendsMeasurePane       *self,
                                       AmendsContributionStore *store);
void amends_measure_pane_show         (AmendsMeasurePane       *self,
                                       AmendsMeasurePart       *part,
                                       AmendsScoreCard         *card,
                                       gboolean                 team);
void amends_measure_pane_set_trend    (AmendsMeasurePane       *self,
                                       AmendsScoreTrend        *trend,
                                       AmendsPeriodKind         kind);
void amends_measure_pane_set_folded   (AmendsMeasurePane       *self,
                                       gboolean                 folded);
void amends_measure_pane_focus        (AmendsMeasurePane       *self);

G_END_DECLS
