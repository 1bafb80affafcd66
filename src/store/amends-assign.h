#pragma once

#include "amends-queue-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_ASSIGN (amends_assign_get_type ())

G_DECLARE_FINAL_TYPE (AmendsAssign, amends_assign, AMENDS, ASSIGN, GObject)

/**
 * AmendsHolder:
 * @team_id: a queue
 * @person_id: a person of it, or %AMENDS_NOBODY
 * @name: (nullable): that person's name
 *
 * Where tickets go.
 */
typedef struct
{
  gint64 team_id;
  gint64 person_id;
  const char *name;
} AmendsHolder;

/**
 * AmendsSkillMatch:
 * @skill: code of a skill that the tickets want
 * @has: whether the person has it
 */
typedef struct
{
  char *skill;
  gboolean has;
} AmendsSkillMatch;

/**
 * AmendsPreview:
 * @allowed: whether the database would do it
 * @needs_reason: whether it has to be told why
 * @on_duty: whether the person is on duty
 * @people_on_duty: of a queue: how many are on duty there
 * @open: tickets there now
 * @load_min: minutes of work there now
 * @cap_min: minutes the person can carry, 0 for a queue
 * @after_open: tickets there afterwards
 * @after_load_min: minutes of work there afterwards
 * @code: (nullable): why not
 * @detail: (nullable): the JSON object that belongs to @code
 * @skills: (element-type AmendsSkillMatch): what is wanted, and whether it is there
 *
 * What would happen.
 */
typedef struct
{
  gboolean allowed;
  gboolean needs_reason;
  gboolean on_duty;
  gint64 people_on_duty;
  gint64 open;
  gint64 load_min;
  gint64 cap_min;
  gint64 after_open;
  gint64 after_load_min;
  char *code;
  char *detail;
  GPtrArray *skills;
} AmendsPreview;

/**
 * AmendsRefusal:
 * @ticket_id: a ticket that stayed where it was
 * @number: (nullable): its number
 * @code: why
 * @detail: (nullable): the JSON object that belongs to @code: who was first, and when
 */
typedef struct
{
  gint64 ticket_id;
  char *number;
  char *code;
  char *detail;
} AmendsRefusal;

#define AMENDS_TYPE_OUTCOME (amends_outcome_get_type ())

/**
 * AmendsOutcome:
 * @n_done: how many went through
 * @refusals: (element-type AmendsRefusal): those that did not
 * @request: (nullable): for undoing it, %NULL where that is not offered
 *
 * What happened.
 */
typedef struct
{
  guint n_done;
  GPtrArray *refusals;
  char *request;
} AmendsOutcome;

GType                amends_outcome_get_type      (void) G_GNUC_CONST;
AmendsOutcome       *amends_outcome_copy          (AmendsOutcome        *self);
void                 amends_outcome_free          (AmendsOutcome        *self);

AmendsAssign        *amends_assign_for_session    (AmendsSession        *session);
void                 amends_assign_run_async      (AmendsAssign         *self,
                                                   AmendsQueueStore     *store,
                                                   GPtrArray            *tickets,
                                                   GArray               *revs,
                                                   const AmendsHolder   *to,
                                                   const char           *reason,
                                                   gboolean              anyway,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
AmendsOutcome       *amends_assign_run_finish     (AmendsAssign         *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void                 amends_assign_take_async     (AmendsAssign         *self,
                                                   AmendsQueueStore     *store,
                                                   AmendsTicket         *ticket,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean             amends_assign_take_finish    (AmendsAssign         *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void                 amends_assign_undo_async     (AmendsAssign         *self,
                                                   const char           *request,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
AmendsOutcome       *amends_assign_undo_finish    (AmendsAssign         *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
const char          *amends_assign_get_last       (AmendsAssign         *self);
const AmendsPreview *amends_assign_peek           (AmendsAssign         *self,
                                                   GPtrArray            *tickets,
                                                   const AmendsHolder   *to);
void                 amends_assign_preview_async  (AmendsAssign         *self,
                                                   GPtrArray            *tickets,
                                                   const AmendsHolder   *to,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
const AmendsPreview *amends_assign_preview_finish (AmendsAssign         *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void                 amends_assign_forget         (AmendsAssign         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsOutcome, amends_outcome_free)

G_END_DECLS
