#pragma once

#include <adwaita.h>

#include "amends-ticket-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_AFTERCARE_CARD (amends_aftercare_card_get_type ())

G_DECLARE_FINAL_TYPE (AmendsAftercareCard, amends_aftercare_card, AMENDS, AFTERCARE_CARD, AdwBin)

void amends_aftercare_card_show (AmendsAftercareCard *self,
                                 AmendsTicketStore   *store);

G_END_DECLS
