#pragma once

#include <gtk/gtk.h>

#include "amends-ticket.h"

G_BEGIN_DECLS

/**
 * AmendsQueueFlag:
 * @AMENDS_QUEUE_HOUR: the limit passes within the hour
 * @AMENDS_QUEUE_URGENT: of the highest priority
 * @AMENDS_QUEUE_VIP: the customer is a VIP
 * @AMENDS_QUEUE_REPEAT: the customer complained before
 * @AMENDS_QUEUE_BATCH: several customers have the same trouble
 *
 * What a chip of the queue page asks for; several chips are met together.
 */
typedef enum
{
  AMENDS_QUEUE_HOUR = 1 << 0,
  AMENDS_QUEUE_URGENT = 1 << 1,
  AMENDS_QUEUE_VIP = 1 << 2,
  AMENDS_QUEUE_REPEAT = 1 << 3,
  AMENDS_QUEUE_BATCH = 1 << 4,
} AmendsQueueFlag;

#define AMENDS_N_QUEUE_FLAGS 5

#define AMENDS_TYPE_QUEUE_FILTER (amends_queue_filter_get_type ())

G_DECLARE_FINAL_TYPE (AmendsQueueFilter, amends_queue_filter, AMENDS, QUEUE_FILTER, GtkFilter)

AmendsQueueFilter *amends_queue_filter_new      (void);
void               amends_queue_filter_set_flag (AmendsQueueFilter *self,
                                                 AmendsQueueFlag    flag,
                                                 gboolean           wanted);
void               amends_queue_filter_set_text (AmendsQueueFilter *self,
                                                 const char        *text);
void               amends_queue_filter_clear    (AmendsQueueFilter *self);
gboolean           amends_queue_filter_active   (AmendsQueueFilter *self);
void               amends_queue_filter_renew    (AmendsQueueFilter *self);
guint              amends_queue_flags_of        (AmendsTicket      *ticket,
                                                 gint64             now);

G_END_DECLS
