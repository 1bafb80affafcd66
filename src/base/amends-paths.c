/* Where this person's files live. Directories are made for the person alone. */

#define G_LOG_DOMAIN "amends-paths"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends-error.h"
#include "amends-paths.h"

/**
 * amends_paths_data:
 * @name: (nullable): a file below the directory
 *
 * Returns: (transfer full): a path for things worth keeping
 */
char *
amends_paths_data (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "amends", name, NULL);
}

/**
 * amends_paths_state:
 *
 * Returns: (transfer full): a path for journals and drafts, which belong to this computer
 */
char *
amends_paths_state (const char *name)
{
  return g_build_filename (g_get_user_state_dir (), "amends", name, NULL);
}

/**
 * amends_paths_ensure:
 * @directory: a path
 * @error: AMENDS_ERROR_STORAGE
 *
 * Makes @directory and its parents with mode 0700.
 */
gboolean
amends_paths_ensure (const char  *directory,
                     GError     **error)
{
  g_return_val_if_fail (directory != NULL, FALSE);

  if (g_mkdir_with_parents (directory, 0700) == 0)
    return TRUE;
  g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The folder “%s” could not be made: %s."), directory, g_strerror (errno));
  return FALSE;
}

/**
 * amends_paths_runtime:
 * @error: AMENDS_ERROR_STORAGE when the place is somebody else's
 *
 * A short path, because the name of a unix socket has 107 bytes at most. Without a session the directory is under the
 * system's temporary one, where others could put it first: so it must be a real directory, ours, and closed.
 *
 * Returns: (transfer full): a directory of this person's, mode 0700, that exists
 */
char *
amends_paths_runtime (GError **error)
{
  const char *session = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *directory = NULL;
  struct stat st;

  if (session != NULL && g_path_is_absolute (session) && strlen (session) < 60 && g_access (session, W_OK) == 0)
    directory = g_build_filename (session, "amends", NULL);
  else
    directory = g_strdup_printf ("/tmp/amends-%u", (guint) getuid ());

  if (g_mkdir (directory, 0700) != 0 && errno != EEXIST)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The folder “%s” could not be made: %s."), directory, g_strerror (errno));
      return NULL;
    }
  if (lstat (directory, &st) != 0 || !S_ISDIR (st.st_mode) || st.st_uid != getuid () || (st.st_mode & 0077) != 0)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE,
                   _("The folder “%s” belongs to somebody else or is open to others. Remove it and try again."), directory);
      return NULL;
    }
  return g_steal_pointer (&directory);
}
