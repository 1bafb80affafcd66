/* The connection for amendsctl: the same code, waited for. Calls may take as long as they take. */

#define G_LOG_DOMAIN "amends-db"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-connection-private.h"
#include "amends-connection-sync.h"
#include "amends-error.h"

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (AmendsConnection  *self,
          GAsyncResult     **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (self->context, TRUE);
  g_main_context_pop_thread_default (self->context);
  return *slot;
}

/**
 * amends_connection_open_sync:
 * @target: where to, and as whom
 * @error: as amends_connection_open_finish()
 *
 * Returns: (transfer full): an open connection with a main context of its own, which does not reconnect
 */
AmendsConnection *
amends_connection_open_sync (AmendsTarget  *target,
                             GError       **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (AmendsConnection) self = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_return_val_if_fail (target != NULL, NULL);

  g_main_context_push_thread_default (context);
  self = amends_connection_new (target);
  amends_connection_set_reconnect (self, FALSE);
  amends_connection_open_async (self, NULL, keep_result_cb, &result);
  wait_for (self, &result);
  if (!amends_connection_open_finish (self, result, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * amends_connection_query_sync:
 * @self: a connection of amends_connection_open_sync()
 *
 * Returns: (transfer full): the rows
 */
AmendsResult *
amends_connection_query_sync (AmendsConnection  *self,
                              const char        *sql,
                              AmendsParams      *params,
                              GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), NULL);

  g_main_context_push_thread_default (self->context);
  amends_connection_query_full_async (self, sql, params, AMENDS_CONNECTION_NO_TIMEOUT, NULL, keep_result_cb, &result);
  return amends_connection_query_finish (self, wait_for (self, &result), error);
}

/**
 * amends_connection_script_sync:
 *
 * Returns: (transfer full): the last statement's rows
 */
AmendsResult *
amends_connection_script_sync (AmendsConnection  *self,
                               const char        *sql,
                               GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), NULL);

  g_main_context_push_thread_default (self->context);
  amends_connection_script_async (self, sql, AMENDS_CONNECTION_NO_TIMEOUT, NULL, keep_result_cb, &result);
  return amends_connection_script_finish (self, wait_for (self, &result), error);
}

/**
 * amends_connection_copy_in_sync:
 *
 * Returns: the number of rows, -1 on error
 */
gint64
amends_connection_copy_in_sync (AmendsConnection  *self,
                                const char        *sql,
                                AmendsCopyReader   reader,
                                gpointer           reader_data,
                                GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), -1);

  g_main_context_push_thread_default (self->context);
  amends_connection_copy_in_async (self, sql, reader, reader_data, AMENDS_CONNECTION_NO_TIMEOUT, NULL, keep_result_cb, &result);
  return amends_connection_copy_in_finish (self, wait_for (self, &result), error);
}

/**
 * amends_connection_get_context:
 * @self: a connection of amends_connection_open_sync()
 *
 * Returns: (transfer none): the main context to push and run while waiting for asynchronous work on it
 */
GMainContext *
amends_connection_get_context (AmendsConnection *self)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), NULL);

  return self->context;
}

/**
 * amends_connection_encrypt_password:
 * @self: an open connection
 * @login: whose password
 * @password: in clear text
 * @error: AMENDS_ERROR_FAILED
 *
 * Takes some milliseconds of computing: not for a main loop that paints.
 *
 * Returns: (transfer full): the SCRAM-SHA-256 verifier, so that no clear text reaches the server or its logs
 */
char *
amends_connection_encrypt_password (AmendsConnection  *self,
                                    const char        *login,
                                    const char        *password,
                                    GError           **error)
{
  char *verifier, *copy;

  g_return_val_if_fail (AMENDS_IS_CONNECTION (self) && self->pg != NULL, NULL);
  g_return_val_if_fail (login != NULL && password != NULL, NULL);

  verifier = PQencryptPasswordConn (self->pg, password, login, "scram-sha-256");
  if (verifier == NULL)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_FAILED, _("The password could not be prepared for the server: %s"),
                   PQerrorMessage (self->pg));
      return NULL;
    }
  copy = g_strdup (verifier);
  PQfreemem (verifier);
  return copy;
}

/**
 * amends_connection_signed_in_with:
 * @self: an open connection
 * @password: in clear text
 *
 * Returns: whether the connection was made with this password; %FALSE also where none was asked for
 */
gboolean
amends_connection_signed_in_with (AmendsConnection *self,
                                  const char       *password)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self) && self->pg != NULL, FALSE);
  g_return_val_if_fail (password != NULL, FALSE);

  return PQconnectionUsedPassword (self->pg) && g_strcmp0 (PQpass (self->pg), password) == 0;
}

/**
 * amends_connection_used_password:
 * @self: an open connection
 *
 * Returns: whether the server asked for a password; %FALSE where it goes by peer, certificate or trust
 */
gboolean
amends_connection_used_password (AmendsConnection *self)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTION (self), FALSE);

  return self->pg != NULL && PQconnectionUsedPassword (self->pg);
}
