#pragma once

#include <gtk/gtk.h>

#include "amends-intake.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_REFUND_FIELD (amends_refund_field_get_type ())

G_DECLARE_FINAL_TYPE (AmendsRefundField, amends_refund_field, AMENDS, REFUND_FIELD, GtkBox)

void       amends_refund_field_set_intake   (AmendsRefundField *self,
                                             AmendsIntake      *intake,
                                             const char        *currency);
void       amends_refund_field_set_reasons  (AmendsRefundField *self,
                                             GListModel        *reasons);
void       amends_refund_field_set_needed   (AmendsRefundField *self,
                                             gboolean           needed);
void       amends_refund_field_set_left     (AmendsRefundField *self,
                                             gint64             left);
void       amends_refund_field_set_refund   (AmendsRefundField *self,
                                             const char        *reason,
                                             gint64             amount);
void       amends_refund_field_follow     (AmendsRefundField *self);
gboolean   amends_refund_field_get_typed    (AmendsRefundField *self);
void       amends_refund_field_set_error    (AmendsRefundField *self,
                                             const char        *text);
GtkWidget *amends_refund_field_check        (AmendsRefundField *self);
void       amends_refund_field_clear        (AmendsRefundField *self);

G_END_DECLS
