#pragma once

#include "amends-card-reader.h"
#include "amends-queue-store.h"

G_BEGIN_DECLS

/* Load follows work at a distance. */
#define QUEUE_MEMBERS_MS 700

struct _AmendsQueueStore
{
  GObject parent_instance;

  AmendsSession *session;
  AmendsCatalogue *catalogue;
  gint64 team_id;
  GCancellable *cancellable;
  AmendsStoreState state;
  GError *error;

  GHashTable *tickets;         /* id → ticket */
  GHashTable *lanes;           /* person id → lane */
  GHashTable *places;          /* ticket → the lane it stands in */
  AmendsLane *all;
  GListStore *members;

  GHashTable *seen;            /* ids met since the reading began; what is left over has gone */
  gboolean loading;
  gboolean load_again;
  gboolean complete;
  gboolean live;               /* somebody looks at it */
  gboolean stale;              /* so much changed while nobody did that all of it is read */
  gboolean members_stale;
  GHashTable *wanted;          /* ids to read again */
  guint refetch;
  guint refresh_members;
};

gpointer amends_queue_store_key               (gint64            id);
void     amends_queue_store_set_state         (AmendsQueueStore *self,
                                               AmendsStoreState  state);
void     amends_queue_store_set_complete      (AmendsQueueStore *self,
                                               gboolean          complete);
void     amends_queue_store_emit_left         (AmendsQueueStore *self,
                                               AmendsTicket     *ticket);

void     amends_queue_store_take_rows         (AmendsQueueStore *self,
                                               AmendsResult     *rows);
void     amends_queue_store_forget_unseen     (AmendsQueueStore *self);
void     amends_queue_store_forget_unanswered (AmendsQueueStore *self,
                                               AmendsResult     *rows,
                                               GHashTable       *ids);

void     amends_queue_store_read_page         (AmendsQueueStore *self,
                                               AmendsResult     *before);
gboolean amends_queue_store_refetch_cb        (gpointer          user_data);

void     amends_queue_store_ensure_member     (AmendsQueueStore *self,
                                               AmendsTicket     *ticket);
gboolean amends_queue_store_read_members      (gpointer          user_data);
void     amends_queue_store_schedule_members  (AmendsQueueStore *self,
                                               guint             delay);

G_END_DECLS
