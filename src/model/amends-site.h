#pragma once

#include <glib.h>

G_BEGIN_DECLS

void        amends_site_set (const char *name,
                             const char *zone,
                             const char *currency);
const char *amends_site_get_name (void);
const char *amends_site_get_currency (void);
GTimeZone  *amends_site_get_zone (void);
void        amends_site_set_now (gint64 server_now);
gint64      amends_site_now (void);

G_END_DECLS
