/* Somebody in the comparison of a team, and who can be told apart from whom. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-score-member.h"

struct _AmendsScoreMember
{
  GObject parent_instance;

  AmendsScoreMemberFields fields;
  char *sort_key;
  guint group;
  guint first;
  guint last;
};

G_DEFINE_FINAL_TYPE (AmendsScoreMember, amends_score_member, G_TYPE_OBJECT)

static void
clear_part (gpointer data)
{
  g_free (((AmendsScoreMemberPart *) data)->measure);
}

static void
amends_score_member_finalize (GObject *object)
{
  AmendsScoreMember *self = AMENDS_SCORE_MEMBER (object);

  g_free (self->fields.name);
  g_free (self->fields.band);
  g_clear_pointer (&self->fields.parts, g_array_unref);
  g_free (self->sort_key);

  G_OBJECT_CLASS (amends_score_member_parent_class)->finalize (object);
}

static void
amends_score_member_class_init (AmendsScoreMemberClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_score_member_finalize;
}

static void
amends_score_member_init (AmendsScoreMember *self)
{
}

/* ── who can be told apart ── */

static gboolean
is_ranked (const AmendsScoreMember *self)
{
  return self->fields.band != NULL && self->fields.score != AMENDS_SCORE_UNKNOWN;
}

static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  const AmendsScoreMember *left = *(AmendsScoreMember * const *) a, *right = *(AmendsScoreMember * const *) b;

  if (is_ranked (left) != is_ranked (right))
    return is_ranked (left) ? -1 : 1;
  return (left->fields.score < right->fields.score) - (left->fields.score > right->fields.score);
}

/* Nameless colleagues have no order among themselves that would give them away. */
static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const AmendsScoreMember *left = *(AmendsScoreMember * const *) a, *right = *(AmendsScoreMember * const *) b;

  if (left->group != right->group)
    return left->group < right->group ? -1 : 1;
  if (left->sort_key == NULL || right->sort_key == NULL)
    return (left->sort_key == NULL) - (right->sort_key == NULL);
  return g_strcmp0 (left->sort_key, right->sort_key);
}

/**
 * amends_score_members_group:
 * @members: (element-type AmendsScoreMember): everybody compared
 *
 * Puts people into groups: everyone whose interval reaches the best of the group cannot be told apart from it, and inside a
 * group nobody stands above anybody, so it is ordered by name. Who has no band, for want of data, stands in a group of their
 * own at the end, which is no rank. Overlap of 95 % intervals is stricter than a test of the difference: it errs towards
 * "cannot be told apart".
 *
 * Returns: how many groups with a rank there are
 */
guint
amends_score_members_group (GPtrArray *members)
{
  guint n_groups = 0, at = 0;

  g_return_val_if_fail (members != NULL, 0);

  g_ptr_array_sort (members, compare_scores);
  while (at < members->len && is_ranked (g_ptr_array_index (members, at)))
    {
      AmendsScoreMember *top = g_ptr_array_index (members, at);
      guint first = at;

      for (; at < members->len; at++)
        {
          AmendsScoreMember *member = g_ptr_array_index (members, at);

          if (!is_ranked (member) || member->fields.high < top->fields.low)
            break;
          member->group = n_groups;
        }
      for (guint i = first; i < at; i++)
        {
          AmendsScoreMember *member = g_ptr_array_index (members, i);

          member->first = first + 1;
          member->last = at;
        }
      n_groups++;
    }
  for (; at < members->len; at++)
    ((AmendsScoreMember *) g_ptr_array_index (members, at))->group = n_groups;
  g_ptr_array_sort (members, compare_places);
  return n_groups;
}

/**
 * amends_score_member_new:
 * @fields: what is known; texts and parts are taken over, the struct is left empty
 *
 * Returns: (transfer full): somebody in a comparison
 */
AmendsScoreMember *
amends_score_member_new (AmendsScoreMemberFields *fields)
{
  AmendsScoreMember *self;

  g_return_val_if_fail (fields != NULL && fields->parts != NULL, NULL);

  self = g_object_new (AMENDS_TYPE_SCORE_MEMBER, NULL);
  self->fields = *fields;
  *fields = (AmendsScoreMemberFields) { 0 };
  self->sort_key = self->fields.name != NULL ? g_utf8_collate_key (self->fields.name, -1) : NULL;
  return self;
}

/**
 * amends_score_member_get:
 * @self: a member
 *
 * Returns: (transfer none): what is known
 */
const AmendsScoreMemberFields *
amends_score_member_get (AmendsScoreMember *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_MEMBER (self), NULL);

  return &self->fields;
}

/**
 * amends_score_member_find_part:
 * @self: a member
 * @measure: code of a measure
 *
 * Returns: (transfer none) (nullable): that measure
 */
const AmendsScoreMemberPart *
amends_score_member_find_part (AmendsScoreMember *self,
                               const char        *measure)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_MEMBER (self), NULL);

  for (guint i = 0; i < self->fields.parts->len; i++)
    {
      AmendsScoreMemberPart *part = &g_array_index (self->fields.parts, AmendsScoreMemberPart, i);

      if (g_strcmp0 (part->measure, measure) == 0)
        return part;
    }
  return NULL;
}

/**
 * amends_score_member_is_ranked:
 * @self: a member
 *
 * Returns: whether there is enough data to compare
 */
gboolean
amends_score_member_is_ranked (AmendsScoreMember *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_MEMBER (self), FALSE);

  return is_ranked (self);
}

/**
 * amends_score_member_get_group:
 * @self: a member that amends_score_members_group() was asked about
 *
 * Returns: the group, from 0, the best
 */
guint
amends_score_member_get_group (AmendsScoreMember *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_MEMBER (self), 0);

  return self->group;
}

/**
 * amends_score_member_get_first:
 * @self: a member
 *
 * Returns: the first place of the group, 0 for no rank
 */
guint
amends_score_member_get_first (AmendsScoreMember *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_MEMBER (self), 0);

  return self->first;
}

/**
 * amends_score_member_get_last:
 * @self: a member
 *
 * Returns: the last place of the group, 0 for no rank
 */
guint
amends_score_member_get_last (AmendsScoreMember *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_MEMBER (self), 0);

  return self->last;
}

/**
 * amends_score_member_parts_new:
 *
 * Returns: (transfer full) (element-type AmendsScoreMemberPart): room for measures, which frees their texts
 */
GArray *
amends_score_member_parts_new (void)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (AmendsScoreMemberPart));

  g_array_set_clear_func (parts, clear_part);
  return parts;
}
