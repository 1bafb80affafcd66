#pragma once

#include "amends-catalogue.h"
#include "amends-result.h"
#include "amends-ticket.h"

G_BEGIN_DECLS

typedef struct _AmendsCardReader AmendsCardReader;

AmendsCardReader *amends_card_reader_new  (AmendsResult     *result,
                                           AmendsCatalogue  *catalogue);
void              amends_card_reader_free (AmendsCardReader *self);
gboolean          amends_card_reader_next (AmendsCardReader *self);
const AmendsTicketFields *
                  amends_card_reader_get  (AmendsCardReader *self);
void              amends_card_reader_fill (AmendsCardReader *self,
                                           AmendsTicket     *ticket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCardReader, amends_card_reader_free)

G_END_DECLS
