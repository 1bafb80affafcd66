#pragma once

#include "amends-ticket.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_PICK (amends_pick_get_type ())

G_DECLARE_FINAL_TYPE (AmendsPick, amends_pick, AMENDS, PICK, GObject)

AmendsPick *amends_pick_new      (void);
gboolean    amends_pick_contains (AmendsPick   *self,
                                  AmendsTicket *ticket);
void        amends_pick_add      (AmendsPick   *self,
                                  AmendsTicket *ticket);
void        amends_pick_remove   (AmendsPick   *self,
                                  AmendsTicket *ticket);
void        amends_pick_only     (AmendsPick   *self,
                                  AmendsTicket *ticket);
void        amends_pick_clear    (AmendsPick   *self);
guint       amends_pick_get_n    (AmendsPick   *self);
GPtrArray  *amends_pick_list     (AmendsPick   *self);
void        amends_pick_begin    (AmendsPick   *self);
void        amends_pick_end      (AmendsPick   *self);

G_END_DECLS
