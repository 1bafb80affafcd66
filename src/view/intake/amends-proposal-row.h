#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_PROPOSAL_ROW (amends_proposal_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsProposalRow, amends_proposal_row, AMENDS, PROPOSAL_ROW, GtkListBoxRow)

void           amends_proposal_row_set         (AmendsProposalRow *self,
                                                const char        *value,
                                                const char        *reason);
void           amends_proposal_row_set_popover (AmendsProposalRow *self,
                                                GtkWidget         *popover);
GtkMenuButton *amends_proposal_row_get_button  (AmendsProposalRow *self);
void           amends_proposal_row_align       (AmendsProposalRow *self,
                                                GtkSizeGroup      *keys);

G_END_DECLS
