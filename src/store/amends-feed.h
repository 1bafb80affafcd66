#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/**
 * AmendsChangeKind:
 * @AMENDS_CHANGE_TICKET: a ticket; the reference is its id
 * @AMENDS_CHANGE_QUEUE: a team or the counts of its queue; the reference is the team's id
 * @AMENDS_CHANGE_PERSON: a member of staff, duty included; the reference is the person's id
 * @AMENDS_CHANGE_NOTICE: somebody was told something; the reference is the person's id
 * @AMENDS_CHANGE_CATALOGUE: what an administrator can change
 * @AMENDS_CHANGE_SCORECARD: a score
 * @AMENDS_CHANGE_OTHER: a kind this program does not know
 */
typedef enum
{
  AMENDS_CHANGE_OTHER,
  AMENDS_CHANGE_TICKET,
  AMENDS_CHANGE_QUEUE,
  AMENDS_CHANGE_PERSON,
  AMENDS_CHANGE_NOTICE,
  AMENDS_CHANGE_CATALOGUE,
  AMENDS_CHANGE_SCORECARD,
} AmendsChangeKind;

typedef struct
{
  AmendsChangeKind kind;
  gint64 ref;
} AmendsChange;

#define AMENDS_TYPE_FEED (amends_feed_get_type ())

G_DECLARE_FINAL_TYPE (AmendsFeed, amends_feed, AMENDS, FEED, GObject)

AmendsFeed *amends_feed_new          (AmendsSession    *session);
void        amends_feed_poll         (AmendsFeed       *self);

gboolean    amends_changes_have_kind (GArray           *changes,
                                      AmendsChangeKind  kind);
gboolean    amends_changes_have      (GArray           *changes,
                                      AmendsChangeKind  kind,
                                      gint64            ref);
GArray     *amends_changes_refs      (GArray           *changes,
                                      AmendsChangeKind  kind);

G_END_DECLS
