/* The calls of a connection: one in flight, the rest in a queue.
 *
 * Rules of libpq in non-blocking mode that this file keeps:
 * - after a send, flush until nothing is left, and read while waiting to write, or both sides block for good;
 * - after a read, take every notification and every result there is: TLS may hold bytes the socket no longer shows;
 * - a caller's code runs from the main loop only, never below a libpq function, because it may close the connection. */

#define G_LOG_DOMAIN "amends-db"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "amends-connection-private.h"
#include "amends-error.h"
#include "amends-result-private.h"
#include "amends-server-error.h"
#include "amends-source.h"

/* Pieces of COPY data handed to libpq before other sources of the main loop get their turn. */
#define COPY_PIECES 16

struct _AmendsCall
{
  GTask            *task;        /* NULL for the connection's own */
  char             *sql;
  AmendsParams     *params;
  gboolean          script;
  guint             timeout_ms;
  AmendsCopyReader  reader;
  gpointer          reader_data;

  GSource          *cancelled;
  gboolean          answered;
  gboolean          copying;
  gboolean          drained;
  PGresult         *result;
  GError           *error;
};

typedef struct
{
  GTask    *task;
  PGresult *result;
  GError   *error;
} Answer;

static void pump (AmendsConnection *self);

static void
call_free (AmendsCall *call)
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
static void
answer (AmendsCall *call,
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
}

/* ── time-out ──────────────────────────────────────────────────────────────────────────────────────────────────── */

static gboolean timer_cb (gpointer user_data);

static void
arm_timer (AmendsConnection *self)
{
  guint patience = self->current ? self->current->timeout_ms : AMENDS_CONNECTION_PATIENCE_MS;
  gint64 left;

  amends_source_clear (&self->timer);
  if ((self->current == NULL && !self->cancelling) || patience == AMENDS_CONNECTION_NO_TIMEOUT)
    return;
  left = self->last_heard + patience * (gint64) 1000 - g_get_monotonic_time ();
  self->timer = g_timeout_source_new (MAX (left / 1000 + 1, 1));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

static gboolean
is_silent_for_too_long (AmendsConnection *self)
{
  guint patience = self->current ? self->current->timeout_ms : AMENDS_CONNECTION_PATIENCE_MS;

  return (self->current != NULL || self->cancelling) && patience != AMENDS_CONNECTION_NO_TIMEOUT &&
         g_get_monotonic_time () - self->last_heard >= patience * (gint64) 1000;
}

static gboolean
socket_is_readable (AmendsConnection *self)
{
  GPollFD fd = { PQsocket (self->pg), G_IO_IN | G_IO_HUP | G_IO_ERR, 0 };

  return g_poll (&fd, 1, 0) > 0;
}

static gboolean
timer_cb (gpointer user_data)
{
  g_autoptr (AmendsConnection) self = g_object_ref (user_data);

  amends_source_clear (&self->timer);
  if (!is_silent_for_too_long (self))
    {
      arm_timer (self);
      return G_SOURCE_REMOVE;
    }
  if (socket_is_readable (self))
    {
      /* It was this desk that slept: the answer lies in the socket and is read in this turn of the main loop. */
      self->last_heard = g_get_monotonic_time ();
      arm_timer (self);
      return G_SOURCE_REMOVE;
    }
  amends_connection_lose (self, g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST, _("The server does not answer.")));
  return G_SOURCE_REMOVE;
}

/* ── socket ────────────────────────────────────────────────────────────────────────────────────────────────────── */

static void
lose_line (AmendsConnection *self)
{
  g_autofree char *message = g_strchomp (g_strdup (PQerrorMessage (self->pg)));

  g_debug ("libpq: %s", message);
  amends_connection_lose (self, g_error_new (AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST, _("The connection to the server broke.")));
}

static gboolean
io_cb (gint         fd,
       GIOCondition condition,
       gpointer     user_data)
{
  g_autoptr (AmendsConnection) self = g_object_ref (user_data);
  GSource *source = g_main_current_source ();

  if (condition & (G_IO_IN | G_IO_HUP | G_IO_ERR))
    {
      self->last_heard = g_get_monotonic_time ();
      if (!PQconsumeInput (self->pg))
        {
          /* The reason, such as "terminating connection", may stand in a result that is already here. */
          pump (self);
          if (self->pg != NULL)
            lose_line (self);
          return G_SOURCE_REMOVE;
        }
    }
  pump (self);
  return g_source_is_destroyed (source) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
watch (AmendsConnection *self,
       GIOCondition      condition)
{
  if (self->io != NULL && self->watched == condition)
    return;
  amends_source_clear (&self->io);
  self->watched = condition;
  self->io = g_unix_fd_source_new (PQsocket (self->pg), condition);
  g_source_set_callback (self->io, G_SOURCE_FUNC (io_cb), self, NULL);
  g_source_attach (self->io, self->context);
}

/* ── COPY ──────────────────────────────────────────────────────────────────────────────────────────────────────── */

static void
keep_error (AmendsCall *call,
            GError     *error)
{
  /* The first one explains; what follows in a script or after a broken COPY is its consequence. */
  if (call->error == NULL)
    call->error = error;
  else
    g_error_free (error);
}

static void
end_copy (AmendsConnection *self,
          const char       *reason)
{
  AmendsCall *call = self->current;

  /* 0: the buffer is full; the same call is made again when the socket takes more. */
  if (PQputCopyEnd (self->pg, reason) != 0)
    call->copying = FALSE;
}

static gboolean
copy_some (AmendsConnection *self)
{
  AmendsCall *call = self->current;

  for (int i = 0; call->copying && i < COPY_PIECES; i++)
    {
      g_autoptr (GBytes) piece = NULL;
      gsize size;
      const char *data;

      /* One piece at a time reaches the socket, so that a file of any size needs no memory here. */
      if (PQflush (self->pg) == 1)
        return TRUE;
      self->last_heard = g_get_monotonic_time ();
      if (!call->drained)
        piece = call->reader (call->reader_data, &call->error);
      if (piece == NULL)
        {
          call->drained = TRUE;
          end_copy (self, call->error ? call->error->message : NULL);
          continue;
        }
      data = g_bytes_get_data (piece, &size);
      if (size > 0 && PQputCopyData (self->pg, data, size) <= 0)
        {
          call->drained = TRUE;
          keep_error (call, g_error_new (AMENDS_ERROR, AMENDS_ERROR_FAILED, "%s", PQerrorMessage (self->pg)));
        }
    }
  return call->copying;
}

/* ── results ───────────────────────────────────────────────────────────────────────────────────────────────────── */

static void
drain_copy_out (AmendsConnection *self)
{
  char *data;

  while (PQgetCopyData (self->pg, &data, 1) > 0)
    PQfreemem (data);
}

/* Returns FALSE when the line is gone. */
static gboolean
take_result (AmendsConnection *self,
             PGresult         *result)
{
  AmendsCall *call = self->current;
  gboolean fatal;

  switch (PQresultStatus (result))
    {
    case PGRES_COPY_IN:
      PQclear (result);
      if (call->reader != NULL)
        call->copying = TRUE;
      else
        PQputCopyEnd (self->pg, "no data");
      return TRUE;
    case PGRES_COPY_OUT:
      PQclear (result);
      keep_error (call, g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_INVALID, "COPY TO STDOUT is not supported here"));
      drain_copy_out (self);
      return TRUE;
    case PGRES_BAD_RESPONSE:
    case PGRES_NONFATAL_ERROR:
    case PGRES_FATAL_ERROR:
      fatal = amends_server_error_ends_connection (result);
      keep_error (call, amends_server_error_from_result (result));
      PQclear (result);
      if (fatal || PQstatus (self->pg) == CONNECTION_BAD)
        {
          lose_line (self);
          return FALSE;
        }
      return TRUE;
    default:
      g_clear_pointer (&call->result, PQclear);
      call->result = result;
      return TRUE;
    }
}

static void
finish_current (AmendsConnection *self)
{
  AmendsCall *call = g_steal_pointer (&self->current);

  self->failures = 0;
  if (call->error != NULL)
    answer (call, NULL, g_steal_pointer (&call->error));
  else
    answer (call, g_steal_pointer (&call->result), NULL);
  call_free (call);
}

/* Returns FALSE when the line is gone. */
static gboolean
take_results (AmendsConnection *self)
{
  while (self->current != NULL && !self->current->copying && !PQisBusy (self->pg))
    {
      PGresult *result = PQgetResult (self->pg);

      if (result == NULL)
        finish_current (self);
      else if (!take_result (self, result))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_notifications (AmendsConnection *self)
{
  gboolean any = FALSE;
  PGnotify *notify;

  for (; (notify = PQnotifies (self->pg)) != NULL; any = TRUE)
    PQfreemem (notify);
  return any;
}

/* ── sending ───────────────────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
send_call (AmendsConnection *self,
           AmendsCall       *call)
{
  int n = call->params ? amends_params_get_length (call->params) : 0;

  if (call->script)
    return PQsendQuery (self->pg, call->sql);
  return PQsendQueryParams (self->pg, call->sql, n, NULL, n ? amends_params_get_values (call->params) : NULL, NULL, NULL, 0);
}

static void
send_next (AmendsConnection *self)
{
  while (self->current == NULL && !self->cancelling && !g_queue_is_empty (&self->calls))
    {
      AmendsCall *call = g_queue_pop_head (&self->calls);

      self->last_heard = g_get_monotonic_time ();
      if (send_call (self, call))
        self->current = call;
      else if (PQstatus (self->pg) == CONNECTION_BAD)
        {
          g_queue_push_head (&self->calls, call);
          return;
        }
      else
        {
          answer (call, NULL, g_error_new (AMENDS_ERROR, AMENDS_ERROR_FAILED, "%s", PQerrorMessage (self->pg)));
          call_free (call);
        }
    }
}

/* Does all that can be done without waiting, then says what to wait for. */
static void
pump (AmendsConnection *self)
{
  gboolean woken, copying = FALSE;
  int unsent;

  if (!take_results (self))
    return;
  send_next (self);
  if (self->current != NULL && self->current->copying)
    copying = copy_some (self);
  unsent = PQflush (self->pg);
  if (unsent < 0 || PQstatus (self->pg) == CONNECTION_BAD)
    {
      lose_line (self);
      return;
    }
  woken = take_notifications (self);
  watch (self, unsent > 0 || copying ? G_IO_IN | G_IO_OUT : G_IO_IN);
  arm_timer (self);
  if (woken)
    amends_connection_emit_wake (self);
}

/* ── cancelling ────────────────────────────────────────────────────────────────────────────────────────────────── */

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
  pump (self);
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

  answer (call, NULL, error);
  if (call == self->current)
    {
      /* From here on the call is silent, and one that waited without limit gets the usual patience. */
      call->timeout_ms = AMENDS_CONNECTION_PATIENCE_MS;
      self->last_heard = g_get_monotonic_time ();
      send_cancel (self);
      arm_timer (self);
    }
  else if (g_queue_remove (&self->calls, call))
    call_free (call);
  return G_SOURCE_REMOVE;
}

/* ── the rest of the connection calls these ────────────────────────────────────────────────────────────────────── */

static gboolean
kick_cb (gpointer user_data)
{
  g_autoptr (AmendsConnection) self = g_object_ref (user_data);

  amends_source_clear (&self->kick);
  pump (self);
  return G_SOURCE_REMOVE;
}

/* Sends in the next turn of the main loop: a line found broken then has no caller above it. */
void
amends_connection_start_calls (AmendsConnection *self)
{
  if (self->kick != NULL)
    return;
  self->kick = g_idle_source_new ();
  g_source_set_priority (self->kick, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->kick, kick_cb, self, NULL);
  g_source_attach (self->kick, self->context);
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
        answer (call, NULL, g_error_copy (error));
      call_free (call);
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
  answer (call, NULL, error);
  call_free (call);
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
