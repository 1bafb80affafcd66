#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AmendsPeriodKind:
 *
 * How long a period of scorecards is; in this order in every list.
 */
typedef enum
{
  AMENDS_PERIOD_MONTH,
  AMENDS_PERIOD_QUARTER,
  AMENDS_PERIOD_YEAR,
} AmendsPeriodKind;

#define AMENDS_N_PERIOD_KINDS (AMENDS_PERIOD_YEAR + 1)

#define AMENDS_TYPE_SCORE_PERIOD (amends_score_period_get_type ())

G_DECLARE_FINAL_TYPE (AmendsScorePeriod, amends_score_period, AMENDS, SCORE_PERIOD, GObject)

AmendsScorePeriod *amends_score_period_new       (AmendsPeriodKind   kind,
                                                  const GDate       *start,
                                                  const char        *label);
AmendsPeriodKind   amends_score_period_get_kind  (AmendsScorePeriod *self);
const GDate       *amends_score_period_get_start (AmendsScorePeriod *self);
void               amends_score_period_get_end   (AmendsScorePeriod *self,
                                                  GDate             *end);
const char        *amends_score_period_get_label (AmendsScorePeriod *self);
gboolean           amends_score_period_contains  (AmendsScorePeriod *self,
                                                  const GDate       *day);
gboolean           amends_score_period_equal     (AmendsScorePeriod *self,
                                                  AmendsScorePeriod *other);

const char        *amends_period_kind_get_nick   (AmendsPeriodKind   kind);
AmendsPeriodKind   amends_period_kind_from_nick  (const char        *nick);

G_END_DECLS
