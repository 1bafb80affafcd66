#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean amends_import_time_check_format (const char          *format,
                                          GError             **error);
gboolean amends_import_time_parse        (const char          *text,
                                          const char * const  *formats,
                                          GTimeZone           *zone,
                                          gint64              *usec,
                                          GError             **error);

G_END_DECLS
