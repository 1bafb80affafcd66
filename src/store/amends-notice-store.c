/* What this person was told: a list of AmendsNotice, the newest first, and a signal for what just arrived. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <json-glib/json-glib.h>

#include "amends-notice-store.h"

/* what a panel shows at first; older ones stay in the database */
#define FIRST_LIMIT 100
#define PAGE_LIMIT 200

struct _AmendsNoticeStore
{
  GObject parent_instance;

  AmendsSession *session;
  GCancellable *cancellable;
  GPtrArray *notices;
  gint64 highest;
  guint n_unseen;
  gboolean ready;
};

enum
{
  PROP_0,
  PROP_READY,
  PROP_N_UNSEEN,
  N_PROPS
};

enum
{
  ARRIVED,
  N_SIGNALS
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsNoticeStore, amends_notice_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
count_unseen (AmendsNoticeStore *self)
{
  guint n = 0;

  for (guint i = 0; i < self->notices->len; i++)
    if (!amends_notice_get_seen (g_ptr_array_index (self->notices, i)))
      n++;
  if (n == self->n_unseen)
    return;
  self->n_unseen = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNSEEN]);
}

static AmendsNotice *
read_row (AmendsResult *rows,
          int           row)
{
  const char *json = amends_result_get_json_text (rows, row, amends_result_column (rows, "body"));
  g_autoptr (JsonNode) body = json != NULL ? json_from_string (json, NULL) : NULL;
  AmendsNotice *notice =
    amends_notice_new (amends_result_get_int64 (rows, row, amends_result_column (rows, "id")),
                       amends_result_get_int64 (rows, row, amends_result_column (rows, "ticket_id")),
                       amends_result_get_text (rows, row, amends_result_column (rows, "number")),
                       amends_result_get_text (rows, row, amends_result_column (rows, "kind")),
                       amends_result_get_int64 (rows, row, amends_result_column (rows, "level")),
                       amends_result_get_timestamp (rows, row, amends_result_column (rows, "at")),
                       body != NULL && JSON_NODE_HOLDS_OBJECT (body) ? json_node_get_object (body) : NULL);

  amends_notice_set_seen (notice, !amends_result_is_null (rows, row, amends_result_column (rows, "seen_at")));
  return notice;
}

/* rows come oldest first and go to the head one by one, so that the newest stands at 0 */
static void
take_rows (AmendsNoticeStore *self,
           AmendsResult      *rows)
{
  gboolean first = !self->ready;
  int n = amends_result_get_n_rows (rows);
  g_autoptr (GPtrArray) arrived = g_ptr_array_new_with_free_func (g_object_unref);

  for (int row = 0; row < n; row++)
    {
      AmendsNotice *notice = read_row (rows, row);

      self->highest = MAX (self->highest, amends_notice_get_id (notice));
      g_ptr_array_insert (self->notices, 0, notice);
      g_ptr_array_add (arrived, g_object_ref (notice));
    }
  self->ready = TRUE;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n);
  count_unseen (self);
  /* in this order: who is ready without having been told of an arrival was told of none before */
  if (n > 0)
    g_signal_emit (self, signals[ARRIVED], 0, arrived);
  if (first)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsNoticeStore) self = user_data;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, NULL);

  if (rows == NULL)
    return;
  take_rows (self, rows);
  if (self->highest != 0 && amends_result_get_n_rows (rows) >= PAGE_LIMIT)
    amends_notice_store_refresh (self);
}

static void
seen_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsNoticeStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_write_finish (AMENDS_SESSION (object), result, NULL, &error);

  if (error != NULL)
    g_message ("notices could not be marked as seen: %s", error->message);
}

static void
stop (AmendsNoticeStore *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
forget (AmendsNoticeStore *self)
{
  guint n = self->notices->len;

  stop (self);
  g_ptr_array_set_size (self->notices, 0);
  self->highest = 0;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  count_unseen (self);
  if (!self->ready)
    return;
  self->ready = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
state_cb (AmendsNoticeStore *self)
{
  AmendsSessionState state = amends_session_get_state (self->session);

  if (state == AMENDS_SESSION_READY)
    amends_notice_store_refresh (self);
  else if (state == AMENDS_SESSION_SIGNED_OUT)
    forget (self);
}

static void
changes_cb (AmendsNoticeStore *self,
            GArray            *changes)
{
  if (amends_changes_have_kind (changes, AMENDS_CHANGE_NOTICE))
    amends_notice_store_refresh (self);
}

static GType
get_item_type (GListModel *model)
{
  return AMENDS_TYPE_NOTICE;
}

static guint
get_n_items (GListModel *model)
{
  return AMENDS_NOTICE_STORE (model)->notices->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  AmendsNoticeStore *self = AMENDS_NOTICE_STORE (model);

  return position < self->notices->len ? g_object_ref (g_ptr_array_index (self->notices, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
amends_notice_store_dispose (GObject *object)
{
  AmendsNoticeStore *self = AMENDS_NOTICE_STORE (object);

  stop (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_notice_store_parent_class)->dispose (object);
}

static void
amends_notice_store_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_NOTICE_STORE (object)->notices);

  G_OBJECT_CLASS (amends_notice_store_parent_class)->finalize (object);
}

static void
amends_notice_store_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  AmendsNoticeStore *self = AMENDS_NOTICE_STORE (object);

  switch (prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_N_UNSEEN:
      g_value_set_uint (value, self->n_unseen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_notice_store_class_init (AmendsNoticeStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_notice_store_dispose;
  object_class->finalize = amends_notice_store_finalize;
  object_class->get_property = amends_notice_store_get_property;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_N_UNSEEN] = g_param_spec_uint ("n-unseen", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsNoticeStore::arrived:
   * @self: the store
   * @notices: (element-type AmendsNotice): what came since the last time, oldest first; at sign-in the last hundred
   */
  signals[ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
amends_notice_store_init (AmendsNoticeStore *self)
{
  self->notices = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * amends_notice_store_new:
 * @session: whose notices
 * @feed: tells when one arrives
 *
 * Returns: (transfer full): a list that keeps itself up to date
 */
AmendsNoticeStore *
amends_notice_store_new (AmendsSession *session,
                         AmendsFeed    *feed)
{
  AmendsNoticeStore *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_FEED (feed), NULL);

  self = g_object_new (AMENDS_TYPE_NOTICE_STORE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "changes", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "resync", G_CALLBACK (amends_notice_store_refresh), self, G_CONNECT_SWAPPED);
  state_cb (self);
  return self;
}

/**
 * amends_notice_store_get_ready:
 * @self: a store
 *
 * Returns: whether the notices have been read
 */
gboolean
amends_notice_store_get_ready (AmendsNoticeStore *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE_STORE (self), FALSE);

  return self->ready;
}

/**
 * amends_notice_store_get_n_unseen:
 * @self: a store
 *
 * Returns: how many of those read have not been looked at
 */
guint
amends_notice_store_get_n_unseen (AmendsNoticeStore *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE_STORE (self), 0);

  return self->n_unseen;
}

/**
 * amends_notice_store_mark_seen:
 * @self: a store
 * @notice: (nullable): one of its notices, %NULL for all of them
 *
 * Shows it at once; the database follows.
 */
void
amends_notice_store_mark_seen (AmendsNoticeStore *self,
                               AmendsNotice      *notice)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AmendsParams) params = NULL;

  g_return_if_fail (AMENDS_IS_NOTICE_STORE (self));

  for (guint i = 0; i < self->notices->len; i++)
    {
      AmendsNotice *each = g_ptr_array_index (self->notices, i);
      gint64 id = amends_notice_get_id (each);

      if ((notice != NULL && notice != each) || amends_notice_get_seen (each))
        continue;
      amends_notice_set_seen (each, TRUE);
      g_array_append_val (ids, id);
    }
  if (ids->len == 0)
    return;
  count_unseen (self);
  params = amends_params_new ();
  amends_params_add_int64_array (params, (const gint64 *) (gpointer) ids->data, ids->len);
  amends_session_write_async (self->session, "notices_seen", "SELECT api.notices_seen($1::uuid, $2::bigint[])", params,
                              NULL, seen_cb, g_object_ref (self));
}

/**
 * amends_notice_store_refresh:
 * @self: a store
 *
 * Reads what came since the last time.
 */
void
amends_notice_store_refresh (AmendsNoticeStore *self)
{
  g_autoptr (AmendsParams) params = NULL;

  g_return_if_fail (AMENDS_IS_NOTICE_STORE (self));

  stop (self);
  self->cancellable = g_cancellable_new ();
  params = amends_params_new ();
  if (self->ready)
    amends_params_add_int64 (params, self->highest);
  else
    amends_params_add_null (params);
  amends_params_add_int64 (params, self->ready ? PAGE_LIMIT : FIRST_LIMIT);
  amends_session_read_async (self->session, "SELECT * FROM api.notices($1::bigint, $2::int)", params,
                             self->cancellable, read_cb, g_object_ref (self));
}
