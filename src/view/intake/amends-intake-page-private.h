#pragma once

#include "amends-channel-picker.h"
#include "amends-customer-field.h"
#include "amends-drafts.h"
#include "amends-intake-page.h"
#include "amends-intake.h"
#include "amends-order-field.h"
#include "amends-proposal-pane.h"
#include "amends-refund-field.h"
#include "amends-words-field.h"

G_BEGIN_DECLS

struct _AmendsIntakePage
{
  AmendsPage parent_instance;

  AmendsDesk *desk;
  AmendsIntake *intake;
  GSimpleActionGroup *actions;
  gboolean filing;
  gboolean serial_typed;     /* a person typed the serial number: it does not follow the order any more */
  gboolean serial_filling;
  gboolean restoring;        /* the form is being filled from a kept draft, which must not be kept over by the half of it */
  JsonObject *kept_order;    /* chosen as soon as the kept customer is there */
  gboolean looked;           /* for a draft of the last time */
  guint reveal;
  char *cleared;             /* what "Start Over" took away, for undoing it */

  AdwFlap *flap;
  AmendsProposalPane *proposals;
  AmendsChannelPicker *channel_picker;
  AmendsCustomerField *customer_field;
  AmendsOrderField *order_field;
  AmendsWordsField *words_field;
  AmendsRefundField *refund_field;
  GtkWidget *serial_box;
  GtkEntry *serial_entry;
  GtkToggleButton *scope_batch;
  GtkToggleButton *scope_one;
  GtkWidget *summary_button;
  GtkLabel *summary_label;
  GtkWidget *keys_label;
  GtkScrolledWindow *scroller;
  GtkWidget *form_box;
  GtkWidget *kept_box;
  GtkLabel *kept_label;
};

void  amends_intake_page_keep          (AmendsIntakePage *self);
void  amends_intake_page_forget        (AmendsIntakePage *self);
void  amends_intake_page_restore       (AmendsIntakePage *self);
char *amends_intake_page_dup_draft     (AmendsIntakePage *self);
void  amends_intake_page_take_draft    (AmendsIntakePage *self,
                                        const char       *text);
void  amends_intake_page_order_offered (AmendsIntakePage *self);
void  amends_intake_page_start_over    (AmendsIntakePage *self);

G_END_DECLS
