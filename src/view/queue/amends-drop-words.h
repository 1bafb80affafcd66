#pragma once

#include "amends-assign.h"
#include "amends-member.h"
#include "amends-team.h"

G_BEGIN_DECLS

/**
 * AmendsDropWords:
 * @allowed: whether letting go would do something
 * @warning: whether @reason is a caution
 * @title: who or what gets it
 * @detail: (nullable): how much is there before and after
 * @reason: (nullable): what fits, or why not
 * @added_minutes: what it would add to the load
 *
 * What a target says before anything is let go over it.
 */
typedef struct
{
  gboolean allowed;
  gboolean warning;
  char *title;
  char *detail;
  char *reason;
  guint added_minutes;
} AmendsDropWords;

AmendsDropWords *amends_drop_words_for_member (GPtrArray           *tickets,
                                               AmendsMember        *member,
                                               AmendsCatalogue     *catalogue,
                                               const AmendsPreview *preview);
AmendsDropWords *amends_drop_words_for_nobody (GPtrArray           *tickets,
                                               gint64               team_id,
                                               const AmendsPreview *preview);
AmendsDropWords *amends_drop_words_for_queue  (GPtrArray           *tickets,
                                               AmendsTeam          *team,
                                               const AmendsPreview *preview);
void             amends_drop_words_free       (AmendsDropWords     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsDropWords, amends_drop_words_free)

G_END_DECLS
