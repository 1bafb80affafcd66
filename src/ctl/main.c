/* amendsctl: sets Amends up, keeps it in order, takes data in and gives it out. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "ctl-verbs.h"

/* A program in build/src/ctl/ finds its translations in build/po/. */
static char *
find_translations (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *beside = folder ? g_build_filename (folder, "..", "..", "po", NULL) : NULL;
  g_autofree char *sample = beside ? g_build_filename (beside, "zh_CN", "LC_MESSAGES", NULL) : NULL;

  if (sample && g_file_test (sample, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&beside);
  return g_strdup (AMENDS_LOCALEDIR);
}

/* Names are Chinese whatever the locale; a timer's service has none at all. */
static void
set_up_language (void)
{
  g_autofree char *translations = find_translations ();

  setlocale (LC_ALL, "");
  if (!g_str_equal (nl_langinfo (CODESET), "UTF-8"))
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* What goes wrong is told once, in words, by the verb. */
static void
log_cb (const char     *domain,
        GLogLevelFlags  level,
        const char     *message,
        gpointer        user_data)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
    g_log_default_handler (domain, level, message, user_data);
}

static void
print_overview (FILE *out)
{
  fprintf (out, "%s\n\n", _("Usage: amendsctl VERB [OPTION…]"));
  for (guint i = 0; i < ctl_n_verbs; i++)
    fprintf (out, "  %-14s %s\n", ctl_verbs[i].name, _(ctl_verbs[i].summary));
  fprintf (out, "\n%s\n%s\n",
           _("“amendsctl VERB --help” tells the options of a verb, “man amendsctl” the rest."),
           _("The database is the one of --db, or that of the PG* variables as with every libpq program."));
}

static const CtlVerb *
find_verb (const char *name)
{
  for (guint i = 0; i < ctl_n_verbs; i++)
    if (g_str_equal (ctl_verbs[i].name, name))
      return &ctl_verbs[i];
  return NULL;
}

static int
run_verb (int   argc,
          char *argv[])
{
  const CtlVerb *verb = find_verb (argv[0]);
  char *help[] = { argv[0], (char *) "--help", NULL };

  if (g_str_equal (argv[0], "--version"))
    {
      printf ("amendsctl %s\n", AMENDS_VERSION);
      return CTL_OK;
    }
  if (g_str_equal (argv[0], "--help") || g_str_equal (argv[0], "-h") || (g_str_equal (argv[0], "help") && argc == 1))
    {
      print_overview (stdout);
      return CTL_OK;
    }
  if (g_str_equal (argv[0], "help"))
    {
      verb = find_verb (argv[1]);
      help[0] = argv[1];
      argc = 2;
      argv = help;
    }
  if (!verb)
    return ctl_usage_error (NULL, _("There is no verb “%s”."), argv[0]);
  return verb->run (argc, argv);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  set_up_language ();
  g_log_set_default_handler (log_cb, NULL);
  g_set_prgname ("amendsctl");
  if (argc < 2)
    {
      print_overview (stderr);
      return CTL_USAGE;
    }
  status = run_verb (argc - 1, argv + 1);
  if ((fflush (stdout) != 0 || ferror (stdout)) && status == CTL_OK)
    status = ctl_complain (CTL_FAILED, _("The output could not be written: %s"), g_strerror (errno));
  return status;
}
