#pragma once

#include <gio/gio.h>

#include "amends-ticket.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_LANE (amends_lane_get_type ())

G_DECLARE_FINAL_TYPE (AmendsLane, amends_lane, AMENDS, LANE, GObject)

AmendsLane   *amends_lane_new     (void);
void          amends_lane_merge   (AmendsLane   *self,
                                   GPtrArray    *tickets);
void          amends_lane_add     (AmendsLane   *self,
                                   AmendsTicket *ticket);
gboolean      amends_lane_remove  (AmendsLane   *self,
                                   AmendsTicket *ticket);
void          amends_lane_reorder (AmendsLane   *self,
                                   AmendsTicket *ticket);
guint         amends_lane_get_n   (AmendsLane   *self);
AmendsTicket *amends_lane_peek    (AmendsLane   *self,
                                   guint         position);

guint         amends_lane_count_overdue
                                  (AmendsLane   *self,
                                   gint64        now,
                                   gint64       *next);

G_END_DECLS
