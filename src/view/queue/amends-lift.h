#pragma once

#include "amends-ticket.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_LIFT (amends_lift_get_type ())

G_DECLARE_FINAL_TYPE (AmendsLift, amends_lift, AMENDS, LIFT, GObject)

AmendsLift *amends_lift_new         (void);
void        amends_lift_begin       (AmendsLift   *self,
                                     GPtrArray    *tickets);
void        amends_lift_end         (AmendsLift   *self);
gboolean    amends_lift_get_active  (AmendsLift   *self);
GPtrArray  *amends_lift_get_tickets (AmendsLift   *self);
GArray     *amends_lift_get_revs    (AmendsLift   *self);

G_END_DECLS
