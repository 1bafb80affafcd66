#pragma once

#include "amends-work-store.h"

G_BEGIN_DECLS

struct _AmendsWorkStore
{
  GObject parent_instance;

  AmendsSession *session;
  AmendsCatalogue *catalogue;
  AmendsWorkKind kind;
  GCancellable *cancellable;
  AmendsStoreState state;
  GError *error;

  GHashTable *tickets;                 /* name of the row → ticket */
  AmendsLane *groups[AMENDS_N_GROUPS];
  GHashTable *places;                  /* ticket → the lane it stands in */

  GHashTable *seen;
  GArray *queues;                      /* still to be read */
  gint64 next_overdue;                 /* when the next limit passes that is not shown yet */
  guint timer;
  guint wake;
  gboolean live;                       /* somebody looks at it */
  gboolean stale;                      /* something changed while nobody did */
  gboolean loading;
  gboolean load_again;
};

void   amends_work_store_set_state     (AmendsWorkStore  *self,
                                        AmendsStoreState  state);
gint64 amends_work_store_end_of_day    (gint64            now);
void   amends_work_store_put           (AmendsWorkStore  *self,
                                        AmendsTicket     *ticket,
                                        gint64            now,
                                        gint64            midnight,
                                        gint64           *until);
void   amends_work_store_forget_unseen (AmendsWorkStore  *self);
void   amends_work_store_schedule_wake (AmendsWorkStore  *self);

void   amends_work_store_mine_cb       (GObject          *object,
                                        GAsyncResult     *result,
                                        gpointer          user_data);
void   amends_work_store_queues_cb     (GObject          *object,
                                        GAsyncResult     *result,
                                        gpointer          user_data);

G_END_DECLS
