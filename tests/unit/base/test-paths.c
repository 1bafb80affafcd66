/* The runtime directory is ours alone, or refused. */

#include <glib/gstdio.h>
#include <unistd.h>

#include "amends-error.h"
#include "amends-paths.h"

static void
test_runtime (void)
{
  g_autofree char *base = g_dir_make_tmp ("amends-XXXXXX", NULL);
  g_autofree char *expected = g_build_filename (base, "amends", NULL);
  g_autofree char *elsewhere = g_build_filename (base, "elsewhere", NULL);
  g_autofree char *first = NULL;
  g_autoptr (GError) open_error = NULL, link_error = NULL, error = NULL;

  g_setenv ("XDG_RUNTIME_DIR", base, TRUE);
  first = amends_paths_runtime (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, expected);

  g_assert_cmpint (g_chmod (expected, 0755), ==, 0);
  g_assert_null (amends_paths_runtime (&open_error));
  g_assert_error (open_error, AMENDS_ERROR, AMENDS_ERROR_STORAGE);

  g_assert_cmpint (g_rmdir (expected), ==, 0);
  g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);
  g_assert_cmpint (symlink (elsewhere, expected), ==, 0);
  g_assert_null (amends_paths_runtime (&link_error));
  g_assert_error (link_error, AMENDS_ERROR, AMENDS_ERROR_STORAGE);

  g_unlink (expected);
  g_rmdir (elsewhere);
  g_rmdir (base);
}

static void
test_ensure (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_paths_ensure ("/dev/null/x", &error));
  g_assert_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/paths/runtime", test_runtime);
  g_test_add_func ("/base/paths/ensure", test_ensure);
  return g_test_run ();
}
