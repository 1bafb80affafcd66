#pragma once

#include <adwaita.h>

#include "amends-score-card.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_TEAM_TABLE (amends_team_table_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTeamTable, amends_team_table, AMENDS, TEAM_TABLE, AdwBin)

void     amends_team_table_fill  (AmendsTeamTable *self,
                                  AmendsScoreCard *card,
                                  GListModel      *members);
gboolean amends_team_table_focus (AmendsTeamTable *self);

G_END_DECLS
