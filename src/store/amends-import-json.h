#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading a mapping's JSON: values that must be of a kind, refused with the place where they stand. */

gboolean amends_import_json_refuse    (GError     **error,
                                       const char  *format,
                                       ...) G_GNUC_PRINTF (2, 3);
gboolean amends_import_json_is_text   (JsonNode    *node);
gboolean amends_import_json_read_text (JsonNode    *node,
                                       const char  *path,
                                       char       **value,
                                       GError     **error);
gboolean amends_import_json_read_strv (JsonNode    *node,
                                       const char  *path,
                                       char      ***value,
                                       GError     **error);
JsonNode *amends_import_json_parse    (const char  *data,
                                       gssize       length,
                                       GError     **error);

G_END_DECLS
