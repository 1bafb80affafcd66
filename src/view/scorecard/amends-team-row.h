#pragma once

#include <adwaita.h>

#include "amends-score-card.h"
#include "amends-score-member.h"

G_BEGIN_DECLS

#define AMENDS_N_TEAM_CELLS 4

#define AMENDS_TYPE_TEAM_ROW (amends_team_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTeamRow, amends_team_row, AMENDS, TEAM_ROW, GtkListBoxRow)

GtkWidget         *amends_team_row_new        (AmendsScoreMember  *member,
                                               AmendsScoreCard    *card);
AmendsScoreMember *amends_team_row_get_member (AmendsTeamRow      *self);
void               amends_team_row_set_narrow (AmendsTeamRow      *self,
                                               gboolean            narrow);
void               amends_team_row_get_cells  (AmendsTeamRow      *self,
                                               GtkWidget         **cells);

char              *amends_team_row_name       (AmendsScoreMember  *member);
const char        *amends_team_row_band       (AmendsScoreMember  *member,
                                               AmendsScoreCard    *card);

G_END_DECLS
