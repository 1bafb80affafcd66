/* Date-times of other systems' files as instants.
 *
 * A reading that the clock never showed – 30 February, or 02:30 on the night of the spring change – is refused, not moved: a time
 * that was never true must not become a fact. Of a time that happened twice the first is taken.
 */

#define G_LOG_DOMAIN "amends-import-time"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-import-time.h"

typedef struct
{
  int      year, month, day, hour, minute, second;
  gint64   usec;
  gboolean afternoon, has_half;
  gboolean has_offset;
  gint64   offset_s;
  gboolean has_epoch;
  gint64   epoch;
} Reading;

static gboolean
read_digits (const char **text,
             guint        min,
             guint        max,
             gint64      *value)
{
  guint n = 0;

  *value = 0;
  while (n < max && g_ascii_isdigit (**text))
    {
      *value = *value * 10 + (**text - '0');
      (*text)++;
      n++;
    }
  return n >= min;
}

static gboolean
read_int (const char **text,
          guint        min,
          guint        max,
          int         *value)
{
  gint64 wide;

  if (!read_digits (text, min, max, &wide))
    return FALSE;
  *value = (int) wide;
  return TRUE;
}

/* Any number of digits; microseconds are kept. */
static gboolean
read_fraction (const char **text,
               gint64      *usec)
{
  guint n = 0;

  *usec = 0;
  while (g_ascii_isdigit (**text))
    {
      if (n < 6)
        *usec = *usec * 10 + (**text - '0');
      (*text)++;
      n++;
    }
  for (guint i = n; i < 6; i++)
    *usec *= 10;
  return n > 0;
}

static gboolean
read_month_name (const char **text,
                 int         *month)
{
  static const char *const names[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september",
                                       "october", "november", "december" };

  for (int i = 0; i < 12; i++)
    {
      gsize full = strlen (names[i]);
      gsize n = g_ascii_strncasecmp (*text, names[i], full) == 0 ? full : 3;

      if (g_ascii_strncasecmp (*text, names[i], n) != 0)
        continue;
      *text += n;
      *month = i + 1;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_half (const char **text,
           Reading     *reading)
{
  gboolean pm = g_ascii_strncasecmp (*text, "pm", 2) == 0 || g_str_has_prefix (*text, "下午");
  gboolean am = g_ascii_strncasecmp (*text, "am", 2) == 0 || g_str_has_prefix (*text, "上午");

  if (!pm && !am)
    return FALSE;
  *text += g_ascii_isalpha (**text) ? 2 : strlen ("上午");
  reading->has_half = TRUE;
  reading->afternoon = pm;
  return TRUE;
}

static gboolean
read_offset (const char **text,
             Reading     *reading)
{
  gint64 hours, minutes = 0;
  int sign;

  reading->has_offset = TRUE;
  if (**text == 'Z' || **text == 'z')
    {
      (*text)++;
      return TRUE;
    }
  if (**text != '+' && **text != '-')
    return FALSE;
  sign = **text == '-' ? -1 : 1;
  (*text)++;
  if (!read_digits (text, 2, 2, &hours))
    return FALSE;
  if (**text == ':')
    (*text)++;
  if (g_ascii_isdigit (**text) && !read_digits (text, 2, 2, &minutes))
    return FALSE;
  reading->offset_s = sign * (hours * 3600 + minutes * 60);
  return hours <= 18 && minutes < 60;
}

static gboolean
read_epoch (const char **text,
            Reading     *reading)
{
  reading->has_epoch = TRUE;
  return read_digits (text, 1, 12, &reading->epoch);
}

static gboolean
read_short_year (const char **text,
                 int         *year)
{
  if (!read_int (text, 2, 2, year))
    return FALSE;
  *year += *year < 70 ? 2000 : 1900;
  return TRUE;
}

static gboolean
read_directive (char         directive,
                const char **text,
                Reading     *reading)
{
  switch (directive)
    {
    case 'Y': return read_int (text, 4, 4, &reading->year);
    case 'y': return read_short_year (text, &reading->year);
    case 'm': return read_int (text, 1, 2, &reading->month);
    case 'b': return read_month_name (text, &reading->month);
    case 'd': return read_int (text, 1, 2, &reading->day);
    case 'H':
    case 'I': return read_int (text, 1, 2, &reading->hour);
    case 'M': return read_int (text, 1, 2, &reading->minute);
    case 'S': return read_int (text, 1, 2, &reading->second);
    case 'f': return read_fraction (text, &reading->usec);
    case 'p': return read_half (text, reading);
    case 'z': return read_offset (text, reading);
    case 's': return read_epoch (text, reading);
    default: return FALSE;
    }
}

static gboolean
match_format (const char *text,
              const char *format,
              Reading    *reading)
{
  for (; *format != '\0'; format++)
    {
      if (*format == '%' && format[1] != '\0' && format[1] != '%')
        {
          if (!read_directive (*++format, &text, reading))
            return FALSE;
        }
      else if (g_ascii_isspace (*format))
        {
          while (g_ascii_isspace (*text))
            text++;
        }
      else
        {
          if (*format == '%')
            format++;
          if (*text++ != *format)
            return FALSE;
        }
    }
  return *text == '\0';
}

static gboolean
apply_half (Reading *reading)
{
  if (!reading->has_half)
    return TRUE;
  if (reading->hour < 1 || reading->hour > 12)
    return FALSE;
  reading->hour = reading->hour % 12 + (reading->afternoon ? 12 : 0);
  return TRUE;
}

static gboolean
reading_exists (Reading *reading)
{
  return apply_half (reading) && reading->year >= 1900 && reading->year < 2200
         && reading->month >= 1 && reading->month <= 12
         && g_date_valid_dmy (reading->day, reading->month, reading->year)
         && reading->hour < 24 && reading->minute < 60 && reading->second < 60;
}

/* Seconds since the epoch that a clock in UTC would show. */
static gint64
naive_seconds (Reading *reading)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, reading->day, reading->month, reading->year);
  /* Julian day 719163 of GDate is 1970-01-01. */
  return ((gint64) g_date_get_julian (&date) - 719163) * 86400 + reading->hour * 3600 + reading->minute * 60 + reading->second;
}

static gboolean
to_instant (Reading    *reading,
            GTimeZone  *zone,
            gint64     *usec)
{
  gint64 naive;

  if (reading->has_epoch)
    {
      *usec = reading->epoch * G_USEC_PER_SEC + reading->usec;
      return TRUE;
    }
  if (!reading_exists (reading))
    return FALSE;
  naive = naive_seconds (reading);
  if (reading->has_offset)
    naive -= reading->offset_s;
  else
    {
      int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_DAYLIGHT, naive);

      if (interval < 0)
        interval = g_time_zone_find_interval (zone, G_TIME_TYPE_STANDARD, naive);
      if (interval < 0)
        return FALSE;
      naive -= g_time_zone_get_offset (zone, interval);
    }
  *usec = naive * G_USEC_PER_SEC + reading->usec;
  return TRUE;
}

/**
 * amends_import_time_parse:
 * @text: what the file says
 * @formats: formats to try, in order
 * @zone: zone of a reading that carries no offset
 * @usec: (out): microseconds since the epoch
 * @error: @text fits no format, or no clock of @zone ever showed it
 */
gboolean
amends_import_time_parse (const char          *text,
                          const char * const  *formats,
                          GTimeZone           *zone,
                          gint64              *usec,
                          GError             **error)
{
  gboolean matched = FALSE;

  g_return_val_if_fail (text != NULL && formats != NULL && zone != NULL && usec != NULL, FALSE);

  for (guint i = 0; formats[i] != NULL; i++)
    {
      Reading reading = { .day = 1, .month = 1 };

      if (!match_format (text, formats[i], &reading))
        continue;
      if (to_instant (&reading, zone, usec))
        return TRUE;
      matched = TRUE;
    }
  if (matched)
    g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("“%s” is a date or time that does not exist"), text);
  else
    g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("“%s” is written in none of the time formats"), text);
  return FALSE;
}

/**
 * amends_import_time_check_format:
 * @format: a format as a mapping names it
 * @error: @format holds a directive that is not known, or no date
 */
gboolean
amends_import_time_check_format (const char  *format,
                                 GError     **error)
{
  gboolean has_date = strstr (format, "%s") != NULL
                      || ((strstr (format, "%Y") || strstr (format, "%y")) && strstr (format, "%d")
                          && (strstr (format, "%m") || strstr (format, "%b")));

  for (const char *p = strchr (format, '%'); p != NULL; p = strchr (p + 2, '%'))
    if (p[1] == '\0' || strchr ("YymbdHIMSfpzs%", p[1]) == NULL)
      {
        g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("The time format “%s” has a directive that is not known."), format);
        return FALSE;
      }
  if (!has_date)
    g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("The time format “%s” names no whole date."), format);
  return has_date;
}
