/* Money is a whole number of minor units; this is how it is written and read, without a float. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <string.h>

#include "amends-money.h"

static const struct
{
  const char *code;
  const char *sign;
  guint digits;
} currencies[] = {
  { "CNY", "¥", 2 }, { "USD", "$", 2 },   { "EUR", "€", 2 }, { "GBP", "£", 2 },
  { "HKD", "HK$", 2 }, { "TWD", "NT$", 2 }, { "JPY", "JP¥", 0 }, { "KRW", "₩", 0 },
};

static int
find (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_strcmp0 (currencies[i].code, currency) == 0)
      return i;
  return -1;
}

/**
 * amends_money_digits:
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: how many decimal places the minor unit stands for (2 where unknown)
 */
guint
amends_money_digits (const char *currency)
{
  int i = find (currency);

  return i >= 0 ? currencies[i].digits : 2;
}

static void
append_grouped (GString *out,
                guint64  whole)
{
  char digits[24];
  int n = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, whole);

  for (int i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, digits[i]);
    }
}

/**
 * amends_money_format_plain:
 * @minor: minor units
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: (transfer full): the amount without the sign of the currency, as "1,099.00"
 */
char *
amends_money_format_plain (gint64      minor,
                           const char *currency)
{
  GString *out = g_string_new (minor < 0 ? "−" : NULL);
  guint digits = amends_money_digits (currency);
  guint64 value = minor < 0 ? -(guint64) minor : (guint64) minor;
  guint64 unit = 1;

  for (guint i = 0; i < digits; i++)
    unit *= 10;
  append_grouped (out, value / unit);
  if (digits > 0)
    g_string_append_printf (out, ".%0*" G_GUINT64_FORMAT, (int) digits, value % unit);
  return g_string_free (out, FALSE);
}

/**
 * amends_money_format:
 * @minor: minor units
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: (transfer full): the amount with the sign of its currency, as "¥1,099.00"
 */
char *
amends_money_format (gint64      minor,
                     const char *currency)
{
  g_autofree char *plain = amends_money_format_plain (minor, currency);
  int i = find (currency);

  if (i >= 0)
    return g_strconcat (currencies[i].sign, plain, NULL);
  return currency != NULL ? g_strdup_printf ("%s %s", currency, plain) : g_steal_pointer (&plain);
}

/* what is typed with an input method in full width counts the same */
static gunichar
narrow (gunichar c)
{
  return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c == 0x3002 ? '.' : c;
}

static const char *
skip_sign (const char *text,
           const char *currency)
{
  int i = find (currency);

  if (i >= 0 && g_str_has_prefix (text, currencies[i].sign))
    return text + strlen (currencies[i].sign);
  if (g_str_has_prefix (text, "¥") || g_str_has_prefix (text, "￥"))
    return g_utf8_next_char (text);
  return text;
}

static gboolean
add_digit (gint64 *value,
           gint64  digit)
{
  if (*value > (G_MAXINT64 - digit) / 10)
    return FALSE;
  *value = *value * 10 + digit;
  return TRUE;
}

/**
 * amends_money_parse:
 * @text: what was typed: "899", "1,099.00", "¥ 899.5", full width too
 * @currency: (nullable): ISO 4217 code
 * @minor: (out): minor units
 *
 * Returns: %FALSE where @text is no amount, is negative or has more decimal
 *   places than the currency; @minor is then untouched
 */
gboolean
amends_money_parse (const char *text,
                    const char *currency,
                    gint64     *minor)
{
  guint digits = amends_money_digits (currency), after = 0;
  gboolean point = FALSE, any = FALSE;
  gint64 value = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (minor != NULL, FALSE);

  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  for (const char *p = skip_sign (text, currency); *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = narrow (g_utf8_get_char (p));

      if (c == ',' || g_unichar_isspace (c))
        continue;
      if (c == '.' && !point)
        point = TRUE;
      else if (c >= '0' && c <= '9' && (!point || after++ < digits) && add_digit (&value, c - '0'))
        any = TRUE;
      else
        return FALSE;
    }
  for (; after < digits; after++)
    if (!add_digit (&value, 0))
      return FALSE;
  if (any)
    *minor = value;
  return any;
}
