#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *amends_label_from_node (JsonNode   *node);
char *amends_label_from_json (const char *json);
char *amends_label_member    (JsonObject *object,
                              const char *member);

G_END_DECLS
