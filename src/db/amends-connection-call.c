/* The calls of a connection: one in flight, the rest in a queue; how they come in, are cancelled and answered. */

#define G_LOG_DOMAIN "amends-db"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-connection-private.h"
#include "amends-error.h"
#include "amends-result-private.h"
#include "amends-source.h"

typedef struct
{
  GTask    *task;
  PGresult *result;
  GError   *error;
} Answer;

void
amends_call_free (AmendsCall *call)
{
  amends_source_clear (&call->cancelled);
  g_clear_object (&call->task);
  g_clear_pointer (&call->params, amends_params_unref);
  g_clear_pointer (&call->result, PQclear);
  g_clear_error (&call->error);
  g_free (call->sql);
  g_free (call);
}

static gboolean
answer_cb (gpointer user_data)
{
  Answer *answer = user_data;

  if (answer->error != NULL)
    g_task_return_error (answer->task, g_steal_pointer (&answer->error));
  else
    g_task_return_pointer (answer->task, amends_result_new_take (g_steal_pointer (&answer->result)),
                           (GDestroyNotify) amends_result_unref);
  return G_SOURCE_REMOVE;
}

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->result, PQclear);
  g_clear_error (&answer->error);
  g_object_unref (answer->task);
  g_free (answer);
}

/* Hands result or error to the caller in the next turn of the main loop. */
void
amends_call_answer (AmendsCall *call,
                    PGresult   *result,
                    GError     *error)
{
  Answer *data;
  g_autoptr (GSource) source = NULL;

  amends_source_clear (&call->cancelled);
  if (call->task == NULL || call->answered)
    {
      if (call->task == NULL && error != NULL)
        g_warning ("setting up the connection: %s", error->message);
      g_clear_pointer (&result, PQclear);
      g_clear_error (&error);
      return;
    }
  call->answered = TRUE;
  data = g_new0 (Answer, 1);
  data->task = g_object_ref (call->task);
  data->result = result;
  data->error = error;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, answer_cb, data, (GDestroyNotify) answer_free);
  g_source_attach (source, g_task_get_context (call->task));
  /* cppcheck-suppress memleak ; the source owns data */
}

typedef struct
{
  AmendsConnection *connection;
  GMainContext     *context;
  PGcancel         *cancel;
  guint             generation;
} Cancel;

static gboolean
cancel_sent_cb (gpointer user_data)
{
  g_autofree Cancel *cancel = user_data;
  g_autoptr (AmendsConnection) self = cancel->connection;

  if (self->generation != cancel->generation)
    return G_SOURCE_REMOVE;
  self->cancelling = FALSE;
  amends_connection_pump (self);
  return G_SOURCE_REMOVE;
}

/* PQcancel blocks until the server closes the second connection it opens; a stopped server never does. A thread of its own,
 * because a handful of these would use up the pool that GResolver shares with GTask. */
static gpointer
cancel_thread (gpointer data)
{
  Cancel *cancel = data;
  g_autoptr (GSource) source = NULL;
  char message[256];

  if (!PQcancel (cancel->cancel, message, sizeof message))
    g_debug ("cancel: %s", message);
  PQfreeCancel (cancel->cancel);
  /* Not g_main_context_invoke(), which would run it here whenever nobody waits on that context. */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, cancel_sent_cb, cancel, NULL);
  g_source_attach (source, cancel->context);
  return NULL;
}

/* Nothing else is sent until the request is through, or it might hit the next call. */
static void
send_cancel (AmendsConnection *self)
{
  Cancel *cancel;
  PGcancel *pg = self->cancelling ? NULL : PQgetCancel (self->pg);

  if (pg == NULL)
    return;
  cancel = g_new0 (Cancel, 1);
  cancel->connection = g_object_ref (self);
  cancel->context = self->context;
  cancel->cancel = pg;
  cancel->generation = self->generation;
  self->cancelling = TRUE;
  g_thread_unref (g_thread_new ("amends-cancel", cancel_thread, cancel));
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  AmendsCall *call = user_data;
  AmendsConnection *self = g_task_get_source_object (call->task);
  GError *error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));

  amends_call_answer (call, NULL, error);
  if (call == self->current)
    {
      /* From here on the call is silent, and one that waited without limit gets the usual patience. */
      call->timeout_ms = AMENDS_CONNECTION_PATIENCE_MS;
      self->last_heard = g_get_monotonic_time ();
      send_cancel (self);
      amends_connection_arm_timer (self);
    }
  else if (g_queue_remove (&self->calls, call))
    amends_call_free (call);
  return G_SOURCE_REMOVE;
}

/* The connection's own statements go first, in the order given. */
void
amends_connection_push_setup (AmendsConnection *self,
                              const char       *sql)
{
  AmendsCall *call = g_new0 (AmendsCall, 1);
  guint position = 0;

  call->sql = g_strdup (sql);
  call->timeout_ms = AMENDS_CONNECTION_PATIENCE_MS;
  for (GList *l = self->calls.head; l != NULL && ((AmendsCall *) l->data)->task == NULL; l = l->next)
    position++;
  g_queue_push_nth (&self->calls, call, position);
}

/* Fails the call in flight and all that wait. */
void
amends_connection_stop_calls (AmendsConnection *self,
                              const GError     *error)
{
  AmendsCall *call;

  amends_source_clear (&self->io);
  amends_source_clear (&self->timer);
  amends_source_clear (&self->kick);
  self->cancelling = FALSE;
  self->generation++;
  if (self->current != NULL)
    g_queue_push_head (&self->calls, g_steal_pointer (&self->current));
  while ((call = g_queue_pop_head (&self->calls)) != NULL)
    {
      if (call->task != NULL)
        amends_call_answer (call, NULL, g_error_copy (error));
      amends_call_free (call);
    }
}

static AmendsCall *
call_new (AmendsConnection    *self,
          const char          *sql,
          guint                timeout_ms,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data,
          gpointer             source_tag)
{
  AmendsCall *call = g_new0 (AmendsCall, 1);

  call->task = g_task_new (self, cancellable, callback, user_data);
  /* An answer that came in time is given even if somebody cancels between its arrival and its delivery. */
  g_task_set_check_cancellable (call->task, FALSE);
  g_task_set_source_tag (call->task, source_tag);
  call->sql = g_strdup (sql);
  call->timeout_ms = timeout_ms;
  return call;
}

static void
refuse (AmendsCall *call,
        GError     *error)
{
  amends_call_answer (call, NULL, error);
  amends_call_free (call);
}

static GError *
error_not_ready (AmendsConnection *self)
{
  return g_error_new (AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST, "%s",
                      self->error ? self->error->message : _("There is no connection to the server."));
}

static void
enqueue (AmendsConnection *self,
         AmendsCall       *call)
{
  GCancellable *cancellable = g_task_get_cancellable (call->task);
  GError *error = NULL;

  if (call->params != NULL && !amends_params_check (call->params, &error))
    refuse (call, error);
  else if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    refuse (call, error);
  else if (self->state != AMENDS_CONNECTION_READY)
    refuse (call, error_not_ready (self));
  else
    {
      if (cancellable != NULL)
        {
          call->cancelled = g_cancellable_source_new (cancellable);
          g_source_set_callback (call->cancelled, G_SOURCE_FUNC (cancelled_cb), call, NULL);
          g_source_attach (call->cancelled, self->context);
        }
      g_queue_push_tail (&self->calls, call);
      if (self->current == NULL)
        amends_connection_start_calls (self);
    }
}

/**
 * amends_connection_query_full_async:
 * @sql: one statement; values stand as $1, $2 … with casts
 * @params: (nullable): the values; kept, not copied
 * @timeout_ms: how long the server may be silent before it counts as gone, or %AMENDS_CONNECTION_NO_TIMEOUT
 * @cancellable: (nullable): cancelling answers at once and asks the server to stop. Only for reads: of a write it is
 *   unknown then whether it was carried out.
 *
 * Calls are carried out in order, one at a time. While the line is not ready they fail with AMENDS_ERROR_CONNECTION_LOST.
 */
void
amends_connection_query_full_async (AmendsConnection    *self,
                                    const char          *sql,
                                    AmendsParams        *params,
                                    guint                timeout_ms,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  AmendsCall *call;

  g_return_if_fail (AMENDS_IS_CONNECTION (self));
  g_return_if_fail (sql != NULL);

  call = call_new (self, sql, timeout_ms, cancellable, callback, user_data, amends_connection_query_full_async);
  call->params = params ? amends_params_ref (params) : NULL;
  enqueue (self, call);
}

/**
 * amends_connection_query_async:
 *
 * amends_connection_query_full_async() with %AMENDS_CONNECTION_PATIENCE_MS.
 */
void
amends_connection_query_async (AmendsConnection    *self,
                               const char          *sql,
                               AmendsParams        *params,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  amends_connection_query_full_async (self, sql, params, AMENDS_CONNECTION_PATIENCE_MS, cancellable, callback, user_data);
}

/**
 * amends_connection_query_finish:
 * @error: AMENDS_ERROR with the server's SQLSTATE, machine code and detail attached; AMENDS_ERROR_TOO_BIG before anything is
 *   sent; AMENDS_ERROR_CONNECTION_LOST when the outcome is unknown; G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the rows
 */
AmendsResult *
amends_connection_query_finish (AmendsConnection  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * amends_connection_script_async:
 * @sql: any number of statements out of the program's own files, never with anybody's input in them
 *
 * They run in one transaction unless they hold transaction commands. The result is that of the last one.
 */
void
amends_connection_script_async (AmendsConnection    *self,
                                const char          *sql,
                                guint                timeout_ms,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  AmendsCall *call;

  g_return_if_fail (AMENDS_IS_CONNECTION (self));
  g_return_if_fail (sql != NULL);

  call = call_new (self, sql, timeout_ms, cancellable, callback, user_data, amends_connection_script_async);
  call->script = TRUE;
  enqueue (self, call);
}

/**
 * amends_connection_script_finish:
 * @error: as amends_connection_query_finish(); amends_error_get_position() says where in the script
 *
 * Returns: (transfer full): the last statement's rows
 */
AmendsResult *
amends_connection_script_finish (AmendsConnection  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return amends_connection_query_finish (self, result, error);
}

/**
 * amends_connection_copy_in_async:
 * @sql: "COPY … FROM STDIN …"
 * @reader: gives the data piece by piece; called from the main loop, so it must not block for long
 * @reader_data: for @reader; must live until the call is answered
 */
void
amends_connection_copy_in_async (AmendsConnection    *self,
                                 const char          *sql,
                                 AmendsCopyReader     reader,
                                 gpointer             reader_data,
                                 guint                timeout_ms,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  AmendsCall *call;

  g_return_if_fail (AMENDS_IS_CONNECTION (self));
  g_return_if_fail (sql != NULL);
  g_return_if_fail (reader != NULL);

  call = call_new (self, sql, timeout_ms, cancellable, callback, user_data, amends_connection_copy_in_async);
  call->reader = reader;
  call->reader_data = reader_data;
  enqueue (self, call);
}

/**
 * amends_connection_copy_in_finish:
 * @error: the reader's error, or as amends_connection_query_finish(); nothing was written then
 *
 * Returns: the number of rows, -1 on error
 */
gint64
amends_connection_copy_in_finish (AmendsConnection  *self,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_autoptr (AmendsResult) rows = amends_connection_query_finish (self, result, error);

  return rows ? amends_result_get_n_affected (rows) : -1;
}
