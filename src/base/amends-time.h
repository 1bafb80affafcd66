#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMENDS_TIME_INFINITY G_MAXINT64

gboolean   amends_time_parse           (const char  *text,
                                        gint64      *usec);
char      *amends_time_to_text         (gint64       usec);
char      *amends_date_to_text         (GDate       *date);
gboolean   amends_date_parse           (const char  *text,
                                        GDate       *date);
void       amends_time_set_site_zone   (const char  *name);
GTimeZone *amends_time_get_site_zone   (void);
char      *amends_time_format          (gint64       usec,
                                        gint64       now);
char      *amends_time_format_exact    (gint64       usec);
char      *amends_time_format_clock    (gint64       usec);
char      *amends_time_format_day      (gint64       usec,
                                        gint64       now);

G_END_DECLS
