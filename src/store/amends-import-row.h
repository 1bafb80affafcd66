#pragma once

#include "amends-import-map.h"

G_BEGIN_DECLS

gboolean amends_import_row_append  (GString             *out,
                                    AmendsImportMap     *map,
                                    AmendsImportReader  *reader,
                                    GTimeZone           *zone,
                                    const char          *currency,
                                    gint64               seq,
                                    int                  file,
                                    GError             **error);
char    *amends_import_row_columns (AmendsImportMap     *map);

G_END_DECLS
