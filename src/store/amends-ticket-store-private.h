#pragma once

#include "amends-ticket-store.h"

G_BEGIN_DECLS

struct _AmendsTicketStore
{
  GObject parent_instance;

  AmendsSession *session;
  AmendsFeed *feed;
  gint64 id;
  JsonObject *detail;
  GListStore *timeline;
  gint64 last_event;
  GError *error;
  GCancellable *cancellable;
  gboolean reading;
  gboolean stale;       /* changed again while it was being read */
};

JsonObject *amends_ticket_store_object_of (AmendsResult *rows);
void        amends_ticket_store_object_cb (GObject      *source,
                                           GAsyncResult *result,
                                           gpointer      user_data);

G_END_DECLS
