/* What waits for a person, grouped by when it is due: the person's own work, or everything overdue that the person may see.
 *
 *   api.my_work()                                        ─┐
 *   api.queue_list() ─► api.queue_page() of each queue,   ├─► tickets ─► one lane a group; passing time moves them on
 *                       as far as limits have passed     ─┘
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-card-reader.h"
#include "amends-clock.h"
#include "amends-time.h"
#include "amends-work-store.h"

#define PAGE_SIZE 200
/* Changes come in bursts, one for every event of every ticket; everything overdue is a call a queue. */
#define SETTLE_MINE_MS 300
#define SETTLE_OVERDUE_MS 1000
#define HOUR_US (60 * 60 * (gint64) G_USEC_PER_SEC)

struct _AmendsWorkStore
{
  GObject parent_instance;

  AmendsSession *session;
  AmendsCatalogue *catalogue;
  AmendsWorkKind kind;
  GCancellable *cancellable;
  AmendsStoreState state;
  GError *error;

  GHashTable *tickets;                 /* name of the row → ticket */
  AmendsLane *groups[AMENDS_N_GROUPS];
  GHashTable *places;                  /* ticket → the lane it stands in */

  GHashTable *seen;
  GArray *queues;                      /* still to be read */
  gint64 next_overdue;                 /* when the next limit passes that is not shown yet */
  guint timer;
  guint wake;
  gboolean live;                       /* somebody looks at it */
  gboolean stale;                      /* something changed while nobody did */
  gboolean loading;
  gboolean load_again;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsWorkStore, amends_work_store, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void read_queues (AmendsWorkStore *self);
static void read_queue (AmendsWorkStore *self,
                        gint64           team_id,
                        gint64           after_due,
                        gint64           after_id);

static void
set_state (AmendsWorkStore  *self,
           AmendsStoreState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* A ticket and the calls promised on it are rows of their own. */
static char *
row_name (const AmendsTicketFields *fields)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, fields->id, fields->followup_id);
}

/* ── groups ── */

static gint64
end_of_day (gint64 now)
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

static void
put (AmendsWorkStore *self,
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

static void
forget_unseen (AmendsWorkStore *self)
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

/* ── rows ── */

static void
take_row (AmendsWorkStore  *self,
          AmendsCardReader *reader,
          gint64            now,
          gint64            midnight)
{
  g_autofree char *name = row_name (amends_card_reader_get (reader));
  AmendsTicket *ticket = g_hash_table_lookup (self->tickets, name);
  gint64 until = G_MAXINT64;

  g_hash_table_add (self->seen, g_strdup (name));
  if (ticket != NULL && amends_ticket_get_settling (ticket))
    return;
  if (ticket == NULL)
    g_hash_table_insert (self->tickets, g_strdup (name), ticket = amends_ticket_new ());
  amends_card_reader_fill (reader, ticket);
  put (self, ticket, now, midnight, &until);
}

/* Returns whether rows of the queue may follow that belong here. */
static gboolean
take_rows (AmendsWorkStore *self,
           AmendsResult    *rows)
{
  g_autoptr (AmendsCardReader) reader = amends_card_reader_new (rows, self->catalogue);
  gint64 now = amends_clock_now (), midnight = end_of_day (now);

  while (amends_card_reader_next (reader))
    {
      gint64 due = amends_card_reader_get (reader)->due_at;

      if (self->kind == AMENDS_WORK_OVERDUE && (due == 0 || due > now))
        {
          if (due != 0)
            self->next_overdue = MIN (self->next_overdue, due);
          return FALSE;
        }
      take_row (self, reader, now, midnight);
    }
  return amends_result_get_n_rows (rows) >= PAGE_SIZE;
}

static void
end_load (AmendsWorkStore *self)
{
  gboolean again = self->load_again;

  self->loading = FALSE;
  self->load_again = FALSE;
  g_clear_pointer (&self->seen, g_hash_table_unref);
  if (again)
    amends_work_store_load (self);
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
static void
schedule_wake (AmendsWorkStore *self)
{
  gint64 wait = (self->next_overdue - amends_clock_now ()) / 1000;

  g_clear_handle_id (&self->wake, g_source_remove);
  if (self->live && self->kind == AMENDS_WORK_OVERDUE && self->next_overdue != G_MAXINT64 && wait < G_MAXINT)
    self->wake = g_timeout_add (MAX (wait, 0) + 500, wake_cb, self);
}

static void
succeed (AmendsWorkStore *self)
{
  forget_unseen (self);
  schedule_wake (self);
  set_state (self, AMENDS_STORE_READY);
  end_load (self);
}

static void
fail (AmendsWorkStore *self,
      GError          *error)
{
  if (self->state != AMENDS_STORE_READY)
    {
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
      set_state (self, AMENDS_STORE_ERROR);
    }
  end_load (self);
}

static void
mine_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsWorkStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fail (self, error);
      return;
    }
  take_rows (self, rows);
  succeed (self);
}

/* ── overdue in every queue ── */

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsWorkStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  int last;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fail (self, error);
      return;
    }
  if (!take_rows (self, rows))
    {
      g_array_remove_index (self->queues, 0);
      read_queues (self);
      return;
    }
  last = amends_result_get_n_rows (rows) - 1;
  read_queue (self, g_array_index (self->queues, gint64, 0),
              amends_result_get_timestamp (rows, last, amends_result_column (rows, "due_at")),
              amends_result_get_int64 (rows, last, amends_result_column (rows, "id")));
}

static void
read_queue (AmendsWorkStore *self,
            gint64           team_id,
            gint64           after_due,
            gint64           after_id)
{
  g_autoptr (AmendsParams) params = amends_params_new ();

  amends_params_add_int64 (params, team_id);
  if (after_id != 0)
    {
      amends_params_add_timestamp (params, after_due);
      amends_params_add_int64 (params, after_id);
    }
  else
    {
      amends_params_add_null (params);
      amends_params_add_null (params);
    }
  amends_params_add_int64 (params, PAGE_SIZE);
  amends_session_read_async (self->session, "SELECT * FROM api.queue_page($1::int, $2::timestamptz, $3::bigint, $4::int)",
                             params, self->cancellable, page_cb, g_object_ref (self));
}

static void
read_queues (AmendsWorkStore *self)
{
  if (self->queues->len == 0)
    succeed (self);
  else
    read_queue (self, g_array_index (self->queues, gint64, 0), 0, 0);
}

static void
queues_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsWorkStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  int column;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fail (self, error);
      return;
    }
  column = amends_result_column (rows, "team_id");
  g_array_set_size (self->queues, 0);
  for (int i = 0; i < amends_result_get_n_rows (rows); i++)
    {
      gint64 id = amends_result_get_int64 (rows, i, column);

      g_array_append_val (self->queues, id);
    }
  read_queues (self);
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
    set_state (self, AMENDS_STORE_LOADING);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->next_overdue = G_MAXINT64;
  if (self->kind == AMENDS_WORK_MINE)
    amends_session_read_async (self->session, "SELECT * FROM api.my_work()", NULL, self->cancellable, mine_cb,
                               g_object_ref (self));
  else
    amends_session_read_async (self->session, "SELECT * FROM api.queue_list()", NULL, self->cancellable, queues_cb,
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
    schedule_wake (self);
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

  midnight = end_of_day (now);
  tickets = g_hash_table_get_values (self->tickets);
  for (GList *l = tickets; l != NULL; l = l->next)
    put (self, l->data, now, midnight, &until);
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
