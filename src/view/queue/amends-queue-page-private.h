#pragma once

#include "amends-drop-hint.h"
#include "amends-queue-actions.h"
#include "amends-queue-board.h"
#include "amends-queue-list.h"
#include "amends-queue-page.h"
#include "amends-state-pane.h"

G_BEGIN_DECLS

struct _AmendsQueuePage
{
  AmendsPage parent_instance;

  AmendsQueueContext *context;
  AmendsQueueActions *actions;
  GtkWidget *chip_buttons[AMENDS_N_QUEUE_FLAGS];
  GtkLabel *chip_labels[AMENDS_N_QUEUE_FLAGS];
  char *burning_shown;
  guint count;
  guint refocus;
  gboolean go_on;
  GtkEventController *keys;
  GtkWidget *window;           /* weak: where the keys of the page are now */
  GtkWidget *menu;
  GtkWidget *before_menu;      /* weak: what had the keyboard */

  GtkWidget *toolbar;
  GtkWidget *burning;
  GtkImage *burning_icon;
  GtkLabel *burning_label;
  GtkBox *burners;
  AdwBin *chips_place;
  GtkBox *chips;
  GtkWidget *chips_button;
  AdwBin *chips_popover;
  GtkSearchBar *search_bar;
  GtkEditable *search;
  AmendsStatePane *pane;
  GtkWidget *strip;
  GtkStack *strip_lead;
  GtkLabel *selected;
  GtkWidget *move_line;
  GtkWidget *move_label;
  GtkBox *strip_queues;
  AmendsDropHint *hint;
  GtkWidget *view_switch;
  GtkToggleButton *list_button;
  GtkToggleButton *board_button;
  AdwButtonContent *list_content;
  AdwButtonContent *board_content;
  GtkStack *views;
  AmendsQueueBoard *board;
  AmendsQueueList *list;
  GtkWidget *skeleton;
  GtkBox *skeleton_columns;
};

gboolean amends_queue_page_is_board     (AmendsQueuePage *self);

void     amends_queue_page_add_chips    (AmendsQueuePage *self);
void     amends_queue_page_show_chips   (AmendsQueuePage *self,
                                         gint64           now);
gint64   amends_queue_page_show_burning (AmendsQueuePage *self,
                                         gint64           now);

void     amends_queue_page_bind_keys    (GtkWidgetClass  *widget_class);
void     amends_queue_page_create_keys  (AmendsQueuePage *self);
void     amends_queue_page_enter_window (AmendsQueuePage *self);
void     amends_queue_page_leave_window (AmendsQueuePage *self);
void     amends_queue_page_leaving_cb   (AmendsQueuePage *self);
void     amends_queue_page_moved_cb     (AmendsQueuePage *self,
                                         gboolean         dragged);
void     amends_queue_page_secondary_cb (AmendsQueuePage *self,
                                         int              n_press,
                                         double           x,
                                         double           y);

G_END_DECLS
