#pragma once

#include "amends-target.h"

/* One address to try. */
typedef struct
{
  char *host;       /* what the person named: a name, an address or a socket directory; NULL for libpq's own default */
  char *hostaddr;   /* numeric; NULL while the name is not resolved, and for sockets */
  char *port;
} AmendsEndpoint;

void             amends_endpoint_free          (AmendsEndpoint  *self);
AmendsEndpoint  *amends_endpoint_new           (const char      *host,
                                                const char      *hostaddr,
                                                const char      *port);
gboolean         amends_endpoint_needs_lookup  (AmendsEndpoint  *self);
gboolean         amends_endpoint_is_local      (AmendsEndpoint  *self);

GHashTable      *amends_target_dup_options     (AmendsTarget    *self);
GHashTable      *amends_target_resolve         (AmendsTarget    *self,
                                                GError         **error);
GPtrArray       *amends_target_list_endpoints  (GHashTable      *effective,
                                                GError         **error);
GHashTable      *amends_target_connect_options (AmendsTarget    *self,
                                                GHashTable      *effective,
                                                AmendsEndpoint  *endpoint);
