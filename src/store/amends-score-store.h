#pragma once

#include "amends-feed.h"
#include "amends-queue-store.h"
#include "amends-score-card.h"
#include "amends-score-period.h"
#include "amends-score-subject.h"
#include "amends-score-trend.h"

G_BEGIN_DECLS

/* How many periods a trend looks back. */
#define AMENDS_SCORE_PERIODS 12

#define AMENDS_TYPE_SCORE_STORE (amends_score_store_get_type ())

G_DECLARE_FINAL_TYPE (AmendsScoreStore, amends_score_store, AMENDS, SCORE_STORE, GObject)

AmendsScoreStore   *amends_score_store_new          (AmendsSession      *session,
                                                     AmendsCatalogue    *catalogue,
                                                     AmendsFeed         *feed);
void                amends_score_store_load         (AmendsScoreStore   *self);
void                amends_score_store_set_active   (AmendsScoreStore   *self,
                                                     gboolean            active);
AmendsStoreState    amends_score_store_get_state    (AmendsScoreStore   *self);
const GError       *amends_score_store_get_error    (AmendsScoreStore   *self);
gint64              amends_score_store_get_read_at  (AmendsScoreStore   *self);
gboolean            amends_score_store_get_current  (AmendsScoreStore   *self);

GListModel         *amends_score_store_get_subjects (AmendsScoreStore   *self);
AmendsScoreSubject *amends_score_store_find_subject (AmendsScoreStore   *self,
                                                     gboolean            team,
                                                     gint64              id);
GListModel         *amends_score_store_get_periods  (AmendsScoreStore   *self,
                                                     AmendsPeriodKind    kind);

AmendsScoreSubject *amends_score_store_get_subject  (AmendsScoreStore   *self);
void                amends_score_store_set_subject  (AmendsScoreStore   *self,
                                                     AmendsScoreSubject *subject);
AmendsScorePeriod  *amends_score_store_get_period   (AmendsScoreStore   *self);
void                amends_score_store_set_period   (AmendsScoreStore   *self,
                                                     AmendsScorePeriod  *period);
gint64              amends_score_store_get_scheme   (AmendsScoreStore   *self);
void                amends_score_store_set_scheme   (AmendsScoreStore   *self,
                                                     gint64              scheme_id);

AmendsScoreCard    *amends_score_store_get_card     (AmendsScoreStore   *self);
AmendsScoreTrend   *amends_score_store_get_trend    (AmendsScoreStore   *self,
                                                     const char         *measure);
GListModel         *amends_score_store_get_members  (AmendsScoreStore   *self);
guint               amends_score_store_get_n_groups (AmendsScoreStore   *self);

G_END_DECLS
