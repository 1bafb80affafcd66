#pragma once

#include <gtk/gtk.h>

#include "amends-queue-context.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_QUEUE_BOARD (amends_queue_board_get_type ())

G_DECLARE_FINAL_TYPE (AmendsQueueBoard, amends_queue_board, AMENDS, QUEUE_BOARD, GtkBox)

void       amends_queue_board_set_context (AmendsQueueBoard         *self,
                                           const AmendsQueueContext *context);
void       amends_queue_board_set_narrow  (AmendsQueueBoard         *self,
                                           gboolean                  narrow);
void       amends_queue_board_go_to       (AmendsQueueBoard         *self,
                                           gint64                    person_id);
void       amends_queue_board_keep_focus (AmendsQueueBoard         *self);
void       amends_queue_board_back_focus (AmendsQueueBoard         *self,
                                          gboolean                  pick);
GtkWidget *amends_queue_board_get_focus   (AmendsQueueBoard         *self,
                                           AmendsTicket            **ticket);

G_END_DECLS
