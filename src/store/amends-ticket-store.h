#pragma once

#include <json-glib/json-glib.h>

#include "amends-feed.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_TICKET_STORE (amends_ticket_store_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTicketStore, amends_ticket_store, AMENDS, TICKET_STORE, GObject)

AmendsTicketStore *amends_ticket_store_new            (AmendsSession        *session,
                                                       AmendsFeed           *feed,
                                                       gint64                id);
gint64             amends_ticket_store_get_id         (AmendsTicketStore    *self);
AmendsSession     *amends_ticket_store_get_session    (AmendsTicketStore    *self);
JsonObject        *amends_ticket_store_get_detail     (AmendsTicketStore    *self);
const char        *amends_ticket_store_get_currency   (AmendsTicketStore    *self);
GListModel        *amends_ticket_store_get_timeline   (AmendsTicketStore    *self);
const GError      *amends_ticket_store_get_error      (AmendsTicketStore    *self);
void               amends_ticket_store_refresh        (AmendsTicketStore    *self);
gboolean           amends_ticket_store_can            (AmendsTicketStore    *self,
                                                       const char           *what,
                                                       const char          **why_not);

void               amends_ticket_store_act_async      (AmendsTicketStore    *self,
                                                       const char           *verb,
                                                       JsonObject           *arguments,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
JsonObject        *amends_ticket_store_act_finish     (AmendsTicketStore    *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
void               amends_ticket_store_explain_async  (AmendsTicketStore    *self,
                                                       gint64                step,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
JsonObject        *amends_ticket_store_explain_finish (AmendsTicketStore    *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
void               amends_ticket_store_reveal_async   (AmendsTicketStore    *self,
                                                       const char           *purpose,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
JsonObject        *amends_ticket_store_reveal_finish  (AmendsTicketStore    *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS
