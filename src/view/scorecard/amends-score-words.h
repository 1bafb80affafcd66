#pragma once

#include "amends-charts.h"
#include "amends-score-card.h"
#include "amends-score-period.h"
#include "amends-score-trend.h"

G_BEGIN_DECLS

char            *amends_score_words_number       (gint64                         number);
char            *amends_score_words_value        (AmendsMeasureUnit              unit,
                                                  gint64                         value);
char            *amends_score_words_range        (AmendsMeasureUnit              unit,
                                                  gint64                         low,
                                                  gint64                         high);
char            *amends_score_words_limit        (AmendsMeasureUnit              unit,
                                                  gint64                         value);
char            *amends_score_words_bound        (const AmendsMeasurePartFields *part,
                                                  gboolean                       target);
char            *amends_score_words_interval     (gint64                         low,
                                                  gint64                         high);
const char      *amends_score_words_short        (const char                    *measure,
                                                  const char                    *label);
const char      *amends_score_words_band         (const char                    *code,
                                                  const char                    *label);
AmendsChartMark  amends_score_words_mark         (AmendsScoreCard               *card,
                                                  const char                    *code);
char            *amends_score_words_period       (AmendsPeriodKind               kind,
                                                  const GDate                   *start);
AmendsChartUnit  amends_score_words_chart_unit   (AmendsMeasureUnit              unit);
double           amends_score_words_chart_value  (AmendsMeasureUnit              unit,
                                                  gint64                         value);
GListModel      *amends_score_words_trend        (AmendsScoreTrend              *trend,
                                                  AmendsMeasureUnit              unit,
                                                  AmendsPeriodKind               kind,
                                                  int                            min_n);
GListModel      *amends_score_words_score_trend  (AmendsScoreTrend              *trend,
                                                  AmendsPeriodKind               kind);

G_END_DECLS
