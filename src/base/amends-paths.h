#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *amends_paths_data      (const char  *name);
char     *amends_paths_state     (const char  *name);
char     *amends_paths_runtime   (GError     **error);
gboolean  amends_paths_ensure    (const char  *directory,
                                  GError     **error);

G_END_DECLS
