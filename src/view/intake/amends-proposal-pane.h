#pragma once

#include <adwaita.h>

#include "amends-catalogue.h"
#include "amends-intake.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_PROPOSAL_PANE (amends_proposal_pane_get_type ())

G_DECLARE_FINAL_TYPE (AmendsProposalPane, amends_proposal_pane, AMENDS, PROPOSAL_PANE, AdwBin)

void  amends_proposal_pane_set_intake  (AmendsProposalPane *self,
                                        AmendsIntake       *intake,
                                        AmendsCatalogue    *catalogue);
void  amends_proposal_pane_set_live    (AmendsProposalPane *self,
                                        gboolean            live);
char *amends_proposal_pane_dup_summary (AmendsProposalPane *self);
void  amends_proposal_pane_ask_category (AmendsProposalPane *self);

G_END_DECLS
