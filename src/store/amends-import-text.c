/* The text of a file, plain or gzip, in any encoding, as UTF-8:
 *
 *   file → gunzip → decode
 */

#define G_LOG_DOMAIN "amends-import-text"

#include "config.h"

#include "amends-import-text.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-import-gunzip.h"

#define CHUNK (64 * 1024)

struct _AmendsImportText
{
  GInputStream *stream;
  GIConv        conv;            /* (GIConv) -1 when the bytes are UTF-8 already */
  GByteArray   *raw;             /* read, not decoded: a character may be cut by the end of a chunk */
};

static void
append_decoded (AmendsImportText *self,
                GByteArray       *into,
                gboolean          ended)
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

      g_byte_array_append (into, (const guint8 *) buffer, sizeof buffer - out_left);
      if (res != (gsize) -1 || saved == E2BIG)
        continue;
      if (saved == EINVAL && !ended)
        break;
      /* Not a character of the encoding: mark the place, the row is refused later by this mark. */
      g_byte_array_append (into, replacement, sizeof replacement);
      in++;
      in_left--;
    }
  g_byte_array_remove_range (self->raw, 0, self->raw->len - in_left);
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
  g_autoptr(GConverter) unzip = NULL;

  if (raw == NULL)
    return NULL;
  buffered = g_buffered_input_stream_new (G_INPUT_STREAM (raw));
  if (!looks_zipped (buffered))
    return g_steal_pointer (&buffered);
  unzip = amends_import_gunzip_new ();
  unzipped = g_converter_input_stream_new (buffered, unzip);
  return g_buffered_input_stream_new (unzipped);
}

static gboolean
choose_encoding (AmendsImportText    *self,
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

/**
 * amends_import_text_open:
 * @file: a file, plain or gzip
 * @encoding: its encoding; a byte order mark in the file wins over it
 * @error: the file cannot be opened, or the encoding is unknown
 *
 * Returns: (transfer full) (nullable): its text, from the start
 */
AmendsImportText *
amends_import_text_open (GFile       *file,
                         const char  *encoding,
                         GError     **error)
{
  g_autoptr(AmendsImportText) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (encoding != NULL, NULL);

  self = g_new0 (AmendsImportText, 1);
  self->conv = (GIConv) -1;
  self->raw = g_byte_array_new ();
  self->stream = open_plain (file, error);
  if (self->stream == NULL || !choose_encoding (self, encoding, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * amends_import_text_read:
 * @self: the text
 * @into: takes the next piece at its end; what is no character of the encoding becomes U+FFFD, or bytes that are no UTF-8
 * @ended: (out): whether that was all
 * @error: the file cannot be read any further, or holds no text
 *
 * Returns: whether it could be read
 */
gboolean
amends_import_text_read (AmendsImportText  *self,
                         GByteArray        *into,
                         gboolean          *ended,
                         GError           **error)
{
  guint8 chunk[CHUNK];
  gsize n, before = into->len;

  if (!g_input_stream_read_all (self->stream, chunk, sizeof chunk, &n, NULL, error))
    return FALSE;
  *ended = n < sizeof chunk;
  if (self->conv == (GIConv) -1)
    g_byte_array_append (into, chunk, n);
  else
    {
      g_byte_array_append (self->raw, chunk, n);
      append_decoded (self, into, *ended);
    }
  if (into->len > before && memchr (into->data + before, '\0', into->len - before) != NULL)
    {
      g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID,
                           _("This is no text file, or its encoding is another one than the mapping says."));
      return FALSE;
    }
  return TRUE;
}

/**
 * amends_import_text_free:
 * @self: (transfer full): the text
 */
void
amends_import_text_free (AmendsImportText *self)
{
  g_clear_object (&self->stream);
  if (self->conv != (GIConv) -1)
    g_iconv_close (self->conv);
  g_byte_array_unref (self->raw);
  g_free (self);
}
