/* Lengths of time and due moments in words. All moments are microseconds since 1970 UTC, 0 meaning "none"; lengths are seconds. */

#define G_LOG_DOMAIN "amends-duration"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-duration.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/**
 * amends_due_kind:
 * @now: the server's time in microseconds
 * @warn_at: when the warning share of the limit has passed, 0 for never
 * @due_at: the due moment, 0 for none
 * @waiting: whether the clock stands still
 *
 * Returns: the one datum pill, group and notification are made from
 */
AmendsDueKind
amends_due_kind (gint64   now,
                 gint64   warn_at,
                 gint64   due_at,
                 gboolean waiting)
{
  if (waiting)
    return AMENDS_DUE_WAITING;
  if (due_at == 0)
    return AMENDS_DUE_NONE;
  if (now >= due_at)
    return AMENDS_DUE_OVERDUE;
  if (warn_at != 0 && now >= warn_at)
    return AMENDS_DUE_SOON;
  return AMENDS_DUE_IN_TIME;
}

/**
 * amends_due_kind_get_nick:
 *
 * Returns: a style class and test name: "none", "in-time", "soon", "overdue", "waiting"
 */
const char *
amends_due_kind_get_nick (AmendsDueKind kind)
{
  static const char * const nicks[] = { "none", "in-time", "soon", "overdue", "waiting" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (nicks), "none");

  return nicks[kind];
}

/**
 * amends_duration_words:
 * @seconds: a length, its sign is ignored
 *
 * Two units at most, the second only where it matters: "50 m", "2 h 10 m", "14 h", "2 d". Cut, not rounded, so that a
 * limit never looks further away than it is.
 *
 * Returns: (transfer full): the words of a due pill
 */
char *
amends_duration_words (gint64 seconds)
{
  gint64 s = ABS (seconds);
  int h = s / HOUR, m = s % HOUR / MINUTE;

  if (s < MINUTE)
    return g_strdup (_("under 1 m"));
  if (s < HOUR)
    return g_strdup_printf (_("%d m"), m);
  if (s < 10 * HOUR && m > 0)
    return g_strdup_printf (_("%d h %d m"), h, m);
  if (s < DAY)
    return g_strdup_printf (_("%d h"), h);
  return g_strdup_printf (_("%d d"), (int) (s / DAY));
}

/**
 * amends_duration_words_long:
 * @seconds: a length, its sign is ignored
 *
 * Returns: (transfer full): the same with whole words, for a tooltip or a screen reader: "2 hours 10 minutes", "3 days 4 hours"
 */
char *
amends_duration_words_long (gint64 seconds)
{
  gint64 s = ABS (seconds);
  g_autofree char *days = g_strdup_printf (ngettext ("%d day", "%d days", s / DAY), (int) (s / DAY));
  g_autofree char *hours = g_strdup_printf (ngettext ("%d hour", "%d hours", s % DAY / HOUR), (int) (s % DAY / HOUR));
  g_autofree char *minutes = g_strdup_printf (ngettext ("%d minute", "%d minutes", s % HOUR / MINUTE), (int) (s % HOUR / MINUTE));
  const char *first = s >= DAY ? days : s >= HOUR ? hours : minutes;
  const char *second = s >= DAY ? (s % DAY >= HOUR ? hours : NULL)
                     : s >= HOUR ? (s % HOUR >= MINUTE ? minutes : NULL) : NULL;

  if (s < MINUTE)
    return g_strdup (_("less than a minute"));
  if (second == NULL)
    return g_strdup (first);
  /* Translators: two lengths of time, "2 hours" and "10 minutes" */
  return g_strdup_printf (C_("duration", "%s %s"), first, second);
}

/* A card has room for the number of its ticket beside this and for no more. */
static char *
card_length (AmendsDueKind kind,
             gint64        seconds)
{
  gint64 s = ABS (seconds);
  int h = s / HOUR, m = s % HOUR / MINUTE;

  if (s < HOUR || s >= 10 * HOUR || m == 0)
    return amends_duration_words (s);
  if (kind == AMENDS_DUE_OVERDUE)
    return g_strdup_printf (_("%d h"), h);
  /* Translators: hours and minutes where room is scarce */
  return g_strdup_printf (C_("card", "%d h %d m"), h, m);
}

static char *
words (AmendsDueKind  kind,
       gint64         now,
       gint64         due_at,
       const char    *wait_reason,
       gboolean       brief)
{
  gint64 seconds = (due_at - now) / G_USEC_PER_SEC;
  g_autofree char *length = brief ? card_length (kind, seconds) : amends_duration_words (seconds);

  switch (kind)
    {
    case AMENDS_DUE_IN_TIME:
    case AMENDS_DUE_SOON:
      return g_steal_pointer (&length);
    case AMENDS_DUE_OVERDUE:
      /* Translators: the limit passed so long ago; the second form is for narrow cards */
      return g_strdup_printf (brief ? C_("due", "%s over") : C_("due", "overdue %s"), length);
    case AMENDS_DUE_WAITING:
      if (wait_reason == NULL || *wait_reason == '\0')
        return g_strdup (C_("due", "waiting"));
      return brief ? g_strdup (wait_reason) : g_strdup_printf (C_("due", "waiting: %s"), wait_reason);
    case AMENDS_DUE_NONE:
    default:
      return g_strdup (C_("due", "no limit"));
    }
}

/**
 * amends_due_words:
 * @wait_reason: (nullable): translated name of what is waited for, used only while waiting
 *
 * Returns: (transfer full): "2 h 10 m", "overdue 35 m", "waiting: customer", "no limit"
 */
char *
amends_due_words (AmendsDueKind  kind,
                  gint64         now,
                  gint64         due_at,
                  const char    *wait_reason)
{
  return words (kind, now, due_at, wait_reason, FALSE);
}

/**
 * amends_due_words_short:
 *
 * Returns: (transfer full): the same for a narrow card: "35 m over", "customer"
 */
char *
amends_due_words_short (AmendsDueKind  kind,
                        gint64         now,
                        gint64         due_at,
                        const char    *wait_reason)
{
  return words (kind, now, due_at, wait_reason, TRUE);
}

/**
 * amends_due_next_change:
 *
 * Returns: microseconds until words or kind of this due moment differ from now's, so that one timer serves a whole page
 */
gint64
amends_due_next_change (gint64 now,
                        gint64 warn_at,
                        gint64 due_at)
{
  const gint64 minute = MINUTE * G_USEC_PER_SEC;
  gint64 left = due_at - now;
  gint64 next;

  if (due_at == 0)
    return G_MAXINT64;
  next = left > 0 ? left % minute : minute - (-left) % minute;
  if (next == 0)
    next = left > 0 ? 1 : minute;
  if (warn_at > now)
    next = MIN (next, warn_at - now);
  return next;
}

/**
 * amends_duration_value:
 * @seconds: a measured length
 *
 * One figure with one unit, as a scorecard shows it: "12 min", "31.2 h"; never days, because working days differ in length.
 * Rounded half up, hours to a tenth.
 *
 * Returns: (transfer full): the value of a duration measure
 */
char *
amends_duration_value (gint64 seconds)
{
  gint64 s = ABS (seconds);
  const char *sign = seconds < 0 ? "−" : "";

  if (s < MINUTE)
    return g_strdup_printf (_("%s%d s"), sign, (int) s);
  if (s < HOUR - MINUTE / 2)
    return g_strdup_printf (_("%s%d min"), sign, (int) ((s + MINUTE / 2) / MINUTE));
  s = (s + HOUR / 20) / (HOUR / 10);
  return g_strdup_printf (_("%s%d.%d h"), sign, (int) (s / 10), (int) (s % 10));
}
