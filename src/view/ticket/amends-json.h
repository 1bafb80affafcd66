#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *amends_json_object    (JsonObject *object,
                                   const char *member);
JsonObject *amends_json_item      (JsonArray  *array,
                                   guint       position);
JsonArray  *amends_json_array     (JsonObject *object,
                                   const char *member);
guint       amends_json_length    (JsonObject *object,
                                   const char *member);
const char *amends_json_text      (JsonObject *object,
                                   const char *member);
gint64      amends_json_int       (JsonObject *object,
                                   const char *member);
gboolean    amends_json_boolean   (JsonObject *object,
                                   const char *member);
gboolean    amends_json_has       (JsonObject *object,
                                   const char *member);
gint64      amends_json_time      (JsonObject *object,
                                   const char *member);
char       *amends_json_dup_label (JsonObject *object,
                                   const char *member);

G_END_DECLS
