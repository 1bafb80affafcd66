#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "amends-drafts.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_RECORD_FORM (amends_record_form_get_type ())

G_DECLARE_FINAL_TYPE (AmendsRecordForm, amends_record_form, AMENDS, RECORD_FORM, GtkBox)

void        amends_record_form_set_step      (AmendsRecordForm *self,
                                              JsonObject       *step,
                                              const char       *currency,
                                              AmendsDrafts     *drafts);
gboolean    amends_record_form_is_empty      (AmendsRecordForm *self);
gboolean    amends_record_form_is_touched    (AmendsRecordForm *self);
JsonObject *amends_record_form_collect       (AmendsRecordForm *self);
char       *amends_record_form_dup_draft_key (AmendsRecordForm *self);
void        amends_record_form_show_error    (AmendsRecordForm *self,
                                              const char       *field,
                                              const char       *words);

G_END_DECLS
