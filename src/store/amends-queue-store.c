/* Everything open in one queue, kept as it is on the server.
 *
 *   api.queue_page(), 200 a call ─┐
 *   api.ticket_cards() of what    ├─► tickets by id ─► the lane of whoever holds it   (a column of the board)
 *   the feed says has changed ────┘         └────────► all                            (the list)
 *   api.queue_people() ───────────────► members                                       (heads of the columns)
 *
 * The same object stays for a ticket; a change moves that one between lanes and touches nothing else.
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-queue-call.h"
#include "amends-queue-store-private.h"

/* Changes that come together are read together. */
#define REFETCH_MS 40

enum
{
  PROP_0,
  PROP_STATE,
  PROP_COMPLETE,
  N_PROPS
};

enum
{
  LEFT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsQueueStore, amends_queue_store, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

gpointer
amends_queue_store_key (gint64 id)
{
  gint64 *boxed = g_new (gint64, 1);

  *boxed = id;
  return boxed;
}

void
amends_queue_store_set_state (AmendsQueueStore *self,
                              AmendsStoreState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
amends_queue_store_set_complete (AmendsQueueStore *self,
                                 gboolean          complete)
{
  if (self->complete == complete)
    return;
  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

void
amends_queue_store_emit_left (AmendsQueueStore *self,
                              AmendsTicket     *ticket)
{
  g_signal_emit (self, signals[LEFT], 0, ticket);
}

/* ── the feed ── */

static void
changes_cb (AmendsQueueStore *self,
            GArray           *changes)
{
  g_autoptr (GArray) ids = amends_changes_refs (changes, AMENDS_CHANGE_TICKET);

  amends_queue_store_refetch (self, (gint64 *) (gpointer) ids->data, ids->len);
  if (amends_changes_have_kind (changes, AMENDS_CHANGE_PERSON))
    amends_queue_store_schedule_members (self, 0);
}

static void
resync_cb (AmendsQueueStore *self)
{
  if (self->live)
    amends_queue_store_load (self);
  else
    self->stale = TRUE;
}

/* What changed while nobody looked: ticket by ticket, or the whole queue where that is less work. */
static void
catch_up (AmendsQueueStore *self)
{
  if (self->stale)
    {
      amends_queue_store_load (self);
      return;
    }
  if (g_hash_table_size (self->wanted) > 0 && self->refetch == 0)
    self->refetch = g_idle_add (amends_queue_store_refetch_cb, self);
  if (self->members_stale)
    amends_queue_store_schedule_members (self, 0);
}

static void
amends_queue_store_dispose (GObject *object)
{
  AmendsQueueStore *self = AMENDS_QUEUE_STORE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refetch, g_source_remove);
  g_clear_handle_id (&self->refresh_members, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (amends_queue_store_parent_class)->dispose (object);
}

static void
amends_queue_store_finalize (GObject *object)
{
  AmendsQueueStore *self = AMENDS_QUEUE_STORE (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->lanes);
  g_hash_table_unref (self->tickets);
  g_hash_table_unref (self->wanted);
  g_object_unref (self->all);
  g_object_unref (self->members);

  G_OBJECT_CLASS (amends_queue_store_parent_class)->finalize (object);
}

static void
amends_queue_store_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AmendsQueueStore *self = AMENDS_QUEUE_STORE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_queue_store_class_init (AmendsQueueStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_queue_store_dispose;
  object_class->finalize = amends_queue_store_finalize;
  object_class->get_property = amends_queue_store_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, AMENDS_STORE_LOADING, AMENDS_STORE_ERROR,
                                             AMENDS_STORE_LOADING, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsQueueStore::left:
   * @self: the store
   * @ticket: a ticket that stands in this queue no more
   */
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, AMENDS_TYPE_TICKET);
}

static void
amends_queue_store_init (AmendsQueueStore *self)
{
  self->cancellable = g_cancellable_new ();
  self->tickets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->lanes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->places = g_hash_table_new (NULL, NULL);
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->all = amends_lane_new ();
  self->members = g_list_store_new (AMENDS_TYPE_MEMBER);
}

/**
 * amends_queue_store_new:
 * @session: whose server is asked
 * @catalogue: the words that belong to the codes
 * @feed: tells what other desks change
 * @team_id: the queue
 *
 * Returns: (transfer full): a store that has read nothing yet
 */
AmendsQueueStore *
amends_queue_store_new (AmendsSession   *session,
                        AmendsCatalogue *catalogue,
                        AmendsFeed      *feed,
                        gint64           team_id)
{
  AmendsQueueStore *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (AMENDS_IS_FEED (feed), NULL);

  self = g_object_new (AMENDS_TYPE_QUEUE_STORE, NULL);
  self->session = g_object_ref (session);
  self->catalogue = g_object_ref (catalogue);
  self->team_id = team_id;
  g_signal_connect_object (feed, "changes", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "resync", G_CALLBACK (resync_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * amends_queue_store_load:
 * @self: a store
 *
 * Reads the whole queue, page by page. What is shown stays and is brought up to date in place.
 */
void
amends_queue_store_load (AmendsQueueStore *self)
{
  g_return_if_fail (AMENDS_IS_QUEUE_STORE (self));

  if (self->loading)
    {
      self->load_again = TRUE;
      return;
    }
  self->loading = TRUE;
  self->stale = FALSE;
  if (self->state == AMENDS_STORE_ERROR)
    amends_queue_store_set_state (self, AMENDS_STORE_LOADING);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  amends_queue_store_read_members (self);
  amends_queue_store_read_page (self, NULL);
}

/**
 * amends_queue_store_refetch:
 * @self: a store
 * @ids: (array length=n_ids): tickets that changed; also ones that may have come into the queue
 * @n_ids: how many
 *
 * Reads them again, together with others that change in the same moment, as soon as somebody looks at the queue.
 */
void
amends_queue_store_refetch (AmendsQueueStore *self,
                            const gint64     *ids,
                            guint             n_ids)
{
  g_return_if_fail (AMENDS_IS_QUEUE_STORE (self));

  for (guint i = 0; i < n_ids && !self->stale; i++)
    g_hash_table_add (self->wanted, amends_queue_store_key (ids[i]));
  if (!self->live && g_hash_table_size (self->wanted) > QUEUE_PAGE_SIZE)
    {
      g_hash_table_remove_all (self->wanted);
      self->stale = TRUE;
    }
  if (self->live && g_hash_table_size (self->wanted) > 0 && self->refetch == 0)
    self->refetch = g_timeout_add (REFETCH_MS, amends_queue_store_refetch_cb, self);
}

/**
 * amends_queue_store_set_live:
 * @self: a store
 * @live: whether somebody looks at it
 *
 * Follows what other desks change as long as somebody does; what changed meanwhile is read when somebody does again.
 */
void
amends_queue_store_set_live (AmendsQueueStore *self,
                             gboolean          live)
{
  g_return_if_fail (AMENDS_IS_QUEUE_STORE (self));

  if (self->live == !!live)
    return;
  self->live = !!live;
  if (self->live)
    {
      catch_up (self);
      return;
    }
  self->members_stale |= self->refresh_members != 0;
  g_clear_handle_id (&self->refetch, g_source_remove);
  g_clear_handle_id (&self->refresh_members, g_source_remove);
}

/**
 * amends_queue_store_get_team:
 * @self: a store
 *
 * Returns: the queue's number in the database
 */
gint64
amends_queue_store_get_team (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), 0);

  return self->team_id;
}

/**
 * amends_queue_store_get_state:
 * @self: a store
 *
 * Returns: whether there is something to show
 */
AmendsStoreState
amends_queue_store_get_state (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), AMENDS_STORE_LOADING);

  return self->state;
}

/**
 * amends_queue_store_get_complete:
 * @self: a store
 *
 * Returns: whether the last page of the queue has come
 */
gboolean
amends_queue_store_get_complete (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), FALSE);

  return self->complete;
}

/**
 * amends_queue_store_get_error:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why nothing could be read
 */
const GError *
amends_queue_store_get_error (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  return self->error;
}

/**
 * amends_queue_store_get_all:
 * @self: a store
 *
 * Returns: (transfer none): every open ticket of the queue
 */
AmendsLane *
amends_queue_store_get_all (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  return self->all;
}

/**
 * amends_queue_store_find:
 * @self: a store
 * @id: a ticket
 *
 * Returns: (transfer none) (nullable): the ticket, where it is known here
 */
AmendsTicket *
amends_queue_store_find (AmendsQueueStore *self,
                         gint64            id)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  return g_hash_table_lookup (self->tickets, &id);
}
