/* The files of a private cluster: directories, locks, what postmaster.pid says, the log. */

#define G_LOG_DOMAIN "amends-local"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "amends-error.h"
#include "amends-local-server-private.h"
#include "amends-paths.h"
#include "amends-postgres-programs.h"

/* A fresh cluster takes 40 MB, its first write-ahead log as much again, the demonstration data the rest. */
#define SPACE_NEEDED (300 * 1024 * 1024ull)

char *
amends_local_server_path (AmendsLocalServer *self,
                          const char        *name)
{
  return g_build_filename (self->directory, name, NULL);
}

gboolean
amends_local_server_make_directories (AmendsLocalServer  *self,
                                      GError            **error)
{
  g_autofree char *parent = g_path_get_dirname (self->directory);

  if (g_mkdir_with_parents (parent, amends_local_owner_is_root_process () ? 0755 : 0700) != 0)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The folder “%s” could not be made: %s."), parent, g_strerror (errno));
      return FALSE;
    }
  if (!amends_local_owner_make_directory (&self->owner, self->directory, error))
    return FALSE;
  g_free (self->socket);
  self->socket = amends_local_owner_is_root_process () ? amends_local_server_path (self, "socket") : amends_paths_runtime (error);
  if (self->socket == NULL)
    return FALSE;
  return !amends_local_owner_is_root_process () || amends_local_owner_make_directory (&self->owner, self->socket, error);
}

/* The directory's parent belongs to root or to the person, never to the cluster's account: no link can be planted there. */
gboolean
amends_local_server_open_lock (AmendsLocalServer  *self,
                               const char         *suffix,
                               int                *fd,
                               GError            **error)
{
  g_autofree char *path = g_strconcat (self->directory, suffix, NULL);

  if (*fd < 0)
    *fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (*fd >= 0)
    return TRUE;
  g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The file “%s” could not be written: %s."), path, g_strerror (errno));
  return FALSE;
}

void
amends_local_server_close_lock (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

static char **
read_pid_file (AmendsLocalServer *self)
{
  g_autofree char *path = amends_local_server_path (self, "data/postmaster.pid");
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strsplit (text, "\n", -1) : NULL;
}

static gboolean
is_postmaster (AmendsLocalServer *self,
               int                pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/cmdline", pid);
  g_autofree char *data = amends_local_server_path (self, "data");
  g_autofree char *text = NULL;
  gsize length = 0;

  if (pid <= 1 || !g_file_get_contents (path, &text, &length, NULL))
    return FALSE;
  for (gsize i = 0; i < length; i += strlen (text + i) + 1)
    if (g_str_equal (text + i, data))
      return TRUE;
  return FALSE;
}

/* After a power cut the number in the file may be another program's by now, and PostgreSQL would refuse to start. */
gboolean
amends_local_server_find_postmaster (AmendsLocalServer *self,
                                     gboolean          *ready)
{
  g_auto (GStrv) lines = read_pid_file (self);
  guint n = lines ? g_strv_length (lines) : 0;

  *ready = FALSE;
  if (n == 0 || !is_postmaster (self, atoi (lines[0])))
    return FALSE;
  if (n >= 8 && g_str_has_prefix (lines[7], "ready"))
    {
      *ready = TRUE;
      g_free (self->socket);
      self->socket = g_strdup (lines[4]);
    }
  return TRUE;
}

void
amends_local_server_remove_stale_files (AmendsLocalServer *self)
{
  g_autofree char *pid_file = amends_local_server_path (self, "data/postmaster.pid");
  g_autofree char *socket = g_build_filename (self->socket, ".s.PGSQL." AMENDS_LOCAL_SERVER_PORT, NULL);
  g_autofree char *socket_lock = g_build_filename (self->socket, ".s.PGSQL." AMENDS_LOCAL_SERVER_PORT ".lock", NULL);

  g_unlink (pid_file);
  g_unlink (socket);
  g_unlink (socket_lock);
}

char *
amends_local_server_log_tail (AmendsLocalServer *self)
{
  g_autofree char *path = amends_local_server_path (self, "server.log");
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  return g_utf8_make_valid (text + (length > 1500 ? length - 1500 : 0), -1);
}

void
amends_local_server_keep_log_small (AmendsLocalServer *self)
{
  g_autofree char *path = amends_local_server_path (self, "server.log");
  g_autofree char *old = amends_local_server_path (self, "server.log.old");
  GStatBuf st;

  if (g_lstat (path, &st) == 0 && st.st_size > 5 * 1024 * 1024)
    g_rename (path, old);
}

gboolean
amends_local_server_has_room (AmendsLocalServer  *self,
                              GError            **error)
{
  struct statvfs st;

  if (statvfs (self->directory, &st) != 0 || (guint64) st.f_bavail * st.f_frsize >= SPACE_NEEDED)
    return TRUE;
  g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE,
               _("There is too little room on the disk: the database needs %d MB in “%s”. Make room and try again."),
               (int) (SPACE_NEEDED / 1024 / 1024), self->directory);
  return FALSE;
}

/* A cluster can only be run by the programs of the major it was made with. */
gboolean
amends_local_server_choose_programs (AmendsLocalServer  *self,
                                     GError            **error)
{
  g_autofree char *path = amends_local_server_path (self, "data/PG_VERSION");
  g_autofree char *text = NULL;
  guint major;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The folder “%s” holds no database. Move it away and try again."), self->directory);
      return FALSE;
    }
  major = atoi (text);
  if (self->programs_wanted == NULL)
    {
      g_free (self->programs);
      self->programs = amends_postgres_programs_find (major);
    }
  if (self->programs != NULL && major >= AMENDS_POSTGRES_MAJOR_MIN)
    return TRUE;
  g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_UNAVAILABLE,
               _("The database in “%s” was made by PostgreSQL %u, which is not installed any more. Install it, or move the folder away."), self->directory, major);
  return FALSE;
}
