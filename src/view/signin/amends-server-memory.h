#pragma once

#include "amends-target.h"

G_BEGIN_DECLS

/**
 * AmendsServerFact:
 * @AMENDS_SERVER_LOGIN: who signed in there last
 * @AMENDS_SERVER_ROOT_CERTIFICATE: path of the certificate that the server's own is checked by
 *
 * What is remembered of a server beside its address.
 */
typedef enum
{
  AMENDS_SERVER_LOGIN,
  AMENDS_SERVER_ROOT_CERTIFICATE,
} AmendsServerFact;

AmendsTarget *amends_server_memory_read    (const char        *address,
                                            GError           **error);
char        **amends_server_memory_list    (void);
void          amends_server_memory_put     (const char        *address);
char         *amends_server_memory_recall  (const char        *address,
                                            AmendsServerFact   fact);
void          amends_server_memory_note    (const char        *address,
                                            AmendsServerFact   fact,
                                            const char        *value);

G_END_DECLS
