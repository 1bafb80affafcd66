/* Money as people write it, exact to the minor unit. */

#include <locale.h>

#include "amends-error.h"
#include "amends-money.h"

typedef struct
{
  const char *text;
  const char *currency;
  gint64      minor;
} Case;

static const Case good[] = {
  { "899", "CNY", 89900 }, { "1,099.00", "CNY", 109900 }, { "1099.5", NULL, 109950 }, { "0", "CNY", 0 }, { "0.01", "CNY", 1 },
  { "¥1,099.00", "CNY", 109900 }, { "￥５００", "CNY", 50000 }, { "１２．３４", "CNY", 1234 }, { "１，０９９。５", "CNY", 109950 },
  { " 12 元", "CNY", 1200 }, { "CNY 12", "CNY", 1200 }, { "$5.25", "USD", 525 }, { "1,000", "JPY", 1000 }, { ".5", "CNY", -1 },
  { "92233720368547758.07", "CNY", G_MAXINT64 }, { "007", "CNY", 700 }, { "1.234", "KWD", 1234 }, { "10 XAF", "XAF", 1000 },
};

static const Case bad[] = {
  { "" }, { "   " }, { "abc" }, { "-5" }, { "－５" }, { "−5" }, { "1.234" }, { "12,50" }, { "1,0990" }, { ",100" }, { "1,,000" }, { "1.2.3" },
  { "5." }, { "1e3" }, { "92233720368547758.08" }, { "99999999999999999999" }, { "1,099.0,0" }, { "1000,000" }, { "0x10" }, { "NaN" },
  { "'; drop table" }, { "\\" }, { "¥" }, { "1.5", "JPY" }, { "$5", "CNY" }, { "\xff" }, { "½" }, { "٣" },
};

static void
test_parse_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = -7;

      if (good[i].minor < 0)
        {
          g_assert_false (amends_money_parse (good[i].text, good[i].currency, &minor, &error));
          continue;
        }
      g_test_message ("%s", good[i].text);
      g_assert_true (amends_money_parse (good[i].text, good[i].currency, &minor, &error));
      g_assert_no_error (error);
      g_assert_cmpint (minor, ==, good[i].minor);
    }
}

static void
test_parse_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = -7;

      g_test_message ("%u: %s", i, bad[i].text);
      g_assert_false (amends_money_parse (bad[i].text, bad[i].currency, &minor, &error));
      g_assert_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID);
      g_assert_cmpint (minor, ==, -7);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_parse_huge (void)
{
  g_autofree char *huge = g_strnfill (10 << 20, '9');
  gint64 minor;

  g_assert_false (amends_money_parse (huge, "CNY", &minor, NULL));
}

static void
check_format (gint64      minor,
              const char *currency,
              const char *expected,
              const char *plain)
{
  g_autofree char *text = amends_money_format (minor, currency);
  g_autofree char *bare = amends_money_format_plain (minor, currency);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (bare, ==, plain);
}

static void
test_format (void)
{
  check_format (109900, "CNY", "¥1,099.00", "1099.00");
  check_format (0, NULL, "¥0.00", "0.00");
  check_format (5, "CNY", "¥0.05", "0.05");
  check_format (-500, "CNY", "−¥5.00", "-5.00");
  check_format (100000, "JPY", "JP¥100,000", "100000");
  check_format (123456789, "USD", "$1,234,567.89", "1234567.89");
  check_format (1234, "KWD", "KWD 1.234", "1.234");
  check_format (1000, "XAF", "XAF 10.00", "10.00");
  check_format (G_MAXINT64, "CNY", "¥92,233,720,368,547,758.07", "92233720368547758.07");
  check_format (G_MININT64, "CNY", "−¥92,233,720,368,547,758.08", "-92233720368547758.08");
}

static void
test_round_trip (void)
{
  const char *currencies[] = { "CNY", "JPY", "KWD", "EUR", "XAF" };

  for (int i = 0; i < 20000; i++)
    {
      gint64 minor = (((guint64) (guint32) g_test_rand_int () << 31) ^ (guint32) g_test_rand_int ()) & (G_MAXINT64 >> g_test_rand_int_range (0, 62));
      const char *currency = currencies[i % G_N_ELEMENTS (currencies)];
      g_autofree char *text = amends_money_format (minor, currency);
      g_autofree char *plain = amends_money_format_plain (minor, currency);
      gint64 back = -1;

      g_assert_true (amends_money_parse (text, currency, &back, NULL));
      g_assert_cmpint (back, ==, minor);
      g_assert_true (amends_money_parse (plain, currency, &back, NULL));
      g_assert_cmpint (back, ==, minor);
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/money/parse-good", test_parse_good);
  g_test_add_func ("/base/money/parse-bad", test_parse_bad);
  g_test_add_func ("/base/money/parse-huge", test_parse_huge);
  g_test_add_func ("/base/money/format", test_format);
  g_test_add_func ("/base/money/round-trip", test_round_trip);
  return g_test_run ();
}
