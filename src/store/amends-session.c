/* One person signed in to one server: who it is, what they may do, and whether the server answers.
 *
 *   SIGNED_OUT ─sign_in─► CONNECTING ─hello─► READY ◄─hello again──► LOST (writes wait, "restored" afterwards)
 *        ▲                     │                └──────────────────► REFUSED (password, schema: sign in again)
 *        └─────────────────────┘ the first attempt failed
 *
 * Reading and writing stand in amends-session-call.c.
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "amends-clock.h"
#include "amends-error.h"
#include "amends-installer.h"
#include "amends-session-private.h"
#include "amends-time.h"

/* The oldest schema this program still works with. */
#define OLDEST_SCHEMA 1

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

/* ── hello ── */

static char *
dup_string (JsonObject *object,
            const char *member)
{
  return g_strdup (json_object_get_string_member_with_default (object, member, NULL));
}

static JsonObject *
get_object (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
take_person (AmendsSession *self,
             JsonObject    *object)
{
  gint64 id = json_object_get_int_member_with_default (object, "id", 0);
  JsonArray *teams = get_array (object, "teams");

  if (self->person == NULL || amends_person_get_id (self->person) != id)
    {
      g_clear_object (&self->person);
      self->person = amends_person_new (id);
    }
  amends_person_update (self->person, object);
  self->superior = json_object_get_int_member_with_default (object, "superior", 0);
  g_array_set_size (self->teams, 0);
  for (guint i = 0; teams != NULL && i < json_array_get_length (teams); i++)
    {
      gint64 team = json_array_get_int_element (teams, i);

      g_array_append_val (self->teams, team);
    }
}

static void
take_rights (AmendsSession *self,
             JsonArray     *can)
{
  g_hash_table_remove_all (self->rights);
  for (guint i = 0; can != NULL && i < json_array_get_length (can); i++)
    g_hash_table_add (self->rights, g_strdup (json_array_get_string_element (can, i)));
}

static void
take_site (AmendsSession *self,
           JsonObject    *site)
{
  gint64 now;

  g_free (self->site_name);
  self->site_name = dup_string (site, "name");
  g_free (self->currency);
  self->currency = dup_string (site, "currency");
  amends_time_set_site_zone (json_object_get_string_member_with_default (site, "zone", NULL));
  if (amends_time_parse (json_object_get_string_member_with_default (site, "now", NULL), &now))
    amends_clock_set_server_time (now, self->hello_sent, amends_clock_stamp ());
}

static GError *
check_schema (gint64 schema,
              gint64 min_client)
{
  int own = amends_installer_get_schema_version ();

  if (own < min_client)
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_SCHEMA_NEW,
                        _("The database is of version %d; it needs an Amends of version %d or later, this one is %d."),
                        (int) schema, (int) min_client, own);
  if (schema < OLDEST_SCHEMA)
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_SCHEMA_OLD,
                        _("The database is of version %d; this Amends needs version %d or later."),
                        (int) schema, OLDEST_SCHEMA);
  return NULL;
}

static GError *
take_hello (AmendsSession *self,
            JsonObject    *hello)
{
  JsonObject *person = get_object (hello, "person"), *site = get_object (hello, "site");
  GError *error = check_schema (json_object_get_int_member_with_default (hello, "schema", 0),
                                json_object_get_int_member_with_default (hello, "min_client", 0));

  if (error != NULL)
    return error;
  if (person == NULL || site == NULL)
    return g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE,
                                _("The database answers, but not as one of Amends does."));
  take_site (self, site);
  take_person (self, person);
  take_rights (self, get_array (hello, "can"));
  g_free (self->feed_epoch);
  self->feed_epoch = dup_string (hello, "feed_epoch");
  g_free (self->feed_cursor);
  self->feed_cursor = dup_string (hello, "cursor");
  return NULL;
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
    error = take_hello (self, json_node_get_object (node));
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

/**
 * amends_session_get_state:
 * @self: a session
 *
 * Returns: how it stands
 */
AmendsSessionState
amends_session_get_state (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), AMENDS_SESSION_SIGNED_OUT);

  return self->state;
}

/**
 * amends_session_get_silent:
 * @self: a session
 *
 * Returns: whether a call has waited for an answer too long
 */
gboolean
amends_session_get_silent (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  return self->silent;
}

/**
 * amends_session_get_retry_in:
 * @self: a session
 *
 * Returns: seconds until the server is tried again, 0 while that is under way
 */
int
amends_session_get_retry_in (AmendsSession *self)
{
  gint64 at;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  at = self->connection != NULL ? amends_connection_get_retry_at (self->connection) : 0;
  return at == 0 ? 0 : (int) MAX (0, (at - g_get_monotonic_time () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/**
 * amends_session_get_last_heard:
 * @self: a session
 *
 * Returns: when the server answered last, microseconds since 1970 UTC by its clock
 */
gint64
amends_session_get_last_heard (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  return self->last_heard;
}

/**
 * amends_session_get_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the server is lost or refuses
 */
const GError *
amends_session_get_error (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->error;
}

/**
 * amends_session_get_n_unsent:
 * @self: a session
 *
 * Returns: how many writes wait for a definite answer
 */
guint
amends_session_get_n_unsent (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  return g_queue_get_length (&self->writes);
}

/**
 * amends_session_get_person:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
AmendsPerson *
amends_session_get_person (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->person;
}

/**
 * amends_session_get_superior:
 * @self: a session
 *
 * Returns: number of the person above, 0 for none
 */
gint64
amends_session_get_superior (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  return self->superior;
}

/**
 * amends_session_can:
 * @self: a session
 * @right: as "assign.team"
 *
 * Returns: whether the database says that the person may
 */
gboolean
amends_session_can (AmendsSession *self,
                    const char *right)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  return g_hash_table_contains (self->rights, right);
}

/**
 * amends_session_in_team:
 * @self: a session
 * @team_id: number of a team
 *
 * Returns: whether the person belongs to it
 */
gboolean
amends_session_in_team (AmendsSession *self,
                        gint64         team_id)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  for (guint i = 0; i < self->teams->len; i++)
    if (g_array_index (self->teams, gint64, i) == team_id)
      return TRUE;
  return FALSE;
}

/**
 * amends_session_get_teams:
 * @self: a session
 * @n_teams: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_teams): numbers of the person's teams
 */
const gint64 *
amends_session_get_teams (AmendsSession *self,
                          guint         *n_teams)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);
  g_return_val_if_fail (n_teams != NULL, NULL);

  *n_teams = self->teams->len;
  return (const gint64 *) (gpointer) self->teams->data;
}

/**
 * amends_session_get_host:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): short name of the server
 */
const char *
amends_session_get_host (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->host;
}

/**
 * amends_session_get_key:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): tells this server and person from all others, for files of this computer
 */
const char *
amends_session_get_key (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->key;
}

/**
 * amends_session_is_local:
 * @self: a session
 *
 * Returns: whether the server is on this computer
 */
gboolean
amends_session_is_local (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  return self->connection != NULL && amends_target_is_local (amends_connection_get_target (self->connection));
}

/**
 * amends_session_get_site_name:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what the department calls itself
 */
const char *
amends_session_get_site_name (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->site_name;
}

/**
 * amends_session_get_currency:
 * @self: a session
 *
 * Returns: (transfer none): ISO 4217 code of the site
 */
const char *
amends_session_get_currency (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->currency != NULL ? self->currency : "CNY";
}

/**
 * amends_session_get_feed_epoch:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): which life of the database the cursor belongs to
 */
const char *
amends_session_get_feed_epoch (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->feed_epoch;
}

/**
 * amends_session_get_feed_cursor:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): where the change feed stood at sign-in
 */
const char *
amends_session_get_feed_cursor (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->feed_cursor;
}
