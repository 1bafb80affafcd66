#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_EVIDENCE_ROW (amends_evidence_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsEvidenceRow, amends_evidence_row, AMENDS, EVIDENCE_ROW, GtkListBoxRow)

GtkWidget *amends_evidence_row_new         (const char        *head,
                                            const char        *text,
                                            const char        *value,
                                            const char        *effect);
void       amends_evidence_row_set_ticket  (AmendsEvidenceRow *self,
                                            gint64             ticket_id);
gint64     amends_evidence_row_get_ticket  (AmendsEvidenceRow *self);
void       amends_evidence_row_set_group   (AmendsEvidenceRow *self,
                                            const char        *group);
const char *amends_evidence_row_get_group  (AmendsEvidenceRow *self);
void       amends_evidence_row_set_open    (AmendsEvidenceRow *self,
                                            gboolean           open);

G_END_DECLS
