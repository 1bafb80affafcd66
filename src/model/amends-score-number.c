/* Decimal numbers of scorecards, exact: what the database says is what is shown. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <math.h>

#include "amends-score-number.h"

#define PLACES 4

/* Numbers larger than this have lost their meaning long before. */
#define LARGEST (G_MAXINT64 / 100 / AMENDS_SCORE_ONE)

static const gint64 powers[PLACES + 1] = { 10000, 1000, 100, 10, 1 };

/* Half away from zero, as the database rounds. */
static gint64
divide (gint64 value,
        gint64 by)
{
  return (ABS (value) + by / 2) / by * (value < 0 ? -1 : 1);
}

/**
 * amends_score_number_parse:
 * @text: (nullable): a number as PostgreSQL writes a numeric: "-12.0350"
 *
 * Digits beyond ten-thousandths are rounded half away from zero.
 *
 * Returns: the number in ten-thousandths, %AMENDS_SCORE_UNKNOWN for %NULL and for what is no such number
 */
gint64
amends_score_number_parse (const char *text)
{
  gboolean negative;
  gint64 value = 0;
  int places = -1;

  if (text == NULL)
    return AMENDS_SCORE_UNKNOWN;
  negative = *text == '-';
  if (negative)
    text++;
  if (!g_ascii_isdigit (*text))
    return AMENDS_SCORE_UNKNOWN;
  for (; *text != '\0'; text++)
    {
      if (*text == '.' && places < 0)
        {
          places = 0;
          continue;
        }
      if (!g_ascii_isdigit (*text) || value > LARGEST * AMENDS_SCORE_ONE)
        return AMENDS_SCORE_UNKNOWN;
      if (places < PLACES)
        value = value * 10 + (*text - '0');
      else if (places == PLACES && *text >= '5')
        value++;
      if (places >= 0)
        places++;
    }
  value *= powers[CLAMP (places, 0, PLACES)];
  return negative ? -value : value;
}

/**
 * amends_score_number_to_double:
 * @value: a number in ten-thousandths
 *
 * For drawing only.
 *
 * Returns: the number, NaN for an unknown one
 */
double
amends_score_number_to_double (gint64 value)
{
  return value == AMENDS_SCORE_UNKNOWN ? (double) NAN : value / (double) AMENDS_SCORE_ONE;
}

/**
 * amends_score_number_format:
 * @value: a number in ten-thousandths
 * @places: digits after the point, 0 to 4; rounded half away from zero
 *
 * Returns: (transfer full): "84.6"; a dash for an unknown one
 */
char *
amends_score_number_format (gint64 value,
                            int    places)
{
  gint64 unit, rounded, whole;

  g_return_val_if_fail (places >= 0 && places <= PLACES, NULL);

  if (value == AMENDS_SCORE_UNKNOWN)
    return g_strdup ("—");
  unit = AMENDS_SCORE_ONE / powers[places];
  rounded = divide (value, powers[places]);
  whole = ABS (rounded) / unit;
  if (places == 0)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT, rounded < 0 ? "−" : "", whole);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, rounded < 0 ? "−" : "", whole, places,
                          ABS (rounded) % unit);
}

/**
 * amends_score_number_format_signed:
 * @value: a difference in ten-thousandths
 * @places: as in amends_score_number_format()
 *
 * Returns: (transfer full): "+8.7", "−0.9", "0.0"
 */
char *
amends_score_number_format_signed (gint64 value,
                                   int    places)
{
  g_autofree char *text = amends_score_number_format (value, places);

  if (value == AMENDS_SCORE_UNKNOWN || divide (value, powers[places]) <= 0)
    return g_steal_pointer (&text);
  return g_strconcat ("+", text, NULL);
}
