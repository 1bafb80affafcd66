/* The scorecard that is looked at: its measures, the trend of each, the people of a team side by side. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-clock.h"
#include "amends-score-member.h"
#include "amends-score-reader.h"
#include "amends-score-store-private.h"

static void
card_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsScoreStore) self = user_data;
  g_autoptr (AmendsResult) rows = amends_score_store_finish (self, object, result);

  if (rows == NULL)
    return;
  g_clear_object (&self->card);
  self->card = amends_score_reader_card (rows, self->parts);
  self->read_at = amends_clock_now ();
  amends_score_store_set_current (self, TRUE);
  if (self->state != AMENDS_STORE_READY)
    amends_score_store_set_state (self, AMENDS_STORE_READY);
  amends_score_store_notify (self, AMENDS_SCORE_STORE_CARD);
}

static void
trends_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsScoreStore) self = user_data;
  g_autoptr (AmendsResult) rows = amends_score_store_finish (self, object, result);

  if (rows == NULL)
    return;
  g_clear_pointer (&self->trends, g_ptr_array_unref);
  self->trends = amends_score_reader_trends (rows);
  amends_score_store_notify (self, AMENDS_SCORE_STORE_TRENDS);
}

static void
set_members (AmendsScoreStore *self,
             GPtrArray        *members)
{
  self->n_groups = amends_score_members_group (members);
  g_list_store_splice (self->members, 0, g_list_model_get_n_items (G_LIST_MODEL (self->members)), members->pdata, members->len);
  amends_score_store_notify (self, AMENDS_SCORE_STORE_MEMBERS);
}

static void
members_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsScoreStore) self = user_data;
  g_autoptr (AmendsResult) rows = amends_score_store_finish (self, object, result);
  g_autoptr (GPtrArray) members = NULL;

  if (rows == NULL)
    return;
  members = amends_score_reader_members (rows);
  set_members (self, members);
}

static void
add_choice (AmendsScoreStore *self,
            AmendsParams     *params,
            gboolean          whose)
{
  gboolean team = amends_score_subject_is_team (self->subject);
  GDate start = *amends_score_period_get_start (self->period);

  if (whose && !team)
    amends_params_add_int64 (params, amends_score_subject_get_id (self->subject));
  else if (whose)
    amends_params_add_null (params);
  if (team)
    amends_params_add_int64 (params, amends_score_subject_get_id (self->subject));
  else
    amends_params_add_null (params);
  if (self->scheme != 0)
    amends_params_add_int64 (params, self->scheme);
  else
    amends_params_add_null (params);
  amends_params_add_text (params, amends_period_kind_get_nick (amends_score_period_get_kind (self->period)));
  amends_params_add_date (params, &start);
}

static void
ask (AmendsScoreStore   *self,
     const char         *sql,
     AmendsParams       *params,
     GAsyncReadyCallback callback)
{
  amends_session_read_async (self->session, sql, params, self->cancellable, callback, g_object_ref (self));
}

void
amends_score_store_read_card (AmendsScoreStore *self)
{
  g_autoptr (AmendsParams) card = amends_params_new ();
  g_autoptr (AmendsParams) trend = amends_params_new ();
  g_autoptr (AmendsParams) team = amends_params_new ();

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->stale = FALSE;
  if (self->subject == NULL || self->period == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  add_choice (self, card, TRUE);
  ask (self, AMENDS_SCORE_CARD_SQL, card, card_cb);
  if (amends_score_subject_is_team (self->subject))
    {
      add_choice (self, team, FALSE);
      ask (self, AMENDS_SCORE_TEAM_SQL, team, members_cb);
    }
  add_choice (self, trend, TRUE);
  amends_params_add_int64 (trend, AMENDS_SCORE_PERIODS);
  ask (self, AMENDS_SCORE_TREND_SQL, trend, trends_cb);
}

/**
 * amends_score_store_get_read_at:
 * @self: a store
 *
 * Returns: when the card was read, microseconds since 1970 UTC
 */
gint64
amends_score_store_get_read_at (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), 0);

  return self->read_at;
}

/**
 * amends_score_store_get_current:
 * @self: a store
 *
 * Returns: whether the card is of what is chosen; not while it is still being read
 */
gboolean
amends_score_store_get_current (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), FALSE);

  return self->current;
}

/**
 * amends_score_store_get_card:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): the scorecard
 */
AmendsScoreCard *
amends_score_store_get_card (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), NULL);

  return self->card;
}

/**
 * amends_score_store_get_trend:
 * @self: a store
 * @measure: (nullable): code of a measure, %NULL for the score
 *
 * Returns: (transfer none) (nullable): its last periods
 */
AmendsScoreTrend *
amends_score_store_get_trend (AmendsScoreStore *self,
                              const char       *measure)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), NULL);

  for (guint i = 0; self->trends != NULL && i < self->trends->len; i++)
    if (g_strcmp0 (amends_score_trend_get_measure (g_ptr_array_index (self->trends, i)), measure) == 0)
      return g_ptr_array_index (self->trends, i);
  return NULL;
}

/**
 * amends_score_store_get_members:
 * @self: a store
 *
 * Returns: (transfer none): list of #AmendsScoreMember of the team looked at, by groups that can be told apart
 */
GListModel *
amends_score_store_get_members (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), NULL);

  return G_LIST_MODEL (self->members);
}

/**
 * amends_score_store_get_n_groups:
 * @self: a store
 *
 * Returns: how many groups of people can be told apart
 */
guint
amends_score_store_get_n_groups (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), 0);

  return self->n_groups;
}
