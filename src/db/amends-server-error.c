/* From what libpq reports to what the program branches on. Only SQLSTATE is trusted: texts depend on the server's language. */

#define G_LOG_DOMAIN "amends-db"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "amends-server-error.h"

typedef struct
{
  const char      *sqlstate; /* whole, or the class alone */
  AmendsErrorCode  code;
} Mapping;

static const Mapping mappings[] = {
  { "AM401", AMENDS_ERROR_FORBIDDEN },
  { "AM403", AMENDS_ERROR_FORBIDDEN },
  { "AM404", AMENDS_ERROR_NOT_FOUND },
  { "AM409", AMENDS_ERROR_CONFLICT },
  { "AM422", AMENDS_ERROR_INVALID },
  { "AM423", AMENDS_ERROR_INVALID },
  { "08", AMENDS_ERROR_CONNECTION_LOST },
  { "22", AMENDS_ERROR_INVALID },
  { "23", AMENDS_ERROR_INVALID },
  { "25006", AMENDS_ERROR_CONNECTION_LOST },   /* the primary became a standby */
  { "28", AMENDS_ERROR_AUTH },
  { "3D000", AMENDS_ERROR_NO_DATABASE },
  { "3F000", AMENDS_ERROR_FOREIGN_DATABASE },
  { "40001", AMENDS_ERROR_RETRY },
  { "40P01", AMENDS_ERROR_RETRY },
  { "42501", AMENDS_ERROR_FORBIDDEN },
  { "53300", AMENDS_ERROR_BUSY },
  { "53100", AMENDS_ERROR_STORAGE },
  { "55P03", AMENDS_ERROR_RETRY },
  { "57014", AMENDS_ERROR_TIMEOUT },
  { "57P01", AMENDS_ERROR_CONNECTION_LOST },
  { "57P02", AMENDS_ERROR_CONNECTION_LOST },
  { "57P03", AMENDS_ERROR_BUSY },
  { "57P05", AMENDS_ERROR_CONNECTION_LOST },
};

AmendsErrorCode
amends_server_error_code_for_sqlstate (const char *sqlstate)
{
  if (sqlstate == NULL)
    return AMENDS_ERROR_FAILED;
  for (guint i = 0; i < G_N_ELEMENTS (mappings); i++)
    if (g_str_has_prefix (sqlstate, mappings[i].sqlstate))
      return mappings[i].code;
  return AMENDS_ERROR_FAILED;
}

/**
 * amends_server_error_from_result:
 * @result: a result that is an error
 *
 * Returns: (transfer full): the error with everything a view or a log wants of it
 */
GError *
amends_server_error_from_result (PGresult *result)
{
  const char *sqlstate = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  const char *position = PQresultErrorField (result, PG_DIAG_STATEMENT_POSITION);
  AmendsErrorCode code = amends_server_error_code_for_sqlstate (sqlstate);

  if (message == NULL)
    message = PQresultErrorMessage (result);
  return amends_error_new_server (code, sqlstate, message,
                                  PQresultErrorField (result, PG_DIAG_MESSAGE_DETAIL),
                                  PQresultErrorField (result, PG_DIAG_MESSAGE_HINT),
                                  position ? atoi (position) : 0);
}

/**
 * amends_server_error_ends_connection:
 *
 * Returns: whether the server closes the connection, or can do nothing useful on it any more, after this error
 */
gboolean
amends_server_error_ends_connection (PGresult *result)
{
  const char *severity = PQresultErrorField (result, PG_DIAG_SEVERITY_NONLOCALIZED);
  const char *sqlstate = PQresultErrorField (result, PG_DIAG_SQLSTATE);

  return g_strcmp0 (severity, "FATAL") == 0 || g_strcmp0 (severity, "PANIC") == 0 ||
         amends_server_error_code_for_sqlstate (sqlstate) == AMENDS_ERROR_CONNECTION_LOST;
}

/* A verbose message reads "… FATAL:  28P01: password authentication failed …\nLOCATION:  …". With sslmode=prefer there
 * may be two attempts in one message, the last of which counts. */
static char *
find_sqlstate (const char  *message,
               char       **primary)
{
  g_autoptr (GRegex) regex = g_regex_new (":  ([0-9A-Z]{5}): (.*)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  char *sqlstate = NULL;

  for (g_regex_match (regex, message, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_free (sqlstate);
      g_free (*primary);
      sqlstate = g_match_info_fetch (match, 1);
      *primary = g_match_info_fetch (match, 2);
    }
  return sqlstate;
}

static GError *
new_for_sqlstate (const char *sqlstate,
                  const char *primary)
{
  AmendsErrorCode code = amends_server_error_code_for_sqlstate (sqlstate);
  g_autofree char *message = NULL;

  switch ((int) code)
    {
    case AMENDS_ERROR_AUTH:
      message = g_strdup_printf (_("The server refused this login or password. Check both and sign in again. (%s)"), primary);
      break;
    case AMENDS_ERROR_NO_DATABASE:
      message = g_strdup_printf (_("There is no such database on this server. Check its name. (%s)"), primary);
      break;
    case AMENDS_ERROR_FORBIDDEN:
      message = g_strdup_printf (_("This login may not use this database. Ask your administrator. (%s)"), primary);
      break;
    case AMENDS_ERROR_BUSY:
    case AMENDS_ERROR_CONNECTION_LOST:
      code = AMENDS_ERROR_BUSY;
      message = g_strdup_printf (_("The server takes no connections just now. Try again in a moment. (%s)"), primary);
      break;
    default:
      message = g_strdup_printf (_("The server refused the connection: %s"), primary);
    }
  return amends_error_new_server (code, sqlstate, message, NULL, NULL, 0);
}

/**
 * amends_server_error_from_connect:
 * @pg: a connection attempt that failed
 * @reached: the last status it had before
 * @tls_required: whether it may not go on without TLS
 *
 * libpq keeps no result of a failed attempt, so its SQLSTATE is read from the verbose message, and where the server
 * said nothing, from how far the attempt came.
 *
 * Returns: (transfer full): the error
 */
GError *
amends_server_error_from_connect (PGconn         *pg,
                                  ConnStatusType  reached,
                                  gboolean        tls_required)
{
  g_autofree char *primary = NULL;
  g_autofree char *message = g_strchomp (g_strdup (PQerrorMessage (pg)));
  g_autofree char *sqlstate = find_sqlstate (message, &primary);

  if (sqlstate != NULL)
    return new_for_sqlstate (sqlstate, primary);
  /* libpq's own advice stands on lines of its own, indented for a terminal */
  message[strcspn (message, "\n")] = '\0';
  if (PQconnectionNeedsPassword (pg))
    return g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_AUTH, _("The server asks for a password. Type it and sign in again."));
  if (reached == CONNECTION_SSL_STARTUP && tls_required)
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_TLS,
                        _("No secure connection to the server: its certificate could not be checked, or it offers none. "
                          "Ask your administrator for the certificate. (%s)"), message);
  if (reached == CONNECTION_AUTH_OK)
    /* Everything before went well: target_session_attrs did not like what it found, or the server is going down. */
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_HOST, _("This server does not do what is asked of it, or it is stopping. (%s)"), message);
  if (reached == CONNECTION_AWAITING_RESPONSE || reached == CONNECTION_SSL_STARTUP)
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_HOST, _("What answers there is not a PostgreSQL server, or it is stopping. Check host and port. (%s)"), message);
  return g_error_new (AMENDS_ERROR, AMENDS_ERROR_HOST, _("The server cannot be reached. Check host and port, and whether it runs. (%s)"), message);
}
