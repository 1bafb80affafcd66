/* One field of a mapping: the column or constant it is read from, and what the values there mean. */

#define G_LOG_DOMAIN "amends-import-field"

#include "config.h"

#include "amends-import-field.h"

#include <string.h>

#include <glib/gi18n.h>

#include "amends-import-json.h"

static const char *const event_kinds[] = {
  "filed", "assigned", "take", "contact", "work", "note", "hand_over", "wait", "resume", "resolve", "reopen", "close", "cancel", NULL
};
static const char *const states[] = { "new", "open", "waiting", "resolved", "closed", "cancelled", NULL };

/**
 * amends_import_field_new:
 * @target: what it tells
 *
 * Returns: (transfer full): a field that is read from nowhere yet
 */
AmendsImportField *
amends_import_field_new (const AmendsImportTarget *target)
{
  AmendsImportField *field = g_new0 (AmendsImportField, 1);

  field->target = target;
  field->position = -1;
  return field;
}

/**
 * amends_import_field_free:
 * @field: (transfer full): a field
 */
void
amends_import_field_free (AmendsImportField *field)
{
  g_free (field->column);
  g_free (field->constant);
  g_clear_pointer (&field->values, g_hash_table_unref);
  g_strfreev (field->fallback);
  g_strfreev (field->missing);
  g_free (field);
}

/* The words that the product itself gives a meaning to must be its own; a typing error in a mapping is no new kind of event. */
static gboolean
check_words (const AmendsImportTarget  *target,
             char                     **words,
             GError                   **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *head = g_strndup (words[i], strcspn (words[i], ":"));

      if (target->type == AMENDS_IMPORT_TYPE_KINDS && !g_strv_contains (event_kinds, words[i]))
        return amends_import_json_refuse (error, _("The mapping’s “%s.%s” names “%s”, which is no kind of event."), target->section, target->key, words[i]);
      if (target->type == AMENDS_IMPORT_TYPE_STATE
          && (!g_strv_contains (states, head) || (strchr (words[i], ':') && !g_str_equal (head, "waiting"))))
        return amends_import_json_refuse (error, _("The mapping’s “%s.%s” names “%s”, which is no state of a ticket."), target->section, target->key, words[i]);
    }
  return TRUE;
}

static gboolean
read_values (AmendsImportField  *field,
             JsonNode           *node,
             const char         *path,
             GError            **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be an object."), path);
  field->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_auto(GStrv) words = NULL;

      if (!amends_import_json_read_strv (member, path, &words, error) || !check_words (field->target, words, error))
        return FALSE;
      g_hash_table_insert (field->values, g_strdup (name), g_steal_pointer (&words));
    }
  return TRUE;
}

static gboolean
read_column (AmendsImportField  *field,
             JsonNode           *node,
             const char         *path,
             GError            **error)
{
  if (amends_import_json_is_text (node))
    return amends_import_json_read_text (node, path, &field->column, error);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
      && json_node_get_int (node) >= 1 && json_node_get_int (node) <= 10000)
    {
      field->position = (int) json_node_get_int (node) - 1;
      return TRUE;
    }
  return amends_import_json_refuse (error, _("The mapping’s “%s” must be a column’s name, or its position counted from 1."), path);
}

static gboolean
read_field_member (AmendsImportField  *field,
                   const char         *name,
                   JsonNode           *node,
                   const char         *path,
                   GError            **error)
{
  if (g_str_equal (name, "column"))
    return read_column (field, node, path, error);
  if (g_str_equal (name, "values"))
    return read_values (field, node, path, error);
  if (g_str_equal (name, "missing"))
    return amends_import_json_read_strv (node, path, &field->missing, error);
  if (g_str_equal (name, "default"))
    return amends_import_json_read_strv (node, path, &field->fallback, error) && check_words (field->target, field->fallback, error);
  if (g_str_equal (name, "constant"))
    return amends_import_json_read_text (node, path, &field->constant, error);
  if (g_str_equal (name, "minor") && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      field->minor = json_node_get_boolean (node);
      return TRUE;
    }
  return amends_import_json_refuse (error, _("The mapping’s “%s” is not known."), path);
}

/**
 * amends_import_field_read:
 * @field: takes what is read
 * @node: a column's name or position, or an object
 * @path: where it stands
 * @error: what is wrong with it
 */
gboolean
amends_import_field_read (AmendsImportField  *field,
                          JsonNode           *node,
                          const char         *path,
                          GError            **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return read_column (field, node, path, error);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_autofree char *below = g_strconcat (path, ".", name, NULL);

      if (!read_field_member (field, name, member, below, error))
        return FALSE;
    }
  if ((field->column != NULL || field->position >= 0) == (field->constant != NULL))
    return amends_import_json_refuse (error, _("The mapping’s “%s” needs a “column” or a “constant”."), path);
  return TRUE;
}
