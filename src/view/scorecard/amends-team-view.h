#pragma once

#include <adwaita.h>

#include "amends-score-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_TEAM_VIEW (amends_team_view_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTeamView, amends_team_view, AMENDS, TEAM_VIEW, AdwBin)

void     amends_team_view_set_store  (AmendsTeamView   *self,
                                      AmendsScoreStore *store);
gboolean amends_team_view_get_table  (AmendsTeamView   *self);
void     amends_team_view_set_table  (AmendsTeamView   *self,
                                      gboolean          table);
void     amends_team_view_set_narrow (AmendsTeamView   *self,
                                      gboolean          narrow);
gboolean amends_team_view_focus      (AmendsTeamView   *self);

G_END_DECLS
