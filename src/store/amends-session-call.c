/* Reading by way of a session, and noticing that the server has gone silent. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-error.h"
#include "amends-session-private.h"

/* A person should hear of a silence before the connection is given up over it (AMENDS_CONNECTION_PATIENCE_MS). */
#define SILENCE_US (2 * G_USEC_PER_SEC)
#define SILENCE_CHECK_MS 250

/* ── silence ── */

static gboolean
silence_cb (gpointer user_data)
{
  AmendsSession *self = user_data;
  gint64 *oldest = g_queue_peek_head (&self->calls);

  if (oldest == NULL)
    {
      self->silence = 0;
      return G_SOURCE_REMOVE;
    }
  if (g_get_monotonic_time () - *oldest >= SILENCE_US)
    amends_session_set_silent (self, TRUE);
  return G_SOURCE_CONTINUE;
}

/**
 * amends_session_call_began:
 * @self: a session
 * @stamp: belongs to the call, and stays where it is until amends_session_call_ended()
 */
void
amends_session_call_began (AmendsSession *self,
                           gint64        *stamp)
{
  *stamp = g_get_monotonic_time ();
  g_queue_push_tail (&self->calls, stamp);
  if (self->silence == 0)
    self->silence = g_timeout_add (SILENCE_CHECK_MS, silence_cb, self);
}

/**
 * amends_session_call_ended:
 * @self: a session
 * @stamp: as given to amends_session_call_began()
 * @answered: whether the server said anything
 */
void
amends_session_call_ended (AmendsSession *self,
                           gint64        *stamp,
                           gboolean       answered)
{
  g_queue_remove (&self->calls, stamp);
  if (answered)
    self->last_heard = amends_clock_now ();
  if (answered || g_queue_is_empty (&self->calls))
    amends_session_set_silent (self, FALSE);
  /* those behind it in the queue have not been silent: they have not been asked */
  for (GList *l = self->calls.head; answered && l != NULL; l = l->next)
    *(gint64 *) l->data = g_get_monotonic_time ();
}

/**
 * amends_session_error_signed_out:
 *
 * Returns: (transfer full): why nothing can be asked
 */
GError *
amends_session_error_signed_out (void)
{
  return g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST, _("Nobody is signed in."));
}

/* ── reading ── */

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  AmendsResult *answer = amends_connection_query_finish (AMENDS_CONNECTION (object), result, &error);

  amends_session_call_ended (self, g_task_get_task_data (task), !amends_error_is_lost (error));
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) amends_result_unref);
  else
    g_task_return_error (task, error);
}

/**
 * amends_session_read_async:
 * @self: a session
 * @sql: one statement that changes nothing; values stand as $1, $2 … with casts
 * @params: (nullable): the values
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * While the server is lost reads fail at once: what is shown stays, and "restored" is the moment to read again.
 */
void
amends_session_read_async (AmendsSession       *self,
                           const char          *sql,
                           AmendsParams        *params,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;
  gint64 *stamp;

  g_return_if_fail (AMENDS_IS_SESSION (self));
  g_return_if_fail (sql != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_session_read_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->connection == NULL)
    {
      g_task_return_error (task, amends_session_error_signed_out ());
      g_object_unref (task);
      return;
    }
  stamp = g_new (gint64, 1);
  g_task_set_task_data (task, stamp, g_free);
  amends_session_call_began (self, stamp);
  amends_connection_query_async (self->connection, sql, params, cancellable, read_cb, task);
}

/**
 * amends_session_read_finish:
 * @self: a session
 * @result: what the callback got
 * @error: AMENDS_ERROR; G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the rows
 */
AmendsResult *
amends_session_read_finish (AmendsSession  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
