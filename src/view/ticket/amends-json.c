/* Reading the objects of the database: absent, null and of another type are all "none", never a warning. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-json.h"
#include "amends-label-json.h"
#include "amends-time.h"

static JsonNode *
get_node (JsonObject *object,
          const char *member)
{
  return object != NULL && json_object_has_member (object, member) ? json_object_get_member (object, member) : NULL;
}

/**
 * amends_json_object:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: (transfer none) (nullable): the object there
 */
JsonObject *
amends_json_object (JsonObject *object,
                    const char *member)
{
  JsonNode *node = get_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * amends_json_array:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: (transfer none) (nullable): the array there
 */
JsonArray *
amends_json_array (JsonObject *object,
                   const char *member)
{
  JsonNode *node = get_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * amends_json_length:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: how many elements the array there has, 0 where there is none
 */
guint
amends_json_length (JsonObject *object,
                    const char *member)
{
  JsonArray *array = amends_json_array (object, member);

  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * amends_json_item:
 * @array: an array
 * @position: less than its length
 *
 * Returns: (transfer none) (nullable): the object at @position
 */
JsonObject *
amends_json_item (JsonArray *array,
                  guint      position)
{
  JsonNode *node = json_array_get_element (array, position);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * amends_json_text:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: (transfer none) (nullable): the text there
 */
const char *
amends_json_text (JsonObject *object,
                  const char *member)
{
  JsonNode *node = get_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

/**
 * amends_json_int:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: the number there, 0 where there is none
 */
gint64
amends_json_int (JsonObject *object,
                 const char *member)
{
  JsonNode *node = get_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) != G_TYPE_STRING
           ? json_node_get_int (node) : 0;
}

/**
 * amends_json_boolean:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: whether it is true
 */
gboolean
amends_json_boolean (JsonObject *object,
                     const char *member)
{
  JsonNode *node = get_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

/**
 * amends_json_has:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: whether there is something that is not null
 */
gboolean
amends_json_has (JsonObject *object,
                 const char *member)
{
  JsonNode *node = get_node (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

/**
 * amends_json_time:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: the moment there in µs since the epoch, 0 where there is none
 */
gint64
amends_json_time (JsonObject *object,
                  const char *member)
{
  const char *text = amends_json_text (object, member);
  gint64 usec = 0;

  return text != NULL && amends_time_parse (text, &usec) ? usec : 0;
}

/**
 * amends_json_dup_label:
 * @object: (nullable): an object
 * @member: name of a member that is a label by language
 *
 * Returns: (transfer full): the label in the person's language, "" where there is none
 */
char *
amends_json_dup_label (JsonObject *object,
                       const char *member)
{
  return amends_label_from_node (get_node (object, member));
}
