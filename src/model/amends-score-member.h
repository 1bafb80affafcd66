#pragma once

#include <glib-object.h>

#include "amends-measure-part.h"

G_BEGIN_DECLS

/**
 * AmendsScoreMemberPart:
 * @measure: code of the measure
 * @value: the measured value
 * @points: what it was worth
 * @state: whether there is enough data
 *
 * One measure of somebody in a comparison.
 */
typedef struct
{
  char *measure;
  gint64 value;
  gint64 points;
  AmendsPartState state;
} AmendsScoreMemberPart;

/**
 * AmendsScoreMemberFields:
 * @person_id: who, 0 where the reader may not know
 * @name: (nullable): the name, %NULL where the reader may not know
 * @is_me: the person at this desk
 * @score: the score
 * @low: lower end of its 95 % interval
 * @high: upper end
 * @n: cases of the measure that has most
 * @weight_used: percent of the weight that has data
 * @band: (nullable): code of the band reached; none where too little has data
 * @parts: (element-type AmendsScoreMemberPart): the measures in the order of the scheme
 *
 * Somebody in the comparison of a team.
 */
typedef struct
{
  gint64 person_id;
  char *name;
  gboolean is_me;
  gint64 score;
  gint64 low;
  gint64 high;
  gint64 n;
  int weight_used;
  char *band;
  GArray *parts;
} AmendsScoreMemberFields;

#define AMENDS_TYPE_SCORE_MEMBER (amends_score_member_get_type ())

G_DECLARE_FINAL_TYPE (AmendsScoreMember, amends_score_member, AMENDS, SCORE_MEMBER, GObject)

AmendsScoreMember             *amends_score_member_new        (AmendsScoreMemberFields *fields);
const AmendsScoreMemberFields *amends_score_member_get        (AmendsScoreMember       *self);
const AmendsScoreMemberPart   *amends_score_member_find_part  (AmendsScoreMember       *self,
                                                               const char              *measure);
gboolean                       amends_score_member_is_ranked  (AmendsScoreMember       *self);
guint                          amends_score_member_get_group  (AmendsScoreMember       *self);
guint                          amends_score_member_get_first  (AmendsScoreMember       *self);
guint                          amends_score_member_get_last   (AmendsScoreMember       *self);

GArray                        *amends_score_member_parts_new  (void);
guint                          amends_score_members_group     (GPtrArray               *members);

G_END_DECLS
