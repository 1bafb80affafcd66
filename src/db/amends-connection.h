#pragma once

#include "amends-params.h"
#include "amends-result.h"
#include "amends-target.h"

G_BEGIN_DECLS

/**
 * AmendsConnectionState:
 * @AMENDS_CONNECTION_IDLE: never opened
 * @AMENDS_CONNECTION_CONNECTING: an attempt is under way
 * @AMENDS_CONNECTION_READY: calls are carried out
 * @AMENDS_CONNECTION_LOST: the server is gone; the next attempt comes by itself at #AmendsConnection:retry-at
 * @AMENDS_CONNECTION_REFUSED: the server does not take login or password any more; no further attempt is made
 * @AMENDS_CONNECTION_CLOSED: closed for good, or the first attempt failed
 */
typedef enum
{
  AMENDS_CONNECTION_IDLE,
  AMENDS_CONNECTION_CONNECTING,
  AMENDS_CONNECTION_READY,
  AMENDS_CONNECTION_LOST,
  AMENDS_CONNECTION_REFUSED,
  AMENDS_CONNECTION_CLOSED,
} AmendsConnectionState;

#define AMENDS_TYPE_CONNECTION_STATE (amends_connection_state_get_type ())

GType amends_connection_state_get_type (void) G_GNUC_CONST;

/* A call that hears nothing for this long means the server is gone: a stopped server still acknowledges TCP. */
#define AMENDS_CONNECTION_PATIENCE_MS 4000
/* For amends_connection_query_full_async(): wait as long as it takes. */
#define AMENDS_CONNECTION_NO_TIMEOUT G_MAXUINT

/**
 * AmendsCopyReader:
 * @user_data: the source
 * @error: why there is no more
 *
 * Returns: (transfer full) (nullable): the next piece of COPY data, %NULL at the end or with @error set
 */
typedef GBytes * (*AmendsCopyReader) (gpointer   user_data,
                                      GError   **error);

#define AMENDS_TYPE_CONNECTION (amends_connection_get_type ())

G_DECLARE_FINAL_TYPE (AmendsConnection, amends_connection, AMENDS, CONNECTION, GObject)

AmendsConnection      *amends_connection_new                (AmendsTarget         *target);
AmendsTarget          *amends_connection_get_target         (AmendsConnection     *self);
AmendsConnectionState  amends_connection_get_state          (AmendsConnection     *self);
const GError          *amends_connection_get_error          (AmendsConnection     *self);
gint64                 amends_connection_get_retry_at       (AmendsConnection     *self);
int                    amends_connection_get_server_version (AmendsConnection     *self);
const char            *amends_connection_get_user           (AmendsConnection     *self);
const char            *amends_connection_get_host           (AmendsConnection     *self);
void                   amends_connection_set_reconnect      (AmendsConnection     *self,
                                                             gboolean              reconnect);
void                   amends_connection_open_async         (AmendsConnection     *self,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gboolean               amends_connection_open_finish        (AmendsConnection     *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
void                   amends_connection_retry_now          (AmendsConnection     *self);
void                   amends_connection_close              (AmendsConnection     *self);
void                   amends_connection_listen             (AmendsConnection     *self,
                                                             const char           *channel);
void                   amends_connection_query_async        (AmendsConnection     *self,
                                                             const char           *sql,
                                                             AmendsParams         *params,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
void                   amends_connection_query_full_async   (AmendsConnection     *self,
                                                             const char           *sql,
                                                             AmendsParams         *params,
                                                             guint                 timeout_ms,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
AmendsResult          *amends_connection_query_finish       (AmendsConnection     *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
void                   amends_connection_script_async       (AmendsConnection     *self,
                                                             const char           *sql,
                                                             guint                 timeout_ms,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
AmendsResult          *amends_connection_script_finish      (AmendsConnection     *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
void                   amends_connection_copy_in_async      (AmendsConnection     *self,
                                                             const char           *sql,
                                                             AmendsCopyReader      reader,
                                                             gpointer              reader_data,
                                                             guint                 timeout_ms,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gint64                 amends_connection_copy_in_finish     (AmendsConnection     *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);

G_END_DECLS
