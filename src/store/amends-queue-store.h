#pragma once

#include "amends-catalogue.h"
#include "amends-feed.h"
#include "amends-lane.h"
#include "amends-member.h"

G_BEGIN_DECLS

/**
 * AmendsStoreState:
 * @AMENDS_STORE_LOADING: nothing has been read yet
 * @AMENDS_STORE_READY: there is something to show; more may come
 * @AMENDS_STORE_ERROR: nothing could be read
 */
typedef enum
{
  AMENDS_STORE_LOADING,
  AMENDS_STORE_READY,
  AMENDS_STORE_ERROR,
} AmendsStoreState;

/* The lane of tickets that nobody holds. */
#define AMENDS_NOBODY 0

#define AMENDS_TYPE_QUEUE_STORE (amends_queue_store_get_type ())

G_DECLARE_FINAL_TYPE (AmendsQueueStore, amends_queue_store, AMENDS, QUEUE_STORE, GObject)

AmendsQueueStore *amends_queue_store_new         (AmendsSession    *session,
                                                  AmendsCatalogue  *catalogue,
                                                  AmendsFeed       *feed,
                                                  gint64            team_id);
void              amends_queue_store_load        (AmendsQueueStore *self);
void              amends_queue_store_refetch     (AmendsQueueStore *self,
                                                  const gint64     *ids,
                                                  guint             n_ids);
void              amends_queue_store_set_live    (AmendsQueueStore *self,
                                                  gboolean          live);
gint64            amends_queue_store_get_team    (AmendsQueueStore *self);
AmendsStoreState  amends_queue_store_get_state   (AmendsQueueStore *self);
gboolean          amends_queue_store_get_complete
                                                 (AmendsQueueStore *self);
const GError     *amends_queue_store_get_error   (AmendsQueueStore *self);
AmendsLane       *amends_queue_store_get_all     (AmendsQueueStore *self);
AmendsLane       *amends_queue_store_get_lane    (AmendsQueueStore *self,
                                                  gint64            person_id);
GListModel       *amends_queue_store_get_members (AmendsQueueStore *self);
AmendsMember     *amends_queue_store_find_member (AmendsQueueStore *self,
                                                  gint64            person_id);
AmendsTicket     *amends_queue_store_find        (AmendsQueueStore *self,
                                                  gint64            id);
void              amends_queue_store_place       (AmendsQueueStore *self,
                                                  AmendsTicket     *ticket,
                                                  gint64            team_id,
                                                  gint64            person_id,
                                                  const char       *name);

G_END_DECLS
