#pragma once

#include "amends-field.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHOICE_FIELD (amends_choice_field_get_type ())

G_DECLARE_FINAL_TYPE (AmendsChoiceField, amends_choice_field, AMENDS, CHOICE_FIELD, AmendsField)

GtkWidget  *amends_choice_field_new         (const char        *name,
                                             const char        *label);
GtkWidget  *amends_choice_field_new_search  (const char        *name,
                                             const char        *label);
void        amends_choice_field_add         (AmendsChoiceField *self,
                                             const char        *code,
                                             const char        *label,
                                             const char        *note,
                                             gboolean           possible);
void        amends_choice_field_choose      (AmendsChoiceField *self,
                                             const char        *code);
const char *amends_choice_field_get_code    (AmendsChoiceField *self);

G_END_DECLS
