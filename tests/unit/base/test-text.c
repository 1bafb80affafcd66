/* Guards against text that is too long or is no text. */

#include "amends-error.h"
#include "amends-text.h"

static void
check (const char      *text,
       guint            max,
       AmendsTextFlags  flags,
       int              code)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = amends_text_check (text, -1, max, flags, &error);

  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (ok);
      return;
    }
  g_assert_false (ok);
  g_assert_error (error, AMENDS_ERROR, code);
}

static void
test_check (void)
{
  check ("客户说：坏了", 6, AMENDS_TEXT_LINE, -1);
  check ("客户说：坏了", 5, AMENDS_TEXT_LINE, AMENDS_ERROR_TOO_BIG);
  check ("😀😀", 2, AMENDS_TEXT_LINE, -1);
  check ("it's \"quoted\" \\ back", 100, AMENDS_TEXT_LINE, -1);
  check ("a\nb", 10, AMENDS_TEXT_LINE, AMENDS_ERROR_INVALID);
  check ("a\nb\tc", 10, AMENDS_TEXT_PARAGRAPHS, -1);
  check ("a\001b", 10, AMENDS_TEXT_PARAGRAPHS, AMENDS_ERROR_INVALID);
  check ("a\033[31mb", 10, AMENDS_TEXT_PARAGRAPHS, AMENDS_ERROR_INVALID);
  check ("a\u202eb", 10, AMENDS_TEXT_LINE, AMENDS_ERROR_INVALID);
  check ("\xff\xfe", 10, AMENDS_TEXT_LINE, AMENDS_ERROR_INVALID);
  check ("", 0, AMENDS_TEXT_LINE, -1);
  g_assert_false (amends_text_check ("a\0b", 3, 10, AMENDS_TEXT_LINE, NULL));
}

static void
test_huge (void)
{
  gsize bytes = 10 << 20;
  g_autofree char *huge = g_strnfill (bytes, 'x');
  gint64 started = g_get_monotonic_time ();

  for (int i = 0; i < 1000; i++)
    g_assert_false (amends_text_fits (huge, bytes, AMENDS_TEXT_MAX));
  /* A thousand refusals take no time at all only if the text is not read. */
  g_assert_cmpint (g_get_monotonic_time () - started, <, 100000);
}

static void
check_clean (const char      *text,
             AmendsTextFlags  flags,
             const char      *expected)
{
  g_autofree char *clean = amends_text_clean (text, -1, flags);

  g_assert_cmpstr (clean, ==, expected);
  g_assert_true (amends_text_check (clean, -1, 100, flags, NULL));
  g_assert_cmpint (amends_text_has_control (text, flags), ==, !g_str_equal (text, expected));
}

static void
test_clean (void)
{
  check_clean ("plain 文字", AMENDS_TEXT_LINE, "plain 文字");
  check_clean ("a\r\nb\rc", AMENDS_TEXT_PARAGRAPHS, "a\nb\nc");
  check_clean ("a\r\nb\tc", AMENDS_TEXT_LINE, "a b c");
  check_clean ("a\001\033[1mb\u202e\ufeff", AMENDS_TEXT_PARAGRAPHS, "a[1mb");
  check_clean ("a\xc2\x85\u2028b", AMENDS_TEXT_PARAGRAPHS, "a\nb");
}

static void
test_clean_broken (void)
{
  g_autofree char *clean = amends_text_clean ("a\xff\0z", 4, AMENDS_TEXT_LINE);

  g_assert_cmpstr (clean, ==, "a��z");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/check", test_check);
  g_test_add_func ("/base/text/huge", test_huge);
  g_test_add_func ("/base/text/clean", test_clean);
  g_test_add_func ("/base/text/clean-broken", test_clean_broken);
  return g_test_run ();
}
