#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMENDS_ERROR (amends_error_quark ())

/**
 * AmendsErrorCode:
 * @AMENDS_ERROR_FAILED: anything that has no better code
 * @AMENDS_ERROR_CONFLICT: somebody else changed the row first (AM409); the detail holds who and when as JSON
 * @AMENDS_ERROR_NOT_FOUND: no such thing, or not for this person (AM404)
 * @AMENDS_ERROR_FORBIDDEN: this person may not do it (AM403 and SQLSTATE 42501)
 * @AMENDS_ERROR_INVALID: the input breaks a rule (AM422, classes 22 and 23)
 * @AMENDS_ERROR_RETRY: serialization failure, deadlock or lock time-out; send the same request again
 * @AMENDS_ERROR_CONNECTION_LOST: the outcome is unknown; send the same request id again once connected
 * @AMENDS_ERROR_AUTH: login or password refused
 * @AMENDS_ERROR_TLS: no secure connection, or a certificate that proves nothing
 * @AMENDS_ERROR_NO_DATABASE: the server has no database of that name
 * @AMENDS_ERROR_FOREIGN_DATABASE: the database is not one of Amends
 * @AMENDS_ERROR_SCHEMA_OLD: the database is older than this program allows
 * @AMENDS_ERROR_SCHEMA_NEW: the database is newer than this program
 * @AMENDS_ERROR_HOST: the host is unknown, unreachable or refuses connections
 * @AMENDS_ERROR_TIMEOUT: the server stopped the call, or did not answer the connection attempt in time
 * @AMENDS_ERROR_TOO_BIG: a value is larger than is ever sent
 * @AMENDS_ERROR_BUSY: the server takes no more connections now, or is starting or stopping
 * @AMENDS_ERROR_UNAVAILABLE: something this needs is not installed on this computer
 * @AMENDS_ERROR_STORAGE: a file could not be written: disk full, rights
 */
typedef enum
{
  AMENDS_ERROR_FAILED,
  AMENDS_ERROR_CONFLICT,
  AMENDS_ERROR_NOT_FOUND,
  AMENDS_ERROR_FORBIDDEN,
  AMENDS_ERROR_INVALID,
  AMENDS_ERROR_RETRY,
  AMENDS_ERROR_CONNECTION_LOST,
  AMENDS_ERROR_AUTH,
  AMENDS_ERROR_TLS,
  AMENDS_ERROR_NO_DATABASE,
  AMENDS_ERROR_FOREIGN_DATABASE,
  AMENDS_ERROR_SCHEMA_OLD,
  AMENDS_ERROR_SCHEMA_NEW,
  AMENDS_ERROR_HOST,
  AMENDS_ERROR_TIMEOUT,
  AMENDS_ERROR_TOO_BIG,
  AMENDS_ERROR_BUSY,
  AMENDS_ERROR_UNAVAILABLE,
  AMENDS_ERROR_STORAGE,
} AmendsErrorCode;

GQuark      amends_error_quark         (void);
GError     *amends_error_new_server    (AmendsErrorCode  code,
                                        const char      *sqlstate,
                                        const char      *message,
                                        const char      *detail,
                                        const char      *hint,
                                        int              position);
const char *amends_error_get_sqlstate  (const GError    *error);
const char *amends_error_get_machine   (const GError    *error);
const char *amends_error_get_detail    (const GError    *error);
const char *amends_error_get_hint      (const GError    *error);
int         amends_error_get_position  (const GError    *error);
gboolean    amends_error_is_lost       (const GError    *error);
gboolean    amends_error_is_retryable  (const GError    *error);

G_END_DECLS
