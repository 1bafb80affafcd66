#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AmendsEventGroup:
 * @AMENDS_EVENT_CHANGE: something was done to the ticket
 * @AMENDS_EVENT_CUSTOMER: said by or to the customer
 * @AMENDS_EVENT_NOTE: among staff
 */
typedef enum
{
  AMENDS_EVENT_CHANGE,
  AMENDS_EVENT_CUSTOMER,
  AMENDS_EVENT_NOTE,
} AmendsEventGroup;

#define AMENDS_TYPE_EVENT (amends_event_get_type ())

G_DECLARE_FINAL_TYPE (AmendsEvent, amends_event, AMENDS, EVENT, GObject)

AmendsEvent      *amends_event_new             (gint64       id,
                                                const char  *kind,
                                                gint64       happened_at,
                                                gint64       recorded_at,
                                                const char  *actor,
                                                const char  *text,
                                                JsonObject  *body);
gint64            amends_event_get_id          (AmendsEvent *self);
const char       *amends_event_get_kind        (AmendsEvent *self);
AmendsEventGroup  amends_event_get_group       (AmendsEvent *self);
gint64            amends_event_get_happened_at (AmendsEvent *self);
gint64            amends_event_get_recorded_at (AmendsEvent *self);
const char       *amends_event_get_actor       (AmendsEvent *self);
const char       *amends_event_get_text        (AmendsEvent *self);
JsonObject       *amends_event_get_body        (AmendsEvent *self);

G_END_DECLS
