#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsJournalEntry:
 * @request: the request id, a UUID
 * @function: what was called
 * @arguments: with what, as JSON
 * @begun_at: when, in microseconds since 1970 UTC by this computer's clock
 */
typedef struct
{
  char   *request;
  char   *function;
  char   *arguments;
  gint64  begun_at;
} AmendsJournalEntry;

#define AMENDS_TYPE_JOURNAL (amends_journal_get_type ())

G_DECLARE_FINAL_TYPE (AmendsJournal, amends_journal, AMENDS, JOURNAL, GObject)

AmendsJournal *amends_journal_open        (const char     *path,
                                           GError        **error);
gboolean       amends_journal_begin       (AmendsJournal  *self,
                                           const char     *request,
                                           const char     *function,
                                           const char     *arguments,
                                           GError        **error);
void           amends_journal_done        (AmendsJournal  *self,
                                           const char     *request);
GPtrArray     *amends_journal_get_pending (AmendsJournal  *self);

G_END_DECLS
