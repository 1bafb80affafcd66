/* Lists that layers fill in: places of values, labels in the margin. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-plot.h"

static void
spot_clear (gpointer data)
{
  g_clear_object (&((AmendsChartSpot *) data)->point);
}

static void
end_label_clear (gpointer data)
{
  g_clear_pointer (&((AmendsChartEndLabel *) data)->text, g_free);
}

/**
 * amends_chart_spots_new:
 *
 * Returns: (transfer full) (element-type AmendsChartSpot): an empty list that owns its points
 */
GArray *
amends_chart_spots_new (void)
{
  GArray *spots = g_array_new (FALSE, FALSE, sizeof (AmendsChartSpot));

  g_array_set_clear_func (spots, spot_clear);
  return spots;
}

/**
 * amends_chart_end_labels_new:
 *
 * Returns: (transfer full) (element-type AmendsChartEndLabel): an empty list that owns its texts
 */
GArray *
amends_chart_end_labels_new (void)
{
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (AmendsChartEndLabel));

  g_array_set_clear_func (labels, end_label_clear);
  return labels;
}
