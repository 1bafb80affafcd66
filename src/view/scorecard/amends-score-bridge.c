/* The steps of a bridge chart from the score before, or from full marks, to the score of now; they lead there exactly. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-score-bridge.h"
#include "amends-score-words.h"

static void
append_level (GListStore *points,
              const char *label,
              gint64      score)
{
  g_autofree char *text = amends_score_number_format (score, 1);
  g_autoptr (AmendsChartPoint) point = score == AMENDS_SCORE_UNKNOWN
    ? amends_chart_point_new_missing (label, text)
    : amends_chart_point_new (label, amends_score_number_to_double (score), text);

  g_list_store_append (points, point);
}

/* Against full marks a measure loses what it missed of its weight; one that is not scored loses nothing. */
static gint64
step_of (const AmendsMeasurePartFields *f,
         gboolean                       against_full)
{
  if (!against_full)
    return f->step;
  return f->points != AMENDS_SCORE_UNKNOWN ? f->points - (gint64) f->weight_used * AMENDS_SCORE_ONE : AMENDS_SCORE_UNKNOWN;
}

static void
append_step (GListStore                    *points,
             const AmendsMeasurePartFields *f,
             gint64                         step)
{
  g_autofree char *text = amends_score_number_format_signed (step, 1);
  const char *label = amends_score_words_short (f->measure, f->label);
  g_autoptr (AmendsChartPoint) point = step == AMENDS_SCORE_UNKNOWN
    ? amends_chart_point_new_missing (label, "—")
    : amends_chart_point_new (label, amends_score_number_to_double (step), text);

  amends_chart_point_set_title (point, f->label);
  g_list_store_append (points, point);
}

/* The edges that matter: the one the score stands on and the next one up. */
static void
add_edges (AmendsBridgeChart *bridge,
           AmendsScoreCard   *card)
{
  gint64 score = amends_score_card_get (card)->score;
  guint n = amends_score_card_n_bands (card);

  amends_bridge_chart_clear_thresholds (bridge);
  for (guint i = 1; score != AMENDS_SCORE_UNKNOWN && i < n; i++)
    {
      const AmendsScoreBand *band = amends_score_card_nth_band (card, i);
      gboolean below = band->min <= score && (i + 1 == n || amends_score_card_nth_band (card, i + 1)->min > score);
      gboolean above = band->min > score && amends_score_card_nth_band (card, i - 1)->min <= score;
      g_autofree char *edge = amends_score_number_format (band->min, 0);
      g_autofree char *label = g_strdup_printf ("%s %s", edge, amends_score_words_band (band->code, band->label));

      if (below || above)
        amends_bridge_chart_add_threshold (bridge, amends_score_number_to_double (band->min), label);
    }
}

/**
 * amends_score_bridge_fill:
 * @bridge: a chart
 * @card: a scorecard
 * @against_full: from full marks; else from the score of the period before
 * @before_label: (nullable): what the period before is called; %NULL for full marks
 * @now_label: what this period is called
 */
void
amends_score_bridge_fill (AmendsBridgeChart *bridge,
                          AmendsScoreCard   *card,
                          gboolean           against_full,
                          const char        *before_label,
                          const char        *now_label)
{
  g_autoptr (GListStore) points = g_list_store_new (AMENDS_TYPE_CHART_POINT);
  const AmendsScoreCardFields *card_fields;
  GListModel *parts;

  g_return_if_fail (AMENDS_IS_BRIDGE_CHART (bridge));
  g_return_if_fail (AMENDS_IS_SCORE_CARD (card));

  card_fields = amends_score_card_get (card);
  parts = amends_score_card_get_parts (card);
  add_edges (bridge, card);
  if (card_fields->score == AMENDS_SCORE_UNKNOWN)
    {
      amends_bridge_chart_set_model (bridge, NULL);
      return;
    }
  append_level (points, against_full ? _("Full marks") : before_label, against_full ? 100 * AMENDS_SCORE_ONE : card_fields->previous);
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);
      const AmendsMeasurePartFields *f = amends_measure_part_get (part);

      append_step (points, f, step_of (f, against_full));
    }
  append_level (points, now_label, card_fields->score);
  amends_bridge_chart_set_model (bridge, G_LIST_MODEL (points));
}
