/* One's own password: a first one, chosen by somebody else, is good for a day only. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "amends-connection-sync.h"
#include "amends-error.h"
#include "amends-session-private.h"

/**
 * amends_session_get_password_until:
 * @self: a session
 *
 * Returns: when the password one signed in with ends, microseconds since 1970 UTC; 0 when it stays
 */
gint64
amends_session_get_password_until (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  return self->password_until;
}

/**
 * amends_session_has_password:
 * @self: a session
 *
 * Returns: whether the server asked for a password at sign-in, so that changing it means something
 */
gboolean
amends_session_has_password (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  return self->connection != NULL && amends_connection_used_password (self->connection);
}

static void
wipe (gpointer password)
{
  memset (password, 0, strlen (password));
  g_free (password);
}

/**
 * amends_session_forget_password:
 * @self: a session
 *
 * Forgets a new password of which it was not known whether it holds.
 */
void
amends_session_forget_password (AmendsSession *self)
{
  g_clear_pointer (&self->unsure_password, wipe);
}

static void
use_password (AmendsSession *self,
              const char    *password)
{
  if (self->connection != NULL)  /* or the next loss of the server would be the end of the session */
    amends_target_set (amends_connection_get_target (self->connection), "password", password);
}

static gboolean
try_again_cb (gpointer user_data)
{
  AmendsSession *self = user_data;

  if (self->connection != NULL)
    amends_connection_retry_now (self->connection);
  return G_SOURCE_REMOVE;
}

/**
 * amends_session_try_unsure_password:
 * @self: a session that the server refuses
 *
 * Where a change of password was under way when the server was lost, the new one may hold already.
 *
 * Returns: whether the way back in is tried with it
 */
gboolean
amends_session_try_unsure_password (AmendsSession *self)
{
  const char *tried = amends_target_get (amends_connection_get_target (self->connection), "password");

  if (self->unsure_password == NULL || g_strcmp0 (tried, self->unsure_password) == 0)
    return FALSE;
  use_password (self, self->unsure_password);
  g_idle_add_full (G_PRIORITY_DEFAULT, try_again_cb, g_object_ref (self), g_object_unref);
  return TRUE;
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsSession *self = AMENDS_SESSION (object);
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_read_finish (self, result, &error);

  amends_session_forget_password (self);
  if (answer == NULL)
    {
      if (amends_error_is_lost (error))
        self->unsure_password = g_strdup (g_task_get_task_data (task));
      g_task_return_error (task, error);
      return;
    }
  self->password_until = 0;
  use_password (self, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * amends_session_change_password_async:
 * @self: a session
 * @password: the new one, in clear text, at least %AMENDS_PASSWORD_SHORTEST characters
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sets one's own password, which then stays. The server gets a SCRAM verifier, never the password, and the journal neither:
 * with the server lost this fails at once.
 */
void
amends_session_change_password_async (AmendsSession       *self,
                                      const char          *password,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *request = g_uuid_string_random (), *verifier = NULL;
  GError *error = NULL;
  g_autoptr (AmendsParams) params = NULL;

  g_return_if_fail (AMENDS_IS_SESSION (self));
  g_return_if_fail (password != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_session_change_password_async);
  g_task_set_task_data (task, g_strdup (password), wipe);
  if (self->state == AMENDS_SESSION_READY && g_strcmp0 (password, self->unsure_password) == 0
      && amends_connection_signed_in_with (self->connection, password))
    {
      g_task_return_boolean (task, TRUE);  /* the last try had gone through */
      return;
    }
  if (self->state != AMENDS_SESSION_READY)
    error = amends_session_error_signed_out ();
  else if (amends_connection_signed_in_with (self->connection, password))
    error = g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_INVALID, _("That is the password you signed in with. Choose another one."));
  else
    verifier = amends_connection_encrypt_password (self->connection, amends_session_get_login (self), password, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  params = amends_params_add_uuid (amends_params_new (), request);
  amends_params_add_text (params, verifier);
  amends_session_read_async (self, "SELECT api.staff_password($1::uuid, $2::text)", params, cancellable, changed_cb,
                             g_steal_pointer (&task));
}

/**
 * amends_session_change_password_finish:
 * @self: a session
 * @result: what the callback got
 * @error: AMENDS_ERROR; G_IO_ERROR_CANCELLED
 *
 * Returns: whether the new password holds
 */
gboolean
amends_session_change_password_finish (AmendsSession  *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
