#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AmendsDueState:
 * @AMENDS_DUE_NONE: no limit
 * @AMENDS_DUE_OK: in time
 * @AMENDS_DUE_SOON: the warning share of the limit has passed
 * @AMENDS_DUE_OVER: the limit has passed
 * @AMENDS_DUE_WAITING: the clock is stopped
 * @AMENDS_DUE_DONE: nothing runs any more
 */
typedef enum
{
  AMENDS_DUE_NONE,
  AMENDS_DUE_OK,
  AMENDS_DUE_SOON,
  AMENDS_DUE_OVER,
  AMENDS_DUE_WAITING,
  AMENDS_DUE_DONE,
} AmendsDueState;

AmendsDueState amends_due_state (gint64      now,
                                 gint64      due_at,
                                 gint64      warn_at,
                                 const char *waiting);
const char    *amends_due_state_name (AmendsDueState state);
const char    *amends_due_state_icon (AmendsDueState state);
char          *amends_due_text (gint64      now,
                                gint64      due_at,
                                const char *waiting,
                                gboolean    brief);
char          *amends_due_tooltip (gint64      now,
                                   gint64      due_at,
                                   const char *waiting);
gint64         amends_due_next_change (gint64 now,
                                       gint64 due_at,
                                       gint64 warn_at);

G_END_DECLS
