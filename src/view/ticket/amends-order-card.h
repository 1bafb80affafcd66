#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_ORDER_CARD (amends_order_card_get_type ())

G_DECLARE_FINAL_TYPE (AmendsOrderCard, amends_order_card, AMENDS, ORDER_CARD, AdwBin)

void amends_order_card_show (AmendsOrderCard *self,
                             JsonObject      *ticket);

G_END_DECLS
