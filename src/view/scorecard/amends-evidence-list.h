#pragma once

#include <adwaita.h>

#include "amends-contribution-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_EVIDENCE_LIST (amends_evidence_list_get_type ())

G_DECLARE_FINAL_TYPE (AmendsEvidenceList, amends_evidence_list, AMENDS, EVIDENCE_LIST, GtkBox)

void amends_evidence_list_set_store (AmendsEvidenceList      *self,
                                     AmendsContributionStore *store);
void amends_evidence_list_set_part  (AmendsEvidenceList      *self,
                                     AmendsMeasurePart       *part,
                                     gboolean                 team);

G_END_DECLS
