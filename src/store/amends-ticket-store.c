/* One ticket, whole: its detail, its history, everything that can be done to it.
 *
 * The detail is the object of api.ticket(), replaced as a whole when the feed names the ticket; the timeline only grows. Every act
 * carries the rev that the person saw, so that nobody's work is overwritten unseen. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-error.h"
#include "amends-event.h"
#include "amends-ticket-store-private.h"

#define TIMELINE_PAGE 500

enum
{
  PROP_0,
  PROP_DETAIL,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsTicketStore, amends_ticket_store, G_TYPE_OBJECT)

JsonObject *
amends_ticket_store_object_of (AmendsResult *rows)
{
  g_autoptr (JsonNode) node = NULL;

  if (amends_result_get_n_rows (rows) == 0 || amends_result_is_null (rows, 0, 0))
    return NULL;
  node = json_from_string (amends_result_get_json_text (rows, 0, 0), NULL);
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

static void
append_events (AmendsTicketStore *self,
               AmendsResult      *rows)
{
  int c_id = amends_result_column (rows, "id"), c_kind = amends_result_column (rows, "kind");
  int c_happened = amends_result_column (rows, "happened_at"), c_recorded = amends_result_column (rows, "recorded_at");
  int c_actor = amends_result_column (rows, "actor"), c_text = amends_result_column (rows, "text"), c_body = amends_result_column (rows, "body");
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < amends_result_get_n_rows (rows); i++)
    {
      g_autoptr (JsonNode) body = json_from_string (amends_result_get_json_text (rows, i, c_body), NULL);
      gint64 id = amends_result_get_int64 (rows, i, c_id);

      g_ptr_array_add (events, amends_event_new (id, amends_result_get_text (rows, i, c_kind),
                                                 amends_result_get_timestamp (rows, i, c_happened),
                                                 amends_result_get_timestamp (rows, i, c_recorded),
                                                 amends_result_is_null (rows, i, c_actor) ? NULL : amends_result_get_text (rows, i, c_actor),
                                                 amends_result_is_null (rows, i, c_text) ? NULL : amends_result_get_text (rows, i, c_text),
                                                 body && JSON_NODE_HOLDS_OBJECT (body) ? json_node_get_object (body) : NULL));
      self->last_event = MAX (self->last_event, id);
    }
  g_list_store_splice (self->timeline, g_list_model_get_n_items (G_LIST_MODEL (self->timeline)), 0, events->pdata, events->len);
}

static void
read_done (AmendsTicketStore *self,
           GError            *error)
{
  self->reading = FALSE;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&self->error);
      self->error = error ? g_error_copy (error) : NULL;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
  if (self->stale && !error)
    amends_ticket_store_refresh (self);
}

static void
timeline_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AmendsTicketStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (source), result, &error);

  if (rows)
    append_events (self, rows);
  read_done (self, error);
}

static void
read_timeline (AmendsTicketStore *self)
{
  g_autoptr (AmendsParams) params = amends_params_new ();

  amends_params_add_int64 (params, self->id);
  if (self->last_event)
    amends_params_add_int64 (params, self->last_event);
  else
    amends_params_add_null (params);
  amends_params_add_int64 (params, TIMELINE_PAGE);
  amends_session_read_async (self->session, "SELECT * FROM api.ticket_timeline($1::bigint, $2::bigint, $3::int)", params,
                             self->cancellable, timeline_cb, g_object_ref (self));
}

static void
detail_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsTicketStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (source), result, &error);
  JsonObject *detail = rows ? amends_ticket_store_object_of (rows) : NULL;

  if (!detail)
    {
      read_done (self, error);
      return;
    }
  g_clear_pointer (&self->detail, json_object_unref);
  self->detail = detail;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
  read_timeline (self);
}

static void
changes_cb (AmendsTicketStore *self,
            GArray            *changes)
{
  if (amends_changes_have (changes, AMENDS_CHANGE_TICKET, self->id))
    amends_ticket_store_refresh (self);
}

static void
amends_ticket_store_dispose (GObject *object)
{
  AmendsTicketStore *self = AMENDS_TICKET_STORE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->feed);
  g_clear_object (&self->timeline);
  g_clear_pointer (&self->detail, json_object_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (amends_ticket_store_parent_class)->dispose (object);
}

static void
amends_ticket_store_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  AmendsTicketStore *self = AMENDS_TICKET_STORE (object);

  switch (prop_id)
    {
    case PROP_DETAIL:
      g_value_set_boxed (value, self->detail);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_ticket_store_class_init (AmendsTicketStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_ticket_store_dispose;
  object_class->get_property = amends_ticket_store_get_property;

  properties[PROP_DETAIL] = g_param_spec_boxed ("detail", NULL, NULL, JSON_TYPE_OBJECT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_ticket_store_init (AmendsTicketStore *self)
{
  self->timeline = g_list_store_new (AMENDS_TYPE_EVENT);
  self->cancellable = g_cancellable_new ();
}

/**
 * amends_ticket_store_new:
 * @session: where it is read and changed
 * @feed: tells when it changed
 * @id: the ticket
 *
 * Returns: (transfer full): the ticket; reading has begun
 */
AmendsTicketStore *
amends_ticket_store_new (AmendsSession *session,
                         AmendsFeed    *feed,
                         gint64         id)
{
  AmendsTicketStore *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_FEED (feed), NULL);

  self = g_object_new (AMENDS_TYPE_TICKET_STORE, NULL);
  self->session = g_object_ref (session);
  self->feed = g_object_ref (feed);
  self->id = id;
  g_signal_connect_object (feed, "changes", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "resync", G_CALLBACK (amends_ticket_store_refresh), self, G_CONNECT_SWAPPED);
  amends_ticket_store_refresh (self);
  return self;
}

gint64
amends_ticket_store_get_id (AmendsTicketStore *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET_STORE (self), 0);

  return self->id;
}

AmendsSession *
amends_ticket_store_get_session (AmendsTicketStore *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET_STORE (self), NULL);

  return self->session;
}

/**
 * amends_ticket_store_get_detail:
 * @self: a ticket store
 *
 * Returns: (transfer none) (nullable): the object of api.ticket(), %NULL until it was read
 */
JsonObject *
amends_ticket_store_get_detail (AmendsTicketStore *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET_STORE (self), NULL);

  return self->detail;
}

/**
 * amends_ticket_store_get_currency:
 * @self: a ticket store
 *
 * Returns: (transfer none): ISO 4217 code of the amounts on this ticket: of its order, of the site where it has none
 */
const char *
amends_ticket_store_get_currency (AmendsTicketStore *self)
{
  JsonNode *order;
  const char *currency = NULL;

  g_return_val_if_fail (AMENDS_IS_TICKET_STORE (self), NULL);

  order = self->detail != NULL ? json_object_get_member (self->detail, "order") : NULL;
  if (order != NULL && JSON_NODE_HOLDS_OBJECT (order))
    currency = json_object_get_string_member_with_default (json_node_get_object (order), "currency", NULL);
  return currency != NULL ? currency : amends_session_get_currency (self->session);
}

/**
 * amends_ticket_store_get_timeline:
 * @self: a ticket store
 *
 * Returns: (transfer none): #AmendsEvent, newest last
 */
GListModel *
amends_ticket_store_get_timeline (AmendsTicketStore *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET_STORE (self), NULL);

  return G_LIST_MODEL (self->timeline);
}

/**
 * amends_ticket_store_get_error:
 * @self: a ticket store
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const GError *
amends_ticket_store_get_error (AmendsTicketStore *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET_STORE (self), NULL);

  return self->error;
}

/**
 * amends_ticket_store_refresh:
 * @self: a ticket store
 *
 * Reads the ticket again; once more when it changes meanwhile.
 */
void
amends_ticket_store_refresh (AmendsTicketStore *self)
{
  g_autoptr (AmendsParams) params = NULL;

  g_return_if_fail (AMENDS_IS_TICKET_STORE (self));

  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  params = amends_params_new ();
  amends_params_add_int64 (params, self->id);
  amends_session_read_async (self->session, "SELECT api.ticket($1::bigint)", params, self->cancellable, detail_cb, g_object_ref (self));
}

/**
 * amends_ticket_store_can:
 * @self: a ticket store
 * @what: a member of "can" in api.ticket()
 * @why_not: (out) (optional) (transfer none) (nullable): the code of the reason when not, for amends_message_for_code()
 *
 * Returns: whether the person may do it now
 */
gboolean
amends_ticket_store_can (AmendsTicketStore *self,
                         const char        *what,
                         const char       **why_not)
{
  JsonNode *can, *answer;

  g_return_val_if_fail (AMENDS_IS_TICKET_STORE (self), FALSE);

  if (why_not)
    *why_not = NULL;
  can = self->detail ? json_object_get_member (self->detail, "can") : NULL;
  answer = can && JSON_NODE_HOLDS_OBJECT (can) ? json_object_get_member (json_node_get_object (can), what) : NULL;
  if (!answer || !JSON_NODE_HOLDS_VALUE (answer))
    return FALSE;
  if (json_node_get_value_type (answer) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (answer);
  if (why_not && json_node_get_value_type (answer) == G_TYPE_STRING)
    *why_not = json_node_get_string (answer);
  return FALSE;
}

void
amends_ticket_store_object_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (source), result, &error);

  if (rows)
    {
      JsonObject *answer = amends_ticket_store_object_of (rows);

      g_task_return_pointer (task, answer ? answer : json_object_new (), (GDestroyNotify) json_object_unref);
    }
  else
    g_task_return_error (task, error);
}

/**
 * amends_ticket_store_explain_async:
 * @self: a ticket store
 * @step: a step's id, or 0 for the deadline that counts now
 *
 * Asks for the worked sum behind a deadline.
 */
void
amends_ticket_store_explain_async (AmendsTicketStore  *self,
                                   gint64              step,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  GTask *task;

  g_return_if_fail (AMENDS_IS_TICKET_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_ticket_store_explain_async);
  amends_params_add_int64 (params, self->id);
  if (step)
    amends_params_add_int64 (params, step);
  else
    amends_params_add_null (params);
  amends_session_read_async (self->session, "SELECT api.deadline_explain($1::bigint, $2::bigint)", params, cancellable, amends_ticket_store_object_cb, task);
}

/**
 * amends_ticket_store_explain_finish:
 *
 * Returns: (transfer full): the object of api.deadline_explain()
 */
JsonObject *
amends_ticket_store_explain_finish (AmendsTicketStore *self,
                                    GAsyncResult      *result,
                                    GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
