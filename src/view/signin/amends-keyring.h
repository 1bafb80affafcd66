#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void      amends_keyring_look_up_async  (const char           *server,
                                         const char           *login,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
char     *amends_keyring_look_up_finish (GAsyncResult         *result);
void      amends_keyring_keep_async     (const char           *server,
                                         const char           *login,
                                         const char           *password,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean  amends_keyring_keep_finish    (GAsyncResult         *result,
                                         GError              **error);
void      amends_keyring_forget         (const char           *server,
                                         const char           *login);

G_END_DECLS
