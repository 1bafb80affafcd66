#pragma once

#include <glib-object.h>

#include "amends-score-number.h"

G_BEGIN_DECLS

/**
 * AmendsScoreTrendPoint:
 * @start: first day of the period
 * @label: what it is called
 * @value: the measured value, or the score
 * @points: what it was worth
 * @n: cases counted
 * @low: lower end of the value's interval
 * @high: upper end
 *
 * One period of a trend. Numbers are ten-thousandths, %AMENDS_SCORE_UNKNOWN where there is none.
 */
typedef struct
{
  GDate start;
  char *label;
  gint64 value;
  gint64 points;
  gint64 n;
  gint64 low;
  gint64 high;
} AmendsScoreTrendPoint;

#define AMENDS_TYPE_SCORE_TREND (amends_score_trend_get_type ())

G_DECLARE_FINAL_TYPE (AmendsScoreTrend, amends_score_trend, AMENDS, SCORE_TREND, GObject)

AmendsScoreTrend            *amends_score_trend_new         (const char                  *measure);
void                         amends_score_trend_append      (AmendsScoreTrend            *self,
                                                             const AmendsScoreTrendPoint *point);
const char                  *amends_score_trend_get_measure (AmendsScoreTrend            *self);
guint                        amends_score_trend_get_n       (AmendsScoreTrend            *self);
const AmendsScoreTrendPoint *amends_score_trend_get         (AmendsScoreTrend            *self,
                                                             guint                        position);
guint                        amends_score_trend_count_known (AmendsScoreTrend            *self);

G_END_DECLS
