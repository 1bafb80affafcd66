/* One person signed in to one server: who it is, what they may do, and whether the server answers.
 *
 *   SIGNED_OUT ─sign_in─► CONNECTING ─hello─► READY ◄─hello again──► LOST (writes wait, "restored" afterwards)
 *        ▲                     │                └──────────────────► REFUSED (password, schema: sign in again)
 *        └─────────────────────┘ the first attempt failed
 *
 * Reading stands in amends-session-call.c, writing in -write.c, the answer of hello in -hello.c, what is known of a
 * session in -info.c.
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-error.h"
#include "amends-installer.h"
#include "amends-session-private.h"

#define HELLO_AGAIN_MS 1000

enum
{
  PROP_0,
  PROP_STATE,
  PROP_SILENT,
  N_PROPS
};

enum
{
  RESTORED,
  WAKE_UP,
  N_SIGNALS
};

G_DEFINE_ENUM_TYPE (AmendsSessionState, amends_session_state,
                    G_DEFINE_ENUM_VALUE (AMENDS_SESSION_SIGNED_OUT, "signed-out"),
                    G_DEFINE_ENUM_VALUE (AMENDS_SESSION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (AMENDS_SESSION_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (AMENDS_SESSION_LOST, "lost"),
                    G_DEFINE_ENUM_VALUE (AMENDS_SESSION_REFUSED, "refused"))

G_DEFINE_FINAL_TYPE (AmendsSession, amends_session, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_state (AmendsSession      *self,
           AmendsSessionState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
take_error (AmendsSession *self,
            GError        *error)
{
  g_clear_error (&self->error);
  self->error = error;
}

void
amends_session_set_silent (AmendsSession *self,
                           gboolean       silent)
{
  if (self->silent == silent)
    return;
  self->silent = silent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SILENT]);
}

/* A database without schema or function "hello" is empty or somebody else's. */
static GError *
explain_hello_error (GError *error)
{
  const char *sqlstate = amends_error_get_sqlstate (error);

  if (g_strcmp0 (sqlstate, "42883") != 0 && g_strcmp0 (sqlstate, "3F000") != 0)
    return error;
  g_error_free (error);
  return g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE,
                              _("There is no Amends in this database: it is empty, or it belongs to another program."));
}

static void
sign_in_failed (AmendsSession *self,
                GError        *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->sign_in);

  amends_session_sign_out (self);
  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_error_free (error);
}

static void
sign_in_done (AmendsSession *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->sign_in);
  gboolean again = task == NULL;

  take_error (self, NULL);
  set_state (self, AMENDS_SESSION_READY);
  if (!again)
    amends_session_load_journal (self);
  amends_session_send_writes (self);
  if (again)
    g_signal_emit (self, signals[RESTORED], 0);
  else
    g_task_return_boolean (task, TRUE);
}

/* A server that has just come back may be busy with itself for a while. */
static gboolean
is_passing (const GError *error)
{
  return amends_error_is_retryable (error) || g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_TIMEOUT) ||
         g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_BUSY);
}

static void say_hello (AmendsSession *self);

static gboolean
hello_again_cb (gpointer user_data)
{
  AmendsSession *self = user_data;

  self->hello_again = 0;
  say_hello (self);
  return G_SOURCE_REMOVE;
}

static void
hello_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AmendsSession) self = user_data;
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_connection_query_finish (AMENDS_CONNECTION (object), result, &error);
  g_autoptr (JsonNode) node = NULL;

  if (AMENDS_CONNECTION (object) != self->connection)
    {
      g_clear_error (&error);
      return;
    }
  if (answer != NULL)
    node = json_from_string (amends_result_get_json_text (answer, 0, 0), NULL);
  if (answer != NULL && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    error = amends_session_take_hello (self, json_node_get_object (node));
  else if (answer != NULL)
    error = g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE,
                                 _("The database answers, but not as one of Amends does."));
  else
    error = explain_hello_error (error);

  if (error == NULL)
    sign_in_done (self);
  else if (self->sign_in != NULL)
    sign_in_failed (self, error);
  else if (amends_error_is_lost (error))
    g_error_free (error);
  else if (is_passing (error))
    {
      g_error_free (error);
      self->hello_again = g_timeout_add (HELLO_AGAIN_MS, hello_again_cb, self);
    }
  else
    {
      take_error (self, error);
      amends_session_fail_writes (self, error);
      set_state (self, AMENDS_SESSION_REFUSED);
    }
}

static void
say_hello (AmendsSession *self)
{
  g_autoptr (AmendsParams) params = amends_params_new ();

  amends_params_add_int64 (params, amends_installer_get_schema_version ());
  self->hello_sent = amends_clock_stamp ();
  amends_connection_query_async (self->connection, "SELECT api.hello($1::int)", params, NULL, hello_cb,
                                 g_object_ref (self));
}

/* ── connection ── */

static void
connection_state_cb (AmendsSession *self)
{
  const GError *why = amends_connection_get_error (self->connection);

  if (self->sign_in != NULL)
    return;
  switch (amends_connection_get_state (self->connection))
    {
    case AMENDS_CONNECTION_READY:
      say_hello (self);
      break;
    case AMENDS_CONNECTION_LOST:
      take_error (self, why != NULL ? g_error_copy (why) : NULL);
      set_state (self, AMENDS_SESSION_LOST);
      break;
    case AMENDS_CONNECTION_REFUSED:
      if (amends_session_try_unsure_password (self))
        break;
      take_error (self, why != NULL ? g_error_copy (why) : NULL);
      if (why != NULL)
        amends_session_fail_writes (self, why);
      set_state (self, AMENDS_SESSION_REFUSED);
      break;
    case AMENDS_CONNECTION_IDLE:
    case AMENDS_CONNECTION_CONNECTING:
    case AMENDS_CONNECTION_CLOSED:
    default:
      break;
    }
}

static void
wake_up_cb (AmendsSession *self)
{
  g_signal_emit (self, signals[WAKE_UP], 0);
}

/* A private cluster is reached by nobody else; everywhere else an unpatched server lets staff read what they should not. */
static GError *
check_server (AmendsSession *self)
{
  int version = amends_connection_get_server_version (self->connection);

  if (amends_session_is_local (self) || amends_installer_patch_is_safe (version))
    return NULL;
  return g_error_new (AMENDS_ERROR, AMENDS_ERROR_UNAVAILABLE,
                      _("%s runs PostgreSQL %d.%d, which has holes that let people read what they should not. Ask the administrator to bring it up to date."),
                      self->host, version / 10000, version % 10000);
}

static void
open_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsSession) self = user_data;
  GError *error = NULL;

  if (amends_connection_open_finish (AMENDS_CONNECTION (object), result, &error) &&
      AMENDS_CONNECTION (object) == self->connection)
    error = check_server (self);
  if (AMENDS_CONNECTION (object) != self->connection)
    g_clear_error (&error);
  else if (error != NULL)
    sign_in_failed (self, error);
  else
    say_hello (self);
}

static void
use_target (AmendsSession *self,
            AmendsTarget  *target)
{
  g_autofree char *text = amends_target_to_text (target);
  g_autofree char *user = amends_target_get_effective (target, "user");

  g_free (self->key);
  self->key = g_strdup_printf ("%s %s", text, user != NULL ? user : "");
  g_free (self->host);
  self->host = amends_target_describe (target);
  self->connection = amends_connection_new (target);
  amends_connection_listen (self->connection, "amends");
  self->state_handler = g_signal_connect_object (self->connection, "notify::state", G_CALLBACK (connection_state_cb),
                                                 self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "wake-up", G_CALLBACK (wake_up_cb), self, G_CONNECT_SWAPPED);
}

static void
drop_connection (AmendsSession *self)
{
  g_autoptr (AmendsConnection) connection = g_steal_pointer (&self->connection);

  g_clear_handle_id (&self->hello_again, g_source_remove);
  if (connection == NULL)
    return;
  g_clear_signal_handler (&self->state_handler, connection);
  amends_connection_close (connection);
}

static void
amends_session_dispose (GObject *object)
{
  AmendsSession *self = AMENDS_SESSION (object);

  amends_session_sign_out (self);
  g_clear_handle_id (&self->silence, g_source_remove);
  g_clear_object (&self->person);

  G_OBJECT_CLASS (amends_session_parent_class)->dispose (object);
}

static void
amends_session_finalize (GObject *object)
{
  AmendsSession *self = AMENDS_SESSION (object);

  g_clear_error (&self->error);
  g_array_unref (self->teams);
  g_hash_table_unref (self->rights);
  g_free (self->key);
  g_free (self->host);
  g_free (self->site_name);
  g_free (self->currency);
  amends_session_forget_password (self);
  g_free (self->feed_epoch);
  g_free (self->feed_cursor);

  G_OBJECT_CLASS (amends_session_parent_class)->finalize (object);
}

static void
amends_session_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  AmendsSession *self = AMENDS_SESSION (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_SILENT:
      g_value_set_boolean (value, self->silent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_session_class_init (AmendsSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_session_dispose;
  object_class->finalize = amends_session_finalize;
  object_class->get_property = amends_session_get_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, AMENDS_TYPE_SESSION_STATE,
                                              AMENDS_SESSION_SIGNED_OUT, flags);
  /**
   * AmendsSession:silent:
   *
   * Whether a call has waited for an answer so long that a person should know, although the connection still stands.
   */
  properties[PROP_SILENT] = g_param_spec_boolean ("silent", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsSession::restored:
   *
   * The server answers again after it was lost: what is shown may be old.
   */
  signals[RESTORED] = g_signal_new ("restored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  /**
   * AmendsSession::wake-up:
   *
   * Another desk changed something: poll the feed.
   */
  signals[WAKE_UP] = g_signal_new ("wake-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
amends_session_init (AmendsSession *self)
{
  self->teams = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->writes);
  g_queue_init (&self->calls);
}

/**
 * amends_session_new:
 *
 * Returns: (transfer full): a session in which nobody is signed in
 */
AmendsSession *
amends_session_new (void)
{
  return g_object_new (AMENDS_TYPE_SESSION, NULL);
}

/**
 * amends_session_sign_in_async:
 * @self: a session
 * @target: where to connect, as whom, with the password
 * @cancellable: (nullable): stops the attempt
 * @callback: called when it is known who one is, or why not
 * @user_data: for @callback
 *
 * Signs out first where somebody is signed in. Writes that a previous run could not settle are sent again.
 */
void
amends_session_sign_in_async (AmendsSession       *self,
                              AmendsTarget        *target,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (AMENDS_IS_SESSION (self));
  g_return_if_fail (target != NULL);

  amends_session_sign_out (self);
  self->sign_in = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->sign_in, amends_session_sign_in_async);
  use_target (self, target);
  set_state (self, AMENDS_SESSION_CONNECTING);
  amends_connection_open_async (self->connection, cancellable, open_cb, g_object_ref (self));
}

/**
 * amends_session_sign_in_finish:
 * @self: a session
 * @result: what the callback got
 * @error: AMENDS_ERROR_HOST, TIMEOUT, AUTH, TLS, NO_DATABASE, FOREIGN_DATABASE, SCHEMA_OLD, SCHEMA_NEW, BUSY,
 *   UNAVAILABLE (the server is not safe), FORBIDDEN (a login that is no member of staff)
 *
 * Returns: whether somebody is signed in now
 */
gboolean
amends_session_sign_in_finish (AmendsSession  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * amends_session_sign_out:
 * @self: a session
 *
 * Ends the connection. Writes without a definite answer stay in the journal for the next sign-in.
 */
void
amends_session_sign_out (AmendsSession *self)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (AMENDS_IS_SESSION (self));

  task = g_steal_pointer (&self->sign_in);
  error = g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST, _("You signed out."));
  drop_connection (self);
  amends_session_fail_writes (self, error);
  g_clear_object (&self->journal);
  amends_session_set_silent (self, FALSE);
  g_hash_table_remove_all (self->rights);
  g_array_set_size (self->teams, 0);
  set_state (self, AMENDS_SESSION_SIGNED_OUT);
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Sign-in was stopped."));
}

/**
 * amends_session_retry_now:
 * @self: a session
 *
 * Does not wait for the next attempt.
 */
void
amends_session_retry_now (AmendsSession *self)
{
  g_return_if_fail (AMENDS_IS_SESSION (self));

  if (self->connection != NULL)
    amends_connection_retry_now (self->connection);
}
