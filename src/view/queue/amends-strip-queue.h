#pragma once

#include <gtk/gtk.h>

#include "amends-drop-words.h"
#include "amends-queue-context.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_STRIP_QUEUE (amends_strip_queue_get_type ())

G_DECLARE_FINAL_TYPE (AmendsStripQueue, amends_strip_queue, AMENDS, STRIP_QUEUE, GtkButton)

GtkWidget  *amends_strip_queue_new      (const AmendsQueueContext *context,
                                         AmendsTeam               *team);
AmendsTeam *amends_strip_queue_get_team (AmendsStripQueue         *self);

G_END_DECLS
