/* What the chips and the search of a queue page let through. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-clock.h"
#include "amends-queue-filter.h"

#define HOUR_US (60 * 60 * (gint64) G_USEC_PER_SEC)

struct _AmendsQueueFilter
{
  GtkFilter parent_instance;

  guint flags;
  char *text;
};

G_DEFINE_FINAL_TYPE (AmendsQueueFilter, amends_queue_filter, GTK_TYPE_FILTER)

static gboolean
amends_queue_filter_match (GtkFilter *filter,
                           gpointer   item)
{
  AmendsQueueFilter *self = AMENDS_QUEUE_FILTER (filter);
  AmendsTicket *ticket = item;

  if (self->flags != 0 && (amends_queue_flags_of (ticket, amends_clock_now ()) & self->flags) != self->flags)
    return FALSE;
  return self->text == NULL || amends_ticket_matches (ticket, self->text);
}

static GtkFilterMatch
amends_queue_filter_get_strictness (GtkFilter *filter)
{
  return amends_queue_filter_active (AMENDS_QUEUE_FILTER (filter)) ? GTK_FILTER_MATCH_SOME : GTK_FILTER_MATCH_ALL;
}

static void
amends_queue_filter_finalize (GObject *object)
{
  g_free (AMENDS_QUEUE_FILTER (object)->text);

  G_OBJECT_CLASS (amends_queue_filter_parent_class)->finalize (object);
}

static void
amends_queue_filter_class_init (AmendsQueueFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_queue_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = amends_queue_filter_match;
  GTK_FILTER_CLASS (klass)->get_strictness = amends_queue_filter_get_strictness;
}

static void
amends_queue_filter_init (AmendsQueueFilter *self)
{
}

/**
 * amends_queue_filter_new:
 *
 * Returns: (transfer full): a filter that lets everything through
 */
AmendsQueueFilter *
amends_queue_filter_new (void)
{
  return g_object_new (AMENDS_TYPE_QUEUE_FILTER, NULL);
}

/**
 * amends_queue_filter_set_flag:
 * @self: a filter
 * @flag: what a chip asks for
 * @wanted: whether tickets must have it
 */
void
amends_queue_filter_set_flag (AmendsQueueFilter *self,
                              AmendsQueueFlag    flag,
                              gboolean           wanted)
{
  guint flags;

  g_return_if_fail (AMENDS_IS_QUEUE_FILTER (self));

  flags = wanted ? self->flags | flag : self->flags & ~flag;
  if (flags == self->flags)
    return;
  self->flags = flags;
  gtk_filter_changed (GTK_FILTER (self), wanted ? GTK_FILTER_CHANGE_MORE_STRICT : GTK_FILTER_CHANGE_LESS_STRICT);
}

/**
 * amends_queue_filter_set_text:
 * @self: a filter
 * @text: (nullable): what somebody typed; blanks around it do not count
 */
void
amends_queue_filter_set_text (AmendsQueueFilter *self,
                              const char        *text)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  g_return_if_fail (AMENDS_IS_QUEUE_FILTER (self));

  if (folded != NULL)
    g_strstrip (folded);
  if (folded != NULL && *folded == '\0')
    g_clear_pointer (&folded, g_free);
  if (g_strcmp0 (folded, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&folded);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * amends_queue_filter_clear:
 * @self: a filter
 *
 * Lets everything through again.
 */
void
amends_queue_filter_clear (AmendsQueueFilter *self)
{
  g_return_if_fail (AMENDS_IS_QUEUE_FILTER (self));

  if (!amends_queue_filter_active (self))
    return;
  self->flags = 0;
  g_clear_pointer (&self->text, g_free);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_LESS_STRICT);
}

/**
 * amends_queue_filter_active:
 * @self: a filter
 *
 * Returns: whether it keeps anything back
 */
gboolean
amends_queue_filter_active (AmendsQueueFilter *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_FILTER (self), FALSE);

  return self->flags != 0 || self->text != NULL;
}

/**
 * amends_queue_filter_renew:
 * @self: a filter
 *
 * Looks at all tickets again: time has passed.
 */
void
amends_queue_filter_renew (AmendsQueueFilter *self)
{
  g_return_if_fail (AMENDS_IS_QUEUE_FILTER (self));

  if (self->flags & AMENDS_QUEUE_HOUR)
    gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * amends_queue_flags_of:
 * @ticket: a ticket
 * @now: the server's time, microseconds since 1970 UTC
 *
 * Returns: the #AmendsQueueFlag it has
 */
guint
amends_queue_flags_of (AmendsTicket *ticket,
                       gint64        now)
{
  gint64 due;
  guint flags = 0;

  g_return_val_if_fail (AMENDS_IS_TICKET (ticket), 0);

  due = amends_ticket_get (ticket)->due_at;
  if (due > now && due - now <= HOUR_US)
    flags |= AMENDS_QUEUE_HOUR;
  if (amends_ticket_get_priority (ticket) == AMENDS_PRIORITY_URGENT)
    flags |= AMENDS_QUEUE_URGENT;
  if (amends_ticket_is_vip (ticket))
    flags |= AMENDS_QUEUE_VIP;
  if (amends_ticket_get_repeat (ticket) > 0)
    flags |= AMENDS_QUEUE_REPEAT;
  if (amends_ticket_is_batch (ticket))
    flags |= AMENDS_QUEUE_BATCH;
  return flags;
}
