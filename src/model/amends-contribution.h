#pragma once

#include <glib-object.h>

#include "amends-score-number.h"

G_BEGIN_DECLS

/**
 * AmendsContributionFields:
 * @ticket_id: the ticket
 * @number: (nullable): its number, %NULL where the reader may not see it
 * @subject: (nullable): the same of its subject
 * @person: (nullable): who it is credited to, where the reader may know
 * @numerator: what it adds to the numerator
 * @denominator: what it adds to the denominator
 * @at: the moment that puts it in the period, microseconds since 1970 UTC
 * @counted: whether it counts
 * @reason: (nullable): why not, a code
 * @reason_label: (nullable): the same in words
 * @total: how many there are like it: counted, or left out for the same reason
 *
 * A ticket, or a part of one, in a measure.
 */
typedef struct
{
  gint64 ticket_id;
  char *number;
  char *subject;
  char *person;
  gint64 numerator;
  gint64 denominator;
  gint64 at;
  gboolean counted;
  char *reason;
  char *reason_label;
  gint64 total;
} AmendsContributionFields;

#define AMENDS_TYPE_CONTRIBUTION (amends_contribution_get_type ())

G_DECLARE_FINAL_TYPE (AmendsContribution, amends_contribution, AMENDS, CONTRIBUTION, GObject)

AmendsContribution             *amends_contribution_new (AmendsContributionFields *fields);
const AmendsContributionFields *amends_contribution_get (AmendsContribution       *self);

G_END_DECLS
