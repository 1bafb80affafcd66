/* Labels of starter data: JSON by language, shown in the language the program itself speaks. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "amends-label.h"

/**
 * amends_label_language:
 *
 * The member of a label object to show. It comes from the message catalogue,
 * so that labels and the program's own words never differ in language.
 *
 * Returns: (transfer none): "en" or the code a translation chose, as "zh_CN"
 */
const char *
amends_label_language (void)
{
  /* Translators: the code under which labels in your language are stored: "zh_CN" for Chinese. */
  return C_("code of the language of labels", "en");
}

static const char *
any_member (JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = json_object_get_string_member_with_default (object, l->data, NULL);

      if (text != NULL)
        return text;
    }
  return NULL;
}

static const char *
pick (JsonObject *object)
{
  const char *tries[] = { amends_label_language (), "en", "zh_CN" };

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      const char *text = json_object_get_string_member_with_default (object, tries[i], NULL);

      if (text != NULL && *text != '\0')
        return text;
    }
  return any_member (object);
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
    text = pick (json_node_get_object (node));
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
