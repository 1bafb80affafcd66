/* The journal outlives a kill, a torn line and a second program; drafts are saved while somebody types. */

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "amends-drafts.h"
#include "amends-error.h"
#include "amends-journal.h"

typedef struct
{
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->directory = g_dir_make_tmp ("amends-journal-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "journal", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static AmendsJournal *
open_journal (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AmendsJournal *journal = amends_journal_open (fixture->path, &error);

  g_assert_no_error (error);
  return journal;
}

static gsize
file_size (const char *path)
{
  GStatBuf st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0077, ==, 0);
  return st.st_size;
}

#define A "00000000-0000-4000-8000-00000000000a"
#define B "00000000-0000-4000-8000-00000000000b"
#define C "00000000-0000-4000-8000-00000000000c"
#define WORDS "{\"words\": \"it's\\nbroken \\\\ 坏了\"}"

static void
test_pending (Fixture       *fixture,
              gconstpointer  data)
{
  AmendsJournal *journal = open_journal (fixture);
  g_autoptr (GPtrArray) none = amends_journal_get_pending (journal);
  g_autoptr (GPtrArray) some = NULL;
  AmendsJournalEntry *entry;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (amends_journal_begin (journal, A, "assign", "{}", NULL));
  g_assert_true (amends_journal_begin (journal, B, "ticket_file", WORDS, NULL));
  g_assert_true (amends_journal_begin (journal, B, "ticket_file", WORDS, NULL));
  g_assert_true (amends_journal_begin (journal, C, "assign", "", NULL));
  amends_journal_done (journal, A);
  amends_journal_done (journal, A);
  g_object_unref (journal);

  journal = open_journal (fixture);
  some = amends_journal_get_pending (journal);
  g_assert_cmpuint (some->len, ==, 2);
  entry = g_ptr_array_index (some, 0);
  g_assert_cmpstr (entry->request, ==, B);
  g_assert_cmpstr (entry->function, ==, "ticket_file");
  g_assert_cmpstr (entry->arguments, ==, WORDS);
  g_assert_cmpint (g_get_real_time () - entry->begun_at, <, 60 * G_USEC_PER_SEC);
  entry = g_ptr_array_index (some, 1);
  g_assert_cmpstr (entry->arguments, ==, "");

  /* Once all is answered nothing a customer said stays on this disk. */
  amends_journal_done (journal, B);
  g_assert_cmpuint (file_size (fixture->path), >, 0);
  amends_journal_done (journal, C);
  g_assert_cmpuint (file_size (fixture->path), ==, 0);
  g_object_unref (journal);
}

static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  AmendsJournal *journal;
  g_autoptr (GPtrArray) pending = NULL;
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      journal = amends_journal_open (fixture->path, NULL);
      amends_journal_begin (journal, A, "ticket_file", WORDS, NULL);
      kill (getpid (), SIGKILL);
      _exit (1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  journal = open_journal (fixture);
  pending = amends_journal_get_pending (journal);
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpstr (((AmendsJournalEntry *) g_ptr_array_index (pending, 0))->arguments, ==, WORDS);
  g_object_unref (journal);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
  g_autofree char *text = g_strconcat ("garbage\nB not-a-uuid 1 f e30=\nB " A " ", now, " assign e30=\nB " B " 1000 old e30=\n\xff\xfe\nD\nB " C " ", now, " assign e3", NULL);
  AmendsJournal *journal;
  g_autoptr (GPtrArray) pending = NULL;

  g_assert_true (g_file_set_contents_full (fixture->path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_test_expect_message ("amends-journal", G_LOG_LEVEL_WARNING, "*" B "*too old*");
  journal = open_journal (fixture);
  g_test_assert_expected_messages ();
  pending = amends_journal_get_pending (journal);
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpstr (((AmendsJournalEntry *) g_ptr_array_index (pending, 0))->request, ==, A);
  g_object_unref (journal);
}

static void
test_two_programs (Fixture       *fixture,
                   gconstpointer  data)
{
  AmendsJournal *first = open_journal (fixture), *second;
  g_autoptr (GPtrArray) pending = NULL;

  g_assert_true (amends_journal_begin (first, A, "assign", "{}", NULL));
  second = open_journal (fixture);
  pending = amends_journal_get_pending (second);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_true (amends_journal_begin (second, B, "assign", "{}", NULL));
  g_object_unref (second);
  g_object_unref (first);

  /* Signing in again at once finds what the first left, however busy the disk is. */
  first = open_journal (fixture);
  g_clear_pointer (&pending, g_ptr_array_unref);
  pending = amends_journal_get_pending (first);
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpstr (((AmendsJournalEntry *) g_ptr_array_index (pending, 0))->request, ==, A);
  g_object_unref (first);
}

static void
test_no_room (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *below = g_build_filename (fixture->path, "below", NULL);

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  g_assert_null (amends_journal_open (below, &error));
  g_assert_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE);
}

static gboolean
stop_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add (ms, stop_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_drafts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (AmendsDrafts) drafts = amends_drafts_open (fixture->path);
  g_autoptr (AmendsDrafts) after = NULL, last = NULL;
  g_auto (GStrv) keys = NULL, left = NULL;
  const char *expected[] = { "intake", "note/7", NULL };

  amends_drafts_set (drafts, "note/7", "备注");
  /* Someone who never stops typing is saved all the same. */
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *text = g_strnfill (i + 1, 'x');

      amends_drafts_set (drafts, "intake", text);
      wait_ms (100);
    }
  after = amends_drafts_open (fixture->path);
  g_assert_cmpuint (strlen (amends_drafts_get (after, "intake")), >=, 3);
  wait_ms (1000);
  g_clear_object (&after);
  after = amends_drafts_open (fixture->path);
  g_assert_cmpstr (amends_drafts_get (after, "intake"), ==, "xxxxxxxxxxxx");
  g_assert_cmpstr (amends_drafts_get (after, "note/7"), ==, "备注");
  keys = amends_drafts_list (after);
  g_assert_cmpstrv (keys, expected);
  g_assert_cmpuint (file_size (fixture->path), >, 0);

  /* when all was sent, nothing is what has to be written */
  amends_drafts_set (drafts, "intake", "");
  amends_drafts_set (drafts, "note/7", NULL);
  wait_ms (1000);
  g_assert_cmpuint (file_size (fixture->path), ==, 0);
  g_assert_true (amends_drafts_flush (drafts, NULL));
  last = amends_drafts_open (fixture->path);
  left = amends_drafts_list (last);
  g_assert_cmpuint (g_strv_length (left), ==, 0);
}

static void
test_drafts_damaged (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (AmendsDrafts) drafts = NULL;
  g_autofree char *huge = g_strnfill (10 << 20, 'x');

  g_assert_true (g_file_set_contents (fixture->path, "\x01\xff\x00garbage", 10, NULL));
  drafts = amends_drafts_open (fixture->path);
  amends_drafts_set (drafts, "intake", huge);
  g_assert_null (amends_drafts_get (drafts, "intake"));
  amends_drafts_set (drafts, "intake", "works");
  g_assert_true (amends_drafts_flush (drafts, NULL));
  g_assert_cmpstr (amends_drafts_get (drafts, "intake"), ==, "works");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/db/journal/pending", Fixture, NULL, set_up, test_pending, tear_down);
  g_test_add ("/db/journal/killed", Fixture, NULL, set_up, test_killed, tear_down);
  g_test_add ("/db/journal/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/db/journal/two-programs", Fixture, NULL, set_up, test_two_programs, tear_down);
  g_test_add ("/db/journal/no-room", Fixture, NULL, set_up, test_no_room, tear_down);
  g_test_add ("/db/drafts/typing", Fixture, NULL, set_up, test_drafts, tear_down);
  g_test_add ("/db/drafts/damaged", Fixture, NULL, set_up, test_drafts_damaged, tear_down);
  return g_test_run ();
}
