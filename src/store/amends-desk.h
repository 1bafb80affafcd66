#pragma once

#include "amends-catalogue.h"
#include "amends-drafts.h"
#include "amends-local-server.h"
#include "amends-notice-store.h"
#include "amends-place-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_DESK (amends_desk_get_type ())

G_DECLARE_FINAL_TYPE (AmendsDesk, amends_desk, AMENDS, DESK, GObject)

AmendsDesk        *amends_desk_new           (void);
AmendsSession     *amends_desk_get_session   (AmendsDesk *self);
AmendsFeed        *amends_desk_get_feed      (AmendsDesk *self);
AmendsCatalogue   *amends_desk_get_catalogue (AmendsDesk *self);
AmendsPlaceStore  *amends_desk_get_places    (AmendsDesk *self);
AmendsNoticeStore *amends_desk_get_notices   (AmendsDesk *self);
AmendsLocalServer *amends_desk_get_local     (AmendsDesk *self);
AmendsDrafts      *amends_desk_get_drafts    (AmendsDesk *self);
void               amends_desk_close         (AmendsDesk *self);

G_END_DECLS
