/* A measure, or the score, over the last periods. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-score-trend.h"

struct _AmendsScoreTrend
{
  GObject parent_instance;

  char *measure;
  GArray *points;
};

G_DEFINE_FINAL_TYPE (AmendsScoreTrend, amends_score_trend, G_TYPE_OBJECT)

static void
clear_point (gpointer data)
{
  g_free (((AmendsScoreTrendPoint *) data)->label);
}

static void
amends_score_trend_finalize (GObject *object)
{
  AmendsScoreTrend *self = AMENDS_SCORE_TREND (object);

  g_free (self->measure);
  g_array_unref (self->points);

  G_OBJECT_CLASS (amends_score_trend_parent_class)->finalize (object);
}

static void
amends_score_trend_class_init (AmendsScoreTrendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_score_trend_finalize;
}

static void
amends_score_trend_init (AmendsScoreTrend *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (AmendsScoreTrendPoint));
  g_array_set_clear_func (self->points, clear_point);
}

/**
 * amends_score_trend_new:
 * @measure: (nullable): code of a measure, %NULL for the score
 *
 * Returns: (transfer full): a trend without periods
 */
AmendsScoreTrend *
amends_score_trend_new (const char *measure)
{
  AmendsScoreTrend *self = g_object_new (AMENDS_TYPE_SCORE_TREND, NULL);

  self->measure = g_strdup (measure);
  return self;
}

/**
 * amends_score_trend_append:
 * @self: a trend
 * @point: the next period; copied
 */
void
amends_score_trend_append (AmendsScoreTrend            *self,
                           const AmendsScoreTrendPoint *point)
{
  g_return_if_fail (AMENDS_IS_SCORE_TREND (self));
  g_return_if_fail (point != NULL);

  g_array_append_vals (self->points, point, 1);
  g_array_index (self->points, AmendsScoreTrendPoint, self->points->len - 1).label = g_strdup (point->label);
}

/**
 * amends_score_trend_get_measure:
 * @self: a trend
 *
 * Returns: (transfer none) (nullable): code of its measure, %NULL for the score
 */
const char *
amends_score_trend_get_measure (AmendsScoreTrend *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_TREND (self), NULL);

  return self->measure;
}

/**
 * amends_score_trend_get_n:
 * @self: a trend
 *
 * Returns: how many periods it has
 */
guint
amends_score_trend_get_n (AmendsScoreTrend *self)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_TREND (self), 0);

  return self->points->len;
}

/**
 * amends_score_trend_get:
 * @self: a trend
 * @position: from 0, the oldest
 *
 * Returns: (transfer none): that period
 */
const AmendsScoreTrendPoint *
amends_score_trend_get (AmendsScoreTrend *self,
                        guint             position)
{
  g_return_val_if_fail (AMENDS_IS_SCORE_TREND (self), NULL);
  g_return_val_if_fail (position < self->points->len, NULL);

  return &g_array_index (self->points, AmendsScoreTrendPoint, position);
}

/**
 * amends_score_trend_count_known:
 * @self: a trend
 *
 * Returns: how many periods have a value
 */
guint
amends_score_trend_count_known (AmendsScoreTrend *self)
{
  guint n = 0;

  g_return_val_if_fail (AMENDS_IS_SCORE_TREND (self), 0);

  for (guint i = 0; i < self->points->len; i++)
    n += amends_score_trend_get (self, i)->value != AMENDS_SCORE_UNKNOWN;
  return n;
}
