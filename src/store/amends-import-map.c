/* A mapping: what the columns of another system's file mean. Read once from JSON, then bound to the header of each file. */

#define G_LOG_DOMAIN "amends-import-map"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "amends-error.h"
#include "amends-import-map.h"
#include "amends-import-target.h"
#include "amends-import-time.h"

struct _AmendsImportMap
{
  GObject parent_instance;

  char                *source;
  char                *label;
  AmendsImportShape    shape;
  AmendsImportDialect  dialect;
  gboolean             header;
  guint                skip;
  char                *zone;
  char               **formats;
  char               **missing;
  char                *currency;
  char                *options;     /* JSON for the database: limits, what closing means */
  GPtrArray           *fields;      /* AmendsImportField, in the order of the targets */
};

G_DEFINE_FINAL_TYPE (AmendsImportMap, amends_import_map, G_TYPE_OBJECT)

static const char *const event_kinds[] = {
  "filed", "assigned", "take", "contact", "work", "note", "hand_over", "wait", "resume", "resolve", "reopen", "close", "cancel", NULL
};
static const char *const states[] = { "new", "open", "waiting", "resolved", "closed", "cancelled", NULL };

static void
field_free (gpointer data)
{
  AmendsImportField *field = data;

  g_free (field->column);
  g_free (field->constant);
  g_clear_pointer (&field->values, g_hash_table_unref);
  g_strfreev (field->fallback);
  g_strfreev (field->missing);
  g_free (field);
}

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError     **error,
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

static gboolean
node_is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* A string, or a list of strings; null is the empty list. */
static gboolean
read_strv (JsonNode    *node,
           const char  *path,
           char      ***value,
           GError     **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (node_is_text (node))
    g_strv_builder_add (builder, json_node_get_string (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *item = json_array_get_element (array, i);

          if (!node_is_text (item))
            return refuse (error, _("The mapping’s “%s” must be text or a list of texts."), path);
          g_strv_builder_add (builder, json_node_get_string (item));
        }
    }
  else if (!JSON_NODE_HOLDS_NULL (node))
    return refuse (error, _("The mapping’s “%s” must be text or a list of texts."), path);
  g_strfreev (*value);
  *value = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_text (JsonNode    *node,
           const char  *path,
           char       **value,
           GError     **error)
{
  if (!node_is_text (node) || *json_node_get_string (node) == '\0')
    return refuse (error, _("The mapping’s “%s” must be text."), path);
  g_free (*value);
  *value = g_strdup (json_node_get_string (node));
  return TRUE;
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
        return refuse (error, _("The mapping’s “%s.%s” names “%s”, which is no kind of event."), target->section, target->key, words[i]);
      if (target->type == AMENDS_IMPORT_TYPE_STATE
          && (!g_strv_contains (states, head) || (strchr (words[i], ':') && !g_str_equal (head, "waiting"))))
        return refuse (error, _("The mapping’s “%s.%s” names “%s”, which is no state of a ticket."), target->section, target->key, words[i]);
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
    return refuse (error, _("The mapping’s “%s” must be an object."), path);
  field->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_auto(GStrv) words = NULL;

      if (!read_strv (member, path, &words, error) || !check_words (field->target, words, error))
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
  if (node_is_text (node))
    return read_text (node, path, &field->column, error);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
      && json_node_get_int (node) >= 1 && json_node_get_int (node) <= 10000)
    {
      field->position = (int) json_node_get_int (node) - 1;
      return TRUE;
    }
  return refuse (error, _("The mapping’s “%s” must be a column’s name, or its position counted from 1."), path);
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
    return read_strv (node, path, &field->missing, error);
  if (g_str_equal (name, "default"))
    return read_strv (node, path, &field->fallback, error) && check_words (field->target, field->fallback, error);
  if (g_str_equal (name, "constant"))
    return read_text (node, path, &field->constant, error);
  if (g_str_equal (name, "minor") && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      field->minor = json_node_get_boolean (node);
      return TRUE;
    }
  return refuse (error, _("The mapping’s “%s” is not known."), path);
}

static gboolean
read_field (AmendsImportField  *field,
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
    return refuse (error, _("The mapping’s “%s” needs a “column” or a “constant”."), path);
  return TRUE;
}

static gboolean
read_section (AmendsImportMap  *self,
              const char       *section,
              JsonNode         *node,
              GError          **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, _("The mapping’s “%s” must be an object."), section);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      const AmendsImportTarget *target = amends_import_target_find (section, name);
      g_autofree char *path = g_strconcat (section, ".", name, NULL);
      AmendsImportField *field;

      if (target == NULL)
        return refuse (error, _("The mapping’s “%s” is not known."), path);
      field = g_new0 (AmendsImportField, 1);
      field->target = target;
      field->position = -1;
      g_ptr_array_add (self->fields, field);
      if (!read_field (field, member, path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_mark (JsonNode    *node,
           const char  *path,
           char        *mark,
           GError     **error)
{
  const char *text;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      *mark = '\0';
      return TRUE;
    }
  text = node_is_text (node) ? json_node_get_string (node) : "";
  if (strlen (text) != 1 || *text == '\n' || *text == '\r' || (guchar) *text > 127)
    return refuse (error, _("The mapping’s “%s” must be one character."), path);
  *mark = *text;
  return TRUE;
}

static gboolean
read_file_member (AmendsImportMap  *self,
                  const char       *name,
                  JsonNode         *node,
                  GError          **error)
{
  g_autofree char *path = g_strconcat ("file.", name, NULL);

  if (g_str_equal (name, "delimiter"))
    return read_mark (node, path, &self->dialect.delimiter, error);
  if (g_str_equal (name, "quote"))
    return read_mark (node, path, &self->dialect.quote, error);
  if (g_str_equal (name, "encoding"))
    return read_text (node, path, &self->dialect.encoding, error);
  if (g_str_equal (name, "missing"))
    return read_strv (node, path, &self->missing, error);
  if (g_str_equal (name, "header") && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      self->header = json_node_get_boolean (node);
      return TRUE;
    }
  if (g_str_equal (name, "skip") && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
      && json_node_get_int (node) >= 0 && json_node_get_int (node) < 1000)
    {
      self->skip = (guint) json_node_get_int (node);
      return TRUE;
    }
  return refuse (error, _("The mapping’s “%s” is not known, or has a wrong value."), path);
}

static gboolean
read_file (AmendsImportMap  *self,
           JsonNode         *node,
           GError          **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, _("The mapping’s “%s” must be an object."), "file");
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    if (!read_file_member (self, name, member, error))
      return FALSE;
  if (self->dialect.delimiter == '\0' || self->dialect.delimiter == self->dialect.quote)
    return refuse (error, _("The mapping’s “%s” must be one character."), "file.delimiter");
  return TRUE;
}

static gboolean
read_formats (AmendsImportMap  *self,
              JsonNode         *node,
              GError          **error)
{
  if (!read_strv (node, "time_formats", &self->formats, error))
    return FALSE;
  for (guint i = 0; self->formats[i] != NULL; i++)
    if (!amends_import_time_check_format (self->formats[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_zone (AmendsImportMap  *self,
           JsonNode         *node,
           GError          **error)
{
  g_autoptr(GTimeZone) zone = NULL;

  if (!read_text (node, "zone", &self->zone, error))
    return FALSE;
  zone = g_time_zone_new_identifier (self->zone);
  if (zone == NULL)
    return refuse (error, _("There is no time zone called “%s”."), self->zone);
  return TRUE;
}

static gboolean
read_shape (AmendsImportMap  *self,
            JsonNode         *node,
            GError          **error)
{
  const char *text = node_is_text (node) ? json_node_get_string (node) : "";

  if (g_str_equal (text, "events"))
    self->shape = AMENDS_IMPORT_SHAPE_EVENTS;
  else if (g_str_equal (text, "snapshots"))
    self->shape = AMENDS_IMPORT_SHAPE_SNAPSHOTS;
  else
    return refuse (error, _("The mapping’s “%s” must be “events” or “snapshots”."), "shape");
  return TRUE;
}

static gboolean
read_options (AmendsImportMap  *self,
              JsonNode         *node,
              GError          **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, _("The mapping’s “%s” must be an object."), "options");
  g_free (self->options);
  self->options = json_to_string (node, FALSE);
  return TRUE;
}

static gboolean
read_member (AmendsImportMap  *self,
             const char       *name,
             JsonNode         *node,
             GError          **error)
{
  static const char *const sections[] = { "ticket", "event", "snapshot", "survey", "refund", NULL };

  if (g_strv_contains (sections, name))
    return read_section (self, name, node, error);
  if (g_str_equal (name, "source"))
    return read_text (node, name, &self->source, error);
  if (g_str_equal (name, "label"))
    return read_text (node, name, &self->label, error);
  if (g_str_equal (name, "currency"))
    return read_text (node, name, &self->currency, error);
  if (g_str_equal (name, "shape"))
    return read_shape (self, node, error);
  if (g_str_equal (name, "file"))
    return read_file (self, node, error);
  if (g_str_equal (name, "zone"))
    return read_zone (self, node, error);
  if (g_str_equal (name, "time_formats"))
    return read_formats (self, node, error);
  if (g_str_equal (name, "options"))
    return read_options (self, node, error);
  return refuse (error, _("The mapping’s “%s” is not known."), name);
}

static gboolean
has_field (AmendsImportMap          *self,
           const AmendsImportTarget *target)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (((AmendsImportField *) self->fields->pdata[i])->target == target)
      return TRUE;
  return FALSE;
}

static gboolean
check_whole (AmendsImportMap  *self,
             GError          **error)
{
  const char *foreign = self->shape == AMENDS_IMPORT_SHAPE_EVENTS ? "snapshot" : "event";
  guint n;
  const AmendsImportTarget *targets = amends_import_target_list (&n);

  if (self->source == NULL || !g_regex_match_simple ("^[a-z0-9][a-z0-9._-]{0,59}$", self->source, 0, 0))
    return refuse (error, _("The mapping needs a “source”: a short name of lower-case letters, digits and dashes."));
  if (self->shape == 0)
    return refuse (error, _("The mapping’s “%s” must be “events” or “snapshots”."), "shape");
  if (self->formats == NULL || self->formats[0] == NULL)
    return refuse (error, _("The mapping needs “time_formats”."));
  for (guint i = 0; i < n; i++)
    {
      if ((targets[i].required & self->shape) && !has_field (self, &targets[i]))
        return refuse (error, _("The mapping needs “%s.%s”."), targets[i].section, targets[i].key);
      if (g_str_equal (targets[i].section, foreign) && has_field (self, &targets[i]))
        return refuse (error, _("The mapping’s “%s” does not belong to its shape."), foreign);
    }
  return TRUE;
}

static gboolean
read_root (AmendsImportMap  *self,
           JsonNode         *root,
           GError          **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (error, _("The mapping must be a JSON object."));
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &member))
    if (!g_str_has_prefix (name, "//") && !read_member (self, name, member, error))
      return FALSE;
  return check_whole (self, error);
}

static int
find_column (AmendsImportReader  *header,
             AmendsImportField   *field,
             GError             **error)
{
  int found = -1;

  for (guint i = 0; i < amends_import_reader_n_fields (header); i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (amends_import_reader_field (header, i)));

      if (!g_str_equal (name, field->column))
        continue;
      if (found >= 0)
        {
          refuse (error, _("The file has more than one column “%s”; name it by its position in the mapping (%d or %d)."),
                  field->column, found + 1, i + 1);
          return -1;
        }
      found = i;
    }
  if (found < 0)
    refuse (error, _("The file has no column “%s”, which the mapping names for “%s.%s”."),
            field->column, field->target->section, field->target->key);
  return found;
}

/**
 * amends_import_map_bind:
 * @self: the mapping
 * @header: (nullable): a reader that stands on the header of a file, %NULL when the file has none
 * @error: a column is not there, or there twice
 *
 * Finds the columns that the mapping names.
 */
gboolean
amends_import_map_bind (AmendsImportMap     *self,
                        AmendsImportReader  *header,
                        GError             **error)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), FALSE);

  for (guint i = 0; i < self->fields->len; i++)
    {
      AmendsImportField *field = self->fields->pdata[i];

      if (field->column != NULL && header == NULL)
        return refuse (error, _("The mapping names the column “%s”, but the file has no header; use its position."), field->column);
      if (field->column != NULL)
        {
          field->position = find_column (header, field, error);
          if (field->position < 0)
            return FALSE;
        }
      else if (header != NULL && field->position >= (int) amends_import_reader_n_fields (header))
        return refuse (error, _("The file has no column %d, which the mapping names for “%s.%s”."),
                       field->position + 1, field->target->section, field->target->key);
    }
  return TRUE;
}

static void
amends_import_map_finalize (GObject *object)
{
  AmendsImportMap *self = AMENDS_IMPORT_MAP (object);

  g_free (self->source);
  g_free (self->label);
  g_free (self->dialect.encoding);
  g_free (self->zone);
  g_strfreev (self->formats);
  g_strfreev (self->missing);
  g_free (self->currency);
  g_free (self->options);
  g_ptr_array_unref (self->fields);

  G_OBJECT_CLASS (amends_import_map_parent_class)->finalize (object);
}

static void
amends_import_map_class_init (AmendsImportMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_import_map_finalize;
}

static void
amends_import_map_init (AmendsImportMap *self)
{
  self->dialect.delimiter = ',';
  self->dialect.quote = '"';
  self->dialect.encoding = g_strdup ("UTF-8");
  self->header = TRUE;
  self->missing = g_new0 (char *, 1);
  self->options = g_strdup ("{}");
  self->fields = g_ptr_array_new_with_free_func (field_free);
}

/**
 * amends_import_map_new_from_data:
 * @data: JSON
 * @length: its length in bytes, -1 when it ends with NUL
 * @error: what is wrong with the mapping
 *
 * Returns: (transfer full) (nullable): the mapping
 */
AmendsImportMap *
amends_import_map_new_from_data (const char  *data,
                                 gssize       length,
                                 GError     **error)
{
  g_autoptr(AmendsImportMap) self = g_object_new (AMENDS_TYPE_IMPORT_MAP, NULL);
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) local = NULL;

  if (!json_parser_load_from_data (parser, data, length, &local))
    {
      refuse (error, _("The mapping is no JSON: %s"), local->message);
      return NULL;
    }
  if (!read_root (self, json_parser_get_root (parser), error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * amends_import_map_new_from_file:
 * @file: a file of JSON
 * @error: the file cannot be read, or what is wrong with the mapping
 *
 * Returns: (transfer full) (nullable): the mapping
 */
AmendsImportMap *
amends_import_map_new_from_file (GFile   *file,
                                 GError **error)
{
  g_autofree char *data = NULL;
  gsize length;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (!g_file_load_contents (file, NULL, &data, &length, NULL, error))
    return NULL;
  return amends_import_map_new_from_data (data, length, error);
}

const char *
amends_import_map_get_source (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), NULL);

  return self->source;
}

const char *
amends_import_map_get_label (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), NULL);

  return self->label ? self->label : self->source;
}

AmendsImportShape
amends_import_map_get_shape (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), 0);

  return self->shape;
}

const AmendsImportDialect *
amends_import_map_get_dialect (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), NULL);

  return &self->dialect;
}

gboolean
amends_import_map_has_header (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), FALSE);

  return self->header;
}

/**
 * amends_import_map_get_skip:
 *
 * Returns: rows to pass over before the header
 */
guint
amends_import_map_get_skip (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), 0);

  return self->skip;
}

/**
 * amends_import_map_get_zone:
 *
 * Returns: (nullable): zone in which the file's times are read, %NULL for the site's
 */
const char *
amends_import_map_get_zone (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), NULL);

  return self->zone;
}

const char * const *
amends_import_map_get_formats (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), NULL);

  return (const char * const *) self->formats;
}

/**
 * amends_import_map_get_missing:
 *
 * Returns: markers that stand for no value, beside the empty text
 */
const char * const *
amends_import_map_get_missing (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), NULL);

  return (const char * const *) self->missing;
}

/**
 * amends_import_map_get_currency:
 *
 * Returns: (nullable): currency of the file's amounts, %NULL for the site's
 */
const char *
amends_import_map_get_currency (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), NULL);

  return self->currency;
}

/**
 * amends_import_map_get_options:
 *
 * Returns: JSON for amends.import_apply()
 */
const char *
amends_import_map_get_options (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), NULL);

  return self->options;
}

/**
 * amends_import_map_get_fields:
 *
 * Returns: (transfer none) (element-type AmendsImportField): what the file tells
 */
GPtrArray *
amends_import_map_get_fields (AmendsImportMap *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (self), NULL);

  return self->fields;
}
