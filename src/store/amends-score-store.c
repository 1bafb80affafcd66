/* Scorecards: whose there are to see, for which periods, and the one that is looked at.
 *
 *   api.scorecard_people(), api.scorecard_teams(), api.scorecard_periods()  ─► what can be chosen
 *   subject, period, scheme ─► api.scorecard()       ─► card and its measures
 *                              api.score_trend()     ─► twelve periods of each
 *                              api.scorecard_team()  ─► people side by side, of a team
 *
 * A choice drops the answers still under way; what is shown stays until the new answers are there.
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-clock.h"
#include "amends-error.h"
#include "amends-label-json.h"
#include "amends-score-member.h"
#include "amends-score-reader.h"
#include "amends-score-store.h"
#include "amends-time.h"

/* Stepping quickly through periods asks for the last one only. */
#define CHOICE_MS 40
/* A score does not move by the second; changes are gathered. */
#define SETTLE_MS 1500

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
  PROP_0,
  PROP_STATE,
  PROP_SUBJECT,
  PROP_PERIOD,
  PROP_SCHEME,
  PROP_CARD,
  PROP_CURRENT,
  PROP_TRENDS,
  PROP_MEMBERS,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsScoreStore, amends_score_store, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
notify (AmendsScoreStore *self,
        guint             prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
set_state (AmendsScoreStore *self,
           AmendsStoreState  state)
{
  if (self->state == state && state != AMENDS_STORE_ERROR)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

static void
set_current (AmendsScoreStore *self,
             gboolean          current)
{
  if (self->current == current)
    return;
  self->current = current;
  notify (self, PROP_CURRENT);
}

/* A card that was read already stays readable while the server is away; it is read again when it is back. */
static void
fail (AmendsScoreStore *self,
      GError           *error)
{
  if (self->card != NULL && self->current && amends_error_is_lost (error))
    return;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  set_state (self, AMENDS_STORE_ERROR);
}

/* ── the card ── */

static AmendsResult *
finish (AmendsScoreStore *self,
        GObject          *session,
        GAsyncResult     *result)
{
  g_autoptr (GError) error = NULL;
  AmendsResult *rows = amends_session_read_finish (AMENDS_SESSION (session), result, &error);

  if (rows == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error);
  return rows;
}

static void
card_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsScoreStore) self = user_data;
  g_autoptr (AmendsResult) rows = finish (self, object, result);

  if (rows == NULL)
    return;
  g_clear_object (&self->card);
  self->card = amends_score_reader_card (rows, self->parts);
  self->read_at = amends_clock_now ();
  set_current (self, TRUE);
  if (self->state != AMENDS_STORE_READY)
    set_state (self, AMENDS_STORE_READY);
  notify (self, PROP_CARD);
}

static void
trends_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsScoreStore) self = user_data;
  g_autoptr (AmendsResult) rows = finish (self, object, result);

  if (rows == NULL)
    return;
  g_clear_pointer (&self->trends, g_ptr_array_unref);
  self->trends = amends_score_reader_trends (rows);
  notify (self, PROP_TRENDS);
}

static void
set_members (AmendsScoreStore *self,
             GPtrArray        *members)
{
  self->n_groups = amends_score_members_group (members);
  g_list_store_splice (self->members, 0, g_list_model_get_n_items (G_LIST_MODEL (self->members)), members->pdata, members->len);
  notify (self, PROP_MEMBERS);
}

static void
members_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsScoreStore) self = user_data;
  g_autoptr (AmendsResult) rows = finish (self, object, result);
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
ask (AmendsScoreStore    *self,
     const char          *sql,
     AmendsParams        *params,
     GAsyncReadyCallback  callback)
{
  amends_session_read_async (self->session, sql, params, self->cancellable, callback, g_object_ref (self));
}

static void
read_card (AmendsScoreStore *self)
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

static gboolean
timer_cb (gpointer user_data)
{
  AmendsScoreStore *self = user_data;

  self->timer = 0;
  /* the first ticket of all makes the first period */
  if (self->period == NULL)
    amends_score_store_load (self);
  else
    read_card (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (AmendsScoreStore *self,
          guint             delay)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (delay, timer_cb, self);
}

/* Something else was chosen: what is shown is of the choice before. */
static void
choice_changed (AmendsScoreStore *self)
{
  set_current (self, FALSE);
  schedule (self, CHOICE_MS);
}

/* ── what can be chosen ── */

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
      set_state (self, AMENDS_STORE_READY);
      return;
    }
  if (g_set_object (&self->period, period))
    notify (self, PROP_PERIOD);
  if (g_set_object (&self->subject, subject))
    notify (self, PROP_SUBJECT);
  if (self->scheme != 0 && !amends_score_subject_has_scheme (subject, self->scheme))
    {
      self->scheme = 0;
      notify (self, PROP_SCHEME);
    }
  schedule (self, 0);
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
  g_autoptr (AmendsResult) rows = finish (self, object, result);
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
  g_autoptr (AmendsResult) rows = finish (self, object, result);

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

/* ── the feed ── */

static void
changes_cb (AmendsScoreStore *self,
            GArray           *changes)
{
  if (!amends_changes_have_kind (changes, AMENDS_CHANGE_TICKET) && !amends_changes_have_kind (changes, AMENDS_CHANGE_SCORECARD)
      && !amends_changes_have_kind (changes, AMENDS_CHANGE_CATALOGUE))
    return;
  if (!self->active)
    self->stale = TRUE;
  else if (self->timer == 0)
    schedule (self, SETTLE_MS);
}

static void
resync_cb (AmendsScoreStore *self)
{
  self->stale |= !self->active;
}

static void
amends_score_store_dispose (GObject *object)
{
  AmendsScoreStore *self = AMENDS_SCORE_STORE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->choices_cancellable != NULL)
    g_cancellable_cancel (self->choices_cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->choices_cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->subject);
  g_clear_object (&self->period);
  g_clear_object (&self->card);

  G_OBJECT_CLASS (amends_score_store_parent_class)->dispose (object);
}

static void
amends_score_store_finalize (GObject *object)
{
  AmendsScoreStore *self = AMENDS_SCORE_STORE (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->trends, g_ptr_array_unref);
  g_object_unref (self->subjects);
  g_object_unref (self->parts);
  g_object_unref (self->members);
  for (guint i = 0; i < AMENDS_N_PERIOD_KINDS; i++)
    g_object_unref (self->periods[i]);

  G_OBJECT_CLASS (amends_score_store_parent_class)->finalize (object);
}

static void
amends_score_store_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AmendsScoreStore *self = AMENDS_SCORE_STORE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_SUBJECT:
      g_value_set_object (value, self->subject);
      break;
    case PROP_PERIOD:
      g_value_set_object (value, self->period);
      break;
    case PROP_SCHEME:
      g_value_set_int64 (value, self->scheme);
      break;
    case PROP_CARD:
      g_value_set_object (value, self->card);
      break;
    case PROP_CURRENT:
      g_value_set_boolean (value, self->current);
      break;
    case PROP_TRENDS:
      g_value_set_boxed (value, self->trends);
      break;
    case PROP_MEMBERS:
      g_value_set_object (value, self->members);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_score_store_class_init (AmendsScoreStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_score_store_dispose;
  object_class->finalize = amends_score_store_finalize;
  object_class->get_property = amends_score_store_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, AMENDS_STORE_ERROR, 0, flags);
  properties[PROP_SUBJECT] = g_param_spec_object ("subject", NULL, NULL, AMENDS_TYPE_SCORE_SUBJECT, flags);
  properties[PROP_PERIOD] = g_param_spec_object ("period", NULL, NULL, AMENDS_TYPE_SCORE_PERIOD, flags);
  properties[PROP_SCHEME] = g_param_spec_int64 ("scheme", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CARD] = g_param_spec_object ("card", NULL, NULL, AMENDS_TYPE_SCORE_CARD, flags);
  properties[PROP_CURRENT] = g_param_spec_boolean ("current", NULL, NULL, FALSE, flags);
  properties[PROP_TRENDS] = g_param_spec_boxed ("trends", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  properties[PROP_MEMBERS] = g_param_spec_object ("members", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_score_store_init (AmendsScoreStore *self)
{
  self->subjects = g_list_store_new (AMENDS_TYPE_SCORE_SUBJECT);
  self->parts = g_list_store_new (AMENDS_TYPE_MEASURE_PART);
  self->members = g_list_store_new (AMENDS_TYPE_SCORE_MEMBER);
  for (guint i = 0; i < AMENDS_N_PERIOD_KINDS; i++)
    self->periods[i] = g_list_store_new (AMENDS_TYPE_SCORE_PERIOD);
}

/**
 * amends_score_store_new:
 * @session: where to ask
 * @catalogue: names of teams and schemes
 * @feed: what happened elsewhere
 *
 * Returns: (transfer full): a store that has read nothing yet
 */
AmendsScoreStore *
amends_score_store_new (AmendsSession   *session,
                        AmendsCatalogue *catalogue,
                        AmendsFeed      *feed)
{
  AmendsScoreStore *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (AMENDS_IS_FEED (feed), NULL);

  self = g_object_new (AMENDS_TYPE_SCORE_STORE, NULL);
  self->session = g_object_ref (session);
  self->catalogue = g_object_ref (catalogue);
  g_signal_connect_object (feed, "changes", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "resync", G_CALLBACK (resync_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "restored", G_CALLBACK (resync_cb), self, G_CONNECT_SWAPPED);
  return self;
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
    set_state (self, AMENDS_STORE_LOADING);
  amends_session_read_async (self->session,
                             "SELECT false AS team, p.person_id AS id, p.name, NULL::jsonb AS label, p.team_id AS home, p.scheme_ids"
                             " FROM api.scorecard_people() p"
                             " UNION ALL SELECT true, t.team_id, NULL, t.label, NULL, t.scheme_ids FROM api.scorecard_teams() t",
                             NULL, self->choices_cancellable, subjects_cb, g_object_ref (self));
  amends_session_read_async (self->session, "SELECT * FROM api.scorecard_periods()", NULL, self->choices_cancellable, periods_cb,
                             g_object_ref (self));
}

/**
 * amends_score_store_set_active:
 * @self: a store
 * @active: whether somebody looks
 *
 * Nobody looking, changes elsewhere are only remembered.
 */
void
amends_score_store_set_active (AmendsScoreStore *self,
                               gboolean          active)
{
  g_return_if_fail (AMENDS_IS_SCORE_STORE (self));

  self->active = !!active;
  if (self->active && self->stale)
    schedule (self, 0);
}

/**
 * amends_score_store_get_state:
 * @self: a store
 *
 * Returns: whether there is something to show; ready without a card where there is nothing to score
 */
AmendsStoreState
amends_score_store_get_state (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), AMENDS_STORE_LOADING);

  return self->state;
}

/**
 * amends_score_store_get_error:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why it could not be read
 */
const GError *
amends_score_store_get_error (AmendsScoreStore *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_STORE (self), NULL);

  return self->error;
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
      notify (self, PROP_SCHEME);
    }
  g_list_store_remove_all (self->members);
  notify (self, PROP_MEMBERS);
  notify (self, PROP_SUBJECT);
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
  notify (self, PROP_PERIOD);
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
  notify (self, PROP_SCHEME);
  choice_changed (self);
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
