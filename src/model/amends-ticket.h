#pragma once

#include <glib-object.h>

#include "amends-duration.h"
#include "amends-person.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_TICKET (amends_ticket_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTicket, amends_ticket, AMENDS, TICKET, GObject)

/**
 * AmendsTicketFields:
 * @id: the ticket's number in the database
 * @rev: the version of the ticket that was read, sent back with every change
 * @number: the number people say, "20240510104"
 * @subject: the customer's words, cut
 * @customer: the masked name
 * @tier: code of the customer's tier, "vip"
 * @category: label of the category
 * @priority: code of the priority
 * @priority_text: label of the priority
 * @scope: "one" or "batch"
 * @state: code of the ticket's state
 * @wait_reason: (nullable): code of what is waited for
 * @wait_label: (nullable): the same in words
 * @team_id: the queue that holds the current step
 * @assignee_id: the person who holds it, 0 for nobody
 * @assignee: (nullable): that person's name
 * @step_id: the current step, 0 for none
 * @step_no: its place among the steps, from 1
 * @step_count: number of steps
 * @step_label: (nullable): what the step is called
 * @step_kind: (nullable): "work", "refund_confirm", "close" …
 * @step_role: (nullable): code of the role that does it
 * @action_label: (nullable): the verb of its main action
 * @due_at: end of the limit, microseconds since 1970 UTC, 0 while no clock runs
 * @warn_at: when the warning share of it has passed
 * @due_kind: (nullable): "response" or "step"
 * @opened_at: when the ticket was filed
 * @changed_at: when something last happened to it
 * @complaints: complaints of this customer in the site's repeat period
 * @effort_min: expected minutes of work of the current step
 * @mine: the reader holds it
 * @can_act: the reader may do the step's main action
 * @row_kind: "ticket", or "callback" for a promised call
 * @followup_id: the promised call, 0 for none
 *
 * What a list of tickets knows of one; the columns of every list function of the database.
 */
typedef struct
{
  gint64 id;
  gint64 rev;
  const char *number;
  const char *subject;
  const char *customer;
  const char *tier;
  gint64 category_id;
  const char *category;
  gint64 priority_id;
  const char *priority;
  const char *priority_text;
  const char *scope;
  const char *state;
  const char *wait_reason;
  const char *wait_label;
  gint64 team_id;
  gint64 assignee_id;
  const char *assignee;
  gint64 step_id;
  gint64 step_no;
  gint64 step_count;
  const char *step_label;
  const char *step_kind;
  const char *step_role;
  const char *action_label;
  gint64 due_at;
  gint64 warn_at;
  const char *due_kind;
  gint64 opened_at;
  gint64 changed_at;
  gint64 complaints;
  gint64 effort_min;
  gboolean mine;
  gboolean can_act;
  const char *row_kind;
  gint64 followup_id;
} AmendsTicketFields;

AmendsTicket             *amends_ticket_new            (void);
gboolean                  amends_ticket_update         (AmendsTicket             *self,
                                                        const AmendsTicketFields *fields);
const AmendsTicketFields *amends_ticket_get            (AmendsTicket             *self);
gint64                    amends_ticket_get_id         (AmendsTicket             *self);
gint64                    amends_ticket_get_rev        (AmendsTicket             *self);
void                      amends_ticket_set_rev        (AmendsTicket             *self,
                                                        gint64                    rev);
const char               *amends_ticket_get_number     (AmendsTicket             *self);
gint64                    amends_ticket_get_team       (AmendsTicket             *self);
gint64                    amends_ticket_get_assignee   (AmendsTicket             *self);
void                      amends_ticket_set_holder     (AmendsTicket             *self,
                                                        gint64                    team_id,
                                                        gint64                    assignee_id,
                                                        const char               *assignee);
AmendsPerson             *amends_ticket_get_owner      (AmendsTicket             *self);
void                      amends_ticket_set_owner      (AmendsTicket             *self,
                                                        AmendsPerson             *owner);
const char               *amends_ticket_get_owner_name (AmendsTicket             *self);
gboolean                  amends_ticket_get_settling   (AmendsTicket             *self);
void                      amends_ticket_set_settling   (AmendsTicket             *self,
                                                        gboolean                  settling);
gboolean                  amends_ticket_is_open        (AmendsTicket             *self);
gboolean                  amends_ticket_is_callback    (AmendsTicket             *self);
gboolean                  amends_ticket_is_vip         (AmendsTicket             *self);
guint                     amends_ticket_get_repeat     (AmendsTicket             *self);
gboolean                  amends_ticket_is_batch       (AmendsTicket             *self);
guint                     amends_ticket_get_priority   (AmendsTicket             *self);
AmendsDueKind             amends_ticket_get_due_kind   (AmendsTicket             *self,
                                                        gint64                    now);
int                       amends_ticket_compare_due    (AmendsTicket             *a,
                                                        AmendsTicket             *b);
gboolean                  amends_ticket_matches        (AmendsTicket             *self,
                                                        const char               *folded);

/* The shares of urgency that lists show: general shows nothing. */
#define AMENDS_PRIORITY_GENERAL   0
#define AMENDS_PRIORITY_IMPORTANT 1
#define AMENDS_PRIORITY_URGENT    2

G_END_DECLS
