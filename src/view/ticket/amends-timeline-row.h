#pragma once

#include <gtk/gtk.h>

#include "amends-catalogue.h"
#include "amends-event.h"
#include "amends-ticket-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_TIMELINE_ROW (amends_timeline_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTimelineRow, amends_timeline_row, AMENDS, TIMELINE_ROW, GtkListBoxRow)

GtkWidget   *amends_timeline_row_new       (AmendsEvent       *event);
GtkWidget   *amends_timeline_row_new_words (AmendsEvent       *filed);
void         amends_timeline_row_tell      (AmendsTimelineRow *self,
                                            AmendsTicketStore *store,
                                            AmendsCatalogue   *catalogue);
AmendsEvent *amends_timeline_row_get_event (AmendsTimelineRow *self);
gboolean     amends_timeline_row_is_in     (AmendsTimelineRow *self,
                                            AmendsEventGroup   group);
int          amends_timeline_row_compare   (AmendsTimelineRow *self,
                                            AmendsTimelineRow *other);

G_END_DECLS
