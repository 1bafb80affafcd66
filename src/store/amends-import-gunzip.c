/* Unpacks gzip as gzip(1) does: one member after the other, as logs are that were appended to. GZlibDecompressor alone stops
 * silently behind the first. */

#define G_LOG_DOMAIN "amends-import-gunzip"

#include "config.h"

#include "amends-import-gunzip.h"

#include <glib/gi18n.h>

#include "amends-error.h"

struct _AmendsImportGunzip
{
  GObject parent_instance;

  GConverter *member;
  gboolean    between;      /* behind the end of a member */
};

static void amends_import_gunzip_converter_init (GConverterIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsImportGunzip, amends_import_gunzip, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_CONVERTER, amends_import_gunzip_converter_init))

static GConverterResult
refuse (const char  *words,
        GError     **error)
{
  g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, words);
  return G_CONVERTER_ERROR;
}

static GConverterResult
want_more (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "");
  return G_CONVERTER_ERROR;
}

/* Behind a member: the end, zeros that fill a block up, or the next member. */
static GConverterResult
convert_between (AmendsImportGunzip  *self,
                 const guint8        *in,
                 gsize                in_size,
                 gboolean             at_end,
                 gsize               *n_read,
                 GError             **error)
{
  while (*n_read < in_size && in[*n_read] == 0)
    (*n_read)++;
  if (*n_read > 0)
    return G_CONVERTER_CONVERTED;
  if (in_size == 0)
    return at_end ? G_CONVERTER_FINISHED : want_more (error);
  if (in_size == 1 && in[0] == 0x1f && !at_end)
    return want_more (error);
  if (in_size == 1 || in[0] != 0x1f || in[1] != 0x8b)
    return refuse (_("Behind the end of the compressed data there is something else. The file is damaged."), error);
  g_converter_reset (self->member);
  self->between = FALSE;
  return G_CONVERTER_CONVERTED;
}

static GConverterResult
convert_member (AmendsImportGunzip  *self,
                const guint8        *in,
                gsize                in_size,
                void                *out,
                gsize                out_size,
                GConverterFlags      flags,
                gsize               *n_read,
                gsize               *n_written,
                GError             **error)
{
  g_autoptr (GError) local = NULL;
  GConverterResult result = g_converter_convert (self->member, in, in_size, out, out_size, flags, n_read, n_written, &local);

  if (result == G_CONVERTER_FINISHED)
    {
      self->between = TRUE;
      return G_CONVERTER_CONVERTED;
    }
  if (result != G_CONVERTER_ERROR)
    return result;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) && (flags & G_CONVERTER_INPUT_AT_END))
    return refuse (_("The compressed file ends in the middle: it was cut off. Copy it again."), error);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return refuse (_("The compressed file is damaged. Copy it again."), error);
  g_propagate_error (error, g_steal_pointer (&local));
  return result;
}

static GConverterResult
amends_import_gunzip_convert (GConverter       *converter,
                              const void       *in,
                              gsize             in_size,
                              void             *out,
                              gsize             out_size,
                              GConverterFlags   flags,
                              gsize            *n_read,
                              gsize            *n_written,
                              GError          **error)
{
  AmendsImportGunzip *self = AMENDS_IMPORT_GUNZIP (converter);
  gboolean at_end = (flags & G_CONVERTER_INPUT_AT_END) != 0;

  *n_read = *n_written = 0;
  if (self->between)
    {
      GConverterResult result = convert_between (self, in, in_size, at_end, n_read, error);

      if (self->between)
        return result;
    }
  return convert_member (self, in, in_size, out, out_size, flags, n_read, n_written, error);
}

static void
amends_import_gunzip_reset (GConverter *converter)
{
  AmendsImportGunzip *self = AMENDS_IMPORT_GUNZIP (converter);

  g_converter_reset (self->member);
  self->between = FALSE;
}

static void
amends_import_gunzip_finalize (GObject *object)
{
  g_clear_object (&AMENDS_IMPORT_GUNZIP (object)->member);

  G_OBJECT_CLASS (amends_import_gunzip_parent_class)->finalize (object);
}

static void
amends_import_gunzip_class_init (AmendsImportGunzipClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_import_gunzip_finalize;
}

static void
amends_import_gunzip_converter_init (GConverterIface *iface)
{
  iface->convert = amends_import_gunzip_convert;
  iface->reset = amends_import_gunzip_reset;
}

static void
amends_import_gunzip_init (AmendsImportGunzip *self)
{
  self->member = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
}

/**
 * amends_import_gunzip_new:
 *
 * Returns: (transfer full): a converter of gzip to what was packed
 */
GConverter *
amends_import_gunzip_new (void)
{
  return g_object_new (AMENDS_TYPE_IMPORT_GUNZIP, NULL);
}
