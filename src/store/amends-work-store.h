#pragma once

#include "amends-queue-store.h"

G_BEGIN_DECLS

/**
 * AmendsWorkKind:
 * @AMENDS_WORK_MINE: what the person at this desk holds, and the calls that person promised
 * @AMENDS_WORK_OVERDUE: everything past its limit in the queues the person may see
 */
typedef enum
{
  AMENDS_WORK_MINE,
  AMENDS_WORK_OVERDUE,
} AmendsWorkKind;

/**
 * AmendsWorkGroup:
 * @AMENDS_GROUP_OVERDUE: the limit has passed
 * @AMENDS_GROUP_HOUR: it passes within the hour
 * @AMENDS_GROUP_TODAY: it passes before the site's day ends
 * @AMENDS_GROUP_LATER: after that, or there is none
 * @AMENDS_GROUP_WAITING: its clock stands
 */
typedef enum
{
  AMENDS_GROUP_OVERDUE,
  AMENDS_GROUP_HOUR,
  AMENDS_GROUP_TODAY,
  AMENDS_GROUP_LATER,
  AMENDS_GROUP_WAITING,
  AMENDS_N_GROUPS,
} AmendsWorkGroup;

#define AMENDS_TYPE_WORK_STORE (amends_work_store_get_type ())

G_DECLARE_FINAL_TYPE (AmendsWorkStore, amends_work_store, AMENDS, WORK_STORE, GObject)

AmendsWorkStore  *amends_work_store_new        (AmendsSession    *session,
                                                AmendsCatalogue  *catalogue,
                                                AmendsFeed       *feed,
                                                AmendsWorkKind    kind);
void              amends_work_store_load       (AmendsWorkStore  *self);
void              amends_work_store_refresh    (AmendsWorkStore  *self);
void              amends_work_store_set_live   (AmendsWorkStore  *self,
                                                gboolean          live);
gint64            amends_work_store_regroup    (AmendsWorkStore  *self,
                                                gint64            now);
AmendsWorkKind    amends_work_store_get_kind   (AmendsWorkStore  *self);
AmendsStoreState  amends_work_store_get_state  (AmendsWorkStore  *self);
const GError     *amends_work_store_get_error  (AmendsWorkStore  *self);
AmendsLane       *amends_work_store_get_group  (AmendsWorkStore  *self,
                                                AmendsWorkGroup   group);
guint             amends_work_store_get_n      (AmendsWorkStore  *self);

G_END_DECLS
