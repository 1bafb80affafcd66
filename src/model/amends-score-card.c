/* A scorecard of a person or a team: the score with its interval and band, and the measures it is the sum of. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-score-card.h"

struct _AmendsScoreCard
{
  GObject parent_instance;

  AmendsScoreCardFields fields;
  GListModel *parts;
};

G_DEFINE_FINAL_TYPE (AmendsScoreCard, amends_score_card, G_TYPE_OBJECT)

static void
clear_band (gpointer data)
{
  AmendsScoreBand *band = data;

  g_free (band->code);
  g_free (band->label);
}

static void
amends_score_card_dispose (GObject *object)
{
  g_clear_object (&AMENDS_SCORE_CARD (object)->parts);

  G_OBJECT_CLASS (amends_score_card_parent_class)->dispose (object);
}

static void
amends_score_card_finalize (GObject *object)
{
  AmendsScoreCardFields *fields = &AMENDS_SCORE_CARD (object)->fields;

  g_free (fields->scheme);
  g_free (fields->band);
  g_free (fields->previous_band);
  g_free (fields->previous_label);
  g_clear_pointer (&fields->bands, g_array_unref);

  G_OBJECT_CLASS (amends_score_card_parent_class)->finalize (object);
}

static void
amends_score_card_class_init (AmendsScoreCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_score_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_score_card_finalize;
}

static void
amends_score_card_init (AmendsScoreCard *self)
{
}

/**
 * amends_score_card_new:
 * @fields: what it says; texts and bands are taken over, the struct is left empty
 * @parts: (transfer none): list of #AmendsMeasurePart
 *
 * Returns: (transfer full): a scorecard
 */
AmendsScoreCard *
amends_score_card_new (AmendsScoreCardFields *fields,
                       GListModel            *parts)
{
  AmendsScoreCard *self;

  g_return_val_if_fail (fields != NULL && fields->bands != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (parts), NULL);

  self = g_object_new (AMENDS_TYPE_SCORE_CARD, NULL);
  self->fields = *fields;
  *fields = (AmendsScoreCardFields) { 0 };
  self->parts = g_object_ref (parts);
  return self;
}

/**
 * amends_score_card_get:
 * @self: a scorecard
 *
 * Returns: (transfer none): what it says
 */
const AmendsScoreCardFields *
amends_score_card_get (AmendsScoreCard *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_CARD (self), NULL);

  return &self->fields;
}

/**
 * amends_score_card_get_parts:
 * @self: a scorecard
 *
 * Returns: (transfer none): list of #AmendsMeasurePart in the order of the scheme
 */
GListModel *
amends_score_card_get_parts (AmendsScoreCard *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_CARD (self), NULL);

  return self->parts;
}

/**
 * amends_score_card_find_part:
 * @self: a scorecard
 * @measure: (nullable): code of a measure
 *
 * Returns: (transfer none) (nullable): that measure, where the card has it
 */
AmendsMeasurePart *
amends_score_card_find_part (AmendsScoreCard *self,
                             const char      *measure)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_CARD (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (self->parts, i);

      if (g_strcmp0 (amends_measure_part_get (part)->measure, measure) == 0)
        return part;
    }
  return NULL;
}

/**
 * amends_score_card_n_bands:
 * @self: a scorecard
 *
 * Returns: how many bands its scheme has
 */
guint
amends_score_card_n_bands (AmendsScoreCard *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_CARD (self), 0);

  return self->fields.bands->len;
}

/**
 * amends_score_card_nth_band:
 * @self: a scorecard
 * @position: from 0, the lowest
 *
 * Returns: (transfer none): that band
 */
const AmendsScoreBand *
amends_score_card_nth_band (AmendsScoreCard *self,
                            guint            position)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_CARD (self), NULL);
  g_return_val_if_fail (position < self->fields.bands->len, NULL);

  return &g_array_index (self->fields.bands, AmendsScoreBand, position);
}

/**
 * amends_score_card_band_index:
 * @self: a scorecard
 * @code: (nullable): code of a band
 *
 * Returns: its place from the lowest, 0; -1 where there is none of that code
 */
int
amends_score_card_band_index (AmendsScoreCard *self,
                              const char      *code)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_CARD (self), -1);

  for (guint i = 0; i < self->fields.bands->len; i++)
    if (g_strcmp0 (amends_score_card_nth_band (self, i)->code, code) == 0)
      return i;
  return -1;
}

/**
 * amends_score_bands_new:
 *
 * Returns: (transfer full) (element-type AmendsScoreBand): room for bands, which frees their texts
 */
GArray *
amends_score_bands_new (void)
{
  GArray *bands = g_array_new (FALSE, FALSE, sizeof (AmendsScoreBand));

  g_array_set_clear_func (bands, clear_band);
  return bands;
}
