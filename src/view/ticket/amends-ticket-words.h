#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char       *amends_ticket_state_words   (JsonObject *ticket);
char       *amends_ticket_origin_words  (JsonObject *ticket,
                                         const char *channel);
char       *amends_ticket_limit_words   (gint64      amount,
                                         const char *unit);
char       *amends_ticket_moment        (gint64      at);
char       *amends_ticket_short_moment  (gint64      at);
const char *amends_refund_state_words   (JsonObject *refund);
const char *amends_payment_method_words (const char *method);
const char *amends_overall_words        (gint64      overall);
const char *amends_remedy_words         (const char *remedy);
char       *amends_ticket_why_not       (const char *code,
                                         JsonObject *ticket);
char       *amends_step_who_words       (JsonObject *step,
                                         const char *channel);
char       *amends_step_time_words      (JsonObject *step);
char       *amends_field_value_words    (JsonObject *field,
                                         const char *value,
                                         const char *currency);

G_END_DECLS
