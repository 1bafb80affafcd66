#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_CUSTOMER_CARD (amends_customer_card_get_type ())

G_DECLARE_FINAL_TYPE (AmendsCustomerCard, amends_customer_card, AMENDS, CUSTOMER_CARD, AdwBin)

void amends_customer_card_show       (AmendsCustomerCard *self,
                                      JsonObject         *ticket,
                                      gboolean            may_reveal);
void amends_customer_card_show_full  (AmendsCustomerCard *self,
                                      JsonObject         *full);

G_END_DECLS
