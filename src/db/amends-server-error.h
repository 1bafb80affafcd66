#pragma once

#include <libpq-fe.h>

#include "amends-error.h"

AmendsErrorCode  amends_server_error_code_for_sqlstate (const char *sqlstate);
GError          *amends_server_error_from_result       (PGresult   *result);
gboolean         amends_server_error_ends_connection   (PGresult   *result);
GError          *amends_server_error_from_connect      (PGconn     *pg,
                                                        ConnStatusType  reached,
                                                        gboolean    tls_required);
