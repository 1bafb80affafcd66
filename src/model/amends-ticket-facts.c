/* What follows from a ticket's fields: flags, how its limit stands, order, and whether a search finds it. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <string.h>

#include "amends-ticket-private.h"

/* A customer who complained this often is told apart: two complaints are a repetition. */
#define REPEATED 2

/**
 * amends_ticket_is_open:
 * @self: a ticket
 *
 * Returns: whether it belongs in a queue: there is a step to do, and it is neither closed nor cancelled nor merged
 */
gboolean
amends_ticket_is_open (AmendsTicket *self)
{
  static const char *const done[] = { "closed", "cancelled", "merged", NULL };

  g_return_val_if_fail (AMENDS_IS_TICKET (self), FALSE);

  return self->fields.step_id != 0 && self->fields.state != NULL && !g_strv_contains (done, self->fields.state);
}

/**
 * amends_ticket_is_callback:
 * @self: a row of a person's work
 *
 * Returns: whether it stands for a promised call, not for the ticket's current step
 */
gboolean
amends_ticket_is_callback (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), FALSE);

  return g_strcmp0 (self->fields.row_kind, "callback") == 0;
}

/**
 * amends_ticket_is_vip:
 * @self: a ticket
 *
 * Returns: whether the customer is a VIP
 */
gboolean
amends_ticket_is_vip (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), FALSE);

  return g_strcmp0 (self->fields.tier, "vip") == 0;
}

/**
 * amends_ticket_get_repeat:
 * @self: a ticket
 *
 * Returns: how often this customer complained lately, 0 where it is not a repetition
 */
guint
amends_ticket_get_repeat (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), 0);

  return self->fields.complaints >= REPEATED ? (guint) self->fields.complaints : 0;
}

/**
 * amends_ticket_is_batch:
 * @self: a ticket
 *
 * Returns: whether several customers have the same trouble
 */
gboolean
amends_ticket_is_batch (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), FALSE);

  return g_strcmp0 (self->fields.scope, "batch") == 0;
}

/**
 * amends_ticket_get_priority:
 * @self: a ticket
 *
 * Returns: one of the AMENDS_PRIORITY_ values
 */
guint
amends_ticket_get_priority (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), 0);

  if (g_strcmp0 (self->fields.priority, "urgent") == 0)
    return AMENDS_PRIORITY_URGENT;
  if (g_strcmp0 (self->fields.priority, "important") == 0)
    return AMENDS_PRIORITY_IMPORTANT;
  return AMENDS_PRIORITY_GENERAL;
}

/**
 * amends_ticket_get_due_kind:
 * @self: a ticket
 * @now: the server's time, microseconds since 1970 UTC
 *
 * Returns: how its limit stands at @now
 */
AmendsDueKind
amends_ticket_get_due_kind (AmendsTicket *self,
                            gint64        now)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), AMENDS_DUE_NONE);

  return amends_due_kind (now, self->fields.warn_at, self->fields.due_at,
                          self->fields.due_at == 0 && self->fields.wait_label != NULL);
}

/**
 * amends_ticket_compare_due:
 * @a: a ticket
 * @b: another
 *
 * The order of every list: the earliest limit first, those without one last, then as filed. A #GCompareFunc.
 *
 * Returns: less than, equal to or greater than 0
 */
int
amends_ticket_compare_due (AmendsTicket *a,
                           AmendsTicket *b)
{
  gint64 due_a = a->fields.due_at != 0 ? a->fields.due_at : G_MAXINT64;
  gint64 due_b = b->fields.due_at != 0 ? b->fields.due_at : G_MAXINT64;

  if (due_a != due_b)
    return due_a < due_b ? -1 : 1;
  if (a->fields.id != b->fields.id)
    return a->fields.id < b->fields.id ? -1 : 1;
  return 0;
}

/**
 * amends_ticket_matches:
 * @self: a ticket
 * @folded: what somebody types into the search of a page, case folded
 *
 * Returns: whether number, subject, customer, category, step or holder contain it
 */
gboolean
amends_ticket_matches (AmendsTicket *self,
                       const char   *folded)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), FALSE);
  g_return_val_if_fail (folded != NULL, FALSE);

  if (self->search_text == NULL)
    {
      const AmendsTicketFields *f = &self->fields;
      g_autofree char *all = g_strdup_printf ("%s\n%s\n%s\n%s\n%s\n%s", amends_ticket_get_number (self),
                                              f->subject != NULL ? f->subject : "", f->customer != NULL ? f->customer : "",
                                              f->category != NULL ? f->category : "", f->step_label != NULL ? f->step_label : "",
                                              amends_ticket_get_owner_name (self));

      self->search_text = g_utf8_casefold (all, -1);
    }
  return strstr (self->search_text, folded) != NULL;
}
