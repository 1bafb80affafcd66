/* Whose scorecard there is to see: a person or a team. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <string.h>

#include "amends-score-subject.h"

struct _AmendsScoreSubject
{
  GObject parent_instance;

  gboolean team;
  gint64 id;
  char *label;
  char *place;
  GArray *schemes;
};

G_DEFINE_FINAL_TYPE (AmendsScoreSubject, amends_score_subject, G_TYPE_OBJECT)

static void
amends_score_subject_finalize (GObject *object)
{
  AmendsScoreSubject *self = AMENDS_SCORE_SUBJECT (object);

  g_free (self->label);
  g_free (self->place);
  g_clear_pointer (&self->schemes, g_array_unref);

  G_OBJECT_CLASS (amends_score_subject_parent_class)->finalize (object);
}

static void
amends_score_subject_class_init (AmendsScoreSubjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_score_subject_finalize;
}

static void
amends_score_subject_init (AmendsScoreSubject *self)
{
}

/**
 * amends_score_subject_new:
 * @team: whether it is a team
 * @id: the person's or team's id
 * @label: its name
 * @place: (nullable): where a person belongs, the name of the team
 * @schemes: ids of the schemes that can score it, the default first
 *
 * Returns: (transfer full): somebody with a scorecard
 */
AmendsScoreSubject *
amends_score_subject_new (gboolean    team,
                          gint64      id,
                          const char *label,
                          const char *place,
                          GArray     *schemes)
{
  AmendsScoreSubject *self = g_object_new (AMENDS_TYPE_SCORE_SUBJECT, NULL);

  g_return_val_if_fail (schemes != NULL, NULL);

  self->team = !!team;
  self->id = id;
  self->label = g_strdup (label != NULL ? label : "");
  self->place = g_strdup (place);
  self->schemes = g_array_ref (schemes);
  return self;
}

/**
 * amends_score_subject_is_team:
 * @self: a subject
 *
 * Returns: whether it is a team
 */
gboolean
amends_score_subject_is_team (AmendsScoreSubject *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_SUBJECT (self), FALSE);

  return self->team;
}

/**
 * amends_score_subject_get_id:
 * @self: a subject
 *
 * Returns: the person's or team's id
 */
gint64
amends_score_subject_get_id (AmendsScoreSubject *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_SUBJECT (self), 0);

  return self->id;
}

/**
 * amends_score_subject_get_label:
 * @self: a subject
 *
 * Returns: (transfer none): its name
 */
const char *
amends_score_subject_get_label (AmendsScoreSubject *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_SUBJECT (self), NULL);

  return self->label;
}

/**
 * amends_score_subject_get_place:
 * @self: a subject
 *
 * Returns: (transfer none) (nullable): the name of a person's team
 */
const char *
amends_score_subject_get_place (AmendsScoreSubject *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_SUBJECT (self), NULL);

  return self->place;
}

/**
 * amends_score_subject_get_schemes:
 * @self: a subject
 * @n_schemes: (out): how many
 *
 * Returns: (array length=n_schemes): ids of the schemes that can score it, the default first
 */
const gint64 *
amends_score_subject_get_schemes (AmendsScoreSubject *self,
                                  guint              *n_schemes)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_SUBJECT (self), NULL);
  g_return_val_if_fail (n_schemes != NULL, NULL);

  *n_schemes = self->schemes->len;
  return (const gint64 *) (gpointer) self->schemes->data;
}

/**
 * amends_score_subject_has_scheme:
 * @self: a subject
 * @scheme_id: a scheme
 *
 * Returns: whether it can be scored by it
 */
gboolean
amends_score_subject_has_scheme (AmendsScoreSubject *self,
                                 gint64              scheme_id)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_SUBJECT (self), FALSE);

  for (guint i = 0; i < self->schemes->len; i++)
    if (g_array_index (self->schemes, gint64, i) == scheme_id)
      return TRUE;
  return FALSE;
}

/**
 * amends_score_subject_matches:
 * @self: a subject
 * @typed: a part of a name, in any case
 *
 * Returns: whether name or team hold it
 */
gboolean
amends_score_subject_matches (AmendsScoreSubject *self,
                              const char         *typed)
{
  g_autofree char *wanted = g_utf8_casefold (typed, -1);
  g_autofree char *label = NULL, *place = NULL;

  g_return_val_if_fail (AMENDS_IS_SCORE_SUBJECT (self), FALSE);

  label = g_utf8_casefold (self->label, -1);
  place = g_utf8_casefold (self->place != NULL ? self->place : "", -1);
  return strstr (label, wanted) != NULL || strstr (place, wanted) != NULL;
}
