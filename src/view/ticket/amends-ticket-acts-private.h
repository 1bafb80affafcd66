#pragma once

#include "amends-act-dialog.h"
#include "amends-desk.h"

G_BEGIN_DECLS

/* What a dialog is about; ref: which coupon or error. */
typedef struct
{
  GtkWidget *page;
  AmendsTicketStore *store;
  AmendsDesk *desk;
  JsonObject *ticket;
  gint64 ref;
} AmendsAct;

AmendsActDialog *amends_act_new_dialog           (AmendsAct       *act,
                                                  const char      *verb,
                                                  const char      *title,
                                                  const char      *confirm,
                                                  const char      *done);
void             amends_act_add_required         (AmendsActDialog *dialog,
                                                  GtkWidget       *field);
void             amends_act_add_note             (AmendsActDialog *dialog,
                                                  const char      *label);
void             amends_act_add_reasons          (AmendsActDialog *dialog,
                                                  AmendsAct       *act,
                                                  const char      *kind,
                                                  const char      *member);

AmendsActDialog *amends_act_open_wait            (AmendsAct       *act);
AmendsActDialog *amends_act_open_hand_over       (AmendsAct       *act);
AmendsActDialog *amends_act_open_escalate        (AmendsAct       *act);
AmendsActDialog *amends_act_open_skip            (AmendsAct       *act);
AmendsActDialog *amends_act_open_reopen          (AmendsAct       *act);
AmendsActDialog *amends_act_open_cancel          (AmendsAct       *act);
AmendsActDialog *amends_act_open_category        (AmendsAct       *act);
AmendsActDialog *amends_act_open_priority        (AmendsAct       *act);
AmendsActDialog *amends_act_open_close           (AmendsAct       *act);
AmendsActDialog *amends_act_open_survey          (AmendsAct       *act);
AmendsActDialog *amends_act_open_callback        (AmendsAct       *act);
AmendsActDialog *amends_act_open_refund_followup (AmendsAct       *act);
AmendsActDialog *amends_act_open_coupon_cancel   (AmendsAct       *act);
AmendsActDialog *amends_act_open_refund_request  (AmendsAct       *act);
AmendsActDialog *amends_act_open_refund_send_back (AmendsAct       *act);
AmendsActDialog *amends_act_open_refund_refuse   (AmendsAct       *act);
AmendsActDialog *amends_act_open_refund_withdraw (AmendsAct       *act);
AmendsActDialog *amends_act_open_refund_error    (AmendsAct       *act);
AmendsActDialog *amends_act_open_refund_correct  (AmendsAct       *act);

G_END_DECLS
