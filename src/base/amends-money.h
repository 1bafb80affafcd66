#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int       amends_money_digits (const char  *currency);
char     *amends_money_format (gint64       minor,
                               const char  *currency);
char     *amends_money_format_plain
                              (gint64       minor,
                               const char  *currency);
gboolean  amends_money_parse  (const char  *text,
                               const char  *currency,
                               gint64      *minor,
                               GError     **error);

G_END_DECLS
