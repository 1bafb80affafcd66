#pragma once

#include "amends-catalogue.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_PLACE_STORE (amends_place_store_get_type ())

G_DECLARE_FINAL_TYPE (AmendsPlaceStore, amends_place_store, AMENDS, PLACE_STORE, GObject)

AmendsPlaceStore *amends_place_store_new              (AmendsSession    *session,
                                                       AmendsFeed       *feed);
void              amends_place_store_refresh          (AmendsPlaceStore *self);
AmendsTeam       *amends_place_store_find             (AmendsPlaceStore *self,
                                                       gint64            team_id);
guint             amends_place_store_get_mine         (AmendsPlaceStore *self);
guint             amends_place_store_get_mine_overdue (AmendsPlaceStore *self);
guint             amends_place_store_get_overdue      (AmendsPlaceStore *self);
guint             amends_place_store_get_notices      (AmendsPlaceStore *self);

G_END_DECLS
