/* The desktop program: set up the language, create the application, run it. */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "amends-application.h"

/* A program in build/src/app/ finds its translations in build/po/. */
static char *
find_translations (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, "..", "..", "po", NULL) : NULL;
  g_autofree char *sample = beside != NULL ? g_build_filename (beside, "zh_CN", "LC_MESSAGES", NULL) : NULL;

  if (sample != NULL && g_file_test (sample, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&beside);
  return g_strdup (AMENDS_LOCALEDIR);
}

static void
set_up_language (void)
{
  g_autofree char *translations = find_translations ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* customers write Chinese whatever the language of the desk is; without a hint fonts may show Japanese forms */
  g_setenv ("PANGO_LANGUAGE", "zh-cn:en", FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AmendsApplication) application = NULL;

  set_up_language ();
  g_set_application_name (_("Amends"));
  application = amends_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
