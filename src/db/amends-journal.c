/* Remembers each request from before it is sent until it is answered, so that one whose answer never came is sent again
 * under its own id after a crash or a power cut, and the server, which remembers too, does nothing twice.
 *
 * A text file of lines, only ever appended to, and emptied when nothing is pending:
 *
 *   B <uuid> <microseconds> <function> <arguments in base64>
 *   D <uuid>
 *
 * A line without its end was cut off in the middle and counts for nothing: its request was never sent. */

#define G_LOG_DOMAIN "amends-journal"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "amends-error.h"
#include "amends-journal.h"
#include "amends-paths.h"

/* The server forgets request ids after 30 days; to send one again later could do the thing a second time. */
#define KEEP_USEC (28 * 86400 * (gint64) G_USEC_PER_SEC)

enum
{
  SYNC_IDLE,
  SYNC_RUNNING,
  SYNC_AGAIN,
};

/* Shared with the thread that waits for the disk, which may outlive the journal. */
typedef struct
{
  int  fd;
  gint state;
} Sync;

struct _AmendsJournal
{
  GObject     parent_instance;

  Sync       *sync;
  GHashTable *pending;    /* request → entry */
  GPtrArray  *order;      /* entries, borrowed */
};

G_DEFINE_FINAL_TYPE (AmendsJournal, amends_journal, G_TYPE_OBJECT)

static void
entry_free (AmendsJournalEntry *entry)
{
  g_free (entry->request);
  g_free (entry->function);
  g_free (entry->arguments);
  g_free (entry);
}

static void
remember (AmendsJournal *self,
          const char    *request,
          const char    *function,
          const char    *arguments,
          gint64         begun_at)
{
  AmendsJournalEntry *entry;

  if (g_hash_table_contains (self->pending, request))
    return;
  entry = g_new0 (AmendsJournalEntry, 1);
  entry->request = g_strdup (request);
  entry->function = g_strdup (function);
  entry->arguments = g_strdup (arguments);
  entry->begun_at = begun_at;
  g_ptr_array_add (self->order, entry);
  g_hash_table_insert (self->pending, entry->request, entry);
}

static void
forget (AmendsJournal *self,
        const char    *request)
{
  AmendsJournalEntry *entry = g_hash_table_lookup (self->pending, request);

  if (entry == NULL)
    return;
  g_ptr_array_remove (self->order, entry);
  g_hash_table_remove (self->pending, request);
}

static void
read_begin (AmendsJournal *self,
            char         **fields)
{
  g_autofree guchar *arguments = NULL;
  g_autofree char *text = NULL;
  gsize length;
  gint64 begun_at;

  if (g_strv_length (fields) != 5 || !g_uuid_string_is_valid (fields[1]))
    return;
  begun_at = g_ascii_strtoll (fields[2], NULL, 10);
  if (g_get_real_time () - begun_at > KEEP_USEC)
    {
      g_warning ("request %s (%s) was never answered and is too old to be sent again", fields[1], fields[3]);
      return;
    }
  arguments = g_base64_decode (fields[4], &length);
  text = g_strndup ((const char *) arguments, length);
  if (g_utf8_validate (text, -1, NULL))
    remember (self, fields[1], fields[3], text, begun_at);
}

static void
read_line (AmendsJournal *self,
           const char    *line)
{
  g_auto (GStrv) fields = g_strsplit (line, " ", -1);

  if (g_strcmp0 (fields[0], "B") == 0)
    read_begin (self, fields);
  else if (g_strcmp0 (fields[0], "D") == 0 && g_strv_length (fields) == 2)
    forget (self, fields[1]);
}

static void
read_file (AmendsJournal *self,
           const char    *path)
{
  g_autofree char *text = NULL;
  char *line, *newline;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  for (line = text; (newline = strchr (line, '\n')) != NULL; line = newline + 1)
    {
      *newline = '\0';
      read_line (self, line);
    }
}

static void
sync_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Sync *sync = task_data;

  do
    {
      g_atomic_int_set (&sync->state, SYNC_RUNNING);
      if (fdatasync (sync->fd) != 0)
        g_warning ("the journal may not survive a power cut: %s", g_strerror (errno));
    }
  while (!g_atomic_int_compare_and_exchange (&sync->state, SYNC_RUNNING, SYNC_IDLE));
}

static void
sync_clear (gpointer data)
{
  Sync *sync = data;

  if (sync->fd >= 0)
    close (sync->fd);
}

static void
sync_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, sync_clear);
}

/* What is written survives a crash of the program at once; that the disk has it, for a power cut, a thread waits for. */
static void
sync_later (AmendsJournal *self)
{
  g_autoptr (GTask) task = NULL;

  if (!g_atomic_int_compare_and_exchange (&self->sync->state, SYNC_IDLE, SYNC_RUNNING))
    {
      /* The thread looks again before it ends; if it just ended, start it after all. */
      if (g_atomic_int_compare_and_exchange (&self->sync->state, SYNC_RUNNING, SYNC_AGAIN) ||
          !g_atomic_int_compare_and_exchange (&self->sync->state, SYNC_IDLE, SYNC_RUNNING))
        return;
    }
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, sync_later);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->sync), sync_release);
  g_task_run_in_thread (task, sync_thread);
}

static gboolean
append (AmendsJournal  *self,
        const char     *line,
        GError        **error)
{
  gsize length = strlen (line);
  off_t end = lseek (self->sync->fd, 0, SEEK_END);
  gssize written;

  do
    written = write (self->sync->fd, line, length);
  while (written < 0 && errno == EINTR);
  if (written == (gssize) length)
    return TRUE;

  g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE,
               _("This could not be noted on this computer before sending it: %s. Make room on the disk and try again."),
               g_strerror (written < 0 ? errno : ENOSPC));
  if (written > 0 && ftruncate (self->sync->fd, end) != 0)
    g_warning ("a torn line stays in the journal");
  return FALSE;
}

/* Starts the file afresh: no finished request, which may hold a customer's words, stays on this disk. */
static void
rewrite (AmendsJournal *self)
{
  if (ftruncate (self->sync->fd, 0) != 0)
    return;
  for (guint i = 0; i < self->order->len; i++)
    {
      AmendsJournalEntry *entry = g_ptr_array_index (self->order, i);
      g_autofree char *arguments = g_base64_encode ((const guchar *) entry->arguments, strlen (entry->arguments));
      g_autofree char *line = g_strdup_printf ("B %s %" G_GINT64_FORMAT " %s %s\n", entry->request, entry->begun_at, entry->function, arguments);

      append (self, line, NULL);
    }
}

static void
amends_journal_finalize (GObject *object)
{
  AmendsJournal *self = AMENDS_JOURNAL (object);

  /* A thread may keep the file open a little longer; the lock must not stay with it. */
  if (self->sync->fd >= 0)
    flock (self->sync->fd, LOCK_UN);
  sync_release (self->sync);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->pending, g_hash_table_unref);

  G_OBJECT_CLASS (amends_journal_parent_class)->finalize (object);
}

static void
amends_journal_class_init (AmendsJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_journal_finalize;
}

static void
amends_journal_init (AmendsJournal *self)
{
  self->sync = g_atomic_rc_box_new0 (Sync);
  self->sync->fd = -1;
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  self->order = g_ptr_array_new ();
}

static int
open_file (const char  *path,
           GError     **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int fd;

  if (!amends_paths_ensure (directory, error))
    return -1;
  fd = open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The file “%s” could not be written: %s."), path, g_strerror (errno));
  return fd;
}

/* A second program of the same person must not send what the first is just sending, so it gets a file of its own. */
static int
open_own_file (const char  *path,
               char       **used,
               GError     **error)
{
  for (int i = 1; i <= 20; i++)
    {
      g_autofree char *candidate = i == 1 ? g_strdup (path) : g_strdup_printf ("%s-%d", path, i);
      int fd = open_file (candidate, error);

      if (fd < 0)
        return -1;
      if (flock (fd, LOCK_EX | LOCK_NB) == 0)
        {
          *used = g_steal_pointer (&candidate);
          return fd;
        }
      close (fd);
    }
  g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_BUSY, _("Amends is open too many times for this login. Close one and try again."));
  return -1;
}

/**
 * amends_journal_open:
 * @path: one file for each login and server, for example amends_paths_state ("journal-…")
 * @error: AMENDS_ERROR_STORAGE
 *
 * Returns: (transfer full): the journal with what was pending when it was last used
 */
AmendsJournal *
amends_journal_open (const char  *path,
                     GError     **error)
{
  g_autoptr (AmendsJournal) self = g_object_new (AMENDS_TYPE_JOURNAL, NULL);
  g_autofree char *used = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self->sync->fd = open_own_file (path, &used, error);
  if (self->sync->fd < 0)
    return NULL;
  read_file (self, used);
  rewrite (self);
  sync_later (self);
  return g_steal_pointer (&self);
}

/**
 * amends_journal_begin:
 * @request: the request id, a UUID
 * @function: what is called; no spaces
 * @arguments: with what, as JSON
 * @error: AMENDS_ERROR_STORAGE: then do not send
 *
 * To be called before a request is sent the first time. Takes microseconds: it does not wait for the disk.
 */
gboolean
amends_journal_begin (AmendsJournal  *self,
                      const char     *request,
                      const char     *function,
                      const char     *arguments,
                      GError        **error)
{
  g_autofree char *encoded = NULL, *line = NULL;
  gint64 now = g_get_real_time ();

  g_return_val_if_fail (AMENDS_IS_JOURNAL (self), FALSE);
  g_return_val_if_fail (request != NULL && g_uuid_string_is_valid (request), FALSE);
  g_return_val_if_fail (function != NULL && strpbrk (function, " \n") == NULL, FALSE);
  g_return_val_if_fail (arguments != NULL, FALSE);

  if (g_hash_table_contains (self->pending, request))
    return TRUE;
  encoded = g_base64_encode ((const guchar *) arguments, strlen (arguments));
  line = g_strdup_printf ("B %s %" G_GINT64_FORMAT " %s %s\n", request, now, function, encoded);
  if (!append (self, line, error))
    return FALSE;
  remember (self, request, function, arguments, now);
  sync_later (self);
  return TRUE;
}

/**
 * amends_journal_done:
 *
 * To be called when the server answered @request, well or not: it will not be sent again.
 */
void
amends_journal_done (AmendsJournal *self,
                     const char    *request)
{
  g_autofree char *line = NULL;

  g_return_if_fail (AMENDS_IS_JOURNAL (self));
  g_return_if_fail (request != NULL);

  if (!g_hash_table_contains (self->pending, request))
    return;
  line = g_strdup_printf ("D %s\n", request);
  forget (self, request);
  if (self->order->len == 0)
    rewrite (self);
  else
    append (self, line, NULL);
}

/**
 * amends_journal_get_pending:
 *
 * Returns: (transfer container) (element-type AmendsJournalEntry): what was begun and not done, oldest first; the entries are
 *   the journal's and go when they are done
 */
GPtrArray *
amends_journal_get_pending (AmendsJournal *self)
{
  g_return_val_if_fail (AMENDS_IS_JOURNAL (self), NULL);

  return g_ptr_array_copy (self->order, NULL, NULL);
}
