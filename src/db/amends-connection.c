/* The desk's one line to the database: it opens, it is lost, it comes back by itself, and it tells.
 *
 *   IDLE ─open─► CONNECTING ─► READY ─────────────► CLOSED (close)
 *                  │  ▲          │
 *      first time  │  │ back-off │ no answer, closed by the server
 *      it fails    ▼  │          ▼
 *               CLOSED └─────── LOST        REFUSED: coming back, the server no longer takes the password
 *
 * Calls in flight or waiting when the line is lost fail with AMENDS_ERROR_CONNECTION_LOST. Whether the server carried one out
 * is unknown then; the store sends it again under the same request id. */

#define G_LOG_DOMAIN "amends-db"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-connection-private.h"
#include "amends-connector.h"
#include "amends-error.h"
#include "amends-source.h"

enum
{
  PROP_0,
  PROP_TARGET,
  PROP_STATE,
  PROP_RETRY_AT,
  N_PROPS,
};

G_DEFINE_ENUM_TYPE (AmendsConnectionState, amends_connection_state,
                    G_DEFINE_ENUM_VALUE (AMENDS_CONNECTION_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CONNECTION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CONNECTION_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CONNECTION_LOST, "lost"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CONNECTION_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (AMENDS_CONNECTION_CLOSED, "closed"))

G_DEFINE_FINAL_TYPE (AmendsConnection, amends_connection, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint wake_up_signal;

static void start_attempt (AmendsConnection *self);

static void
set_state (AmendsConnection      *self,
           AmendsConnectionState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_retry_at (AmendsConnection *self,
              gint64            retry_at)
{
  if (self->retry_at == retry_at)
    return;
  self->retry_at = retry_at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_AT]);
}

static void
clear_retry (AmendsConnection *self)
{
  amends_source_clear (&self->retry);
  set_retry_at (self, 0);
}

static GTask *
steal_open_task (AmendsConnection *self)
{
  amends_source_clear (&self->open_cancelled);
  return g_steal_pointer (&self->open_task);
}

static gboolean
retry_cb (gpointer user_data)
{
  g_autoptr (AmendsConnection) self = g_object_ref (user_data);

  clear_retry (self);
  start_attempt (self);
  return G_SOURCE_REMOVE;
}

/* 1 s, 2 s, 4 s … at most 30 s, each ± 50 %: a thousand desks must not come back in the same second. */
static guint
back_off_ms (guint failures)
{
  guint base = 1000u << MIN (failures, 5);

  return MIN (base / 2 + g_random_int_range (0, base), 30000);
}

static void
schedule_retry (AmendsConnection *self)
{
  guint delay = back_off_ms (self->failures++);

  clear_retry (self);
  self->retry = g_timeout_source_new (delay);
  g_source_set_callback (self->retry, retry_cb, self, NULL);
  g_source_attach (self->retry, self->context);
  set_retry_at (self, g_get_monotonic_time () + delay * (gint64) 1000);
}

static void
take_error (AmendsConnection *self,
            GError           *error)
{
  g_clear_error (&self->error);
  self->error = error;
}

/**
 * amends_connection_lose:
 * @error: (transfer full): what happened
 *
 * Drops the line, fails every call, and goes on trying unless that was switched off.
 */
void
amends_connection_lose (AmendsConnection *self,
                        GError           *error)
{
  g_autoptr (AmendsConnection) keep = g_object_ref (self);

  g_message ("connection lost: %s", error->message);
  amends_connection_stop_calls (self, error);
  g_clear_pointer (&self->pg, PQfinish);
  take_error (self, error);
  if (!self->reconnect)
    {
      set_state (self, AMENDS_CONNECTION_CLOSED);
      return;
    }
  schedule_retry (self);
  set_state (self, AMENDS_CONNECTION_LOST);
}

void
amends_connection_emit_wake (AmendsConnection *self)
{
  g_signal_emit (self, wake_up_signal, 0);
}

static void
push_listen (AmendsConnection *self,
             const char       *channel)
{
  char *name = PQescapeIdentifier (self->pg, channel, strlen (channel));
  g_autofree char *sql = g_strconcat ("LISTEN ", name, NULL);

  amends_connection_push_setup (self, sql);
  PQfreemem (name);
}

static void
take_line (AmendsConnection *self,
           PGconn           *pg)
{
  const char *style;

  self->pg = pg;
  self->was_ready = TRUE;
  PQsetnonblocking (pg, 1);
  style = PQparameterStatus (pg, "DateStyle");
  if (style != NULL && !g_str_has_prefix (style, "ISO"))
    amends_connection_push_setup (self, "SET datestyle TO ISO");
  for (guint i = 0; i < self->channels->len; i++)
    push_listen (self, g_ptr_array_index (self->channels, i));
  g_clear_error (&self->error);
  amends_connection_start_calls (self);
  set_state (self, AMENDS_CONNECTION_READY);
}

static void
attempt_failed (AmendsConnection *self,
                GError           *error)
{
  take_error (self, error);
  if (!self->was_ready)
    set_state (self, AMENDS_CONNECTION_CLOSED);
  else if (g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_AUTH))
    set_state (self, AMENDS_CONNECTION_REFUSED);
  else
    {
      schedule_retry (self);
      set_state (self, AMENDS_CONNECTION_LOST);
    }
}

static void
connect_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsConnection) self = user_data;
  g_autoptr (GTask) open_task = NULL;
  GError *error = NULL;
  PGconn *pg = amends_connector_connect_finish (result, &error);

  if (self->connecting == NULL || g_task_get_cancellable (G_TASK (result)) != self->connecting)
    {
      /* Closed, or overtaken by another attempt, while this one was on its way. */
      g_clear_pointer (&pg, PQfinish);
      g_clear_error (&error);
      return;
    }
  g_clear_object (&self->connecting);
  open_task = steal_open_task (self);
  if (pg != NULL)
    take_line (self, pg);
  else
    attempt_failed (self, g_error_copy (error));
  if (open_task != NULL && error != NULL)
    g_task_return_error (open_task, g_steal_pointer (&error));
  else if (open_task != NULL)
    g_task_return_boolean (open_task, TRUE);
  g_clear_error (&error);
}

static void
start_attempt (AmendsConnection *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_set_object (&self->connecting, cancellable);
  g_main_context_push_thread_default (self->context);
  amends_connector_connect_async (self->target, cancellable, connect_cb, g_object_ref (self));
  g_main_context_pop_thread_default (self->context);
  set_state (self, AMENDS_CONNECTION_CONNECTING);
}

static void
stop_attempt (AmendsConnection *self)
{
  g_autoptr (GCancellable) connecting = g_steal_pointer (&self->connecting);

  if (connecting != NULL)
    g_cancellable_cancel (connecting);
}

static void
amends_connection_dispose (GObject *object)
{
  AmendsConnection *self = AMENDS_CONNECTION (object);

  amends_connection_close (self);

  G_OBJECT_CLASS (amends_connection_parent_class)->dispose (object);
}

static void
amends_connection_finalize (GObject *object)
{
  AmendsConnection *self = AMENDS_CONNECTION (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->target, amends_target_unref);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (amends_connection_parent_class)->finalize (object);
}

static void
amends_connection_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  AmendsConnection *self = AMENDS_CONNECTION (object);

  switch (prop_id)
    {
    case PROP_TARGET:
      g_value_set_boxed (value, self->target);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_connection_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  AmendsConnection *self = AMENDS_CONNECTION (object);

  switch (prop_id)
    {
    case PROP_TARGET:
      self->target = amends_target_copy (g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_connection_class_init (AmendsConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_connection_dispose;
  object_class->finalize = amends_connection_finalize;
  object_class->get_property = amends_connection_get_property;
  object_class->set_property = amends_connection_set_property;

  properties[PROP_TARGET] =
    g_param_spec_boxed ("target", NULL, NULL, AMENDS_TYPE_TARGET,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, AMENDS_TYPE_CONNECTION_STATE, AMENDS_CONNECTION_IDLE,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * AmendsConnection:retry-at:
   *
   * When the next attempt is made, on the clock of g_get_monotonic_time(); 0 when none is planned.
   */
  properties[PROP_RETRY_AT] =
    g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsConnection::wake-up:
   *
   * A notification came on a channel this connection listens to. It proves nothing and holds nothing: poll the feed.
   */
  wake_up_signal = g_signal_new ("wake-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_connection_init (AmendsConnection *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->channels = g_ptr_array_new_with_free_func (g_free);
  self->reconnect = TRUE;
  g_queue_init (&self->calls);
}

/**
 * amends_connection_new:
 * @target: where to connect and as whom; copied
 *
 * The connection lives on the thread-default main context of this moment; use it from there only.
 *
 * Returns: (transfer full): a connection that is not open yet
 */
AmendsConnection *
amends_connection_new (AmendsTarget *target)
{
  g_return_val_if_fail (target != NULL, NULL);

  return g_object_new (AMENDS_TYPE_CONNECTION, "target", target, NULL);
}

/**
 * amends_connection_get_target:
 *
 * Returns: (transfer none): where to, and as whom
 */
AmendsTarget *
amends_connection_get_target (AmendsConnection *self)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), NULL);

  return self->target;
}

AmendsConnectionState
amends_connection_get_state (AmendsConnection *self)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), AMENDS_CONNECTION_CLOSED);

  return self->state;
}

/**
 * amends_connection_get_error:
 *
 * Returns: (transfer none) (nullable): why the line is not ready
 */
const GError *
amends_connection_get_error (AmendsConnection *self)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), NULL);

  return self->error;
}

gint64
amends_connection_get_retry_at (AmendsConnection *self)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), 0);

  return self->retry_at;
}

/**
 * amends_connection_get_server_version:
 *
 * Returns: for example 150020; 0 while there is no line
 */
int
amends_connection_get_server_version (AmendsConnection *self)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), 0);

  return self->pg ? PQserverVersion (self->pg) : 0;
}

/**
 * amends_connection_get_user:
 *
 * Returns: (nullable): the login, with every default filled in; %NULL while there is no line
 */
const char *
amends_connection_get_user (AmendsConnection *self)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), NULL);

  return self->pg ? PQuser (self->pg) : NULL;
}

/**
 * amends_connection_get_host:
 *
 * Returns: (nullable): the host that answered; %NULL while there is no line
 */
const char *
amends_connection_get_host (AmendsConnection *self)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), NULL);

  return self->pg ? PQhost (self->pg) : NULL;
}

/**
 * amends_connection_set_reconnect:
 * @reconnect: whether a lost line is made again; %TRUE at first
 */
void
amends_connection_set_reconnect (AmendsConnection *self,
                                 gboolean          reconnect)
{
  g_return_if_fail (AMENDS_IS_CONNECTION (self));

  self->reconnect = reconnect;
}

static gboolean
open_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  g_autoptr (AmendsConnection) self = g_object_ref (user_data);

  amends_connection_close (self);
  return G_SOURCE_REMOVE;
}

/**
 * amends_connection_open_async:
 * @cancellable: (nullable): stops the attempt, which closes the connection
 *
 * Makes the first attempt. When it fails the connection is closed and may be opened again.
 */
void
amends_connection_open_async (AmendsConnection    *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (AMENDS_IS_CONNECTION (self));
  g_return_if_fail (self->state == AMENDS_CONNECTION_IDLE || self->state == AMENDS_CONNECTION_CLOSED);

  self->open_task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->open_task, amends_connection_open_async);
  if (cancellable != NULL)
    {
      self->open_cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->open_cancelled, G_SOURCE_FUNC (open_cancelled_cb), self, NULL);
      g_source_attach (self->open_cancelled, self->context);
    }
  self->was_ready = FALSE;
  self->failures = 0;
  start_attempt (self);
}

/**
 * amends_connection_open_finish:
 * @error: AMENDS_ERROR_INVALID, HOST, TIMEOUT, TLS, AUTH, NO_DATABASE, FORBIDDEN, BUSY; G_IO_ERROR_CANCELLED
 *
 * Returns: whether the line is ready
 */
gboolean
amends_connection_open_finish (AmendsConnection  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * amends_connection_retry_now:
 *
 * Does not wait for #AmendsConnection:retry-at. Also takes up a connection that was refused. Nothing happens when it is ready.
 */
void
amends_connection_retry_now (AmendsConnection *self)
{
  g_return_if_fail (AMENDS_IS_CONNECTION (self));

  if (self->state != AMENDS_CONNECTION_LOST && self->state != AMENDS_CONNECTION_REFUSED)
    return;
  self->failures = 0;
  clear_retry (self);
  start_attempt (self);
}

/**
 * amends_connection_close:
 *
 * Ends the line for good. Calls that are not answered fail with AMENDS_ERROR_CONNECTION_LOST.
 */
void
amends_connection_close (AmendsConnection *self)
{
  g_autoptr (GTask) open_task = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (AMENDS_IS_CONNECTION (self));

  error = g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST, _("The connection was closed."));
  clear_retry (self);
  stop_attempt (self);
  amends_connection_stop_calls (self, error);
  g_clear_pointer (&self->pg, PQfinish);
  open_task = steal_open_task (self);
  set_state (self, AMENDS_CONNECTION_CLOSED);
  if (open_task != NULL && !g_task_return_error_if_cancelled (open_task))
    g_task_return_error (open_task, g_steal_pointer (&error));
}

/**
 * amends_connection_listen:
 * @channel: a channel's name
 *
 * Asks for #AmendsConnection::wake-up, now and each time the line is made again.
 */
void
amends_connection_listen (AmendsConnection *self,
                          const char       *channel)
{
  g_return_if_fail (AMENDS_IS_CONNECTION (self));
  g_return_if_fail (channel != NULL);

  g_ptr_array_add (self->channels, g_strdup (channel));
  if (self->state == AMENDS_CONNECTION_READY)
    {
      push_listen (self, channel);
      amends_connection_start_calls (self);
    }
}
