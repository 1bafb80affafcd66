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

#include "amends-error.h"
#include "amends-score-member.h"
#include "amends-score-store-private.h"

/* A score does not move by the second; changes are gathered. */
#define SETTLE_MS 1500

G_DEFINE_FINAL_TYPE (AmendsScoreStore, amends_score_store, G_TYPE_OBJECT)

static GParamSpec *properties[AMENDS_SCORE_STORE_N_PROPS];

void
amends_score_store_notify (AmendsScoreStore *self,
                           guint             prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

void
amends_score_store_set_state (AmendsScoreStore *self,
                              AmendsStoreState  state)
{
  if (self->state == state && state != AMENDS_STORE_ERROR)
    return;
  self->state = state;
  amends_score_store_notify (self, AMENDS_SCORE_STORE_STATE);
}

void
amends_score_store_set_current (AmendsScoreStore *self,
                                gboolean          current)
{
  if (self->current == current)
    return;
  self->current = current;
  amends_score_store_notify (self, AMENDS_SCORE_STORE_CURRENT);
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
  amends_score_store_set_state (self, AMENDS_STORE_ERROR);
}

AmendsResult *
amends_score_store_finish (AmendsScoreStore *self,
                           GObject          *session,
                           GAsyncResult     *result)
{
  g_autoptr (GError) error = NULL;
  AmendsResult *rows = amends_session_read_finish (AMENDS_SESSION (session), result, &error);

  if (rows == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error);
  return rows;
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
    amends_score_store_read_card (self);
  return G_SOURCE_REMOVE;
}

void
amends_score_store_schedule (AmendsScoreStore *self,
                             guint             delay)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (delay, timer_cb, self);
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
    amends_score_store_schedule (self, SETTLE_MS);
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
    case AMENDS_SCORE_STORE_STATE:
      g_value_set_int (value, self->state);
      break;
    case AMENDS_SCORE_STORE_SUBJECT:
      g_value_set_object (value, self->subject);
      break;
    case AMENDS_SCORE_STORE_PERIOD:
      g_value_set_object (value, self->period);
      break;
    case AMENDS_SCORE_STORE_SCHEME:
      g_value_set_int64 (value, self->scheme);
      break;
    case AMENDS_SCORE_STORE_CARD:
      g_value_set_object (value, self->card);
      break;
    case AMENDS_SCORE_STORE_CURRENT:
      g_value_set_boolean (value, self->current);
      break;
    case AMENDS_SCORE_STORE_TRENDS:
      g_value_set_boxed (value, self->trends);
      break;
    case AMENDS_SCORE_STORE_MEMBERS:
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

  properties[AMENDS_SCORE_STORE_STATE] = g_param_spec_int ("state", NULL, NULL, 0, AMENDS_STORE_ERROR, 0, flags);
  properties[AMENDS_SCORE_STORE_SUBJECT] = g_param_spec_object ("subject", NULL, NULL, AMENDS_TYPE_SCORE_SUBJECT, flags);
  properties[AMENDS_SCORE_STORE_PERIOD] = g_param_spec_object ("period", NULL, NULL, AMENDS_TYPE_SCORE_PERIOD, flags);
  properties[AMENDS_SCORE_STORE_SCHEME] = g_param_spec_int64 ("scheme", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[AMENDS_SCORE_STORE_CARD] = g_param_spec_object ("card", NULL, NULL, AMENDS_TYPE_SCORE_CARD, flags);
  properties[AMENDS_SCORE_STORE_CURRENT] = g_param_spec_boolean ("current", NULL, NULL, FALSE, flags);
  properties[AMENDS_SCORE_STORE_TRENDS] = g_param_spec_boxed ("trends", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  properties[AMENDS_SCORE_STORE_MEMBERS] = g_param_spec_object ("members", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, AMENDS_SCORE_STORE_N_PROPS, properties);
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
    amends_score_store_schedule (self, 0);
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
