/* Labels of starter data: JSON by language. Which language to show is decided in base. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-label.h"
#include "amends-label-json.h"

static const char *
lookup (const char *language,
        gpointer    user_data)
{
  const char *text = json_object_get_string_member_with_default (user_data, language, NULL);

  return text != NULL && *text != '\0' ? text : NULL;
}

/**
 * amends_label_from_node:
 * @node: (nullable): a JSON object by language, or a plain string
 *
 * Returns: (transfer full): the text to show, "" where there is none
 */
char *
amends_label_from_node (JsonNode *node)
{
  const char *text = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    text = amends_label_choose (lookup, json_node_get_object (node));
  else if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  return g_strdup (text != NULL ? text : "");
}

/**
 * amends_label_from_json:
 * @json: (nullable): the text of a jsonb column
 *
 * Returns: (transfer full): the text to show; @json itself where it is no JSON
 */
char *
amends_label_from_json (const char *json)
{
  g_autoptr (JsonNode) node = NULL;

  if (json == NULL || *json == '\0')
    return g_strdup ("");
  node = json_from_string (json, NULL);
  return node != NULL ? amends_label_from_node (node) : g_strdup (json);
}

/**
 * amends_label_member:
 * @object: a JSON object
 * @member: the name of a member that holds a label
 *
 * Returns: (transfer full): the text to show, "" where there is none
 */
char *
amends_label_member (JsonObject *object,
                     const char *member)
{
  g_return_val_if_fail (object != NULL, NULL);
  g_return_val_if_fail (member != NULL, NULL);

  return amends_label_from_node (json_object_has_member (object, member)
                                   ? json_object_get_member (object, member) : NULL);
}
