/* A month, quarter or year for which there can be scorecards. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-score-period.h"

struct _AmendsScorePeriod
{
  GObject parent_instance;

  AmendsPeriodKind kind;
  GDate start;
  char *label;
};

G_DEFINE_FINAL_TYPE (AmendsScorePeriod, amends_score_period, G_TYPE_OBJECT)

static const struct
{
  const char *nick;
  int months;
} kinds[AMENDS_N_PERIOD_KINDS] = { { "month", 1 }, { "quarter", 3 }, { "year", 12 } };

static void
amends_score_period_finalize (GObject *object)
{
  g_free (AMENDS_SCORE_PERIOD (object)->label);

  G_OBJECT_CLASS (amends_score_period_parent_class)->finalize (object);
}

static void
amends_score_period_class_init (AmendsScorePeriodClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_score_period_finalize;
}

static void
amends_score_period_init (AmendsScorePeriod *self)
{
  g_date_clear (&self->start, 1);
}

/**
 * amends_score_period_new:
 * @kind: how long it is
 * @start: its first day
 * @label: what people call it: "May 2024"
 *
 * Returns: (transfer full): a period
 */
AmendsScorePeriod *
amends_score_period_new (AmendsPeriodKind  kind,
                         const GDate      *start,
                         const char       *label)
{
  AmendsScorePeriod *self;

  g_return_val_if_fail (start != NULL && g_date_valid (start), NULL);

  self = g_object_new (AMENDS_TYPE_SCORE_PERIOD, NULL);
  self->kind = kind;
  self->start = *start;
  self->label = g_strdup (label);
  return self;
}

/**
 * amends_score_period_get_kind:
 * @self: a period
 *
 * Returns: how long it is
 */
AmendsPeriodKind
amends_score_period_get_kind (AmendsScorePeriod *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_PERIOD (self), AMENDS_PERIOD_MONTH);

  return self->kind;
}

/**
 * amends_score_period_get_start:
 * @self: a period
 *
 * Returns: (transfer none): its first day
 */
const GDate *
amends_score_period_get_start (AmendsScorePeriod *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_PERIOD (self), NULL);

  return &self->start;
}

/**
 * amends_score_period_get_end:
 * @self: a period
 * @end: (out): the first day after it
 */
void
amends_score_period_get_end (AmendsScorePeriod *self,
                             GDate             *end)
{
  g_return_if_fail (AMENDS_IS_SCORE_PERIOD (self));

  *end = self->start;
  g_date_add_months (end, kinds[self->kind].months);
}

/**
 * amends_score_period_get_label:
 * @self: a period
 *
 * Returns: (transfer none): what people call it
 */
const char *
amends_score_period_get_label (AmendsScorePeriod *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_PERIOD (self), NULL);

  return self->label;
}

/**
 * amends_score_period_contains:
 * @self: a period
 * @day: a day
 *
 * Returns: whether the day lies in it
 */
gboolean
amends_score_period_contains (AmendsScorePeriod *self,
                              const GDate       *day)
{
  GDate end;

  g_return_val_if_fail (AMENDS_IS_SCORE_PERIOD (self), FALSE);

  amends_score_period_get_end (self, &end);
  return g_date_compare (day, &self->start) >= 0 && g_date_compare (day, &end) < 0;
}

/**
 * amends_score_period_equal:
 * @self: a period
 * @other: (nullable): another one
 *
 * Returns: whether they are the same days
 */
gboolean
amends_score_period_equal (AmendsScorePeriod *self,
                           AmendsScorePeriod *other)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_PERIOD (self), FALSE);

  return other != NULL && self->kind == other->kind && g_date_compare (&self->start, &other->start) == 0;
}

/**
 * amends_period_kind_get_nick:
 * @kind: a kind
 *
 * Returns: its name in the database
 */
const char *
amends_period_kind_get_nick (AmendsPeriodKind kind)
{
  g_return_val_if_fail (kind < AMENDS_N_PERIOD_KINDS, NULL);

  return kinds[kind].nick;
}

/**
 * amends_period_kind_from_nick:
 * @nick: (nullable): its name in the database
 *
 * Returns: the kind, a month where the name is none
 */
AmendsPeriodKind
amends_period_kind_from_nick (const char *nick)
{
  for (guint i = 0; i < AMENDS_N_PERIOD_KINDS; i++)
    if (g_strcmp0 (kinds[i].nick, nick) == 0)
      return i;
  return AMENDS_PERIOD_MONTH;
}
