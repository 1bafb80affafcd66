#pragma once

#include <gtk/gtk.h>

#include "amends-intake.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_ORDER_FIELD (amends_order_field_get_type ())

G_DECLARE_FINAL_TYPE (AmendsOrderField, amends_order_field, AMENDS, ORDER_FIELD, GtkBox)

void   amends_order_field_set_intake       (AmendsOrderField *self,
                                            AmendsIntake     *intake);
void   amends_order_field_set_customer     (AmendsOrderField *self,
                                            AmendsTerm       *customer);
void   amends_order_field_restore          (AmendsOrderField *self,
                                            JsonObject       *order);
void   amends_order_field_set_error        (AmendsOrderField *self,
                                            const char       *text);
gint64 amends_order_field_get_left         (AmendsOrderField *self);

G_END_DECLS
