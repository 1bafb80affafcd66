#pragma once

#include "amends-score-store.h"

G_BEGIN_DECLS

struct _AmendsScoreStore
{
  GObject parent_instance;

  AmendsSession *session;
  AmendsCatalogue *catalogue;
  GCancellable *choices_cancellable;
  GCancellable *cancellable;
  AmendsStoreState state;
  GError *error;
  gint64 read_at;

  GListStore *subjects;
  GListStore *periods[AMENDS_N_PERIOD_KINDS];
  guint n_choices;              /* answers that make the choices, still to come */

  AmendsScoreSubject *subject;
  AmendsScorePeriod *period;
  gint64 scheme;

  AmendsScoreCard *card;
  gboolean current;             /* the card is of what was chosen */
  GListStore *parts;
  GPtrArray *trends;
  GListStore *members;
  guint n_groups;

  guint timer;
  gboolean active;
  gboolean stale;
};

enum
{
  AMENDS_SCORE_STORE_PROP_0,
  AMENDS_SCORE_STORE_STATE,
  AMENDS_SCORE_STORE_SUBJECT,
  AMENDS_SCORE_STORE_PERIOD,
  AMENDS_SCORE_STORE_SCHEME,
  AMENDS_SCORE_STORE_CARD,
  AMENDS_SCORE_STORE_CURRENT,
  AMENDS_SCORE_STORE_TRENDS,
  AMENDS_SCORE_STORE_MEMBERS,
  AMENDS_SCORE_STORE_N_PROPS
};

void          amends_score_store_notify      (AmendsScoreStore *self,
                                              guint             prop_id);
void          amends_score_store_set_state   (AmendsScoreStore *self,
                                              AmendsStoreState  state);
void          amends_score_store_set_current (AmendsScoreStore *self,
                                              gboolean          current);
AmendsResult *amends_score_store_finish      (AmendsScoreStore *self,
                                              GObject          *session,
                                              GAsyncResult     *result);
void          amends_score_store_schedule    (AmendsScoreStore *self,
                                              guint             delay);
void          amends_score_store_read_card   (AmendsScoreStore *self);

G_END_DECLS
