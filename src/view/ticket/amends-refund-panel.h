#pragma once

#include <adwaita.h>

#include "amends-drafts.h"
#include "amends-ticket-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_REFUND_PANEL (amends_refund_panel_get_type ())

G_DECLARE_FINAL_TYPE (AmendsRefundPanel, amends_refund_panel, AMENDS, REFUND_PANEL, AdwBin)

void        amends_refund_panel_set_ticket    (AmendsRefundPanel  *self,
                                               AmendsTicketStore  *store,
                                               AmendsDrafts       *drafts);
void        amends_refund_panel_show          (AmendsRefundPanel  *self);
JsonObject *amends_refund_panel_collect       (AmendsRefundPanel  *self,
                                               const char         *action,
                                               const char        **verb);
const char *amends_refund_panel_get_draft_key (AmendsRefundPanel  *self);
void        amends_refund_panel_show_error    (AmendsRefundPanel  *self,
                                               const GError       *error);
void        amends_refund_panel_focus         (AmendsRefundPanel  *self);
char       *amends_refund_panel_dup_label     (AmendsRefundPanel  *self,
                                               const char         *action);

G_END_DECLS
