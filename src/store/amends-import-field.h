#pragma once

#include <json-glib/json-glib.h>

#include "amends-import-map.h"

G_BEGIN_DECLS

AmendsImportField *amends_import_field_new  (const AmendsImportTarget  *target);
void               amends_import_field_free (AmendsImportField         *field);
gboolean           amends_import_field_read (AmendsImportField         *field,
                                             JsonNode                  *node,
                                             const char                *path,
                                             GError                   **error);

G_END_DECLS
