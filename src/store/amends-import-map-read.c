/* A mapping from its JSON: the file's form, zone and formats, and a field for everything it tells. */

#define G_LOG_DOMAIN "amends-import-map"

#include "config.h"

#include "amends-import-map-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "amends-import-field.h"
#include "amends-import-json.h"
#include "amends-import-target.h"
#include "amends-import-time.h"

#define LABEL_MAX 100

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
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be an object."), section);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      const AmendsImportTarget *target = amends_import_target_find (section, name);
      g_autofree char *path = g_strconcat (section, ".", name, NULL);
      AmendsImportField *field;

      if (target == NULL)
        return amends_import_json_refuse (error, _("The mapping’s “%s” is not known."), path);
      field = amends_import_field_new (target);
      g_ptr_array_add (self->fields, field);
      if (!amends_import_field_read (field, member, path, error))
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
  text = amends_import_json_is_text (node) ? json_node_get_string (node) : "";
  if (strlen (text) != 1 || *text == '\n' || *text == '\r' || (guchar) *text > 127)
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be one character."), path);
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
    return amends_import_json_read_text (node, path, &self->dialect.encoding, error);
  if (g_str_equal (name, "missing"))
    return amends_import_json_read_strv (node, path, &self->missing, error);
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
  return amends_import_json_refuse (error, _("The mapping’s “%s” is not known, or has a wrong value."), path);
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
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be an object."), "file");
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    if (!read_file_member (self, name, member, error))
      return FALSE;
  if (self->dialect.delimiter == '\0' || self->dialect.delimiter == self->dialect.quote)
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be one character."), "file.delimiter");
  return TRUE;
}

static gboolean
read_formats (AmendsImportMap  *self,
              JsonNode         *node,
              GError          **error)
{
  if (!amends_import_json_read_strv (node, "time_formats", &self->formats, error))
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

  if (!amends_import_json_read_text (node, "zone", &self->zone, error))
    return FALSE;
  zone = g_time_zone_new_identifier (self->zone);
  if (zone == NULL)
    return amends_import_json_refuse (error, _("There is no time zone called “%s”."), self->zone);
  return TRUE;
}

static gboolean
read_shape (AmendsImportMap  *self,
            JsonNode         *node,
            GError          **error)
{
  const char *text = amends_import_json_is_text (node) ? json_node_get_string (node) : "";

  if (g_str_equal (text, "events"))
    self->shape = AMENDS_IMPORT_SHAPE_EVENTS;
  else if (g_str_equal (text, "snapshots"))
    self->shape = AMENDS_IMPORT_SHAPE_SNAPSHOTS;
  else
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be “events” or “snapshots”."), "shape");
  return TRUE;
}

static gboolean
read_options (AmendsImportMap  *self,
              JsonNode         *node,
              GError          **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be an object."), "options");
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
    return amends_import_json_read_text (node, name, &self->source, error);
  if (g_str_equal (name, "label"))
    return amends_import_json_read_text (node, name, &self->label, error);
  if (g_str_equal (name, "currency"))
    return amends_import_json_read_text (node, name, &self->currency, error);
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
  return amends_import_json_refuse (error, _("The mapping’s “%s” is not known."), name);
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
is_short_text (const char *text)
{
  if (g_utf8_strlen (text, -1) > LABEL_MAX)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
check_whole (AmendsImportMap  *self,
             GError          **error)
{
  const char *foreign = self->shape == AMENDS_IMPORT_SHAPE_EVENTS ? "snapshot" : "event";
  guint n;
  const AmendsImportTarget *targets = amends_import_target_list (&n);

  if (self->source == NULL || !g_regex_match_simple ("^[a-z0-9][a-z0-9._-]{0,59}$", self->source, G_REGEX_DOLLAR_ENDONLY, 0))
    return amends_import_json_refuse (error, _("The mapping needs a “source”: a short name of lower-case letters, digits and dashes."));
  if (self->label != NULL && !is_short_text (self->label))
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be one line of at most %d characters."), "label", LABEL_MAX);
  if (self->currency != NULL && !g_regex_match_simple ("^[A-Z]{3}$", self->currency, G_REGEX_DOLLAR_ENDONLY, 0))
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be three capitals, as CNY."), "currency");
  if (self->shape == 0)
    return amends_import_json_refuse (error, _("The mapping’s “%s” must be “events” or “snapshots”."), "shape");
  if (self->formats == NULL || self->formats[0] == NULL)
    return amends_import_json_refuse (error, _("The mapping needs “time_formats”."));
  for (guint i = 0; i < n; i++)
    {
      if ((targets[i].required & self->shape) && !has_field (self, &targets[i]))
        return amends_import_json_refuse (error, _("The mapping needs “%s.%s”."), targets[i].section, targets[i].key);
      if (g_str_equal (targets[i].section, foreign) && has_field (self, &targets[i]))
        return amends_import_json_refuse (error, _("The mapping’s “%s” does not belong to its shape."), foreign);
    }
  return TRUE;
}

/**
 * amends_import_map_read:
 * @self: takes what is read
 * @root: a JSON object
 * @error: what is wrong with the mapping
 */
gboolean
amends_import_map_read (AmendsImportMap  *self,
                        JsonNode         *root,
                        GError          **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &member))
    if (!g_str_has_prefix (name, "//") && !read_member (self, name, member, error))
      return FALSE;
  return check_whole (self, error);
}
