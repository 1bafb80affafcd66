/* The right language out of a map. */

#include "amends-label.h"

static const char *
lookup (const char *language,
        gpointer    user_data)
{
  return g_hash_table_lookup (user_data, language);
}

static void
check (const char *languages,
       const char *zh,
       const char *en,
       const char *expected)
{
  g_autoptr (GHashTable) map = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) list = g_strsplit (languages, ":", -1);

  if (zh)
    g_hash_table_insert (map, (char *) "zh_CN", (char *) zh);
  if (en)
    g_hash_table_insert (map, (char *) "en", (char *) en);
  g_assert_cmpstr (amends_label_choose_for ((const char * const *) list, lookup, map), ==, expected);
}

static void
test_choose (void)
{
  check ("zh_CN.UTF-8:zh_CN:zh:C", "退款", "Refund", "退款");
  check ("zh_TW:zh:C", "退款", "Refund", "退款");
  check ("C", "退款", "Refund", "Refund");
  check ("en_GB.UTF-8:en_GB:en:C", "退款", "Refund", "Refund");
  check ("de_DE:de:zh_CN:zh:C", "退款", "Refund", "退款");
  check ("de_DE:de:C", "退款", "Refund", "Refund");
  check ("de_DE:de:C", "退款", NULL, "退款");
  check ("zh_CN:zh:C", NULL, "Refund", "Refund");
  check ("zh_CN:zh:C", "", "Refund", "Refund");
  check ("C", NULL, NULL, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/label/choose", test_choose);
  return g_test_run ();
}
