/* Why one is not signed in, and what to do about it. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-sign-in-words.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-message.h"

/**
 * amends_sign_in_words_title:
 * @error: why one is not signed in
 *
 * Returns: what happened, in a few words
 */
const char *
amends_sign_in_words_title (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != AMENDS_ERROR)
    return _("Signing in did not work");
  switch ((AmendsErrorCode) error->code)
    {
    case AMENDS_ERROR_AUTH:
      return _("Wrong login or password");
    case AMENDS_ERROR_TLS:
      return _("This server’s certificate is not trusted");
    case AMENDS_ERROR_HOST:
    case AMENDS_ERROR_CONNECTION_LOST:
      return _("The server cannot be reached");
    case AMENDS_ERROR_TIMEOUT:
      return _("The server does not answer");
    case AMENDS_ERROR_NO_DATABASE:
      return _("There is no such database");
    case AMENDS_ERROR_FOREIGN_DATABASE:
      return _("This is not a database of Amends");
    case AMENDS_ERROR_SCHEMA_OLD:
      return _("The database is too old");
    case AMENDS_ERROR_SCHEMA_NEW:
      return _("This Amends is too old");
    case AMENDS_ERROR_UNAVAILABLE:
      return _("The server is too old");
    case AMENDS_ERROR_BUSY:
      return _("The server is full");
    case AMENDS_ERROR_FORBIDDEN:
      return _("You are not on the staff list");
    case AMENDS_ERROR_INVALID:
      return _("This address cannot be used");
    default:
      return _("Signing in did not work");
    }
}

/**
 * amends_sign_in_words_text:
 * @error: why one is not signed in
 * @login: as it was typed
 * @with_password: whether a password was given
 *
 * Returns: (transfer full): what it means and what to do
 */
char *
amends_sign_in_words_text (const GError *error,
                           const char   *login,
                           gboolean      with_password)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  words = amends_message_for_error (error);
  if (error->domain != AMENDS_ERROR)
    return g_steal_pointer (&words);
  switch ((AmendsErrorCode) error->code)
    {
    case AMENDS_ERROR_AUTH:
      if (!with_password)
        return g_steal_pointer (&words);
      return g_strdup_printf (_("The server refused %s. Check Caps Lock; the administrator can set a new password."), login);
    case AMENDS_ERROR_FOREIGN_DATABASE:
      return g_strdup_printf (_("%s Check the name of the database; the administrator sets one up by “amendsctl init”."), words);
    case AMENDS_ERROR_SCHEMA_OLD:
      return g_strdup_printf (_("%s Ask the administrator to run “amendsctl upgrade”; your settings are kept."), words);
    case AMENDS_ERROR_SCHEMA_NEW:
      return g_strdup_printf (_("%s Ask the administrator for the newer program; your settings are kept."), words);
    default:
      return g_steal_pointer (&words);
    }
}

/**
 * amends_sign_in_words_for_administrator:
 * @error: why one is not signed in
 *
 * Returns: whether only the administrator can mend it
 */
gboolean
amends_sign_in_words_for_administrator (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_SCHEMA_OLD) ||
         g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_SCHEMA_NEW) ||
         g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_UNAVAILABLE) ||
         g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE);
}
