#pragma once

#include <gtk/gtk.h>

#include "amends-drop-words.h"
#include "amends-queue-context.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_BOARD_COLUMN (amends_board_column_get_type ())

G_DECLARE_FINAL_TYPE (AmendsBoardColumn, amends_board_column, AMENDS, BOARD_COLUMN, GtkBox)

GtkWidget    *amends_board_column_new          (const AmendsQueueContext *context,
                                                AmendsMember             *member);
gint64        amends_board_column_get_person   (AmendsBoardColumn        *self);
guint         amends_board_column_get_n        (AmendsBoardColumn        *self);
gboolean      amends_board_column_get_folded   (AmendsBoardColumn        *self);
void          amends_board_column_set_folded   (AmendsBoardColumn        *self,
                                                gboolean                  folded);
void          amends_board_column_show_cards   (AmendsBoardColumn        *self,
                                                guint                     first);
int           amends_board_column_find         (AmendsBoardColumn        *self,
                                                AmendsTicket             *ticket);
AmendsTicket *amends_board_column_focus        (AmendsBoardColumn        *self,
                                                guint                     position);

G_END_DECLS
