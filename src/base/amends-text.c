/* Guards for what people type or paste, used before anything is laid out or sent. */

#define G_LOG_DOMAIN "amends-text"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-text.h"

/* Control characters have no place in a field; the marks that turn the writing direction could make a name or an
 * amount look like another one. */
static gboolean
is_unwanted (gunichar        c,
             AmendsTextFlags flags)
{
  if (c == '\n' || c == '\t' || c == '\r')
    return !(flags & AMENDS_TEXT_PARAGRAPHS);
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x2028 || c == 0x2029 || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb);
}

/**
 * amends_text_fits:
 * @text: UTF-8
 * @bytes: its length, -1 when it ends with a NUL
 * @max_chars: characters allowed
 *
 * Looks at the length in bytes first, so that ten pasted megabytes are refused without being read.
 *
 * Returns: whether @text has at most @max_chars characters
 */
gboolean
amends_text_fits (const char *text,
                  gssize      bytes,
                  guint       max_chars)
{
  gsize len;

  g_return_val_if_fail (text != NULL, FALSE);

  len = bytes < 0 ? strlen (text) : (gsize) bytes;
  if (len <= max_chars)
    return TRUE;
  if (len > (gsize) max_chars * 4)
    return FALSE;
  return g_utf8_strlen (text, len) <= (glong) max_chars;
}

/**
 * amends_text_check:
 * @text: what was typed or pasted
 * @bytes: its length, -1 when it ends with a NUL
 * @max_chars: characters allowed
 * @error: AMENDS_ERROR_TOO_BIG or AMENDS_ERROR_INVALID with a sentence for the person
 *
 * Returns: whether @text may go into a field or a parameter as it is
 */
gboolean
amends_text_check (const char       *text,
                   gssize            bytes,
                   guint             max_chars,
                   AmendsTextFlags   flags,
                   GError          **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (!amends_text_fits (text, bytes, max_chars))
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_TOO_BIG,
                   ngettext ("This text is too long: at most %u character fits here. Shorten it.",
                                "This text is too long: at most %u characters fit here. Shorten it.", max_chars), max_chars);
      return FALSE;
    }
  if (!g_utf8_validate (text, bytes, NULL))
    {
      g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("This is not text."));
      return FALSE;
    }
  for (const char *p = text; bytes < 0 ? *p != '\0' : p < text + bytes; p = g_utf8_next_char (p))
    if (is_unwanted (g_utf8_get_char (p), flags))
      {
        g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID,
                             _("This text has control characters in it. Type it, or paste it without formatting."));
        return FALSE;
      }
  return TRUE;
}

/**
 * amends_text_has_control:
 *
 * Returns: whether amends_text_clean() would change @text
 */
gboolean
amends_text_has_control (const char      *text,
                         AmendsTextFlags  flags)
{
  g_return_val_if_fail (text != NULL, FALSE);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_unwanted (g_utf8_get_char (p), flags) || *p == '\r')
      return TRUE;
  return FALSE;
}

/**
 * amends_text_clean:
 * @text: UTF-8, possibly broken; check its size with amends_text_fits() first
 * @bytes: its length, -1 when it ends with a NUL
 *
 * Returns: (transfer full): @text without control characters; CR LF becomes LF, and on one line a break becomes a space
 */
char *
amends_text_clean (const char      *text,
                   gssize           bytes,
                   AmendsTextFlags  flags)
{
  g_autofree char *valid = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, bytes);
  out = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r')
        {
          if (p[1] == '\n')
            continue;
          c = '\n';
        }
      if (c == 0x2028 || c == 0x2029)
        c = '\n';
      if ((c == '\n' || c == '\t') && !(flags & AMENDS_TEXT_PARAGRAPHS))
        c = ' ';
      if (!is_unwanted (c, flags))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}
