#pragma once

#include "amends-aftercare-card.h"
#include "amends-composer.h"
#include "amends-customer-card.h"
#include "amends-due-pill.h"
#include "amends-order-card.h"
#include "amends-person-avatar.h"
#include "amends-refund-panel.h"
#include "amends-state-pane.h"
#include "amends-step-row.h"
#include "amends-ticket-page.h"
#include "amends-timeline.h"

G_BEGIN_DECLS

struct _AmendsTicketPage
{
  AmendsPage parent_instance;

  AmendsDesk *desk;
  AmendsTicketStore *store;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  const char *main_action;      /* what the header's button does now; NULL for nothing */
  gboolean amount_possible;
  gboolean busy;                /* an act of this page is on its way */
  gint64 due_at;

  GtkWidget *steps_button;
  GtkLabel *subject_label;
  GtkLabel *number_label;
  GtkLabel *origin_label;
  GtkWidget *side_button;
  GtkButton *action_button;
  GtkLabel *action_label;
  AdwSqueezer *facts_squeezer;
  GtkLabel *state_label;
  GtkMenuButton *due_button;
  AmendsDuePill *due_pill;
  GtkMenuButton *owner_button;
  AmendsPersonAvatar *owner_avatar;
  GtkLabel *owner_label;
  GtkWidget *facts_bar;
  GtkLabel *bar_state_label;
  GtkMenuButton *bar_due_button;
  AmendsDuePill *bar_due_pill;
  GtkLabel *bar_step_label;
  GtkLabel *bar_owner_label;
  GtkButton *bar_action_button;
  AmendsStatePane *pane;
  AdwFlap *steps_flap;
  AdwFlap *side_flap;
  GtkLabel *procedure_label;
  GtkLabel *progress_label;
  GtkListBox *step_list;
  AmendsCustomerCard *customer_card;
  AmendsOrderCard *order_card;
  AmendsRefundPanel *refund_panel;
  AmendsAftercareCard *aftercare_card;
  AmendsTimeline *timeline;
  AmendsComposer *composer;
};

JsonObject    *amends_ticket_page_get_ticket     (AmendsTicketPage *self);
const char    *amends_ticket_page_get_channel    (AmendsTicketPage *self);
JsonObject    *amends_ticket_page_get_step       (AmendsTicketPage *self);
void           amends_ticket_page_show_head      (AmendsTicketPage *self);
void           amends_ticket_page_place_action   (AmendsTicketPage *self);
void           amends_ticket_page_add_actions    (AmendsTicketPage *self);
void           amends_ticket_page_update_actions (AmendsTicketPage *self);
AmendsStepRow *amends_ticket_page_current_step   (AmendsTicketPage *self);

G_END_DECLS
