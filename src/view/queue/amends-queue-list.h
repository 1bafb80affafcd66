#pragma once

#include <gtk/gtk.h>

#include "amends-queue-context.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_QUEUE_LIST (amends_queue_list_get_type ())

G_DECLARE_FINAL_TYPE (AmendsQueueList, amends_queue_list, AMENDS, QUEUE_LIST, GtkBox)

void          amends_queue_list_set_context (AmendsQueueList          *self,
                                             const AmendsQueueContext *context);
void          amends_queue_list_set_band    (AmendsQueueList          *self,
                                             guint                     band);
void          amends_queue_list_go_to       (AmendsQueueList          *self,
                                             gint64                    person_id);
void          amends_queue_list_grab        (AmendsQueueList          *self);

G_END_DECLS
