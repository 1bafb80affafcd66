#pragma once

#include "amends-feed.h"
#include "amends-team.h"
#include "amends-term.h"

G_BEGIN_DECLS

/**
 * AmendsTermKind:
 * @AMENDS_TERM_CHANNEL: a way in: phone, chat, e-mail…
 * @AMENDS_TERM_CATEGORY: main and sub-categories; "parent", "procedure", "needs", "complaint"
 * @AMENDS_TERM_PRIORITY: the most urgent first
 * @AMENDS_TERM_REASON: coded reasons; "kind" says of what
 * @AMENDS_TERM_WAIT_REASON: what a ticket can wait for; "stops_clock"
 * @AMENDS_TERM_CLAUSE: clauses of policies; "body"
 * @AMENDS_TERM_MEASURE: measures; "unit", "better", "definition"
 * @AMENDS_TERM_SCHEME: schemes of scorecards
 */
typedef enum
{
  AMENDS_TERM_CHANNEL,
  AMENDS_TERM_CATEGORY,
  AMENDS_TERM_PRIORITY,
  AMENDS_TERM_REASON,
  AMENDS_TERM_WAIT_REASON,
  AMENDS_TERM_CLAUSE,
  AMENDS_TERM_MEASURE,
  AMENDS_TERM_SCHEME,
} AmendsTermKind;

#define AMENDS_N_TERM_KINDS (AMENDS_TERM_SCHEME + 1)

#define AMENDS_TYPE_CATALOGUE (amends_catalogue_get_type ())

G_DECLARE_FINAL_TYPE (AmendsCatalogue, amends_catalogue, AMENDS, CATALOGUE, GObject)

AmendsCatalogue *amends_catalogue_new            (AmendsSession   *session,
                                                  AmendsFeed      *feed);
gboolean         amends_catalogue_get_ready      (AmendsCatalogue *self);
void             amends_catalogue_refresh        (AmendsCatalogue *self);
GListModel      *amends_catalogue_get_terms      (AmendsCatalogue *self,
                                                  AmendsTermKind   kind);
GListModel      *amends_catalogue_get_people     (AmendsCatalogue *self);
GListModel      *amends_catalogue_get_teams      (AmendsCatalogue *self);
AmendsTerm      *amends_catalogue_find           (AmendsCatalogue *self,
                                                  AmendsTermKind   kind,
                                                  const char      *code);
AmendsTerm      *amends_catalogue_find_id        (AmendsCatalogue *self,
                                                  AmendsTermKind   kind,
                                                  gint64           id);
AmendsPerson    *amends_catalogue_find_person    (AmendsCatalogue *self,
                                                  gint64           id);
AmendsTeam      *amends_catalogue_find_team      (AmendsCatalogue *self,
                                                  gint64           id);

G_END_DECLS
