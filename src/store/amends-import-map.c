/* A mapping: what the columns of another system's file mean. Read once from JSON (amends-import-map-read.c), then bound to
 * the header of each file. */

#define G_LOG_DOMAIN "amends-import-map"

#include "config.h"

#include "amends-import-map-private.h"

#include <glib/gi18n.h>

#include "amends-import-field.h"
#include "amends-import-json.h"

G_DEFINE_FINAL_TYPE (AmendsImportMap, amends_import_map, G_TYPE_OBJECT)

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
          amends_import_json_refuse (error, _("The file has more than one column “%s”; name it by its position in the mapping (%d or %d)."),
                                     field->column, found + 1, i + 1);
          return -1;
        }
      found = i;
    }
  if (found < 0)
    amends_import_json_refuse (error, _("The file has no column “%s”, which the mapping names for “%s.%s”."),
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
        return amends_import_json_refuse (error, _("The mapping names the column “%s”, but the file has no header; use its position."), field->column);
      if (field->column != NULL)
        {
          field->position = find_column (header, field, error);
          if (field->position < 0)
            return FALSE;
        }
      else if (header != NULL && field->position >= (int) amends_import_reader_n_fields (header))
        return amends_import_json_refuse (error, _("The file has no column %d, which the mapping names for “%s.%s”."),
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
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_import_field_free);
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
  g_autoptr(JsonNode) root = amends_import_json_parse (data, length, error);

  if (root == NULL || !amends_import_map_read (self, root, error))
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
