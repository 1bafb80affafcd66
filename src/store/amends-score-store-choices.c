/* What can be looked at: people and teams, periods, schemes; and what was chosen of them. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-clock.h"
#include "amends-label-json.h"
#include "amends-score-store-private.h"
#include "amends-time.h"

/* Stepping quickly through periods asks for the last one only. */
#define CHOICE_MS 40

/* Something else was chosen: what is shown is of the choice before. */
static void
choice_changed (AmendsScoreStore *self)
{
  amends_score_store_set_current (self, FALSE);
  amends_score_store_schedule (self, CHOICE_MS);
}

static gboolean
period_is_over (AmendsScorePeriod *period)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (amends_clock_now () / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, amends_time_get_site_zone ());
  GDate end, today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, g_date_time_get_day_of_month (here), g_date_time_get_month (here), g_date_time_get_year (here));
  amends_score_period_get_end (period, &end);
  return g_date_compare (&end, &today) <= 0;
}

/* Results are told at the end of a period: the last one that has ended, or what there is. */
static AmendsScorePeriod *
first_period (GListModel *periods)
{
  for (guint i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (AmendsScorePeriod) period = g_list_model_get_item (periods, i);

      if (period_is_over (period))
        return g_steal_pointer (&period);
    }
  return g_list_model_get_item (periods, 0);
}

static AmendsScorePeriod *
same_period (AmendsScoreStore *self)
{
  GListModel *periods;

  if (self->period == NULL)
    return NULL;
  periods = G_LIST_MODEL (self->periods[amends_score_period_get_kind (self->period)]);
  for (guint i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (AmendsScorePeriod) period = g_list_model_get_item (periods, i);

      if (amends_score_period_equal (period, self->period))
        return g_steal_pointer (&period);
    }
  return NULL;
}

/* Who has people below begins with the first team, everybody else with the own card, which stands first. */
static AmendsScoreSubject *
first_subject (AmendsScoreStore *self)
{
  GListModel *subjects = G_LIST_MODEL (self->subjects);
  guint n_people = 0;

  for (guint i = 0; i < g_list_model_get_n_items (subjects); i++)
    {
      g_autoptr (AmendsScoreSubject) subject = g_list_model_get_item (subjects, i);

      if (amends_score_subject_is_team (subject) && n_people > 1)
        return g_steal_pointer (&subject);
      n_people += !amends_score_subject_is_team (subject);
    }
  return g_list_model_get_item (subjects, 0);
}

static AmendsScoreSubject *
same_subject (AmendsScoreStore *self)
{
  AmendsScoreSubject *same = NULL;

  if (self->subject != NULL)
    same = amends_score_store_find_subject (self, amends_score_subject_is_team (self->subject),
                                            amends_score_subject_get_id (self->subject));
  return same != NULL ? g_object_ref (same) : first_subject (self);
}

/* Keeps what was chosen where it is still there. */
static void
choose (AmendsScoreStore *self)
{
  g_autoptr (AmendsScoreSubject) subject = same_subject (self);
  g_autoptr (AmendsScorePeriod) period = same_period (self);

  if (period == NULL)
    period = first_period (G_LIST_MODEL (self->periods[AMENDS_PERIOD_MONTH]));
  if (subject == NULL || period == NULL)
    {
      amends_score_store_set_state (self, AMENDS_STORE_READY);
      return;
    }
  if (g_set_object (&self->period, period))
    amends_score_store_notify (self, AMENDS_SCORE_STORE_PERIOD);
  if (g_set_object (&self->subject, subject))
    amends_score_store_notify (self, AMENDS_SCORE_STORE_SUBJECT);
  if (self->scheme != 0 && !amends_score_subject_has_scheme (subject, self->scheme))
    {
      self->scheme = 0;
      amends_score_store_notify (self, AMENDS_SCORE_STORE_SCHEME);
    }
  amends_score_store_schedule (self, 0);
}

static void
chosen_from (AmendsScoreStore *self)
{
  if (--self->n_choices == 0)
    choose (self);
}

static GArray *
read_schemes (AmendsResult *rows,
              int           row)
{
  g_auto (GStrv) ids = amends_result_get_strv (rows, row, amends_result_column (rows, "scheme_ids"));
  GArray *schemes = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      gint64 id = g_ascii_strtoll (ids[i], NULL, 10);

      g_array_append_val (schemes, id);
    }
  return schemes;
}

static AmendsScoreSubject *
read_subject (AmendsScoreStore *self,
              AmendsResult     *rows,
              int               row)
{
  gboolean team = amends_result_get_bool (rows, row, amends_result_column (rows, "team"));
  g_autofree char *label = team ? amends_label_from_json (amends_result_get_text (rows, row, amends_result_column (rows, "label")))
                                : g_strdup (amends_result_get_text (rows, row, amends_result_column (rows, "name")));
  AmendsTeam *home =
    amends_catalogue_find_team (self->catalogue, amends_result_get_int64 (rows, row, amends_result_column (rows, "home")));
  g_autoptr (GArray) schemes = read_schemes (rows, row);

  return amends_score_subject_new (team, amends_result_get_int64 (rows, row, amends_result_column (rows, "id")), label,
                                   home != NULL ? amends_team_get_label (home) : NULL, schemes);
}

static void
subjects_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AmendsScoreStore) self = user_data;
  g_autoptr (AmendsResult) rows = amends_score_store_finish (self, object, result);
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func (g_object_unref);

  if (rows == NULL)
    return;
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    g_ptr_array_add (subjects, read_subject (self, rows, row));
  g_list_store_splice (self->subjects, 0, g_list_model_get_n_items (G_LIST_MODEL (self->subjects)), subjects->pdata,
                       subjects->len);
  chosen_from (self);
}

static void
periods_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsScoreStore) self = user_data;
  g_autoptr (AmendsResult) rows = amends_score_store_finish (self, object, result);

  if (rows == NULL)
    return;
  for (guint kind = 0; kind < AMENDS_N_PERIOD_KINDS; kind++)
    {
      g_autoptr (GPtrArray) periods = g_ptr_array_new_with_free_func (g_object_unref);

      for (int row = 0; row < amends_result_get_n_rows (rows); row++)
        {
          const char *nick = amends_result_get_text (rows, row, amends_result_column (rows, "kind"));
          g_autofree char *label = amends_label_from_json (amends_result_get_text (rows, row, amends_result_column (rows, "label")));
          GDate start;

          if (amends_period_kind_from_nick (nick) == kind
              && amends_result_get_date (rows, row, amends_result_column (rows, "start"), &start))
            g_ptr_array_add (periods, amends_score_period_new (kind, &start, label));
        }
      g_list_store_splice (self->periods[kind], 0, g_list_model_get_n_items (G_LIST_MODEL (self->periods[kind])), periods->pdata,
                           periods->len);
    }
  chosen_from (self);
}

/**
 * amends_score_store_load:
 * @self: a store
 *
 * Reads what can be chosen and the scorecard again; what was chosen stays.
 */
void
amends_score_store_load (AmendsScoreStore *self)
{
  g_return_if_fail (AMENDS_IS_SCORE_STORE (self));

  if (self->choices_cancellable != NULL)
    g_cancellable_cancel (self->choices_cancellable);
  g_clear_object (&self->choices_cancellable);
  self->choices_cancellable = g_cancellable_new ();
  self->n_choices = 2;
  if (self->state == AMENDS_STORE_ERROR)
    amends_score_store_set_state (self, AMENDS_STORE_LOADING);
  amends_session_read_async (self->session,
                             "SELECT false AS team, p.person_id AS id, p.name, NULL::jsonb AS label, p.team_id AS home, p.scheme_ids"
                             " FROM api.scorecard_people() p"
                             " UNION ALL SELECT true, t.team_id, NULL, t.label, NULL, t.scheme_ids FROM api.scorecard_teams() t",
                             NULL, self->choices_cancellable, subjects_cb, g_object_ref (self));
  amends_session_read_async (self->session, "SELECT * FROM api.scorecard_periods()", NULL, self->choices_cancellable, periods_cb,
                             g_object_ref (self));
}

/**
 * amends_score_store_get_subjects:
 * @self: a store
 *
 * Returns: (transfer none): list of #AmendsScoreSubject that may be looked at: people, oneself first, then teams
 */
GListModel *
amends_score_store_get_subjects (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), NULL);

  return G_LIST_MODEL (self->subjects);
}

/**
 * amends_score_store_find_subject:
 * @self: a store
 * @team: whether a team is meant
 * @id: the person's or team's id
 *
 * Returns: (transfer none) (nullable): that person or team, where it may be looked at
 */
AmendsScoreSubject *
amends_score_store_find_subject (AmendsScoreStore *self,
                                 gboolean          team,
                                 gint64            id)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->subjects)); i++)
    {
      g_autoptr (AmendsScoreSubject) subject = g_list_model_get_item (G_LIST_MODEL (self->subjects), i);

      if (amends_score_subject_is_team (subject) == !!team && amends_score_subject_get_id (subject) == id)
        return subject;
    }
  return NULL;
}

/**
 * amends_score_store_get_periods:
 * @self: a store
 * @kind: how long
 *
 * Returns: (transfer none): list of #AmendsScorePeriod that have data, the newest first
 */
GListModel *
amends_score_store_get_periods (AmendsScoreStore *self,
                                AmendsPeriodKind  kind)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), NULL);
  g_return_val_if_fail (kind < AMENDS_N_PERIOD_KINDS, NULL);

  return G_LIST_MODEL (self->periods[kind]);
}

/**
 * amends_score_store_get_subject:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): whose scorecard is looked at
 */
AmendsScoreSubject *
amends_score_store_get_subject (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), NULL);

  return self->subject;
}

/**
 * amends_score_store_set_subject:
 * @self: a store
 * @subject: one of amends_score_store_get_subjects()
 *
 * A scheme that does not fit gives way to the default.
 */
void
amends_score_store_set_subject (AmendsScoreStore   *self,
                                AmendsScoreSubject *subject)
{
  g_return_if_fail (AMENDS_IS_SCORE_STORE (self));
  g_return_if_fail (AMENDS_IS_SCORE_SUBJECT (subject));

  if (!g_set_object (&self->subject, subject))
    return;
  if (self->scheme != 0 && !amends_score_subject_has_scheme (subject, self->scheme))
    {
      self->scheme = 0;
      amends_score_store_notify (self, AMENDS_SCORE_STORE_SCHEME);
    }
  g_list_store_remove_all (self->members);
  amends_score_store_notify (self, AMENDS_SCORE_STORE_MEMBERS);
  amends_score_store_notify (self, AMENDS_SCORE_STORE_SUBJECT);
  choice_changed (self);
}

/**
 * amends_score_store_get_period:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): which period is looked at
 */
AmendsScorePeriod *
amends_score_store_get_period (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), NULL);

  return self->period;
}

/**
 * amends_score_store_set_period:
 * @self: a store
 * @period: one of amends_score_store_get_periods()
 */
void
amends_score_store_set_period (AmendsScoreStore  *self,
                               AmendsScorePeriod *period)
{
  g_return_if_fail (AMENDS_IS_SCORE_STORE (self));
  g_return_if_fail (AMENDS_IS_SCORE_PERIOD (period));

  if (!g_set_object (&self->period, period))
    return;
  amends_score_store_notify (self, AMENDS_SCORE_STORE_PERIOD);
  choice_changed (self);
}

/**
 * amends_score_store_get_scheme:
 * @self: a store
 *
 * Returns: the scheme that was chosen, 0 for the default
 */
gint64
amends_score_store_get_scheme (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), 0);

  return self->scheme;
}

/**
 * amends_score_store_set_scheme:
 * @self: a store
 * @scheme_id: one of the subject's schemes, 0 for the default
 */
void
amends_score_store_set_scheme (AmendsScoreStore *self,
                               gint64            scheme_id)
{
  g_return_if_fail (AMENDS_IS_SCORE_STORE (self));

  if (self->scheme == scheme_id)
    return;
  self->scheme = scheme_id;
  amends_score_store_notify (self, AMENDS_SCORE_STORE_SCHEME);
  choice_changed (self);
}
