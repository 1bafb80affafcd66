#pragma once

#include <adwaita.h>

#include "amends-score-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SUBJECT_PICKER (amends_subject_picker_get_type ())

G_DECLARE_FINAL_TYPE (AmendsSubjectPicker, amends_subject_picker, AMENDS, SUBJECT_PICKER, AdwBin)

void amends_subject_picker_set_store (AmendsSubjectPicker *self,
                                      AmendsScoreStore    *store);
void amends_subject_picker_pop_up    (AmendsSubjectPicker *self);

G_END_DECLS
