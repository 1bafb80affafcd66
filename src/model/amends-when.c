/* Moments and spans in words, in the zone and by the clock of the site. Moments are microseconds since the epoch, 0 = none. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "amends-site.h"
#include "amends-when.h"

static GDateTime *
local (gint64 when)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_timezone (utc, amends_site_get_zone ()) : NULL;
}

static gint
day_number (GDateTime *moment)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (moment), g_date_time_get_month (moment),
                  g_date_time_get_year (moment));
  return g_date_get_julian (&date);
}

/**
 * amends_when_parse:
 * @text: (nullable): a timestamptz as PostgreSQL or its JSON writes it
 *
 * Returns: microseconds since the epoch, 0 where @text is no moment
 */
gint64
amends_when_parse (const char *text)
{
  g_autoptr (GDateTime) moment = NULL;

  if (text == NULL || *text == '\0')
    return 0;
  moment = g_date_time_new_from_iso8601 (text, amends_site_get_zone ());
  return moment != NULL ? g_date_time_to_unix (moment) * G_USEC_PER_SEC + g_date_time_get_microsecond (moment) : 0;
}

/**
 * amends_when_clock:
 * @when: a moment
 *
 * Returns: (transfer full): the shortest that cannot be misread today: "17:20",
 *   "tomorrow 09:00", "10 May 09:00", "2023-10-05 09:00"; "" for none
 */
char *
amends_when_clock (gint64 when)
{
  g_autoptr (GDateTime) moment = when != 0 ? local (when) : NULL;
  g_autoptr (GDateTime) now = local (amends_site_now ());
  int days;

  if (moment == NULL)
    return g_strdup ("");
  days = day_number (moment) - day_number (now);
  if (days == 0)
    return g_date_time_format (moment, "%H:%M");
  if (days == 1)
    return g_date_time_format (moment, _("tomorrow %H:%M"));
  if (days == -1)
    return g_date_time_format (moment, _("yesterday %H:%M"));
  if (g_date_time_get_year (moment) == g_date_time_get_year (now))
    return g_date_time_format (moment, _("%-d %b %H:%M"));
  return g_date_time_format (moment, "%Y-%m-%d %H:%M");
}

/**
 * amends_when_exact:
 * @when: a moment
 *
 * Returns: (transfer full): date, time to the second and zone, for tooltips; "" for none
 */
char *
amends_when_exact (gint64 when)
{
  g_autoptr (GDateTime) moment = when != 0 ? local (when) : NULL;

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%d %H:%M:%S %Z") : g_strdup ("");
}

/**
 * amends_when_ago:
 * @when: a moment
 *
 * Returns: (transfer full): "just now", "5 min ago", "3 h ago" within the day, else as amends_when_clock()
 */
char *
amends_when_ago (gint64 when)
{
  gint64 minutes = (amends_site_now () - when) / G_USEC_PER_SEC / 60;

  if (when == 0)
    return g_strdup ("");
  if (minutes < 0 || minutes >= 12 * 60)
    return amends_when_clock (when);
  if (minutes == 0)
    return g_strdup (_("just now"));
  if (minutes < 60)
    return g_strdup_printf (_("%d min ago"), (int) minutes);
  return g_strdup_printf (_("%d h ago"), (int) (minutes / 60));
}

/**
 * amends_when_span:
 * @seconds: a length of time, not negative
 *
 * Returns: (transfer full): "35 m" up to 99 minutes, then "2 h 10 m", from 10 h on
 *   "21 h", from a day on "3 d": what a person needs of it at a glance
 */
char *
amends_when_span (gint64 seconds)
{
  int minutes = (int) MIN (seconds / 60, G_MAXINT);

  if (minutes < 100)
    return g_strdup_printf (C_("time left", "%d m"), minutes);
  if (minutes < 10 * 60 && minutes % 60 == 0)
    return g_strdup_printf (C_("time left", "%d h"), minutes / 60);
  if (minutes < 10 * 60)
    return g_strdup_printf (C_("time left", "%d h %d m"), minutes / 60, minutes % 60);
  if (minutes < 24 * 60)
    return g_strdup_printf (C_("time left", "%d h"), minutes / 60);
  return g_strdup_printf (C_("time left", "%d d"), minutes / (24 * 60));
}
