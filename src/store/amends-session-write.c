/* Writing by way of a session.
 *
 * A write is one intent under one request id. The id is in the journal of this computer before anything is sent, and
 * every repetition carries the same one, so that the database does the thing once however often it is asked: after a
 * lost connection, after a serialization failure, after this program was killed. A write ends only with a definite
 * answer. Cancelling one lets go of the caller, not of the write: whether it was carried out cannot be known.
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-paths.h"
#include "amends-session-private.h"

/* Serialization failures mean crowding, so each try waits a little longer, and not in step with the other desks. */
#define MAX_TRIES 10
#define TRY_DELAY_MS 40

typedef struct
{
  AmendsSession *session;
  char *request;
  char *fn;
  char *sql;
  AmendsParams *params;
  GTask *task;
  gulong cancelled;
  AmendsConnection *sent_on;
  guint tries;
  guint delay;
  gint64 stamp;
} Write;

static void send_write (Write *write);

/* Lets go of the caller and gives back its task. */
static GTask *
steal_task (Write *write)
{
  if (write->cancelled != 0)
    g_cancellable_disconnect (g_task_get_cancellable (write->task), write->cancelled);
  write->cancelled = 0;
  return g_steal_pointer (&write->task);
}

static void
write_free (Write *write)
{
  g_clear_handle_id (&write->delay, g_source_remove);
  g_clear_object (&write->session);
  g_clear_pointer (&write->params, amends_params_unref);
  g_free (write->request);
  g_free (write->fn);
  g_free (write->sql);
  g_free (write);
}

/* Takes the write out of the session and tells its caller. */
static void
settle (Write        *write,
        AmendsResult *answer,
        GError       *error)
{
  g_autoptr (GTask) task = steal_task (write);

  g_queue_remove (&write->session->writes, write);
  if (write->session->journal != NULL)
    amends_journal_done (write->session->journal, write->request);
  if (task != NULL && answer != NULL)
    g_task_return_pointer (task, amends_result_ref (answer), (GDestroyNotify) amends_result_unref);
  else if (task != NULL)
    g_task_return_error (task, g_error_copy (error));
  else if (error != NULL)
    g_message ("%s of an earlier run was refused: %s", write->fn, error->message);
  write_free (write);
}

static void
poke_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsResult) answer = amends_connection_query_finish (AMENDS_CONNECTION (object), result, NULL);
}

/* Other desks are woken outside the transaction: a NOTIFY within would cost the database most of its throughput. */
static void
poke (AmendsSession *self)
{
  amends_connection_query_async (self->connection, "SELECT api.poke()", NULL, NULL, poke_cb, NULL);
  g_signal_emit_by_name (self, "wake-up");
}

static gboolean
delay_cb (gpointer user_data)
{
  Write *write = user_data;

  write->delay = 0;
  send_write (write);
  return G_SOURCE_REMOVE;
}

static gboolean
try_again (Write  *write,
           GError *error)
{
  if (!amends_error_is_retryable (error) || amends_error_is_lost (error) || ++write->tries >= MAX_TRIES)
    return FALSE;
  write->delay = g_timeout_add (TRY_DELAY_MS * write->tries + g_random_int_range (0, TRY_DELAY_MS), delay_cb, write);
  return TRUE;
}

static void
write_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Write *write = user_data;
  g_autoptr (AmendsSession) self = g_object_ref (write->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) answer = amends_connection_query_finish (AMENDS_CONNECTION (object), result, &error);
  gboolean lost = amends_error_is_lost (error);

  amends_session_call_ended (self, &write->stamp, !lost);
  write->sent_on = NULL;
  if (g_queue_find (&self->writes, write) == NULL)
    write_free (write);
  else if (lost)
    return;
  else if (answer != NULL || !try_again (write, error))
    {
      settle (write, answer, error);
      if (answer != NULL && self->connection != NULL)
        poke (self);
    }
}

static void
send_write (Write *write)
{
  AmendsSession *self = write->session;

  if (write->sent_on != NULL || write->delay != 0 || self->state != AMENDS_SESSION_READY)
    return;
  write->sent_on = self->connection;
  amends_session_call_began (self, &write->stamp);
  amends_connection_query_async (self->connection, write->sql, write->params, NULL, write_cb, write);
}

/**
 * amends_session_send_writes:
 * @self: a session
 *
 * Sends what waits, in the order in which it was asked for.
 */
void
amends_session_send_writes (AmendsSession *self)
{
  g_autoptr (GList) waiting = g_list_copy (self->writes.head);

  for (GList *l = waiting; l != NULL; l = l->next)
    send_write (l->data);
}

/**
 * amends_session_fail_writes:
 * @self: a session
 * @error: why nothing more can be sent
 *
 * Tells the callers. The journal keeps what has no answer.
 */
void
amends_session_fail_writes (AmendsSession *self,
                            const GError  *error)
{
  Write *write;

  while ((write = g_queue_pop_head (&self->writes)) != NULL)
    {
      g_autoptr (GTask) task = steal_task (write);

      if (task != NULL)
        g_task_return_error (task, g_error_copy (error));
      /* the answer of one that is on its way comes to write_cb(), which then frees it */
      if (write->sent_on == NULL)
        write_free (write);
    }
}

/* Runs inside the emission of "cancelled", where a handler must not be disconnected. */
static void
let_go_cb (GCancellable *cancellable,
           gpointer      user_data)
{
  Write *write = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&write->task);

  write->cancelled = 0;
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Cancelled"));
}

static AmendsParams *
with_request (const char   *request,
              AmendsParams *params)
{
  AmendsParams *all = amends_params_new ();

  amends_params_add_uuid (all, request);
  for (guint i = 0; params != NULL && i < amends_params_get_length (params); i++)
    amends_params_add_text (all, amends_params_get_value (params, i));
  return all;
}

static Write *
write_new (AmendsSession *self,
           const char    *request,
           const char    *fn_name,
           const char    *sql,
           AmendsParams  *params)
{
  Write *write = g_new0 (Write, 1);

  write->session = g_object_ref (self);
  write->request = g_strdup (request);
  write->fn = g_strdup (fn_name);
  write->sql = g_strdup (sql);
  write->params = amends_params_ref (params);
  return write;
}

/* ── the journal ── */

static char *
describe_write (Write *write)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sql");
  json_builder_add_string_value (builder, write->sql);
  json_builder_set_member_name (builder, "params");
  json_builder_begin_array (builder);
  for (guint i = 0; i < amends_params_get_length (write->params); i++)
    {
      const char *value = amends_params_get_value (write->params, i);

      if (value != NULL)
        json_builder_add_string_value (builder, value);
      else
        json_builder_add_null_value (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}

static gboolean
note_write (Write   *write,
            GError **error)
{
  AmendsSession *self = write->session;
  g_autofree char *arguments = describe_write (write);

  if (self->journal == NULL)
    {
      g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE,
                           _("The journal of this computer cannot be written, so nothing is sent. Free some space or check your folder, and sign in again."));
      return FALSE;
    }
  return amends_journal_begin (self->journal, write->request, write->fn, arguments, error);
}

static Write *
write_from_journal (AmendsSession      *self,
                    AmendsJournalEntry *entry)
{
  g_autoptr (JsonNode) node = json_from_string (entry->arguments, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *sql = object != NULL ? json_object_get_string_member_with_default (object, "sql", NULL) : NULL;
  g_autoptr (AmendsParams) params = amends_params_new ();
  JsonArray *values;

  if (sql == NULL || !json_object_has_member (object, "params"))
    return NULL;
  values = json_object_get_array_member (object, "params");
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    amends_params_add_text (params, json_array_get_null_element (values, i) ? NULL
                                                                            : json_array_get_string_element (values, i));
  return write_new (self, entry->request, entry->function, sql, params);
}

/**
 * amends_session_load_journal:
 * @self: a session that has just been signed in
 *
 * Takes up what an earlier run could not settle: each is asked for again under its own request id.
 */
void
amends_session_load_journal (AmendsSession *self)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->key, -1);
  g_autofree char *name = g_strconcat ("journal-", hash, NULL);
  g_autofree char *path = amends_paths_state (name);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GError) error = NULL;

  if (amends_paths_ensure (folder, &error))
    self->journal = amends_journal_open (path, &error);
  if (self->journal == NULL)
    {
      g_message ("%s", error->message);
      return;
    }
  pending = amends_journal_get_pending (self->journal);
  for (guint i = 0; i < pending->len; i++)
    {
      AmendsJournalEntry *entry = g_ptr_array_index (pending, i);
      Write *write = write_from_journal (self, entry);

      if (write != NULL)
        g_queue_push_tail (&self->writes, write);
    }
}

/**
 * amends_session_write_async:
 * @self: a session
 * @fn_name: name of the function, as "ticket_take", for the journal
 * @sql: "SELECT api.ticket_take($1::uuid, $2::bigint, …)": $1 is the request id
 * @params: (nullable): the values from $2 on
 * @cancellable: (nullable): lets go of the caller; the write itself goes on
 * @callback: called with the definite answer
 * @user_data: for @callback
 *
 * While the server is lost the write waits, in the journal, and is sent as soon as the server is back.
 */
void
amends_session_write_async (AmendsSession       *self,
                            const char          *fn_name,
                            const char          *sql,
                            AmendsParams        *params,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autofree char *request = g_uuid_string_random ();
  g_autoptr (AmendsParams) all = NULL;
  GError *error = NULL;
  GTask *task;
  Write *write;

  g_return_if_fail (AMENDS_IS_SESSION (self));
  g_return_if_fail (fn_name != NULL && sql != NULL);

  all = with_request (request, params);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_session_write_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!g_cancellable_set_error_if_cancelled (cancellable, &error) && params != NULL)
    amends_params_check (params, &error);
  if (error == NULL && (self->connection == NULL || self->state == AMENDS_SESSION_REFUSED))
    error = self->error != NULL ? g_error_copy (self->error) : amends_session_error_signed_out ();
  write = write_new (self, request, fn_name, sql, all);
  if (error != NULL || !note_write (write, &error))
    {
      write_free (write);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  write->task = task;
  g_object_set_data_full (G_OBJECT (task), "request", g_steal_pointer (&request), g_free);
  g_queue_push_tail (&self->writes, write);
  if (cancellable != NULL)
    write->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (let_go_cb), write, NULL);
  send_write (write);
}

/**
 * amends_session_write_finish:
 * @self: a session
 * @result: what the callback got
 * @request: (out) (optional) (transfer full): the request id, for undoing
 * @error: AMENDS_ERROR with the machine code and detail of the database; G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer of the function
 */
AmendsResult *
amends_session_write_finish (AmendsSession  *self,
                             GAsyncResult   *result,
                             char          **request,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (request != NULL)
    *request = g_strdup (g_object_get_data (G_OBJECT (result), "request"));
  return g_task_propagate_pointer (G_TASK (result), error);
}
