/* Runs programs as the account that owns the private cluster. */

#define G_LOG_DOMAIN "amends-local"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "amends-error.h"
#include "amends-local-owner.h"

gboolean
amends_local_owner_is_root_process (void)
{
  return geteuid () == 0;
}

/**
 * amends_local_owner_find:
 *
 * For root: the system account "amends", else the distribution's "postgres", of which only the account is used, never its cluster.
 *
 * Returns: %FALSE when there is none, see amends_local_owner_create()
 */
gboolean
amends_local_owner_find (AmendsLocalOwner *self)
{
  static const char * const names[] = { "amends", "postgres" };

  if (!amends_local_owner_is_root_process ())
    {
      *self = (AmendsLocalOwner) { geteuid (), getegid () };
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      struct passwd *entry = getpwnam (names[i]);

      if (entry != NULL && entry->pw_uid != 0)
        {
          *self = (AmendsLocalOwner) { entry->pw_uid, entry->pw_gid };
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * amends_local_owner_create:
 *
 * Returns: (transfer full): a running useradd that makes the system account "amends"
 */
GSubprocess *
amends_local_owner_create (GError **error)
{
  return g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, error,
                           "/usr/sbin/useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/amends",
                           "--shell", "/usr/sbin/nologin", "amends", NULL);
}

/* Runs between fork and exec, so only calls that are safe there. */
static void
become_owner (gpointer user_data)
{
  AmendsLocalOwner *self = user_data;

  if (setgroups (0, NULL) != 0 || setgid (self->gid) != 0 || setuid (self->uid) != 0)
    _exit (126);
}

static char **
clean_environment (void)
{
  char **environment = g_get_environ ();
  g_auto (GStrv) names = g_listenv ();

  /* A person's own PGDATA or PGOPTIONS must not lead these programs to another cluster. */
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "PG"))
      environment = g_environ_unsetenv (environment, names[i]);
  return g_environ_setenv (environment, "LC_ALL", "C", TRUE);
}

/**
 * amends_local_owner_spawn:
 * @argv: (array zero-terminated=1): a program with its path, and its arguments
 *
 * Returns: (transfer full): the running program; its output, in English, can be read from the one pipe
 */
GSubprocess *
amends_local_owner_spawn (AmendsLocalOwner    *self,
                          const char * const  *argv,
                          GError             **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_auto (GStrv) environment = clean_environment ();

  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_set_cwd (launcher, "/");
  if (amends_local_owner_is_root_process ())
    g_subprocess_launcher_set_child_setup (launcher, become_owner, g_memdup2 (self, sizeof *self), g_free);
  return g_subprocess_launcher_spawnv (launcher, argv, error);
}

/**
 * amends_local_owner_make_directory:
 * @path: a directory whose parent exists or can be made
 * @error: AMENDS_ERROR_STORAGE
 *
 * Makes @path with mode 0700 for the owner. One that is there must be the owner's, or it is refused.
 */
gboolean
amends_local_owner_make_directory (AmendsLocalOwner  *self,
                                   const char        *path,
                                   GError           **error)
{
  struct stat st;
  gboolean is_new = g_mkdir (path, 0700) == 0;

  if (!is_new && errno != EEXIST)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The folder “%s” could not be made: %s."), path, g_strerror (errno));
      return FALSE;
    }
  if (is_new && amends_local_owner_is_root_process () && lchown (path, self->uid, self->gid) != 0)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The folder “%s” could not be made: %s."), path, g_strerror (errno));
      return FALSE;
    }
  if (lstat (path, &st) != 0 || !S_ISDIR (st.st_mode) || st.st_uid != self->uid || (st.st_mode & 0077) != 0)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE,
                   _("The folder “%s” belongs to somebody else or is open to others. Remove it and try again."), path);
      return FALSE;
    }
  return TRUE;
}
