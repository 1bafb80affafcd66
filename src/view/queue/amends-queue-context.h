#pragma once

#include "amends-assign.h"
#include "amends-desk.h"
#include "amends-lift.h"
#include "amends-pick.h"
#include "amends-queue-filter.h"

G_BEGIN_DECLS

/**
 * AmendsQueueContext:
 * @desk: who sits here, and the stores of the whole program
 * @store: the queue
 * @assign: gives work to people
 * @pick: what is selected
 * @lift: what is being dragged
 * @filter: what chips and search let through
 *
 * What the parts of a queue page share. The page holds it and outlives its parts; an answer that comes later holds it too.
 */
typedef struct
{
  AmendsDesk *desk;
  AmendsQueueStore *store;
  AmendsAssign *assign;
  AmendsPick *pick;
  AmendsLift *lift;
  AmendsQueueFilter *filter;
} AmendsQueueContext;

AmendsQueueContext *amends_queue_context_new   (AmendsDesk               *desk,
                                                gint64                    team_id);
AmendsQueueContext *amends_queue_context_ref   (const AmendsQueueContext *self);
void                amends_queue_context_unref (AmendsQueueContext       *self);

G_END_DECLS
