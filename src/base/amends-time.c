/* Moments as PostgreSQL writes them, and as people read them: in the site's time zone, relative where that helps. */

#define G_LOG_DOMAIN "amends-time"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-time.h"

static GTimeZone *site_zone;

/* Days since 1970-01-01 of the proleptic Gregorian calendar; GDateTime would do it, at an allocation a cell. */
static gint64
days_from_civil (gint64 year,
                 int    month,
                 int    day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 yoe = y - era * 400;
  gint64 doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static gboolean
read_digits (const char **p,
             int          min,
             int          max,
             int         *value)
{
  int n = 0;

  for (*value = 0; n < max && g_ascii_isdigit (**p); n++)
    *value = *value * 10 + *(*p)++ - '0';
  return n >= min;
}

static gboolean
read_char (const char **p,
           char         c)
{
  if (**p != c)
    return FALSE;
  (*p)++;
  return TRUE;
}

static gboolean
read_date (const char **p,
           gint64      *days)
{
  int year, month, day;

  if (!read_digits (p, 4, 6, &year) || !read_char (p, '-') || !read_digits (p, 2, 2, &month) ||
      !read_char (p, '-') || !read_digits (p, 2, 2, &day))
    return FALSE;
  if (month < 1 || month > 12 || day < 1 || year < 1 || year > 9999 ||
      day > g_date_get_days_in_month (month, (GDateYear) year))
    return FALSE;
  *days = days_from_civil (year, month, day);
  return TRUE;
}

static gboolean
read_clock (const char **p,
            gint64      *usec)
{
  int hour, minute, second = 0, scale = 100000;
  gint64 fraction = 0;

  if (!read_digits (p, 2, 2, &hour) || !read_char (p, ':') || !read_digits (p, 2, 2, &minute))
    return FALSE;
  if (read_char (p, ':') && !read_digits (p, 2, 2, &second))
    return FALSE;
  if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute || second)))
    return FALSE;
  if (read_char (p, '.'))
    for (; g_ascii_isdigit (**p); (*p)++, scale /= 10)
      fraction += (**p - '0') * scale;
  *usec = ((hour * 60 + minute) * 60 + second) * (gint64) G_USEC_PER_SEC + fraction;
  return TRUE;
}

/* PostgreSQL shows historic zones with seconds: +00:19:32. */
static gboolean
read_offset (const char **p,
             gint64      *usec)
{
  int sign, hours, minutes = 0, seconds = 0;

  *usec = 0;
  if (read_char (p, 'Z'))
    return TRUE;
  if (**p != '+' && **p != '-')
    return FALSE;
  sign = *(*p)++ == '-' ? -1 : 1;
  if (!read_digits (p, 2, 2, &hours))
    return FALSE;
  if ((read_char (p, ':') || g_ascii_isdigit (**p)) && !read_digits (p, 2, 2, &minutes))
    return FALSE;
  if (read_char (p, ':') && !read_digits (p, 2, 2, &seconds))
    return FALSE;
  *usec = sign * ((hours * 60 + minutes) * 60 + seconds) * (gint64) G_USEC_PER_SEC;
  return TRUE;
}

/**
 * amends_time_parse:
 * @text: a timestamptz in PostgreSQL's ISO style or in ISO 8601; an offset is required. "infinity" is %AMENDS_TIME_INFINITY.
 * @usec: (out): microseconds since 1970 UTC
 *
 * Returns: %TRUE when @text is a moment
 */
gboolean
amends_time_parse (const char *text,
                   gint64     *usec)
{
  gint64 days, clock, offset;
  const char *p = text;

  g_return_val_if_fail (usec != NULL, FALSE);

  if (text == NULL)
    return FALSE;
  if (g_str_equal (text, "infinity"))
    {
      *usec = AMENDS_TIME_INFINITY;
      return TRUE;
    }
  if (!read_date (&p, &days) || !(read_char (&p, ' ') || read_char (&p, 'T')) ||
      !read_clock (&p, &clock) || !read_offset (&p, &offset) || *p != '\0')
    return FALSE;
  *usec = days * 86400 * G_USEC_PER_SEC + clock - offset;
  return TRUE;
}

/**
 * amends_time_to_text:
 *
 * Returns: (transfer full): "2024-05-10 01:30:00.000000+00", as a timestamptz parameter takes it
 */
char *
amends_time_to_text (gint64 usec)
{
  g_autoptr (GDateTime) dt = NULL;
  gint64 fraction = usec % G_USEC_PER_SEC;
  g_autofree char *seconds = NULL;

  if (usec == AMENDS_TIME_INFINITY)
    return g_strdup ("infinity");
  if (fraction < 0)
    fraction += G_USEC_PER_SEC;
  dt = g_date_time_new_from_unix_utc ((usec - fraction) / G_USEC_PER_SEC);
  g_return_val_if_fail (dt != NULL, NULL);
  seconds = g_date_time_format (dt, "%Y-%m-%d %H:%M:%S");
  return g_strdup_printf ("%s.%06" G_GINT64_FORMAT "+00", seconds, fraction);
}

/**
 * amends_date_to_text:
 *
 * Returns: (transfer full): "2024-05-10"
 */
char *
amends_date_to_text (GDate *date)
{
  g_return_val_if_fail (date != NULL && g_date_valid (date), NULL);

  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

/**
 * amends_date_parse:
 * @text: "2024-05-10"
 * @date: (out caller-allocates): the day
 *
 * Returns: %TRUE when @text is a day that exists
 */
gboolean
amends_date_parse (const char *text,
                   GDate      *date)
{
  const char *p = text;
  gint64 days;

  g_return_val_if_fail (date != NULL, FALSE);

  if (text == NULL || !read_date (&p, &days) || *p != '\0')
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_julian (date, days + 719163);
  return TRUE;
}

/**
 * amends_time_set_site_zone:
 * @name: (nullable): the site's time zone as the database names it, "Asia/Shanghai"; %NULL for this desk's
 */
void
amends_time_set_site_zone (const char *name)
{
  g_clear_pointer (&site_zone, g_time_zone_unref);
  if (name != NULL)
    site_zone = g_time_zone_new_identifier (name);
  if (name != NULL && site_zone == NULL)
    g_warning ("time zone “%s” is not known on this computer; its own is used", name);
  if (site_zone == NULL)
    site_zone = g_time_zone_new_local ();
}

/**
 * amends_time_get_site_zone:
 *
 * Returns: (transfer none): the zone every moment is shown in
 */
GTimeZone *
amends_time_get_site_zone (void)
{
  if (site_zone == NULL)
    site_zone = g_time_zone_new_local ();
  return site_zone;
}

static GDateTime *
in_site_zone (gint64 usec)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (usec / G_USEC_PER_SEC);

  return utc ? g_date_time_to_timezone (utc, amends_time_get_site_zone ()) : NULL;
}

static int
day_number (GDateTime *dt)
{
  int year, month, day;

  g_date_time_get_ymd (dt, &year, &month, &day);
  return days_from_civil (year, month, day);
}

static char *
format_relative (gint64   usec,
                 gint64   now,
                 gboolean with_clock)
{
  g_autoptr (GDateTime) dt = in_site_zone (usec);
  g_autoptr (GDateTime) today = in_site_zone (now);
  const char *format;

  if (dt == NULL || today == NULL)
    return g_strdup ("–");
  switch (day_number (dt) - day_number (today))
    {
    case -1:
      /* Translators: these are g_date_time_format() patterns; keep the %-codes, change order and words */
      format = with_clock ? C_("time", "yesterday %H:%M") : C_("time", "yesterday");
      break;
    case 0:
      format = with_clock ? C_("time", "today %H:%M") : C_("time", "today");
      break;
    case 1:
      format = with_clock ? C_("time", "tomorrow %H:%M") : C_("time", "tomorrow");
      break;
    default:
      if (g_date_time_get_year (dt) == g_date_time_get_year (today))
        format = with_clock ? C_("time", "%-d %b %H:%M") : C_("time", "%-d %b");
      else
        format = with_clock ? C_("time", "%-d %b %Y %H:%M") : C_("time", "%-d %b %Y");
    }
  return g_date_time_format (dt, format);
}

/**
 * amends_time_format:
 * @usec: a moment
 * @now: amends_clock_now()
 *
 * Returns: (transfer full): "today 14:20", "yesterday 09:20", "10 May 09:30", "10 May 2024 09:30" in the site's zone
 */
char *
amends_time_format (gint64 usec,
                    gint64 now)
{
  return format_relative (usec, now, TRUE);
}

/**
 * amends_time_format_day:
 *
 * Returns: (transfer full): the day alone: "today", "10 May"
 */
char *
amends_time_format_day (gint64 usec,
                        gint64 now)
{
  return format_relative (usec, now, FALSE);
}

/**
 * amends_time_format_exact:
 *
 * Returns: (transfer full): "2024-05-10 09:30:00 CST", for a tooltip
 */
char *
amends_time_format_exact (gint64 usec)
{
  g_autoptr (GDateTime) dt = in_site_zone (usec);

  return dt ? g_date_time_format (dt, "%Y-%m-%d %H:%M:%S %Z") : g_strdup ("–");
}

/**
 * amends_time_format_clock:
 *
 * Returns: (transfer full): "14:20"
 */
char *
amends_time_format_clock (gint64 usec)
{
  g_autoptr (GDateTime) dt = in_site_zone (usec);

  return dt ? g_date_time_format (dt, "%H:%M") : g_strdup ("–");
}
