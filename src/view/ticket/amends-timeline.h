#pragma once

#include <gtk/gtk.h>

#include "amends-catalogue.h"
#include "amends-ticket-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_TIMELINE (amends_timeline_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTimeline, amends_timeline, AMENDS, TIMELINE, GtkBox)

void amends_timeline_set_ticket (AmendsTimeline    *self,
                                 AmendsTicketStore *store,
                                 AmendsCatalogue   *catalogue);
void amends_timeline_focus      (AmendsTimeline    *self);

G_END_DECLS
