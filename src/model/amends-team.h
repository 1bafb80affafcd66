#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_TEAM (amends_team_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTeam, amends_team, AMENDS, TEAM, GObject)

/**
 * AmendsTeamCounts:
 * @open: open tickets
 * @overdue: of these, past their limit
 * @soon: of these, past the warning share of their limit
 * @unassigned: of these, held by nobody
 */
typedef struct
{
  guint open;
  guint overdue;
  guint soon;
  guint unassigned;
} AmendsTeamCounts;

AmendsTeam *amends_team_new            (gint64                  id,
                                        const char             *code);
void        amends_team_describe       (AmendsTeam             *self,
                                        const char             *label,
                                        const char             *icon_name,
                                        gboolean                mine);
void        amends_team_set_counts     (AmendsTeam             *self,
                                        const AmendsTeamCounts *counts);
gint64      amends_team_get_id         (AmendsTeam             *self);
const char *amends_team_get_code       (AmendsTeam             *self);
const char *amends_team_get_label      (AmendsTeam             *self);
const char *amends_team_get_icon_name  (AmendsTeam             *self);
gboolean    amends_team_get_mine       (AmendsTeam             *self);
guint       amends_team_get_open       (AmendsTeam             *self);
guint       amends_team_get_overdue    (AmendsTeam             *self);
guint       amends_team_get_soon       (AmendsTeam             *self);
guint       amends_team_get_unassigned (AmendsTeam             *self);

G_END_DECLS
