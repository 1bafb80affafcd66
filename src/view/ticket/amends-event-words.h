#pragma once

#include "amends-catalogue.h"
#include "amends-event.h"
#include "amends-ticket-store.h"

G_BEGIN_DECLS

/**
 * AmendsEventShape:
 * @AMENDS_EVENT_LINE: a change: one small line
 * @AMENDS_EVENT_FROM_CUSTOMER: what the customer said
 * @AMENDS_EVENT_TO_CUSTOMER: what was said to the customer
 * @AMENDS_EVENT_AMONG_STAFF: an internal note
 * @AMENDS_EVENT_HIDDEN: said by another event already
 */
typedef enum
{
  AMENDS_EVENT_LINE,
  AMENDS_EVENT_FROM_CUSTOMER,
  AMENDS_EVENT_TO_CUSTOMER,
  AMENDS_EVENT_AMONG_STAFF,
  AMENDS_EVENT_HIDDEN,
} AmendsEventShape;

AmendsEventShape  amends_event_shape      (AmendsEvent     *event);
const char       *amends_event_icon       (AmendsEvent     *event);
gboolean          amends_event_is_alert   (AmendsEvent     *event);
char             *amends_event_dup_markup (AmendsEvent       *event,
                                           AmendsTicketStore *store,
                                           AmendsCatalogue   *catalogue);
char             *amends_event_dup_who    (AmendsEvent     *event,
                                           JsonObject      *ticket);
char             *amends_event_dup_meta   (AmendsEvent     *event,
                                           AmendsCatalogue *catalogue);
char             *amends_event_dup_text   (AmendsEvent     *event);

G_END_DECLS
