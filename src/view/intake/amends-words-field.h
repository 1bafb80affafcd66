#pragma once

#include <gtk/gtk.h>

#include "amends-intake.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_WORDS_FIELD (amends_words_field_get_type ())

G_DECLARE_FINAL_TYPE (AmendsWordsField, amends_words_field, AMENDS, WORDS_FIELD, GtkBox)

void amends_words_field_set_intake (AmendsWordsField *self,
                                    AmendsIntake     *intake);
void amends_words_field_set_words  (AmendsWordsField *self,
                                    const char       *words);
void amends_words_field_set_error  (AmendsWordsField *self,
                                    const char       *text);

G_END_DECLS
