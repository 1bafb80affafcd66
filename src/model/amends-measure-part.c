/* One measure of a scorecard: what was measured, what it was worth, and what it means. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-measure-part.h"

/* Under this share of its weight a scored measure is not merely short of its target. */
#define POOR_QUARTERS 4

struct _AmendsMeasurePart
{
  GObject parent_instance;

  AmendsMeasurePartFields fields;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsMeasurePart, amends_measure_part, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
amends_measure_part_finalize (GObject *object)
{
  amends_measure_part_clear (&AMENDS_MEASURE_PART (object)->fields);

  G_OBJECT_CLASS (amends_measure_part_parent_class)->finalize (object);
}

static void
amends_measure_part_class_init (AmendsMeasurePartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_measure_part_finalize;

  /**
   * AmendsMeasurePart::changed:
   *
   * Other figures stand here: another period, another person, or something happened.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
amends_measure_part_init (AmendsMeasurePart *self)
{
}

static void
steal (AmendsMeasurePart       *self,
       AmendsMeasurePartFields *fields)
{
  self->fields = *fields;
  *fields = (AmendsMeasurePartFields) { 0 };
}

/**
 * amends_measure_part_new:
 * @fields: what is known of it; its texts are taken over, the struct is left empty
 *
 * Returns: (transfer full): a measure of a scorecard
 */
AmendsMeasurePart *
amends_measure_part_new (AmendsMeasurePartFields *fields)
{
  AmendsMeasurePart *self = g_object_new (AMENDS_TYPE_MEASURE_PART, NULL);

  g_return_val_if_fail (fields != NULL, NULL);

  steal (self, fields);
  return self;
}

/**
 * amends_measure_part_update:
 * @self: a part
 * @fields: what is known of it now; its texts are taken over, the struct is left empty
 */
void
amends_measure_part_update (AmendsMeasurePart       *self,
                            AmendsMeasurePartFields *fields)
{
  g_return_if_fail (AMENDS_IS_MEASURE_PART (self));
  g_return_if_fail (fields != NULL);

  amends_measure_part_clear (&self->fields);
  steal (self, fields);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * amends_measure_part_get:
 * @self: a part
 *
 * Returns: (transfer none): what is known of it, valid until it changes
 */
const AmendsMeasurePartFields *
amends_measure_part_get (AmendsMeasurePart *self)
{
  g_return_val_if_fail (AMENDS_IS_MEASURE_PART (self), NULL);

  return &self->fields;
}

/**
 * amends_measure_part_is_met:
 * @self: a part
 *
 * Returns: whether the value reaches the target
 */
gboolean
amends_measure_part_is_met (AmendsMeasurePart *self)
{
  const AmendsMeasurePartFields *f;

  g_return_val_if_fail (AMENDS_IS_MEASURE_PART (self), FALSE);

  f = &self->fields;
  if (f->value == AMENDS_SCORE_UNKNOWN)
    return FALSE;
  return f->target < f->zero ? f->value <= f->target : f->value >= f->target;
}

/**
 * amends_measure_part_is_poor:
 * @self: a part
 *
 * Returns: whether there is enough data and the value is near the zero line or beyond it
 */
gboolean
amends_measure_part_is_poor (AmendsMeasurePart *self)
{
  const AmendsMeasurePartFields *f;

  g_return_val_if_fail (AMENDS_IS_MEASURE_PART (self), FALSE);

  f = &self->fields;
  return f->state == AMENDS_PART_SCORED && f->points != AMENDS_SCORE_UNKNOWN
         && f->points * POOR_QUARTERS < (gint64) f->weight_used * AMENDS_SCORE_ONE;
}

/**
 * amends_measure_part_clear:
 * @fields: what is known of a part
 *
 * Frees the texts.
 */
void
amends_measure_part_clear (AmendsMeasurePartFields *fields)
{
  g_return_if_fail (fields != NULL);

  g_free (fields->measure);
  g_free (fields->label);
  g_free (fields->what);
  g_free (fields->numerator_words);
  g_free (fields->denominator_words);
  g_free (fields->person_words);
  g_free (fields->date_words);
  *fields = (AmendsMeasurePartFields) { 0 };
}

/**
 * amends_part_state_from_nick:
 * @nick: (nullable): the state's name in the database
 *
 * Returns: the state, absent where the name is none
 */
AmendsPartState
amends_part_state_from_nick (const char *nick)
{
  if (g_strcmp0 (nick, "scored") == 0)
    return AMENDS_PART_SCORED;
  return g_strcmp0 (nick, "small") == 0 ? AMENDS_PART_SMALL : AMENDS_PART_ABSENT;
}

/**
 * amends_measure_unit_from_nick:
 * @nick: (nullable): the unit's name in the database
 *
 * Returns: the unit, a count where the name is none
 */
AmendsMeasureUnit
amends_measure_unit_from_nick (const char *nick)
{
  if (g_strcmp0 (nick, "s") == 0)
    return AMENDS_MEASURE_SECONDS;
  if (g_strcmp0 (nick, "ratio") == 0)
    return AMENDS_MEASURE_RATIO;
  return g_strcmp0 (nick, "points") == 0 ? AMENDS_MEASURE_POINTS : AMENDS_MEASURE_COUNT;
}
