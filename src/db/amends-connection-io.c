/* The socket of a connection: sends the next call, takes in what comes, and notices silence.
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
#include "amends-server-error.h"
#include "amends-source.h"

/* Pieces of COPY data handed to libpq before other sources of the main loop get their turn. */
#define COPY_PIECES 16

static gboolean timer_cb (gpointer user_data);

void
amends_connection_arm_timer (AmendsConnection *self)
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
      amends_connection_arm_timer (self);
      return G_SOURCE_REMOVE;
    }
  if (socket_is_readable (self))
    {
      /* It was this desk that slept: the answer lies in the socket and is read in this turn of the main loop. */
      self->last_heard = g_get_monotonic_time ();
      amends_connection_arm_timer (self);
      return G_SOURCE_REMOVE;
    }
  amends_connection_lose (self, g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST, _("The server does not answer.")));
  return G_SOURCE_REMOVE;
}

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
          amends_connection_pump (self);
          if (self->pg != NULL)
            lose_line (self);
          return G_SOURCE_REMOVE;
        }
    }
  amends_connection_pump (self);
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
    amends_call_answer (call, NULL, g_steal_pointer (&call->error));
  else
    amends_call_answer (call, g_steal_pointer (&call->result), NULL);
  amends_call_free (call);
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
          amends_call_answer (call, NULL, g_error_new (AMENDS_ERROR, AMENDS_ERROR_FAILED, "%s", PQerrorMessage (self->pg)));
          amends_call_free (call);
        }
    }
}

/* Does all that can be done without waiting, then says what to wait for. */
void
amends_connection_pump (AmendsConnection *self)
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
  amends_connection_arm_timer (self);
  if (woken)
    amends_connection_emit_wake (self);
}

static gboolean
kick_cb (gpointer user_data)
{
  g_autoptr (AmendsConnection) self = g_object_ref (user_data);

  amends_source_clear (&self->kick);
  amends_connection_pump (self);
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
