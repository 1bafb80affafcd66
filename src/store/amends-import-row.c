/* One row of a file, checked and translated by the mapping, as a line of COPY data for amends.import_stage.
 *
 * A value that is not what the mapping says makes the row unusable: better a row that is missed and told than a wrong fact.
 */

#define G_LOG_DOMAIN "amends-import-row"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-import-row.h"
#include "amends-import-time.h"
#include "amends-money.h"
#include "amends-text.h"
#include "amends-time.h"

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

/* Text of COPY's text format. */
static void
append_text (GString    *out,
             const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '\\': g_string_append (out, "\\\\"); break;
      case '\t': g_string_append (out, "\\t"); break;
      case '\n': g_string_append (out, "\\n"); break;
      case '\r': g_string_append (out, "\\r"); break;
      default: g_string_append_c (out, *p);
      }
}

static void
append_hash (GString            *out,
             AmendsImportReader *reader)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < amends_import_reader_n_fields (reader); i++)
    {
      g_checksum_update (sum, (const guchar *) amends_import_reader_field (reader, i), -1);
      g_checksum_update (sum, (const guchar *) "\x1f", 1);
    }
  g_string_append_printf (out, "\\\\x%s", g_checksum_get_string (sum));
}

/* What the file says, without blanks around it; NULL when it says nothing. */
static char *
read_raw (AmendsImportField  *field,
          AmendsImportMap    *map,
          AmendsImportReader *reader)
{
  const char * const *missing = field->missing ? (const char * const *) field->missing : amends_import_map_get_missing (map);
  const char *text = field->constant ? field->constant : amends_import_reader_field (reader, field->position);
  g_autofree char *raw = text ? g_strstrip (g_strdup (text)) : NULL;

  if (raw == NULL || *raw == '\0' || (field->constant == NULL && g_strv_contains (missing, raw)))
    return NULL;
  return g_steal_pointer (&raw);
}

/* Its meaning by the mapping; with @known left FALSE the mapping does not tell. */
static const char * const *
translate (AmendsImportField *field,
           const char        *raw,
           gboolean          *known)
{
  const char * const *words = field->values ? g_hash_table_lookup (field->values, raw) : NULL;

  if (words == NULL && field->values != NULL)
    words = (const char * const *) field->fallback;
  *known = words != NULL;
  return words;
}

static gboolean
append_kinds (GString            *out,
              AmendsImportField  *field,
              const char         *raw,
              GError            **error)
{
  gboolean known;
  const char * const *words = translate (field, raw, &known);
  const char *plain[] = { raw, NULL };

  if (!known && field->values != NULL)
    return refuse (error, _("“%s” is a kind of event that the mapping does not know"), raw);
  if (!known)
    words = plain;
  if (!known && strpbrk (raw, "{},\"\\") != NULL)
    return refuse (error, _("“%s” is a kind of event that the mapping does not know"), raw);
  g_string_append_c (out, '{');
  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", words[i]);
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
append_time (GString          *out,
             AmendsImportMap  *map,
             GTimeZone        *zone,
             const char       *value,
             GError          **error)
{
  gint64 usec;
  g_autofree char *text = NULL;

  if (!amends_import_time_parse (value, amends_import_map_get_formats (map), zone, &usec, error))
    return FALSE;
  text = amends_time_to_text (usec);
  g_string_append (out, text);
  return TRUE;
}

static gboolean
append_score (GString     *out,
              const char  *value,
              GError     **error)
{
  if (strlen (value) != 1 || *value < '1' || *value > '5')
    return refuse (error, _("“%s” is no score from 1 to 5"), value);
  g_string_append_c (out, *value);
  return TRUE;
}

static gboolean
append_bool (GString     *out,
             const char  *value,
             GError     **error)
{
  static const char *const yes[] = { "1", "true", "t", "yes", "y", "是", NULL };
  static const char *const no[] = { "0", "false", "f", "no", "n", "否", NULL };
  g_autofree char *small = g_utf8_strdown (value, -1);

  if (!g_strv_contains (yes, small) && !g_strv_contains (no, small))
    return refuse (error, _("“%s” is neither yes nor no"), value);
  g_string_append_c (out, g_strv_contains (yes, small) ? 't' : 'f');
  return TRUE;
}

static gboolean
append_money (GString            *out,
              AmendsImportField  *field,
              const char         *currency,
              const char         *value,
              GError            **error)
{
  gint64 minor;
  guint64 whole;

  if (field->minor)
    {
      if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64 / 2, &whole, NULL))
        return refuse (error, _("“%s” is no amount"), value);
      minor = (gint64) whole;
    }
  else if (!amends_money_parse (value, currency, &minor, NULL) || minor < 0)
    return refuse (error, _("“%s” is no amount"), value);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, minor);
  return TRUE;
}

static gboolean
append_phone (GString     *out,
              const char  *value,
              GError     **error)
{
  gsize digits = 0;

  for (const char *p = value; *p != '\0'; p++)
    {
      if (strchr (" -().", *p) != NULL)
        continue;
      if (!g_ascii_isdigit (*p) && !(*p == '+' && p == value))
        return refuse (error, _("“%s” is no phone number"), value);
      g_string_append_c (out, *p);
      digits += *p != '+';
    }
  if (digits < 5 || digits > 20)
    return refuse (error, _("“%s” is no phone number"), value);
  return TRUE;
}

static gboolean
append_one_of (GString            *out,
               AmendsImportField  *field,
               const char         *value,
               GError            **error)
{
  g_auto(GStrv) choices = g_strsplit (field->target->choices, "|", -1);

  if (!g_strv_contains ((const char * const *) choices, value))
    return refuse (error, _("“%s” is none of %s"), value, field->target->choices);
  g_string_append (out, value);
  return TRUE;
}

static gboolean
append_words (GString            *out,
              AmendsImportField  *field,
              const char         *value,
              GError            **error)
{
  if (!amends_text_check (value, -1, field->target->max, AMENDS_TEXT_PARAGRAPHS, error))
    return FALSE;
  append_text (out, value);
  return TRUE;
}

static gboolean
append_state (GString            *out,
              AmendsImportField  *field,
              const char         *value,
              gboolean            known,
              GError            **error)
{
  static const char *const plain[] = { "new", "open", "waiting", "resolved", "closed", "cancelled", NULL };

  if (!known && (field->values != NULL || !g_strv_contains (plain, value)))
    return refuse (error, _("“%s” is a state that the mapping does not know"), value);
  append_text (out, value);
  return TRUE;
}

static gboolean
append_value (GString            *out,
              AmendsImportField  *field,
              AmendsImportMap    *map,
              GTimeZone          *zone,
              const char         *currency,
              const char         *raw,
              GError            **error)
{
  gboolean known;
  const char * const *words = translate (field, raw, &known);
  const char *value = known ? words[0] : raw;

  if (field->target->type == AMENDS_IMPORT_TYPE_KINDS)
    return append_kinds (out, field, raw, error);
  if (value == NULL)
    {
      g_string_append (out, "\\N");
      return TRUE;
    }
  switch (field->target->type)
    {
    case AMENDS_IMPORT_TYPE_TIME: return append_time (out, map, zone, value, error);
    case AMENDS_IMPORT_TYPE_STATE: return append_state (out, field, value, known, error);
    case AMENDS_IMPORT_TYPE_SCORE: return append_score (out, value, error);
    case AMENDS_IMPORT_TYPE_BOOL: return append_bool (out, value, error);
    case AMENDS_IMPORT_TYPE_MONEY: return append_money (out, field, currency, value, error);
    case AMENDS_IMPORT_TYPE_PHONE: return append_phone (out, value, error);
    case AMENDS_IMPORT_TYPE_ONE_OF: return append_one_of (out, field, value, error);
    case AMENDS_IMPORT_TYPE_KINDS:
    case AMENDS_IMPORT_TYPE_TEXT:
    default: return append_words (out, field, value, error);
    }
}

static gboolean
append_field (GString             *out,
              AmendsImportField   *field,
              AmendsImportMap     *map,
              AmendsImportReader  *reader,
              GTimeZone           *zone,
              const char          *currency,
              GError             **error)
{
  g_autofree char *raw = read_raw (field, map, reader);
  gboolean needed = (field->target->required & amends_import_map_get_shape (map)) != 0;

  if (raw == NULL && needed)
    return refuse (error, _("there is no value for “%s.%s”"), field->target->section, field->target->key);
  if (raw == NULL)
    {
      g_string_append (out, "\\N");
      return TRUE;
    }
  if (append_value (out, field, map, zone, currency, raw, error))
    return TRUE;
  g_prefix_error (error, "%s.%s: ", field->target->section, field->target->key);
  return FALSE;
}

/**
 * amends_import_row_append:
 * @out: COPY data
 * @map: a bound mapping
 * @reader: stands on the row
 * @zone: of times without an offset
 * @currency: of amounts
 * @seq: place of the row in the whole import
 * @file: number of the file
 * @error: why the row cannot be used; @out is then as before
 */
gboolean
amends_import_row_append (GString             *out,
                          AmendsImportMap     *map,
                          AmendsImportReader  *reader,
                          GTimeZone           *zone,
                          const char          *currency,
                          gint64               seq,
                          int                  file,
                          GError             **error)
{
  GPtrArray *fields = amends_import_map_get_fields (map);
  gsize before = out->len;

  g_string_append_printf (out, "%" G_GINT64_FORMAT "\t%d\t%" G_GINT64_FORMAT "\t", seq, file, amends_import_reader_get_line (reader));
  append_hash (out, reader);
  for (guint i = 0; i < fields->len; i++)
    {
      g_string_append_c (out, '\t');
      if (!append_field (out, fields->pdata[i], map, reader, zone, currency, error))
        {
          g_string_truncate (out, before);
          return FALSE;
        }
    }
  g_string_append_c (out, '\n');
  return TRUE;
}

/**
 * amends_import_row_columns:
 *
 * Returns: (transfer full): the columns of amends.import_stage in the order of the COPY data
 */
char *
amends_import_row_columns (AmendsImportMap *map)
{
  GString *out = g_string_new ("seq, file, line, hash");
  GPtrArray *fields = amends_import_map_get_fields (map);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (out, ", %s", ((AmendsImportField *) fields->pdata[i])->target->column);
  return g_string_free (out, FALSE);
}
