/* One error domain for everything the world does wrong. An error that came from the server also carries its SQLSTATE,
 * and, for the product's own class AM, a machine code that a view turns into a sentence in the person's language. */

#define G_LOG_DOMAIN "amends-error"

#include "config.h"

#include "amends-error.h"

typedef struct
{
  char *sqlstate;
  char *machine;
  char *detail;
  char *hint;
  int   position;
} AmendsErrorPrivate;

static void
amends_error_private_init (AmendsErrorPrivate *priv)
{
  *priv = (AmendsErrorPrivate) { NULL };
}

static void
amends_error_private_copy (const AmendsErrorPrivate *src,
                           AmendsErrorPrivate       *dest)
{
  dest->sqlstate = g_strdup (src->sqlstate);
  dest->machine = g_strdup (src->machine);
  dest->detail = g_strdup (src->detail);
  dest->hint = g_strdup (src->hint);
  dest->position = src->position;
}

static void
amends_error_private_clear (AmendsErrorPrivate *priv)
{
  g_clear_pointer (&priv->sqlstate, g_free);
  g_clear_pointer (&priv->machine, g_free);
  g_clear_pointer (&priv->detail, g_free);
  g_clear_pointer (&priv->hint, g_free);
}

G_DEFINE_EXTENDED_ERROR (AmendsError, amends_error)

static AmendsErrorPrivate *
get_private (const GError *error)
{
  return g_error_matches (error, AMENDS_ERROR, error ? error->code : 0) ? amends_error_get_private (error) : NULL;
}

/**
 * amends_error_new_server:
 * @code: what the program branches on
 * @sqlstate: (nullable): five characters
 * @message: the server's primary message; for class AM this is the machine code
 * @detail: (nullable): the server's detail; for class AM JSON
 * @hint: (nullable): the server's hint
 * @position: character in the statement, from 1; 0 when unknown
 *
 * Returns: (transfer full): an error that remembers what the server said
 */
GError *
amends_error_new_server (AmendsErrorCode  code,
                         const char      *sqlstate,
                         const char      *message,
                         const char      *detail,
                         const char      *hint,
                         int              position)
{
  GError *error;
  AmendsErrorPrivate *priv;

  g_return_val_if_fail (message != NULL, NULL);

  error = g_error_new_literal (AMENDS_ERROR, code, message);
  priv = amends_error_get_private (error);
  priv->sqlstate = g_strdup (sqlstate);
  if (sqlstate != NULL && g_str_has_prefix (sqlstate, "AM"))
    priv->machine = g_strdup (message);
  priv->detail = g_strdup (detail);
  priv->hint = g_strdup (hint);
  priv->position = position;

  return error;
}

/**
 * amends_error_get_sqlstate:
 *
 * Returns: (nullable): the SQLSTATE, when the error came from a server
 */
const char *
amends_error_get_sqlstate (const GError *error)
{
  AmendsErrorPrivate *priv = get_private (error);

  return priv ? priv->sqlstate : NULL;
}

/**
 * amends_error_get_machine:
 *
 * Returns: (nullable): the machine code of the product's own SQL functions, to look up a translated message by
 */
const char *
amends_error_get_machine (const GError *error)
{
  AmendsErrorPrivate *priv = get_private (error);

  return priv ? priv->machine : NULL;
}

/**
 * amends_error_get_detail:
 *
 * Returns: (nullable): the server's detail; JSON when amends_error_get_machine() is not %NULL
 */
const char *
amends_error_get_detail (const GError *error)
{
  AmendsErrorPrivate *priv = get_private (error);

  return priv ? priv->detail : NULL;
}

const char *
amends_error_get_hint (const GError *error)
{
  AmendsErrorPrivate *priv = get_private (error);

  return priv ? priv->hint : NULL;
}

/**
 * amends_error_get_position:
 *
 * Returns: the character of the statement the server stumbled over, from 1; 0 when unknown
 */
int
amends_error_get_position (const GError *error)
{
  AmendsErrorPrivate *priv = get_private (error);

  return priv ? priv->position : 0;
}

/**
 * amends_error_is_lost:
 *
 * Returns: %TRUE when nobody knows whether the call was carried out, so it must be sent again under the same request id
 */
gboolean
amends_error_is_lost (const GError *error)
{
  return g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_CONNECTION_LOST);
}

/**
 * amends_error_is_retryable:
 *
 * Returns: %TRUE when the very same call may succeed a moment later without anybody changing anything
 */
gboolean
amends_error_is_retryable (const GError *error)
{
  return amends_error_is_lost (error) ||
         g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_RETRY) ||
         g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_BUSY);
}
