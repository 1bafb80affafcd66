#pragma once

#include "amends-feed.h"
#include "amends-notice.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_NOTICE_STORE (amends_notice_store_get_type ())

G_DECLARE_FINAL_TYPE (AmendsNoticeStore, amends_notice_store, AMENDS, NOTICE_STORE, GObject)

AmendsNoticeStore *amends_notice_store_new          (AmendsSession     *session,
                                                     AmendsFeed        *feed);
gboolean           amends_notice_store_get_ready    (AmendsNoticeStore *self);
guint              amends_notice_store_get_n_unseen (AmendsNoticeStore *self);
void               amends_notice_store_mark_seen    (AmendsNoticeStore *self,
                                                     AmendsNotice      *notice);
void               amends_notice_store_refresh      (AmendsNoticeStore *self);

G_END_DECLS
