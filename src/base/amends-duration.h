#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsDueKind:
 * @AMENDS_DUE_NONE: there is no limit
 * @AMENDS_DUE_IN_TIME: less than the warning share of the limit has passed
 * @AMENDS_DUE_SOON: the warning moment has passed, the limit has not
 * @AMENDS_DUE_OVERDUE: the limit has passed
 * @AMENDS_DUE_WAITING: the clock stands still
 */
typedef enum
{
  AMENDS_DUE_NONE,
  AMENDS_DUE_IN_TIME,
  AMENDS_DUE_SOON,
  AMENDS_DUE_OVERDUE,
  AMENDS_DUE_WAITING,
} AmendsDueKind;

AmendsDueKind  amends_due_kind             (gint64         now,
                                            gint64         warn_at,
                                            gint64         due_at,
                                            gboolean       waiting);
const char    *amends_due_kind_get_nick    (AmendsDueKind  kind);
char          *amends_due_words            (AmendsDueKind  kind,
                                            gint64         now,
                                            gint64         due_at,
                                            const char    *wait_reason);
char          *amends_due_words_short      (AmendsDueKind  kind,
                                            gint64         now,
                                            gint64         due_at,
                                            const char    *wait_reason);
gint64         amends_due_next_change      (gint64         now,
                                            gint64         warn_at,
                                            gint64         due_at);
char          *amends_duration_words       (gint64         seconds);
char          *amends_duration_words_long  (gint64         seconds);
char          *amends_duration_value       (gint64         seconds);

G_END_DECLS
