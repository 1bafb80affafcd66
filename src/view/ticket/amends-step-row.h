#pragma once

#include <gtk/gtk.h>

#include "amends-record-form.h"
#include "amends-ticket-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_STEP_ROW (amends_step_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsStepRow, amends_step_row, AMENDS, STEP_ROW, GtkListBoxRow)

GtkWidget        *amends_step_row_new      (gint64             step,
                                            AmendsDrafts      *drafts);
gint64            amends_step_row_get_step (AmendsStepRow     *self);
AmendsRecordForm *amends_step_row_get_form (AmendsStepRow     *self);
void              amends_step_row_show     (AmendsStepRow     *self,
                                            JsonObject        *step,
                                            const char        *channel,
                                            AmendsTicketStore *store);
void              amends_step_row_set_ends (AmendsStepRow     *self,
                                            gboolean           first,
                                            gboolean           last);

G_END_DECLS
