#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint    amends_money_digits (const char *currency);
char    *amends_money_format (gint64      minor,
                              const char *currency);
char    *amends_money_format_plain (gint64      minor,
                                    const char *currency);
gboolean amends_money_parse (const char *text,
                             const char *currency,
                             gint64     *minor);

G_END_DECLS
