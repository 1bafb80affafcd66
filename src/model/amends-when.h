#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 amends_when_parse (const char *text);
char  *amends_when_clock (gint64 when);
char  *amends_when_exact (gint64 when);
char  *amends_when_ago (gint64 when);
char  *amends_when_span (gint64 seconds);

G_END_DECLS
