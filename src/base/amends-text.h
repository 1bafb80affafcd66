#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The longest text that any field of the database takes, in characters. */
#define AMENDS_TEXT_MAX 20000

/**
 * AmendsTextFlags:
 * @AMENDS_TEXT_LINE: one line: line breaks become spaces
 * @AMENDS_TEXT_PARAGRAPHS: line breaks and tabs stay
 */
typedef enum
{
  AMENDS_TEXT_LINE = 0,
  AMENDS_TEXT_PARAGRAPHS = 1 << 0,
} AmendsTextFlags;

gboolean  amends_text_fits         (const char       *text,
                                    gssize            bytes,
                                    guint             max_chars);
gboolean  amends_text_check        (const char       *text,
                                    gssize            bytes,
                                    guint             max_chars,
                                    AmendsTextFlags   flags,
                                    GError          **error);
char     *amends_text_clean        (const char       *text,
                                    gssize            bytes,
                                    AmendsTextFlags   flags);
gboolean  amends_text_has_control  (const char       *text,
                                    AmendsTextFlags   flags);

G_END_DECLS
