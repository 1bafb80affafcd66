#pragma once

#include <gtk/gtk.h>

#include "amends-queue-context.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_QUEUE_ACTIONS (amends_queue_actions_get_type ())

G_DECLARE_FINAL_TYPE (AmendsQueueActions, amends_queue_actions, AMENDS, QUEUE_ACTIONS, GObject)

AmendsQueueActions *amends_queue_actions_new        (GtkWidget                *page,
                                                     const AmendsQueueContext *context);
GActionGroup       *amends_queue_actions_get_group  (AmendsQueueActions       *self);
GMenuModel         *amends_queue_actions_build_menu (AmendsQueueActions       *self);

G_END_DECLS
