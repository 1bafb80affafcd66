/* What other desks changed: polled, because polling with a cursor cannot miss anything; a NOTIFY only makes it sooner.
 *
 * The feed also pushes the sweep, which every desk shares: reminders and escalations happen although no server program
 * of ours runs anywhere.
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <json-glib/json-glib.h>

#include "amends-clock.h"
#include "amends-feed.h"
#include "amends-time.h"

#define POLL_MS 3000
#define WAKE_MS 300
#define PAGE_SIZE 500
#define SWEEP_MS 30000
#define SWEEP_JITTER_MS 6000

struct _AmendsFeed
{
  GObject parent_instance;

  AmendsSession *session;
  GCancellable *cancellable;
  char *epoch;
  char *cursor;
  char *page_cursor;
  gint64 after_seq;
  GArray *batch;
  guint poll;
  guint sweep;
  gint64 sweep_sent;
  gboolean polling;
  gboolean sweeping;
  gboolean again;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

enum
{
  CHANGES,
  RESYNC,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsFeed, amends_feed, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void schedule_poll (AmendsFeed *self,
                           guint       delay);
static void schedule_sweep (AmendsFeed *self,
                            guint       delay);

static AmendsChangeKind
kind_of (const char *name)
{
  static const char *const names[] = { "", "ticket", "team", "person", "notice", "catalogue", "scorecard" };

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return AMENDS_CHANGE_OTHER;
}

static void
replace (char      **field,
         const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

/* A ticket that changed five times since the last poll is read once. */
static void
add_change (AmendsFeed *self,
            JsonObject *object)
{
  AmendsChange change = {
    kind_of (json_object_get_string_member_with_default (object, "kind", NULL)),
    json_object_get_int_member_with_default (object, "ref", 0),
  };

  self->after_seq = MAX (self->after_seq, json_object_get_int_member_with_default (object, "seq", 0));
  if (!amends_changes_have (self->batch, change.kind, change.ref))
    g_array_append_val (self->batch, change);
}

static void
emit_batch (AmendsFeed *self)
{
  g_autoptr (GArray) batch = g_steal_pointer (&self->batch);

  self->batch = g_array_new (FALSE, FALSE, sizeof (AmendsChange));
  if (batch->len > 0)
    g_signal_emit (self, signals[CHANGES], 0, batch);
}

static void
lose_place (AmendsFeed *self)
{
  g_array_set_size (self->batch, 0);
  g_signal_emit (self, signals[RESYNC], 0);
}

/* Returns whether another page follows. */
static gboolean
take_page (AmendsFeed *self,
           JsonObject *page)
{
  const char *epoch = json_object_get_string_member_with_default (page, "epoch", NULL);
  const char *next = json_object_get_string_member_with_default (page, "next", NULL);
  JsonNode *node = json_object_get_member (page, "changes");
  JsonArray *changes = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gboolean resync = json_object_get_boolean_member_with_default (page, "resync", FALSE) ||
                    (self->epoch != NULL && g_strcmp0 (self->epoch, epoch) != 0);
  gboolean more = json_object_get_boolean_member_with_default (page, "more", FALSE) && !resync;

  replace (&self->epoch, epoch);
  for (guint i = 0; changes != NULL && !resync && i < json_array_get_length (changes); i++)
    add_change (self, json_array_get_object_element (changes, i));
  if (more)
    {
      replace (&self->page_cursor, next);
      return TRUE;
    }
  replace (&self->cursor, next);
  g_clear_pointer (&self->page_cursor, g_free);
  self->after_seq = 0;
  if (resync)
    lose_place (self);
  else
    emit_batch (self);
  return FALSE;
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  g_autoptr (JsonNode) node = NULL;
  gboolean more = FALSE;

  self->polling = FALSE;
  /* stopped; "again" when it was started anew meanwhile */
  if (self->session == NULL || (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !self->again))
    return;
  if (answer != NULL)
    node = json_from_string (amends_result_get_json_text (answer, 0, 0), NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    more = take_page (self, json_node_get_object (node));
  if (more || self->again)
    amends_feed_poll (self);
  else
    schedule_poll (self, POLL_MS);
}

static gboolean
poll_cb (gpointer user_data)
{
  AmendsFeed *self = user_data;

  self->poll = 0;
  amends_feed_poll (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_poll (AmendsFeed *self,
               guint       delay)
{
  g_clear_handle_id (&self->poll, g_source_remove);
  if (amends_session_get_state (self->session) == AMENDS_SESSION_READY)
    self->poll = g_timeout_add (delay, poll_cb, self);
}

/* All desks are woken at once; they should not all ask at once. */
static void
wake_up_cb (AmendsFeed *self)
{
  schedule_poll (self, g_random_int_range (0, WAKE_MS));
}

static void
take_sweep (AmendsFeed *self,
            JsonObject *answer)
{
  int wait_ms = json_object_get_int_member_with_default (answer, "wait_ms", 0);
  gint64 now;

  if (amends_time_parse (json_object_get_string_member_with_default (answer, "server_now", NULL), &now))
    amends_clock_set_server_time (now, self->sweep_sent, amends_clock_stamp ());
  if (json_object_get_boolean_member_with_default (answer, "ran", FALSE))
    wake_up_cb (self);
  if (json_object_get_boolean_member_with_default (answer, "more", FALSE))
    schedule_sweep (self, 1);
  else if (wait_ms > 0)
    schedule_sweep (self, wait_ms + g_random_int_range (0, 100));
  else
    schedule_sweep (self, SWEEP_MS + g_random_int_range (-SWEEP_JITTER_MS, SWEEP_JITTER_MS));
}

static void
swept_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AmendsFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  g_autoptr (JsonNode) node = NULL;

  self->sweeping = FALSE;
  if (self->session == NULL)
    return;
  if (answer != NULL)
    node = json_from_string (amends_result_get_json_text (answer, 0, 0), NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    take_sweep (self, json_node_get_object (node));
  else
    schedule_sweep (self, SWEEP_MS);
}

static gboolean
sweep_cb (gpointer user_data)
{
  AmendsFeed *self = user_data;

  self->sweep = 0;
  if (self->sweeping)
    return G_SOURCE_REMOVE;
  self->sweeping = TRUE;
  self->sweep_sent = amends_clock_stamp ();
  amends_session_read_async (self->session, "SELECT api.sweep()", NULL, self->cancellable, swept_cb,
                             g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
schedule_sweep (AmendsFeed *self,
                guint       delay)
{
  g_clear_handle_id (&self->sweep, g_source_remove);
  if (amends_session_get_state (self->session) == AMENDS_SESSION_READY)
    self->sweep = g_timeout_add (delay, sweep_cb, self);
}

static void
stop (AmendsFeed *self)
{
  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_handle_id (&self->sweep, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
start (AmendsFeed *self)
{
  stop (self);
  self->cancellable = g_cancellable_new ();
  if (self->cursor == NULL)
    {
      replace (&self->epoch, amends_session_get_feed_epoch (self->session));
      replace (&self->cursor, amends_session_get_feed_cursor (self->session));
    }
  schedule_poll (self, 0);
  schedule_sweep (self, g_random_int_range (200, 2000));
}

/* A cursor outlives a lost connection, but not another person or another server. */
static void
state_cb (AmendsFeed *self)
{
  switch (amends_session_get_state (self->session))
    {
    case AMENDS_SESSION_READY:
      start (self);
      break;
    case AMENDS_SESSION_SIGNED_OUT:
    case AMENDS_SESSION_CONNECTING:
      stop (self);
      g_clear_pointer (&self->epoch, g_free);
      g_clear_pointer (&self->cursor, g_free);
      g_clear_pointer (&self->page_cursor, g_free);
      self->after_seq = 0;
      g_array_set_size (self->batch, 0);
      break;
    case AMENDS_SESSION_LOST:
    case AMENDS_SESSION_REFUSED:
    default:
      stop (self);
    }
}

static void
amends_feed_constructed (GObject *object)
{
  AmendsFeed *self = AMENDS_FEED (object);

  G_OBJECT_CLASS (amends_feed_parent_class)->constructed (object);

  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "wake-up", G_CALLBACK (wake_up_cb), self, G_CONNECT_SWAPPED);
  state_cb (self);
}

static void
amends_feed_dispose (GObject *object)
{
  AmendsFeed *self = AMENDS_FEED (object);

  stop (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_feed_parent_class)->dispose (object);
}

static void
amends_feed_finalize (GObject *object)
{
  AmendsFeed *self = AMENDS_FEED (object);

  g_free (self->epoch);
  g_free (self->cursor);
  g_free (self->page_cursor);
  g_array_unref (self->batch);

  G_OBJECT_CLASS (amends_feed_parent_class)->finalize (object);
}

static void
amends_feed_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      AMENDS_FEED (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_feed_class_init (AmendsFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = amends_feed_constructed;
  object_class->dispose = amends_feed_dispose;
  object_class->finalize = amends_feed_finalize;
  object_class->set_property = amends_feed_set_property;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, AMENDS_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsFeed::changes:
   * @self: the feed
   * @changes: (element-type AmendsChange): what changed since the last time, each thing once
   */
  signals[CHANGES] = g_signal_new ("changes", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_ARRAY);
  /**
   * AmendsFeed::resync:
   * @self: the feed
   *
   * The place in the feed is lost (the desk slept for days, the database was restored): read everything again.
   */
  signals[RESYNC] = g_signal_new ("resync", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
amends_feed_init (AmendsFeed *self)
{
  self->batch = g_array_new (FALSE, FALSE, sizeof (AmendsChange));
}

/**
 * amends_feed_new:
 * @session: whose server is listened to
 *
 * Returns: (transfer full): a feed that runs while @session is ready
 */
AmendsFeed *
amends_feed_new (AmendsSession *session)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);

  return g_object_new (AMENDS_TYPE_FEED, "session", session, NULL);
}

/**
 * amends_feed_poll:
 * @self: a feed
 *
 * Asks now instead of at the next turn.
 */
void
amends_feed_poll (AmendsFeed *self)
{
  g_autoptr (AmendsParams) params = NULL;

  g_return_if_fail (AMENDS_IS_FEED (self));

  if (amends_session_get_state (self->session) != AMENDS_SESSION_READY)
    return;
  self->again = self->polling;
  if (self->polling)
    return;
  g_clear_handle_id (&self->poll, g_source_remove);
  self->polling = TRUE;
  params = amends_params_new ();
  amends_params_add_text (params, self->cursor);
  amends_params_add_text (params, self->page_cursor);
  amends_params_add_int64 (params, self->after_seq);
  amends_params_add_int64 (params, PAGE_SIZE);
  amends_session_read_async (self->session, "SELECT api.feed($1::text, $2::text, $3::bigint, $4::int)", params,
                             self->cancellable, page_cb, g_object_ref (self));
}

/**
 * amends_changes_have_kind:
 * @changes: (element-type AmendsChange): a batch
 * @kind: a kind
 *
 * Returns: whether anything of that kind changed
 */
gboolean
amends_changes_have_kind (GArray           *changes,
                          AmendsChangeKind  kind)
{
  g_return_val_if_fail (changes != NULL, FALSE);

  for (guint i = 0; i < changes->len; i++)
    if (g_array_index (changes, AmendsChange, i).kind == kind)
      return TRUE;
  return FALSE;
}

/**
 * amends_changes_have:
 * @changes: (element-type AmendsChange): a batch
 * @kind: a kind
 * @ref: what exactly
 *
 * Returns: whether that changed
 */
gboolean
amends_changes_have (GArray           *changes,
                     AmendsChangeKind  kind,
                     gint64            ref)
{
  g_return_val_if_fail (changes != NULL, FALSE);

  for (guint i = 0; i < changes->len; i++)
    if (g_array_index (changes, AmendsChange, i).kind == kind && g_array_index (changes, AmendsChange, i).ref == ref)
      return TRUE;
  return FALSE;
}

/**
 * amends_changes_refs:
 * @changes: (element-type AmendsChange): a batch
 * @kind: a kind
 *
 * Returns: (transfer full) (element-type gint64): what of that kind changed
 */
GArray *
amends_changes_refs (GArray           *changes,
                     AmendsChangeKind  kind)
{
  GArray *refs = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (changes != NULL, refs);

  for (guint i = 0; i < changes->len; i++)
    if (g_array_index (changes, AmendsChange, i).kind == kind)
      g_array_append_val (refs, g_array_index (changes, AmendsChange, i).ref);
  return refs;
}
