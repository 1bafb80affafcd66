/* Amounts of money as text and back. An amount is a whole number of minor units; no floating point is used anywhere. */

#define G_LOG_DOMAIN "amends-money"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-money.h"

typedef struct
{
  const char *code;
  const char *symbol;
  int         digits;
} Currency;

/* ISO 4217 names the number of decimals; a currency that is not listed has two and shows its code. */
static const Currency currencies[] = {
  { "CNY", "¥", 2 }, { "USD", "$", 2 }, { "EUR", "€", 2 }, { "GBP", "£", 2 }, { "HKD", "HK$", 2 }, { "TWD", "NT$", 2 },
  { "JPY", "JP¥", 0 }, { "KRW", "₩", 0 }, { "VND", "₫", 0 }, { "KWD", "KWD ", 3 }, { "BHD", "BHD ", 3 },
};

static const Currency *
find_currency (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_strcmp0 (currencies[i].code, code) == 0)
      return &currencies[i];
  return NULL;
}

/**
 * amends_money_digits:
 * @currency: (nullable): ISO 4217 code, %NULL for CNY
 *
 * Returns: the number of decimals of the currency's minor unit
 */
int
amends_money_digits (const char *currency)
{
  const Currency *known = find_currency (currency ? currency : "CNY");

  return known ? known->digits : 2;
}

static char *
group_thousands (guint64 major)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GUINT64_FORMAT, major);
  GString *out = g_string_new (NULL);
  gsize len = strlen (plain);

  for (gsize i = 0; i < len; i++)
    {
      if (i > 0 && (len - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, plain[i]);
    }
  return g_string_free (out, FALSE);
}

static char *
format_number (gint64   minor,
               int      digits,
               gboolean grouped)
{
  /* Unsigned, because the smallest gint64 has no positive counterpart. */
  guint64 amount = minor < 0 ? -(guint64) minor : (guint64) minor;
  guint64 unit = 1;
  g_autofree char *major = NULL;

  for (int i = 0; i < digits; i++)
    unit *= 10;
  major = grouped ? group_thousands (amount / unit) : g_strdup_printf ("%" G_GUINT64_FORMAT, amount / unit);
  if (digits == 0)
    return g_steal_pointer (&major);
  return g_strdup_printf ("%s.%0*" G_GUINT64_FORMAT, major, digits, amount % unit);
}

/**
 * amends_money_format:
 * @minor: the amount in minor units
 * @currency: (nullable): ISO 4217 code, %NULL for CNY
 *
 * Returns: (transfer full): for example "¥1,099.00", "−¥5.00" with a real minus sign
 */
char *
amends_money_format (gint64      minor,
                     const char *currency)
{
  const Currency *known = find_currency (currency ? currency : "CNY");
  g_autofree char *number = format_number (minor, amends_money_digits (currency), TRUE);

  if (known == NULL)
    return g_strdup_printf ("%s%s %s", minor < 0 ? "−" : "", currency, number);
  return g_strdup_printf ("%s%s%s", minor < 0 ? "−" : "", known->symbol, number);
}

/**
 * amends_money_format_plain:
 *
 * Returns: (transfer full): the bare number for an entry or a file, for example "1099.00"
 */
char *
amends_money_format_plain (gint64      minor,
                           const char *currency)
{
  g_autofree char *number = format_number (minor, amends_money_digits (currency), FALSE);

  return g_strconcat (minor < 0 ? "-" : "", number, NULL);
}

/* Full-width digits and punctuation are what a Chinese input method gives. */
static char *
to_half_width (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - '!';
      else if (c == 0x3002)
        c = '.';
      else if (c == 0x2212)
        c = '-';
      else if (c == 0xffe5)
        c = 0xa5;
      else if (g_unichar_isspace (c))
        continue;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static const char *
skip_unit (char       *text,
           const char *currency)
{
  const Currency *known = find_currency (currency ? currency : "CNY");
  const char *prefixes[] = { known ? known->symbol : NULL, currency ? currency : "CNY", "RMB" };
  const char *suffixes[] = { "元", "圆", currency ? currency : "CNY" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (prefixes[i] != NULL && *prefixes[i] != '\0' && g_str_has_prefix (text, prefixes[i]))
      {
        text += strlen (prefixes[i]);
        break;
      }
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (text, suffixes[i]))
      {
        text[strlen (text) - strlen (suffixes[i])] = '\0';
        break;
      }
  return text;
}

/* Commas must stand at thousands: "12,50" is more likely twelve and a half than 1250, so it is refused, not guessed. */
static gboolean
drop_groups (const char *text,
             GString    *whole,
             const char **rest)
{
  gsize run = 0;
  gboolean grouped = FALSE;
  const char *p;

  for (p = text; *p != '\0' && *p != '.'; p++)
    {
      if (*p == ',')
        {
          if (run == 0 || run > 3 || (grouped && run != 3))
            return FALSE;
          grouped = TRUE;
          run = 0;
        }
      else if (g_ascii_isdigit (*p))
        {
          g_string_append_c (whole, *p);
          run++;
        }
      else
        return FALSE;
    }
  *rest = p;
  return !grouped || run == 3;
}

static gboolean
append_digits (gint64     *amount,
               const char *digits)
{
  for (; *digits != '\0'; digits++)
    {
      if (!g_ascii_isdigit (*digits) ||
          __builtin_mul_overflow (*amount, 10, amount) ||
          __builtin_add_overflow (*amount, *digits - '0', amount))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, message);
  return FALSE;
}

/**
 * amends_money_parse:
 * @text: what a person typed: "899", "1,099.00", "¥５００", "12.5元"
 * @currency: (nullable): ISO 4217 code, %NULL for CNY
 * @minor: (out): the amount in minor units, never negative
 * @error: AMENDS_ERROR_INVALID with a sentence for the person
 *
 * Returns: %TRUE when @text is an amount
 */
gboolean
amends_money_parse (const char  *text,
                    const char  *currency,
                    gint64      *minor,
                    GError     **error)
{
  g_autofree char *half = NULL;
  g_autoptr (GString) whole = g_string_new (NULL);
  const char *number, *rest;
  int digits = amends_money_digits (currency);
  gint64 amount = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (minor != NULL, FALSE);

  if (strlen (text) > 128 || !g_utf8_validate (text, -1, NULL))
    return refuse (error, _("This is not an amount. Type a number such as 899 or 1,099.00."));
  half = to_half_width (text);
  number = skip_unit (half, currency);
  if (*number == '-')
    return refuse (error, _("An amount cannot be negative."));
  if (!drop_groups (number, whole, &rest) || whole->len == 0 || (*rest == '.' && rest[1] == '\0'))
    return refuse (error, _("This is not an amount. Type a number such as 899 or 1,099.00."));

  rest += *rest == '.';
  if (strspn (rest, "0123456789") != strlen (rest))
    return refuse (error, _("This is not an amount. Type a number such as 899 or 1,099.00."));
  if (strlen (rest) > (gsize) digits)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID,
                   ngettext ("This currency has %d decimal at most.", "This currency has %d decimals at most.", digits), digits);
      return FALSE;
    }
  if (!append_digits (&amount, whole->str) || !append_digits (&amount, rest))
    return refuse (error, _("This amount is too large."));
  for (int i = strlen (rest); i < digits; i++)
    if (__builtin_mul_overflow (amount, 10, &amount))
      return refuse (error, _("This amount is too large."));

  *minor = amount;
  return TRUE;
}
