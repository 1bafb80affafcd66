/* Passwords that a person asked to keep, in the desktop's keyring and nowhere else. A desktop without a keyring keeps none. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "amends-keyring.h"

static const SecretSchema schema = {
  AMENDS_APP_ID ".Login", SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "login", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } }
};

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_message ("a kept password could not be removed: %s", error->message);
}

/**
 * amends_keyring_look_up_async:
 * @server: the server as it is remembered
 * @login: a login
 * @cancellable: (nullable): stops it
 * @callback: called when the keyring answered
 * @user_data: for @callback
 */
void
amends_keyring_look_up_async (const char          *server,
                              const char          *login,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  secret_password_lookup (&schema, cancellable, callback, user_data, "server", server, "login", login, NULL);
}

/**
 * amends_keyring_look_up_finish:
 * @result: what the callback got
 *
 * Returns: (transfer full) (nullable): the password, %NULL where none is kept or there is no keyring
 */
char *
amends_keyring_look_up_finish (GAsyncResult *result)
{
  char *secret = secret_password_lookup_finish (result, NULL);
  char *password = g_strdup (secret);

  secret_password_free (secret);
  return password;
}

/**
 * amends_keyring_keep_async:
 * @server: the server as it is remembered
 * @login: a login
 * @password: its password
 * @callback: called when the keyring has it, or has not
 * @user_data: for @callback
 */
void
amends_keyring_keep_async (const char          *server,
                           const char          *login,
                           const char          *password,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autofree char *label = g_strdup_printf (_("Amends: %s at %s"), login, server);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, NULL, callback, user_data, "server", server,
                         "login", login, NULL);
}

/**
 * amends_keyring_keep_finish:
 * @result: what the callback got
 * @error: why it is not kept: there is no keyring, or it stays locked
 *
 * Returns: whether the keyring keeps the password
 */
gboolean
amends_keyring_keep_finish (GAsyncResult  *result,
                            GError       **error)
{
  return secret_password_store_finish (result, error);
}

/**
 * amends_keyring_forget:
 * @server: the server as it is remembered
 * @login: a login
 */
void
amends_keyring_forget (const char *server,
                       const char *login)
{
  secret_password_clear (&schema, NULL, cleared_cb, NULL, "server", server, "login", login, NULL);
}
