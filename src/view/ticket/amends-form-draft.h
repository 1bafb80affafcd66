#pragma once

#include "amends-drafts.h"
#include "amends-field.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_FORM_DRAFT (amends_form_draft_get_type ())

G_DECLARE_FINAL_TYPE (AmendsFormDraft, amends_form_draft, AMENDS, FORM_DRAFT, GObject)

AmendsFormDraft *amends_form_draft_new          (AmendsDrafts    *drafts,
                                                 const char      *key,
                                                 GtkWidget       *form);
gboolean         amends_form_draft_get_restored (AmendsFormDraft *self);
void             amends_form_draft_reset        (AmendsFormDraft *self);
void             amends_form_draft_sent         (AmendsFormDraft *self);

G_END_DECLS
