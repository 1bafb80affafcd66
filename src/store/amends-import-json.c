/* Reads the values of a mapping's JSON. */

#define G_LOG_DOMAIN "amends-import-json"

#include "config.h"

#include "amends-import-json.h"

#include <string.h>

#include <glib/gi18n.h>

#include "amends-error.h"

/* A mapping has four levels; the parser goes down by recursion and would run out of stack. */
#define DEEPEST 50

/**
 * amends_import_json_refuse:
 * @error: return location
 * @format: what is wrong with the mapping
 *
 * Returns: %FALSE
 */
gboolean
amends_import_json_refuse (GError     **error,
                           const char  *format,
                           ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, message);
  return FALSE;
}

/**
 * amends_import_json_is_text:
 * @node: a value
 *
 * Returns: whether it is a string
 */
gboolean
amends_import_json_is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/**
 * amends_import_json_read_strv:
 * @node: a string, or a list of strings; null is the empty list
 * @path: where it stands
 * @value: (inout): freed and replaced
 * @error: it is something else
 */
gboolean
amends_import_json_read_strv (JsonNode     *node,
                              const char   *path,
                              char       ***value,
                              GError      **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (amends_import_json_is_text (node))
    g_strv_builder_add (builder, json_node_get_string (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *item = json_array_get_element (array, i);

          if (!amends_import_json_is_text (item))
            return amends_import_json_refuse (error, _("The mapping’s “%s” must be text or a list of texts."), path);
          g_strv_builder_add (builder, json_node_get_string (item));
        }
    }
  else if (!JSON_NODE_HOLDS_NULL (node))
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be text or a list of texts."), path);
  g_strfreev (*value);
  *value = g_strv_builder_end (builder);
  return TRUE;
}

/**
 * amends_import_json_read_text:
 * @node: a string that is not empty
 * @path: where it stands
 * @value: (inout): freed and replaced
 * @error: it is something else
 */
gboolean
amends_import_json_read_text (JsonNode    *node,
                              const char  *path,
                              char       **value,
                              GError     **error)
{
  if (!amends_import_json_is_text (node) || *json_node_get_string (node) == '\0')
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be text."), path);
  g_free (*value);
  *value = g_strdup (json_node_get_string (node));
  return TRUE;
}

static gboolean
nests_deeply (const char *data,
              gsize       length)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length && depth <= DEEPEST; i++)
    if (quoted && data[i] == '\\')
      i++;
    else if (data[i] == '"')
      quoted = !quoted;
    else if (!quoted && (data[i] == '{' || data[i] == '['))
      depth++;
    else if (!quoted && (data[i] == '}' || data[i] == ']'))
      depth--;
  return depth > DEEPEST;
}

/**
 * amends_import_json_parse:
 * @data: JSON
 * @length: its length in bytes, -1 when it ends with NUL
 * @error: it is none
 *
 * Returns: (transfer full) (nullable): its root
 */
JsonNode *
amends_import_json_parse (const char  *data,
                          gssize       length,
                          GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) local = NULL;
  JsonNode *root;

  if (nests_deeply (data, length < 0 ? strlen (data) : (gsize) length))
    {
      amends_import_json_refuse (error, _("The mapping is no JSON: %s"), _("it is nested too deeply"));
      return NULL;
    }
  if (!json_parser_load_from_data (parser, data, length, &local))
    {
      amends_import_json_refuse (error, _("The mapping is no JSON: %s"), local->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      amends_import_json_refuse (error, _("The mapping must be a JSON object."));
      return NULL;
    }
  return json_node_ref (root);
}
