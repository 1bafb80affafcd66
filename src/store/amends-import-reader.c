/* Reads rows of separated values (RFC 4180 and its usual relatives).
 *
 *   AmendsImportText → buffer → one row at a time
 *
 * A row is parsed where it stands in the buffer; when its end is not there yet, more is read and the row is parsed again from its
 * start. That makes recovery simple: a quote that is never closed costs the one line it stands on, not the rest of the file.
 */

#define G_LOG_DOMAIN "amends-import-reader"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-import-reader.h"
#include "amends-import-text.h"

/* Longer than any row of a real log; past it a quote is taken as never closed. */
#define ROW_MAX (4 * 1024 * 1024)

struct _AmendsImportReader
{
  GObject parent_instance;

  AmendsImportText *source;
  char              delimiter;
  char              quote;

  GByteArray       *text;        /* read, not yet passed */
  gsize             pos;         /* start of the next row in @text */
  gboolean          ended;
  gboolean          overlong;    /* in a line that was given up: the rest of it belongs to no row */

  GString          *values;      /* fields of the row, each ended by NUL */
  GArray           *starts;      /* gsize: offsets of the fields in @values */
  gint64            line;        /* where the row begins */
  gint64            next_line;
};

typedef enum
{
  SCAN_DONE,
  SCAN_MORE,
  SCAN_AFTER_QUOTE,
  SCAN_OPEN_QUOTE,
  SCAN_OVERLONG,
} Scan;

G_DEFINE_FINAL_TYPE (AmendsImportReader, amends_import_reader, G_TYPE_OBJECT)

static gboolean
fill (AmendsImportReader  *self,
      GError             **error)
{
  if (self->pos > 0)
    {
      g_byte_array_remove_range (self->text, 0, self->pos);
      self->pos = 0;
    }
  return amends_import_text_read (self->source, self->text, &self->ended, error);
}

static void
add_field (AmendsImportReader *self,
           gsize              *start)
{
  g_array_append_val (self->starts, *start);
  g_string_append_c (self->values, '\0');
  *start = self->values->len;
}

/* One field in quotes, from behind the opening one; leaves *pos behind the closing one. */
static Scan
scan_quoted (AmendsImportReader *self,
             gsize              *pos)
{
  const char *data = (const char *) self->text->data;
  gsize len = self->text->len;

  for (gsize i = *pos; i < len; i++)
    {
      if (data[i] == self->quote)
        {
          if (i + 1 == len && !self->ended)
            return SCAN_MORE;
          if (i + 1 < len && data[i + 1] == self->quote)
            {
              g_string_append_c (self->values, self->quote);
              i++;
              continue;
            }
          *pos = i + 1;
          return SCAN_DONE;
        }
      if (data[i] == '\r' && i + 1 < len && data[i + 1] == '\n')
        continue;
      g_string_append_c (self->values, data[i]);
    }
  return self->ended || len - self->pos > ROW_MAX ? SCAN_OPEN_QUOTE : SCAN_MORE;
}

/* The row at self->pos; *end is where the next one starts. */
static Scan
scan_row (AmendsImportReader *self,
          gsize              *end)
{
  const char *data = (const char *) self->text->data;
  gsize len = self->text->len;
  gsize start = 0;
  gsize i = self->pos;

  g_string_truncate (self->values, 0);
  g_array_set_size (self->starts, 0);
  while (i < len)
    {
      char c = data[i];

      if (c == self->quote && self->quote != '\0' && self->values->len == start)
        {
          Scan scan;

          i++;
          scan = scan_quoted (self, &i);
          if (scan != SCAN_DONE)
            return scan;
          if (i < len && data[i] != self->delimiter && data[i] != '\n' && data[i] != '\r')
            return SCAN_AFTER_QUOTE;
          continue;
        }
      if (c == '\r' && i + 1 == len && !self->ended)
        return SCAN_MORE;
      if (c == '\n' || c == '\r')
        {
          add_field (self, &start);
          *end = i + (c == '\r' && i + 1 < len && data[i + 1] == '\n' ? 2 : 1);
          return SCAN_DONE;
        }
      if (c == self->delimiter)
        add_field (self, &start);
      else
        g_string_append_c (self->values, c);
      i++;
    }
  if (!self->ended)
    return len - self->pos > ROW_MAX ? SCAN_OVERLONG : SCAN_MORE;
  add_field (self, &start);
  *end = len;
  return SCAN_DONE;
}

static gint64
count_lines (AmendsImportReader *self,
             gsize               from,
             gsize               to)
{
  const char *data = (const char *) self->text->data;
  gint64 n = 0;

  for (gsize i = from; i < to; i++)
    if (data[i] == '\n' || (data[i] == '\r' && (i + 1 >= to || data[i + 1] != '\n')))
      n++;
  return n;
}

static gsize
end_of_line (AmendsImportReader *self)
{
  const char *data = (const char *) self->text->data;
  gsize i = self->pos;

  while (i < self->text->len && data[i] != '\n')
    i++;
  return MIN (i + 1, self->text->len);
}

/* The line goes on behind what has been read: whatever comes before its end is not the start of a row. */
static gboolean
line_is_cut (AmendsImportReader *self,
             gsize               end)
{
  return !self->ended && end == self->text->len && self->text->data[end - 1] != '\n';
}

/* Behind the end of a line that was given up; FALSE when the file cannot be read any further. */
static gboolean
leave_line (AmendsImportReader  *self,
            GError             **error)
{
  while (self->overlong)
    {
      gsize end = end_of_line (self);

      self->overlong = line_is_cut (self, end);
      self->next_line += count_lines (self, self->pos, end);
      self->pos = end;
      if (self->overlong && !fill (self, error))
        return FALSE;
    }
  return TRUE;
}

static AmendsImportRead
pass_over (AmendsImportReader  *self,
           Scan                 scan,
           GError             **error)
{
  gsize end = end_of_line (self);

  self->overlong = line_is_cut (self, end);
  self->next_line += count_lines (self, self->pos, end);
  self->pos = end;
  g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID,
                       scan == SCAN_AFTER_QUOTE ? _("there is text behind a closing quote")
                       : scan == SCAN_OVERLONG || self->overlong ? _("the row is longer than 4 MB")
                                                                 : _("a quote is opened and never closed"));
  return AMENDS_IMPORT_READ_BAD;
}

static gboolean
row_is_blank (AmendsImportReader *self)
{
  return self->starts->len == 1 && self->values->len == 1;
}

static gboolean
row_is_decoded (AmendsImportReader *self)
{
  const char *text = self->values->str;

  /* NULs only end the fields, so that each field is checked on its own. */
  for (guint i = 0; i < self->starts->len; i++)
    {
      const char *field = text + g_array_index (self->starts, gsize, i);

      if (!g_utf8_validate (field, -1, NULL) || strstr (field, "\xef\xbf\xbd") != NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * amends_import_reader_next:
 * @error: set for %AMENDS_IMPORT_READ_BAD and %AMENDS_IMPORT_READ_FAILED
 *
 * Moves to the next row. Blank lines are passed over silently.
 */
AmendsImportRead
amends_import_reader_next (AmendsImportReader  *self,
                           GError             **error)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_READER (self), AMENDS_IMPORT_READ_FAILED);

  for (;;)
    {
      gsize end = 0;
      Scan scan;

      if (!leave_line (self, error))
        return AMENDS_IMPORT_READ_FAILED;
      if (self->ended && self->pos >= self->text->len)
        return AMENDS_IMPORT_READ_END;
      self->line = self->next_line;
      scan = scan_row (self, &end);
      if (scan == SCAN_MORE)
        {
          if (!fill (self, error))
            return AMENDS_IMPORT_READ_FAILED;
          continue;
        }
      if (scan != SCAN_DONE)
        return pass_over (self, scan, error);
      self->next_line += count_lines (self, self->pos, end);
      self->pos = end;
      if (row_is_blank (self))
        continue;
      if (row_is_decoded (self))
        return AMENDS_IMPORT_READ_ROW;
      g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("the row holds bytes that are no text in the file’s encoding"));
      return AMENDS_IMPORT_READ_BAD;
    }
}

static void
amends_import_reader_finalize (GObject *object)
{
  AmendsImportReader *self = AMENDS_IMPORT_READER (object);

  g_clear_pointer (&self->source, amends_import_text_free);
  g_byte_array_unref (self->text);
  g_string_free (self->values, TRUE);
  g_array_unref (self->starts);

  G_OBJECT_CLASS (amends_import_reader_parent_class)->finalize (object);
}

static void
amends_import_reader_class_init (AmendsImportReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_import_reader_finalize;
}

static void
amends_import_reader_init (AmendsImportReader *self)
{
  self->text = g_byte_array_new ();
  self->values = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->next_line = 1;
}

/**
 * amends_import_reader_new:
 * @file: a file of separated values, plain or gzip
 * @dialect: how it is written
 * @error: the file cannot be opened, or the encoding is unknown
 *
 * Returns: (transfer full) (nullable): a reader that stands before the first row
 */
AmendsImportReader *
amends_import_reader_new (GFile                      *file,
                          const AmendsImportDialect  *dialect,
                          GError                    **error)
{
  g_autoptr(AmendsImportReader) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (dialect != NULL, NULL);

  self = g_object_new (AMENDS_TYPE_IMPORT_READER, NULL);
  self->delimiter = dialect->delimiter;
  self->quote = dialect->quote;
  self->source = amends_import_text_open (file, dialect->encoding, error);
  if (self->source == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * amends_import_reader_get_line:
 *
 * Returns: the line, counted from 1, on which the current row begins
 */
gint64
amends_import_reader_get_line (AmendsImportReader *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_READER (self), 0);

  return self->line;
}

/**
 * amends_import_reader_n_fields:
 *
 * Returns: how many fields the current row has
 */
guint
amends_import_reader_n_fields (AmendsImportReader *self)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_READER (self), 0);

  return self->starts->len;
}

/**
 * amends_import_reader_field:
 * @position: counted from 0
 *
 * Returns: (nullable): the field, owned by the reader until the next row; %NULL when the row is shorter
 */
const char *
amends_import_reader_field (AmendsImportReader *self,
                            guint               position)
{
  g_return_val_if_fail (AMENDS_IS_IMPORT_READER (self), NULL);

  if (position >= self->starts->len)
    return NULL;
  return self->values->str + g_array_index (self->starts, gsize, position);
}
