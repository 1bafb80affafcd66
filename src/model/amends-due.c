/* One rule for every due label: its state, its words, and when they change next. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "amends-due.h"
#include "amends-when.h"

#define MINUTE (60 * G_USEC_PER_SEC)

static const struct
{
  const char *name;
  const char *icon;
} states[] = {
  [AMENDS_DUE_NONE] = { "none", NULL },
  [AMENDS_DUE_OK] = { "ok", "amends-clock-symbolic" },
  [AMENDS_DUE_SOON] = { "soon", "amends-hourglass-symbolic" },
  [AMENDS_DUE_OVER] = { "over", "amends-overdue-symbolic" },
  [AMENDS_DUE_WAITING] = { "waiting", "amends-pause-symbolic" },
  [AMENDS_DUE_DONE] = { "done", "object-select-symbolic" },
};

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * amends_due_state:
 * @now: the server's clock, microseconds since the epoch
 * @due_at: end of the limit, 0 where none runs
 * @warn_at: when the warning share of the limit has passed, 0 for none
 * @waiting: (nullable): what is waited for with the clock stopped
 *
 * Waiting counts only where no limit runs: waiting for a part does not stop the clock.
 *
 * Returns: the state to show
 */
AmendsDueState
amends_due_state (gint64      now,
                  gint64      due_at,
                  gint64      warn_at,
                  const char *waiting)
{
  if (due_at == 0)
    return has_text (waiting) ? AMENDS_DUE_WAITING : AMENDS_DUE_NONE;
  if (now >= due_at)
    return AMENDS_DUE_OVER;
  return warn_at != 0 && now >= warn_at ? AMENDS_DUE_SOON : AMENDS_DUE_OK;
}

/**
 * amends_due_state_name:
 * @state: a state
 *
 * Returns: (transfer none): its CSS class: "ok", "soon", "over", "waiting", "done", "none"
 */
const char *
amends_due_state_name (AmendsDueState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), "none");

  return states[state].name;
}

/**
 * amends_due_state_icon:
 * @state: a state
 *
 * Returns: (transfer none) (nullable): the icon that says the same without colour
 */
const char *
amends_due_state_icon (AmendsDueState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].icon;
}

/**
 * amends_due_text:
 * @now: the server's clock, microseconds since the epoch
 * @due_at: end of the limit, 0 where none runs
 * @waiting: (nullable): what is waited for with the clock stopped
 * @brief: whether there is little room, as on a card
 *
 * Returns: (transfer full): "2 h 10 m", "overdue 35 m", "waiting: customer"
 */
char *
amends_due_text (gint64      now,
                 gint64      due_at,
                 const char *waiting,
                 gboolean    brief)
{
  g_autofree char *span = NULL;

  if (due_at == 0 && has_text (waiting))
    return g_strdup_printf (brief ? C_("waiting, on a card", "%s") : C_("due label", "waiting: %s"), waiting);
  if (due_at == 0)
    return g_strdup ("");
  span = amends_when_span (ABS (due_at - now) / G_USEC_PER_SEC);
  if (now < due_at)
    return g_steal_pointer (&span);
  return g_strdup_printf (brief ? C_("overdue, on a card", "%s over") : C_("due label", "overdue %s"), span);
}

/**
 * amends_due_tooltip:
 * @now: the server's clock, microseconds since the epoch
 * @due_at: end of the limit, 0 where none runs
 * @waiting: (nullable): what is waited for
 *
 * Returns: (transfer full) (nullable): the exact moment in words
 */
char *
amends_due_tooltip (gint64      now,
                    gint64      due_at,
                    const char *waiting)
{
  g_autofree char *when = NULL;

  if (due_at == 0)
    return has_text (waiting) ? g_strdup_printf (_("waiting: %s; the clock is stopped"), waiting) : NULL;
  when = amends_when_clock (due_at);
  if (has_text (waiting))
    return g_strdup_printf (_("due %s, waiting: %s; the clock runs on"), when, waiting);
  return g_strdup_printf (now < due_at ? _("due %s") : _("was due %s"), when);
}

/**
 * amends_due_next_change:
 * @now: the server's clock, microseconds since the epoch
 * @due_at: end of the limit, 0 where none runs
 * @warn_at: when the warning share has passed, 0 for none
 *
 * Returns: the next moment at which state or words change, %G_MAXINT64 for never
 */
gint64
amends_due_next_change (gint64 now,
                        gint64 due_at,
                        gint64 warn_at)
{
  gint64 next;

  if (due_at == 0)
    return G_MAXINT64;
  if (now >= due_at)
    return now + MINUTE - (now - due_at) % MINUTE;
  next = now + (due_at - now) % MINUTE + 1;
  if (now < warn_at)
    next = MIN (next, warn_at);
  return MIN (next, due_at);
}
