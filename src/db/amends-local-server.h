#pragma once

#include "amends-target.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_LOCAL_SERVER (amends_local_server_get_type ())

G_DECLARE_FINAL_TYPE (AmendsLocalServer, amends_local_server, AMENDS, LOCAL_SERVER, GObject)

gboolean           amends_local_server_available         (void);
AmendsLocalServer *amends_local_server_new               (void);
AmendsLocalServer *amends_local_server_new_for_directory (const char           *directory,
                                                          const char           *programs);
gboolean           amends_local_server_get_running       (AmendsLocalServer    *self);
const char        *amends_local_server_get_status        (AmendsLocalServer    *self);
const char        *amends_local_server_get_directory     (AmendsLocalServer    *self);
AmendsTarget      *amends_local_server_get_target        (AmendsLocalServer    *self,
                                                          const char           *login);
AmendsTarget      *amends_local_server_get_admin_target  (AmendsLocalServer    *self,
                                                          const char           *dbname);
void               amends_local_server_start_async       (AmendsLocalServer    *self,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean           amends_local_server_start_finish      (AmendsLocalServer    *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);
gboolean           amends_local_server_start_sync        (AmendsLocalServer    *self,
                                                          GError              **error);
void               amends_local_server_stop_async        (AmendsLocalServer    *self,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean           amends_local_server_stop_finish       (AmendsLocalServer    *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);
gboolean           amends_local_server_stop_sync         (AmendsLocalServer    *self,
                                                          GError              **error);

G_END_DECLS
