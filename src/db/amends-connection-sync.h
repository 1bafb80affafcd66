#pragma once

#include "amends-connection.h"

G_BEGIN_DECLS

/* For programs without a window. Each function runs the connection's own main context until the answer is there. */

AmendsConnection *amends_connection_open_sync    (AmendsTarget      *target,
                                                  GError           **error);
AmendsResult     *amends_connection_query_sync   (AmendsConnection  *self,
                                                  const char        *sql,
                                                  AmendsParams      *params,
                                                  GError           **error);
AmendsResult     *amends_connection_script_sync  (AmendsConnection  *self,
                                                  const char        *sql,
                                                  GError           **error);
gint64            amends_connection_copy_in_sync (AmendsConnection  *self,
                                                  const char        *sql,
                                                  AmendsCopyReader   reader,
                                                  gpointer           reader_data,
                                                  GError           **error);
GMainContext     *amends_connection_get_context  (AmendsConnection  *self);
char             *amends_connection_encrypt_password
                                                 (AmendsConnection  *self,
                                                  const char        *login,
                                                  const char        *password,
                                                  GError           **error);
gboolean          amends_connection_signed_in_with
                                                 (AmendsConnection  *self,
                                                  const char        *password);
gboolean          amends_connection_used_password
                                                 (AmendsConnection  *self);

G_END_DECLS
