#pragma once

#include <json-glib/json-glib.h>

#include "amends-session.h"
#include "amends-term.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_INTAKE (amends_intake_get_type ())

G_DECLARE_FINAL_TYPE (AmendsIntake, amends_intake, AMENDS, INTAKE, GObject)

AmendsIntake  *amends_intake_new                  (AmendsSession        *session);
void           amends_intake_reset                (AmendsIntake         *self);

void           amends_intake_set_text             (AmendsIntake         *self,
                                                   const char           *field,
                                                   const char           *value);
const char    *amends_intake_get_text             (AmendsIntake         *self,
                                                   const char           *field);
void           amends_intake_set_number           (AmendsIntake         *self,
                                                   const char           *field,
                                                   gint64                value);
gint64         amends_intake_get_number           (AmendsIntake         *self,
                                                   const char           *field);
void           amends_intake_set_customer         (AmendsIntake         *self,
                                                   AmendsTerm           *customer);
void           amends_intake_set_new_customer     (AmendsIntake         *self,
                                                   const char           *name,
                                                   const char           *phone,
                                                   const char           *email,
                                                   gboolean              vip);
AmendsTerm    *amends_intake_get_customer         (AmendsIntake         *self);
void           amends_intake_set_order            (AmendsIntake         *self,
                                                   AmendsTerm           *order);
void           amends_intake_set_new_order        (AmendsIntake         *self,
                                                   const char           *ref,
                                                   const char           *product,
                                                   gint64                paid_minor);
AmendsTerm    *amends_intake_get_order            (AmendsIntake         *self);
char          *amends_intake_to_json              (AmendsIntake         *self);
gboolean       amends_intake_is_empty             (AmendsIntake         *self);

JsonObject    *amends_intake_get_proposal         (AmendsIntake         *self);
gboolean       amends_intake_get_asking           (AmendsIntake         *self);

void           amends_intake_find_customer_async  (AmendsIntake         *self,
                                                   const char           *value,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GListModel    *amends_intake_find_customer_finish (AmendsIntake         *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void           amends_intake_file_async           (AmendsIntake         *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
AmendsTerm    *amends_intake_file_finish          (AmendsIntake         *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
