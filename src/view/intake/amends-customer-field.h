#pragma once

#include <gtk/gtk.h>

#include "amends-intake.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CUSTOMER_FIELD (amends_customer_field_get_type ())

G_DECLARE_FINAL_TYPE (AmendsCustomerField, amends_customer_field, AMENDS, CUSTOMER_FIELD, GtkBox)

void        amends_customer_field_set_intake (AmendsCustomerField *self,
                                              AmendsIntake        *intake);
void        amends_customer_field_restore    (AmendsCustomerField *self,
                                              const char          *value,
                                              JsonObject          *customer);
const char *amends_customer_field_get_value  (AmendsCustomerField *self);
void        amends_customer_field_set_error  (AmendsCustomerField *self,
                                              const char          *text);
void        amends_customer_field_clear      (AmendsCustomerField *self);
gboolean    amends_customer_field_is_finding (AmendsCustomerField *self);

G_END_DECLS
