/* Numbers as the axes of a chart write them: narrow grouping space, real minus, one unit of time.
 * For drawing only: what a value is called comes from the caller as ready text. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MINUS "\342\210\222"
#define THIN_SPACE "\342\200\257"

static void
append_grouped (GString    *out,
                const char *digits)
{
  gsize whole = strspn (digits, "0123456789");

  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append (out, THIN_SPACE);
      g_string_append_c (out, digits[i]);
    }
  g_string_append (out, digits + whole);
}

/**
 * amends_chart_format_number:
 * @value: a finite number
 * @places: decimal places, 0 or more
 *
 * Writes @value with a narrow no-break space between thousands and U+2212 as minus. What rounds to zero has no sign.
 *
 * Returns: (transfer full): the text
 */
char *
amends_chart_format_number (double value,
                            int    places)
{
  g_autofree char *digits = g_strdup_printf ("%.*f", places, fabs (value));
  GString *out = g_string_new (NULL);

  if (value < 0 && strpbrk (digits, "123456789") != NULL)
    g_string_append (out, MINUS);
  append_grouped (out, digits);

  return g_string_free (out, FALSE);
}

/**
 * amends_chart_format_signed:
 * @value: a finite number
 * @places: decimal places, 0 or more
 *
 * Like amends_chart_format_number(), with a plus before what is zero or more.
 *
 * Returns: (transfer full): the text
 */
char *
amends_chart_format_signed (double value,
                            int    places)
{
  g_autofree char *number = amends_chart_format_number (value, places);

  return g_str_has_prefix (number, MINUS) ? g_steal_pointer (&number) : g_strconcat ("+", number, NULL);
}

/**
 * amends_chart_format_unit:
 * @seconds: size of the unit: 1, 60, 3600 or 86400
 *
 * Returns: the short name of that unit of time
 */
const char *
amends_chart_format_unit (double seconds)
{
  if (seconds >= AMENDS_CHART_DAY)
    return C_("short unit of time", "d");
  if (seconds >= AMENDS_CHART_HOUR)
    return C_("short unit of time", "h");
  if (seconds >= AMENDS_CHART_MINUTE)
    return C_("short unit of time", "min");
  return C_("short unit of time", "s");
}

/**
 * amends_chart_format_duration:
 * @seconds: a length of time
 *
 * Writes a duration in the one unit staff would say it in, with at most one decimal: "45 s", "12 min", "31.2 h".
 * Days start at a week: 72 hours stay 72 h.
 *
 * Returns: (transfer full): the text
 */
char *
amends_chart_format_duration (double seconds)
{
  double size = 1, value;
  g_autofree char *number = NULL;

  if (fabs (seconds) >= 7 * AMENDS_CHART_DAY)
    size = AMENDS_CHART_DAY;
  else if (fabs (seconds) >= AMENDS_CHART_HOUR)
    size = AMENDS_CHART_HOUR;
  else if (fabs (seconds) >= AMENDS_CHART_MINUTE)
    size = AMENDS_CHART_MINUTE;

  value = seconds / size;
  number = amends_chart_format_number (value, fabs (value - round (value)) < .05 ? 0 : 1);

  return g_strdup_printf ("%s %s", number, amends_chart_format_unit (size));
}
