#pragma once

#include "amends-money-entry.h"
#include "amends-refund-panel.h"
#include "amends-segment-bar.h"

G_BEGIN_DECLS

struct _AmendsRefundPanel
{
  AdwBin parent_instance;

  AmendsTicketStore *store;
  AmendsDrafts *drafts;
  char *stage;           /* refund and act the entries were made for */
  char *draft_key;       /* where they are kept */
  gboolean starting;     /* the entries are being filled, not typed in */

  GtkWidget *empty_box;
  GtkLabel *empty_label;
  GtkWidget *body_box;
  GtkLabel *state_label;
  GtkBox *act_box;
  GtkWidget *amount_box;
  AmendsMoneyEntry *amount_entry;
  GtkLabel *amount_label;
  GtkLabel *paid_label;
  GtkLabel *amount_error;
  AmendsSegmentBar *share_bar;
  GtkBox *legend_box;
  GtkGrid *fact_grid;
  GtkWidget *review_box;
  GtkDropDown *clause_drop;
  GtkLabel *clause_body;
  GtkLabel *clause_error;
  GtkEntry *alternatives_entry;
  GtkEntry *note_entry;
  GtkWidget *check_box;      /* the order was typed in at intake: what does the payment record say? */
  AmendsMoneyEntry *check_entry;
  GtkLabel *check_error;
  GtkLabel *check_hint;
  GtkWidget *pay_box;
  GtkDropDown *method_drop;
  GtkEntry *reference_entry;
  GtkLabel *reference_error;
  GtkLabel *failure_label;
  GtkWidget *button_box;
  GtkButton *act_button;
  GtkButton *back_button;
  GtkMenuButton *menu_button;
  GtkBox *error_list;
  GtkLabel *hint_label;
};

JsonObject *amends_refund_panel_get_refund      (AmendsRefundPanel *self);
const char *amends_refund_panel_get_currency    (AmendsRefundPanel *self);
gboolean    amends_refund_panel_can             (AmendsRefundPanel *self,
                                                 const char        *what);
gint64      amends_refund_panel_get_amount      (AmendsRefundPanel *self);
void        amends_refund_panel_amount_changed  (AmendsRefundPanel *self);
void        amends_refund_panel_show_facts      (AmendsRefundPanel *self,
                                                 JsonObject        *refund);
void        amends_refund_panel_show_errors     (AmendsRefundPanel *self,
                                                 JsonObject        *refund);
void        amends_refund_panel_bind_entries    (GtkWidgetClass    *widget_class);
void        amends_refund_panel_init_entries    (AmendsRefundPanel *self);
void        amends_refund_panel_start_entries   (AmendsRefundPanel *self,
                                                 JsonObject        *refund);
void        amends_refund_panel_show_check      (AmendsRefundPanel *self,
                                                 JsonObject        *refund);
gboolean    amends_refund_panel_collect_review  (AmendsRefundPanel *self,
                                                 JsonObject        *arguments);
gboolean    amends_refund_panel_collect_check   (AmendsRefundPanel *self,
                                                 JsonObject        *arguments);
gboolean    amends_refund_panel_collect_payment (AmendsRefundPanel *self,
                                                 JsonObject        *arguments);

G_END_DECLS
