#pragma once

#include "amends-catalogue.h"
#include "amends-event.h"
#include "amends-ticket-store.h"

G_BEGIN_DECLS

/* What the sentences are made from. */
typedef struct
{
  AmendsEvent *event;
  JsonObject *body;
  AmendsTicketStore *store;
  AmendsCatalogue *catalogue;
  const char *who;   /* marked up; "Amends" for what happens by itself */
} AmendsTelling;

typedef char *(*AmendsTellFunc) (AmendsTelling *t);

/* parts */
char *amends_telling_bold                (const char     *text);
char *amends_telling_label_of            (AmendsTelling  *t,
                                          const char     *member);
char *amends_telling_term_of             (AmendsTelling  *t,
                                          AmendsTermKind  kind,
                                          const char     *member);
char *amends_telling_money_of            (AmendsTelling  *t,
                                          const char     *member);
char *amends_telling_because             (AmendsTelling  *t);
char *amends_telling_clause_of           (AmendsTelling  *t);
char *amends_telling_names_of            (AmendsTelling  *t);
char *amends_telling_recorded_of         (AmendsTelling  *t);

/* sentences, one a kind of event */
char *amends_tell_filed                 (AmendsTelling  *t);
char *amends_tell_take                  (AmendsTelling  *t);
char *amends_tell_assigned              (AmendsTelling  *t);
char *amends_tell_hand_over             (AmendsTelling  *t);
char *amends_tell_escalate              (AmendsTelling  *t);
char *amends_tell_escalated             (AmendsTelling  *t);
char *amends_tell_step_done             (AmendsTelling  *t);
char *amends_tell_step_skipped          (AmendsTelling  *t);
char *amends_tell_sent_back             (AmendsTelling  *t);
char *amends_tell_wait                  (AmendsTelling  *t);
char *amends_tell_resume                (AmendsTelling  *t);
char *amends_tell_resolve               (AmendsTelling  *t);
char *amends_tell_reopen                (AmendsTelling  *t);
char *amends_tell_close                 (AmendsTelling  *t);
char *amends_tell_cancel                (AmendsTelling  *t);
char *amends_tell_priority              (AmendsTelling  *t);
char *amends_tell_category              (AmendsTelling  *t);
char *amends_tell_refund_requested      (AmendsTelling  *t);
char *amends_tell_refund_reviewed       (AmendsTelling  *t);
char *amends_tell_refund_confirmed      (AmendsTelling  *t);
char *amends_tell_refund_manager        (AmendsTelling  *t);
char *amends_tell_refund_sent_back      (AmendsTelling  *t);
char *amends_tell_refund_paid           (AmendsTelling  *t);
char *amends_tell_refund_refused        (AmendsTelling  *t);
char *amends_tell_refund_withdrawn      (AmendsTelling  *t);
char *amends_tell_refund_error          (AmendsTelling  *t);
char *amends_tell_refund_error_corrected (AmendsTelling  *t);
char *amends_tell_survey                (AmendsTelling  *t);
char *amends_tell_callback              (AmendsTelling  *t);
char *amends_tell_refund_followup       (AmendsTelling  *t);
char *amends_tell_coupon                (AmendsTelling  *t);
char *amends_tell_coupon_cancelled      (AmendsTelling  *t);
char *amends_tell_reveal                (AmendsTelling  *t);
char *amends_tell_other                 (AmendsTelling  *t);

G_END_DECLS
