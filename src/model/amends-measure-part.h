#pragma once

#include <glib-object.h>

#include "amends-score-number.h"

G_BEGIN_DECLS

/**
 * AmendsPartState:
 * @AMENDS_PART_SCORED: enough data, counts towards the score
 * @AMENDS_PART_SMALL: too few cases: shown, not scored, its weight goes to the others
 * @AMENDS_PART_ABSENT: nothing to measure, its weight goes to the others
 */
typedef enum
{
  AMENDS_PART_SCORED,
  AMENDS_PART_SMALL,
  AMENDS_PART_ABSENT,
} AmendsPartState;

/**
 * AmendsMeasureUnit:
 * @AMENDS_MEASURE_SECONDS: a length of time, in seconds
 * @AMENDS_MEASURE_RATIO: a share, 0 to 1
 * @AMENDS_MEASURE_COUNT: whole things
 * @AMENDS_MEASURE_POINTS: the mean of marks
 */
typedef enum
{
  AMENDS_MEASURE_SECONDS,
  AMENDS_MEASURE_RATIO,
  AMENDS_MEASURE_COUNT,
  AMENDS_MEASURE_POINTS,
} AmendsMeasureUnit;

/**
 * AmendsMeasurePartFields:
 * @measure: code of the measure
 * @label: what it is called
 * @unit: what its value is counted in
 * @lower_better: whether less is better
 * @weight: percent of the score, by the scheme
 * @weight_used: percent after the weight of parts that are not scored was shared out; 0 for those
 * @target: the value that earns all points
 * @zero: the value that earns none
 * @n: cases counted
 * @numerator: sum of the numerators
 * @denominator: sum of the denominators
 * @value: the measured value
 * @low: lower end of its 95 % interval
 * @high: upper end
 * @points: points earned of @weight_used
 * @points_low: the same at the worse end of the interval
 * @points_high: the same at the better end
 * @previous_value: the value of the period before
 * @previous_points: the points of the period before
 * @step: what it moved the score by since then
 * @state: whether there is enough data
 * @has_source: whether there is anything to count it from at all
 * @what: the definition in words
 * @numerator_words: what the numerator sums up
 * @denominator_words: what the denominator counts
 * @person_words: who a case is credited to
 * @date_words: which date puts a case in the period
 *
 * One measure of a scorecard. Numbers are ten-thousandths, %AMENDS_SCORE_UNKNOWN where there is none.
 */
typedef struct
{
  char *measure;
  char *label;
  AmendsMeasureUnit unit;
  gboolean lower_better;
  int weight;
  int weight_used;
  gint64 target;
  gint64 zero;
  gint64 n;
  gint64 numerator;
  gint64 denominator;
  gint64 value;
  gint64 low;
  gint64 high;
  gint64 points;
  gint64 points_low;
  gint64 points_high;
  gint64 previous_value;
  gint64 previous_points;
  gint64 step;
  AmendsPartState state;
  gboolean has_source;
  char *what;
  char *numerator_words;
  char *denominator_words;
  char *person_words;
  char *date_words;
} AmendsMeasurePartFields;

#define AMENDS_TYPE_MEASURE_PART (amends_measure_part_get_type ())

G_DECLARE_FINAL_TYPE (AmendsMeasurePart, amends_measure_part, AMENDS, MEASURE_PART, GObject)

AmendsMeasurePart             *amends_measure_part_new       (AmendsMeasurePartFields *fields);
void                           amends_measure_part_update    (AmendsMeasurePart       *self,
                                                              AmendsMeasurePartFields *fields);
const AmendsMeasurePartFields *amends_measure_part_get       (AmendsMeasurePart       *self);
gboolean                       amends_measure_part_is_met    (AmendsMeasurePart       *self);
gboolean                       amends_measure_part_is_poor   (AmendsMeasurePart       *self);
void                           amends_measure_part_clear     (AmendsMeasurePartFields *fields);

AmendsPartState                amends_part_state_from_nick   (const char              *nick);
AmendsMeasureUnit              amends_measure_unit_from_nick (const char              *nick);

G_END_DECLS
