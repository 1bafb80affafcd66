#pragma once

#include <gio/gio.h>

#include "amends-measure-part.h"

G_BEGIN_DECLS

/**
 * AmendsScoreBand:
 * @code: its code
 * @label: what it brings: "Bonus"
 * @min: the score it begins at
 */
typedef struct
{
  char *code;
  char *label;
  gint64 min;
} AmendsScoreBand;

/**
 * AmendsScoreCardFields:
 * @scheme_id: the scheme it is scored by
 * @scheme: its name
 * @scheme_ver: its version
 * @min_n: fewer cases are not scored
 * @min_weight: percent of the weight that must have data for a band
 * @weight_used: percent of the weight that has data
 * @n: cases of the measure that has most
 * @score: the score
 * @low: lower end of its 95 % interval
 * @high: upper end
 * @band: (nullable): code of the band reached; none where too little has data
 * @bands: (element-type AmendsScoreBand): all bands, the lowest first
 * @previous: the score of the period before
 * @previous_band: (nullable): code of its band
 * @previous_label: (nullable): what that period is called
 * @done: whether the period has ended
 *
 * What a scorecard says beside its measures. Numbers are ten-thousandths, %AMENDS_SCORE_UNKNOWN where there is none.
 */
typedef struct
{
  gint64 scheme_id;
  char *scheme;
  int scheme_ver;
  int min_n;
  int min_weight;
  int weight_used;
  gint64 n;
  gint64 score;
  gint64 low;
  gint64 high;
  char *band;
  GArray *bands;
  gint64 previous;
  char *previous_band;
  char *previous_label;
  gboolean done;
} AmendsScoreCardFields;

#define AMENDS_TYPE_SCORE_CARD (amends_score_card_get_type ())

G_DECLARE_FINAL_TYPE (AmendsScoreCard, amends_score_card, AMENDS, SCORE_CARD, GObject)

AmendsScoreCard             *amends_score_card_new       (AmendsScoreCardFields *fields,
                                                          GListModel            *parts);
const AmendsScoreCardFields *amends_score_card_get       (AmendsScoreCard       *self);
GListModel                  *amends_score_card_get_parts (AmendsScoreCard       *self);
AmendsMeasurePart           *amends_score_card_find_part (AmendsScoreCard       *self,
                                                          const char            *measure);
guint                        amends_score_card_n_bands   (AmendsScoreCard       *self);
const AmendsScoreBand       *amends_score_card_nth_band  (AmendsScoreCard       *self,
                                                          guint                  position);
int                          amends_score_card_band_index
                                                         (AmendsScoreCard       *self,
                                                          const char            *code);
GArray                      *amends_score_bands_new      (void);

G_END_DECLS
