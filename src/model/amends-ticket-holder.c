/* Who holds a ticket, and where it was sent before the database has answered. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-ticket-private.h"

/**
 * amends_ticket_get_team:
 * @self: a ticket
 *
 * Returns: the queue it stands in
 */
gint64
amends_ticket_get_team (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), 0);

  return self->fields.team_id;
}

/**
 * amends_ticket_get_assignee:
 * @self: a ticket
 *
 * Returns: the person who holds it, 0 for nobody
 */
gint64
amends_ticket_get_assignee (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), 0);

  return self->fields.assignee_id;
}

/**
 * amends_ticket_set_holder:
 * @self: a ticket
 * @team_id: the queue it goes to
 * @assignee_id: the person it goes to, 0 for nobody
 * @assignee: (nullable): that person's name
 *
 * Shows the ticket there before the database has answered.
 */
void
amends_ticket_set_holder (AmendsTicket *self,
                          gint64        team_id,
                          gint64        assignee_id,
                          const char   *assignee)
{
  AmendsTicketFields now;
  g_autofree char *name = g_strdup (assignee);

  g_return_if_fail (AMENDS_IS_TICKET (self));

  now = self->fields;
  now.team_id = team_id;
  now.assignee_id = assignee_id;
  now.assignee = assignee_id != 0 ? name : NULL;
  amends_ticket_update (self, &now);
}

/**
 * amends_ticket_get_owner:
 * @self: a ticket
 *
 * Returns: (transfer none) (nullable): the colleague who holds it, where it is known who that is
 */
AmendsPerson *
amends_ticket_get_owner (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), NULL);

  return self->owner;
}

/**
 * amends_ticket_set_owner:
 * @self: a ticket
 * @owner: (nullable): the colleague who holds it
 */
void
amends_ticket_set_owner (AmendsTicket *self,
                         AmendsPerson *owner)
{
  g_return_if_fail (AMENDS_IS_TICKET (self));

  if (g_set_object (&self->owner, owner))
    g_object_notify (G_OBJECT (self), "owner");
}

/**
 * amends_ticket_get_owner_name:
 * @self: a ticket
 *
 * Returns: (transfer none): who holds it in words, "Unassigned" for nobody
 */
const char *
amends_ticket_get_owner_name (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), NULL);

  return self->fields.assignee_id != 0 && self->fields.assignee != NULL ? self->fields.assignee : _("Unassigned");
}

/**
 * amends_ticket_get_settling:
 * @self: a ticket
 *
 * Returns: whether it is shown where it was sent, and the database has not said yes yet
 */
gboolean
amends_ticket_get_settling (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), FALSE);

  return self->settling;
}

/**
 * amends_ticket_set_settling:
 * @self: a ticket
 * @settling: whether the database still has to say yes
 */
void
amends_ticket_set_settling (AmendsTicket *self,
                            gboolean      settling)
{
  g_return_if_fail (AMENDS_IS_TICKET (self));

  if (self->settling == !!settling)
    return;
  self->settling = !!settling;
  g_object_notify (G_OBJECT (self), "settling");
}
