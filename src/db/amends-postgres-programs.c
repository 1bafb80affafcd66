/* Where PostgreSQL's server programs are: distributions keep several majors side by side and none of them in PATH. */

#define G_LOG_DOMAIN "amends-local"

#include "config.h"

#include "amends-postgres-programs.h"

/* Debian and Ubuntu; the PostgreSQL project's packages for Red Hat. */
static const struct
{
  const char *parent;
  const char *prefix;
} layouts[] = {
  { "/usr/lib/postgresql", "" },
  { "/usr", "pgsql-" },
};

static gboolean
is_complete (const char *directory)
{
  static const char * const names[] = { "postgres", "initdb", "pg_ctl" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (directory, names[i], NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return FALSE;
    }
  return TRUE;
}

static void
consider (const char  *parent,
          const char  *name,
          guint        major,
          guint        wanted,
          char       **best,
          guint       *best_major)
{
  g_autofree char *directory = g_build_filename (parent, name, "bin", NULL);

  if (major < AMENDS_POSTGRES_MAJOR_MIN || (wanted != 0 && major != wanted) || major <= *best_major || !is_complete (directory))
    return;
  g_free (*best);
  *best = g_steal_pointer (&directory);
  *best_major = major;
}

static void
search (const char  *parent,
        const char  *prefix,
        guint        wanted,
        char       **best,
        guint       *best_major)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      guint64 major;

      if (g_str_has_prefix (name, prefix) && g_ascii_string_to_unsigned (name + strlen (prefix), 10, 1, 999, &major, NULL))
        consider (parent, name, major, wanted, best, best_major);
    }
}

/* The major of these is not known from the path; a cluster says it in its PG_VERSION. */
static char *
search_path (void)
{
  g_autofree char *program = g_find_program_in_path ("postgres");
  g_autofree char *directory = program ? g_path_get_dirname (program) : NULL;

  return directory && is_complete (directory) ? g_steal_pointer (&directory) : NULL;
}

/**
 * amends_postgres_programs_find:
 * @major: for example 15; 0 for the newest
 *
 * Returns: (transfer full) (nullable): the directory of postgres, initdb and pg_ctl
 */
char *
amends_postgres_programs_find (guint major)
{
  char *best = NULL;
  guint best_major = 0;

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    search (layouts[i].parent, layouts[i].prefix, major, &best, &best_major);
  return best ? best : search_path ();
}

/**
 * amends_postgres_programs_newest:
 *
 * Returns: (transfer full) (nullable): the directory of the newest server programs the product runs on
 */
char *
amends_postgres_programs_newest (void)
{
  return amends_postgres_programs_find (0);
}
