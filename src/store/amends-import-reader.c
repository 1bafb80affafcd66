/* Reads rows of separated values (RFC 4180 and its usual relatives), plain or gzip, in any encoding.
 *
 *   file → gunzip → decode to UTF-8 → buffer → one row at a time
 *
 * A row is parsed where it stands in the buffer; when its end is not there yet, more is read and the row is parsed again from its
 * start. That makes recovery simple: a quote that is never closed costs the one line it stands on, not the rest of the file.
 */

#define G_LOG_DOMAIN "amends-import-reader"

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-import-reader.h"

#define CHUNK (64 * 1024)

/* Longer than any row of a real log; past it a quote is taken as never closed. */
#define ROW_MAX (4 * 1024 * 1024)

struct _AmendsImportReader
{
  GObject parent_instance;

  GInputStream *stream;
  GIConv        conv;            /* (GIConv) -1 when the bytes are UTF-8 already */
  char          delimiter;
  char          quote;

  GByteArray   *raw;             /* read, not decoded: a character may be cut by the end of a chunk */
  GByteArray   *text;            /* decoded */
  gsize         pos;             /* start of the next row in @text */
  gboolean      ended;

  GString      *values;          /* fields of the row, each ended by NUL */
  GArray       *starts;          /* gsize: offsets of the fields in @values */
  gint64        line;            /* where the row begins */
  gint64        next_line;
};

typedef enum
{
  SCAN_DONE,
  SCAN_MORE,
  SCAN_AFTER_QUOTE,
  SCAN_OPEN_QUOTE,
} Scan;

G_DEFINE_FINAL_TYPE (AmendsImportReader, amends_import_reader, G_TYPE_OBJECT)

static void
append_decoded (AmendsImportReader *self)
{
  static const guint8 replacement[] = { 0xef, 0xbf, 0xbd };
  char *in = (char *) self->raw->data;
  gsize in_left = self->raw->len;

  while (in_left > 0)
    {
      char buffer[4096];
      char *out = buffer;
      gsize out_left = sizeof buffer;
      gsize res = g_iconv (self->conv, &in, &in_left, &out, &out_left);
      int saved = errno;

      g_byte_array_append (self->text, (const guint8 *) buffer, sizeof buffer - out_left);
      if (res != (gsize) -1 || saved == E2BIG)
        continue;
      if (saved == EINVAL && !self->ended)
        break;
      /* Not a character of the encoding: mark the place, the row is refused later by this mark. */
      g_byte_array_append (self->text, replacement, sizeof replacement);
      in++;
      in_left--;
    }
  g_byte_array_remove_range (self->raw, 0, self->raw->len - in_left);
}

static gboolean
fill (AmendsImportReader  *self,
      GError             **error)
{
  guint8 chunk[CHUNK];
  gsize n, decoded;

  if (self->pos > 0)
    {
      g_byte_array_remove_range (self->text, 0, self->pos);
      self->pos = 0;
    }
  if (!g_input_stream_read_all (self->stream, chunk, sizeof chunk, &n, NULL, error))
    return FALSE;
  self->ended = n < sizeof chunk;
  decoded = self->text->len;
  if (self->conv == (GIConv) -1)
    g_byte_array_append (self->text, chunk, n);
  else
    {
      g_byte_array_append (self->raw, chunk, n);
      append_decoded (self);
    }
  if (self->text->len > decoded && memchr (self->text->data + decoded, '\0', self->text->len - decoded) != NULL)
    {
      g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID,
                           _("This is no text file, or its encoding is another one than the mapping says."));
      return FALSE;
    }
  return TRUE;
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
    return len - self->pos > ROW_MAX ? SCAN_OPEN_QUOTE : SCAN_MORE;
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

static AmendsImportRead
pass_over (AmendsImportReader  *self,
           Scan                 scan,
           GError             **error)
{
  gsize end = end_of_line (self);

  self->next_line += count_lines (self, self->pos, end);
  self->pos = end;
  g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID,
                       scan == SCAN_AFTER_QUOTE ? _("there is text behind a closing quote")
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

/* The encoding that a byte order mark tells, and its length; NULL when there is none. */
static const char *
mark_encoding (const guint8 *data,
               gsize         len,
               gsize        *skip)
{
  static const struct { guint8 bytes[4]; gsize len; const char *name; } marks[] = {
    { { 0xef, 0xbb, 0xbf }, 3, "UTF-8" },
    { { 0xff, 0xfe, 0x00, 0x00 }, 4, "UTF-32LE" },
    { { 0xff, 0xfe }, 2, "UTF-16LE" },
    { { 0xfe, 0xff }, 2, "UTF-16BE" },
    { { 0x84, 0x31, 0x95, 0x33 }, 4, "GB18030" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (len >= marks[i].len && memcmp (data, marks[i].bytes, marks[i].len) == 0)
      {
        *skip = marks[i].len;
        return marks[i].name;
      }
  *skip = 0;
  return NULL;
}

static gboolean
looks_zipped (GInputStream *stream)
{
  gsize n;
  const guint8 *head;

  g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (stream), 4, NULL, NULL);
  head = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (stream), &n);
  return n >= 2 && head[0] == 0x1f && head[1] == 0x8b;
}

static GInputStream *
open_plain (GFile   *file,
            GError **error)
{
  g_autoptr(GFileInputStream) raw = g_file_read (file, NULL, error);
  g_autoptr(GInputStream) buffered = NULL;
  g_autoptr(GInputStream) unzipped = NULL;
  g_autoptr(GZlibDecompressor) unzip = NULL;

  if (raw == NULL)
    return NULL;
  buffered = g_buffered_input_stream_new (G_INPUT_STREAM (raw));
  if (!looks_zipped (buffered))
    return g_steal_pointer (&buffered);
  unzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  unzipped = g_converter_input_stream_new (buffered, G_CONVERTER (unzip));
  return g_buffered_input_stream_new (unzipped);
}

static gboolean
choose_encoding (AmendsImportReader  *self,
                 const char          *encoding,
                 GError             **error)
{
  gsize n = 0;
  gsize skip;
  const guint8 *head;
  const char *marked;

  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (self->stream), 4, NULL, error) < 0)
    return FALSE;
  head = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (self->stream), &n);
  marked = mark_encoding (head, n, &skip);
  if (marked != NULL)
    encoding = marked;
  if (skip > 0 && g_input_stream_skip (self->stream, skip, NULL, error) < 0)
    return FALSE;
  if (g_ascii_strcasecmp (encoding, "UTF-8") == 0 || g_ascii_strcasecmp (encoding, "UTF8") == 0)
    return TRUE;
  self->conv = g_iconv_open ("UTF-8", encoding);
  if (self->conv == (GIConv) -1)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("There is no encoding called “%s” on this computer."), encoding);
      return FALSE;
    }
  return TRUE;
}

static void
amends_import_reader_finalize (GObject *object)
{
  AmendsImportReader *self = AMENDS_IMPORT_READER (object);

  g_clear_object (&self->stream);
  if (self->conv != (GIConv) -1)
    g_iconv_close (self->conv);
  g_byte_array_unref (self->raw);
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
  self->conv = (GIConv) -1;
  self->raw = g_byte_array_new ();
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
  self->stream = open_plain (file, error);
  if (self->stream == NULL || !choose_encoding (self, dialect->encoding, error))
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
