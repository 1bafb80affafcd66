/* What waits for a person, grouped by when it is due: the person's own work, or everything overdue that the person may see.
 *
 *   api.my_work()                                        ─┐
 *   api.queue_list() ─► api.queue_page() of each queue,   ├─► tickets ─► one lane a group; passing time moves them on
 *                       as far as limits have passed     ─┘
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-clock.h"
#include "amends-time.h"
#include "amends-work-store-private.h"

/* Changes come in bursts, one for every event of every ticket; everything overdue is a call a queue. */
#define SETTLE_MINE_MS 300
#define SETTLE_OVERDUE_MS 1000
#define HOUR_US (60 * 60 * (gint64) G_USEC_PER_SEC)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsWorkStore, amends_work_store, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

void
amends_work_store_set_state (AmendsWorkStore *self,
                             AmendsStoreState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* ── groups ── */

gint64
amends_work_store_end_of_day (gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, amends_time_get_site_zone ());
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (here, 1);
  g_autoptr (GDateTime) midnight = g_date_time_new (amends_time_get_site_zone (), g_date_time_get_year (tomorrow),
                                                    g_date_time_get_month (tomorrow),
                                                    g_date_time_get_day_of_month (tomorrow), 0, 0, 0);

  return g_date_time_to_unix (midnight) * G_USEC_PER_SEC;
}

/* Sets @until to the moment when passing time puts the ticket into another group. */
static AmendsWorkGroup
group_of (AmendsTicket *ticket,
          gint64        now,
          gint64        midnight,
          gint64       *until)
{
  gint64 due = amends_ticket_get (ticket)->due_at;

  switch (amends_ticket_get_due_kind (ticket, now))
    {
    case AMENDS_DUE_WAITING:
      return AMENDS_GROUP_WAITING;
    case AMENDS_DUE_OVERDUE:
      return AMENDS_GROUP_OVERDUE;
    case AMENDS_DUE_NONE:
      return AMENDS_GROUP_LATER;
    case AMENDS_DUE_SOON:
    case AMENDS_DUE_IN_TIME:
    default:
      break;
    }
  *until = MIN (*until, due - now <= HOUR_US ? due : due - HOUR_US);
  if (due - now <= HOUR_US)
    return AMENDS_GROUP_HOUR;
  if (due <= midnight)
    return AMENDS_GROUP_TODAY;
  *until = MIN (*until, midnight);
  return AMENDS_GROUP_LATER;
}

void
amends_work_store_put (AmendsWorkStore *self,
                       AmendsTicket    *ticket,
                       gint64           now,
                       gint64           midnight,
                       gint64          *until)
{
  AmendsLane *old = g_hash_table_lookup (self->places, ticket);
  AmendsLane *lane = self->groups[group_of (ticket, now, midnight, until)];

  if (old == lane)
    {
      amends_lane_reorder (lane, ticket);
      return;
    }
  g_hash_table_insert (self->places, ticket, lane);
  if (old != NULL)
    amends_lane_remove (old, ticket);
  amends_lane_add (lane, ticket);
}

void
amends_work_store_forget_unseen (AmendsWorkStore *self)
{
  GHashTableIter iter;
  gpointer name, ticket;

  g_hash_table_iter_init (&iter, self->tickets);
  while (g_hash_table_iter_next (&iter, &name, &ticket))
    if (!g_hash_table_contains (self->seen, name))
      {
        amends_lane_remove (g_hash_table_lookup (self->places, ticket), ticket);
        g_hash_table_remove (self->places, ticket);
        g_hash_table_iter_remove (&iter);
      }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N]);
}

static gboolean
wake_cb (gpointer user_data)
{
  AmendsWorkStore *self = user_data;

  self->wake = 0;
  amends_work_store_load (self);
  return G_SOURCE_REMOVE;
}

/* Limits pass without any event. */
void
amends_work_store_schedule_wake (AmendsWorkStore *self)
{
  gint64 wait = (self->next_overdue - amends_clock_now ()) / 1000;

  g_clear_handle_id (&self->wake, g_source_remove);
  if (self->live && self->kind == AMENDS_WORK_OVERDUE && self->next_overdue != G_MAXINT64 && wait < G_MAXINT)
    self->wake = g_timeout_add (MAX (wait, 0) + 500, wake_cb, self);
}

/* ── the feed ── */

static gboolean
timer_cb (gpointer user_data)
{
  AmendsWorkStore *self = user_data;

  self->timer = 0;
  amends_work_store_load (self);
  return G_SOURCE_REMOVE;
}

/* Nobody looks: it is read when somebody does. */
static void
schedule (AmendsWorkStore *self,
          guint            delay)
{
  if (!self->live)
    self->stale = TRUE;
  else if (self->timer == 0)
    self->timer = g_timeout_add (delay, timer_cb, self);
}

static void
changes_cb (AmendsWorkStore *self,
            GArray          *changes)
{
  if (amends_changes_have_kind (changes, AMENDS_CHANGE_TICKET) || amends_changes_have_kind (changes, AMENDS_CHANGE_NOTICE))
    schedule (self, self->kind == AMENDS_WORK_MINE ? SETTLE_MINE_MS : SETTLE_OVERDUE_MS);
}

static void
amends_work_store_dispose (GObject *object)
{
  AmendsWorkStore *self = AMENDS_WORK_STORE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->wake, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (amends_work_store_parent_class)->dispose (object);
}

static void
amends_work_store_finalize (GObject *object)
{
  AmendsWorkStore *self = AMENDS_WORK_STORE (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->tickets);
  g_array_unref (self->queues);
  for (guint i = 0; i < AMENDS_N_GROUPS; i++)
    g_object_unref (self->groups[i]);

  G_OBJECT_CLASS (amends_work_store_parent_class)->finalize (object);
}

static void
amends_work_store_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  AmendsWorkStore *self = AMENDS_WORK_STORE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_N:
      g_value_set_uint (value, amends_work_store_get_n (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_work_store_class_init (AmendsWorkStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_work_store_dispose;
  object_class->finalize = amends_work_store_finalize;
  object_class->get_property = amends_work_store_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, AMENDS_STORE_LOADING, AMENDS_STORE_ERROR,
                                             AMENDS_STORE_LOADING, flags);
  properties[PROP_N] = g_param_spec_uint ("n", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_work_store_init (AmendsWorkStore *self)
{
  self->cancellable = g_cancellable_new ();
  self->tickets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->places = g_hash_table_new (NULL, NULL);
  self->queues = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->next_overdue = G_MAXINT64;
  for (guint i = 0; i < AMENDS_N_GROUPS; i++)
    self->groups[i] = amends_lane_new ();
}

/**
 * amends_work_store_new:
 * @session: whose server is asked
 * @catalogue: the words that belong to the codes
 * @feed: tells what other desks change
 * @kind: whose work
 *
 * Returns: (transfer full): a store that has read nothing yet
 */
AmendsWorkStore *
amends_work_store_new (AmendsSession   *session,
                       AmendsCatalogue *catalogue,
                       AmendsFeed      *feed,
                       AmendsWorkKind   kind)
{
  AmendsWorkStore *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (AMENDS_IS_FEED (feed), NULL);

  self = g_object_new (AMENDS_TYPE_WORK_STORE, NULL);
  self->session = g_object_ref (session);
  self->catalogue = g_object_ref (catalogue);
  self->kind = kind;
  g_signal_connect_object (feed, "changes", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "resync", G_CALLBACK (amends_work_store_refresh), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * amends_work_store_load:
 * @self: a store
 *
 * Reads everything. What is shown stays and is brought up to date in place.
 */
void
amends_work_store_load (AmendsWorkStore *self)
{
  g_return_if_fail (AMENDS_IS_WORK_STORE (self));

  if (self->loading)
    {
      self->load_again = TRUE;
      return;
    }
  self->loading = TRUE;
  self->stale = FALSE;
  if (self->state == AMENDS_STORE_ERROR)
    amends_work_store_set_state (self, AMENDS_STORE_LOADING);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->next_overdue = G_MAXINT64;
  if (self->kind == AMENDS_WORK_MINE)
    amends_session_read_async (self->session, "SELECT * FROM api.my_work()", NULL, self->cancellable, amends_work_store_mine_cb,
                               g_object_ref (self));
  else
    amends_session_read_async (self->session, "SELECT * FROM api.queue_list()", NULL, self->cancellable, amends_work_store_queues_cb,
                               g_object_ref (self));
}

/**
 * amends_work_store_refresh:
 * @self: a store
 *
 * Reads everything again: now, or when somebody looks at it.
 */
void
amends_work_store_refresh (AmendsWorkStore *self)
{
  g_return_if_fail (AMENDS_IS_WORK_STORE (self));

  if (self->live)
    amends_work_store_load (self);
  else
    self->stale = TRUE;
}

/**
 * amends_work_store_set_live:
 * @self: a store
 * @live: whether somebody looks at it
 *
 * Follows what other desks change as long as somebody does; what changed meanwhile is read when somebody does again.
 */
void
amends_work_store_set_live (AmendsWorkStore *self,
                            gboolean         live)
{
  g_return_if_fail (AMENDS_IS_WORK_STORE (self));

  if (self->live == !!live)
    return;
  self->live = !!live;
  if (self->live && self->stale)
    amends_work_store_load (self);
  else if (self->live)
    amends_work_store_schedule_wake (self);
  if (self->live)
    return;
  self->stale |= self->timer != 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->wake, g_source_remove);
}

/**
 * amends_work_store_regroup:
 * @self: a store
 * @now: the server's time, microseconds since 1970 UTC
 *
 * Moves on what passing time has moved on.
 *
 * Returns: when that will be needed again, %G_MAXINT64 for never
 */
gint64
amends_work_store_regroup (AmendsWorkStore *self,
                           gint64           now)
{
  g_autoptr (GList) tickets = NULL;
  gint64 midnight, until = G_MAXINT64;

  g_return_val_if_fail (AMENDS_IS_WORK_STORE (self), G_MAXINT64);

  midnight = amends_work_store_end_of_day (now);
  tickets = g_hash_table_get_values (self->tickets);
  for (GList *l = tickets; l != NULL; l = l->next)
    amends_work_store_put (self, l->data, now, midnight, &until);
  return until;
}

/**
 * amends_work_store_get_kind:
 * @self: a store
 *
 * Returns: whose work it holds
 */
AmendsWorkKind
amends_work_store_get_kind (AmendsWorkStore *self)
{
  g_return_val_if_fail (AMENDS_IS_WORK_STORE (self), AMENDS_WORK_MINE);

  return self->kind;
}

/**
 * amends_work_store_get_state:
 * @self: a store
 *
 * Returns: whether there is something to show
 */
AmendsStoreState
amends_work_store_get_state (AmendsWorkStore *self)
{
  g_return_val_if_fail (AMENDS_IS_WORK_STORE (self), AMENDS_STORE_LOADING);

  return self->state;
}

/**
 * amends_work_store_get_error:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why nothing could be read
 */
const GError *
amends_work_store_get_error (AmendsWorkStore *self)
{
  g_return_val_if_fail (AMENDS_IS_WORK_STORE (self), NULL);

  return self->error;
}

/**
 * amends_work_store_get_group:
 * @self: a store
 * @group: a group
 *
 * Returns: (transfer none): the tickets in it; the same object every time
 */
AmendsLane *
amends_work_store_get_group (AmendsWorkStore *self,
                             AmendsWorkGroup  group)
{
  g_return_val_if_fail (AMENDS_IS_WORK_STORE (self), NULL);
  g_return_val_if_fail (group < AMENDS_N_GROUPS, NULL);

  return self->groups[group];
}

/**
 * amends_work_store_get_n:
 * @self: a store
 *
 * Returns: how many rows there are
 */
guint
amends_work_store_get_n (AmendsWorkStore *self)
{
  g_return_val_if_fail (AMENDS_IS_WORK_STORE (self), 0);

  return g_hash_table_size (self->tickets);
}
