#pragma once

#include "amends-import-map.h"

G_BEGIN_DECLS

const AmendsImportTarget *amends_import_target_find (const char *section,
                                                     const char *key);
const AmendsImportTarget *amends_import_target_list (guint      *n_targets);

G_END_DECLS
