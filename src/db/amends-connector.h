#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>

#include "amends-target.h"

/* How long one address may take. A desk with three of them waits a quarter of a minute at worst. */
#define AMENDS_CONNECTOR_PATIENCE_MS 5000

void    amends_connector_connect_async  (AmendsTarget         *target,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
PGconn *amends_connector_connect_finish (GAsyncResult         *result,
                                         GError              **error);
