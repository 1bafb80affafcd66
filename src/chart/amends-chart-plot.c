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

/**
 * amends_chart_end_labels_add:
 * @labels: (element-type AmendsChartEndLabel): what amends_chart_end_labels_new() gave
 * @y: where it belongs, in px
 * @text: what it says
 *
 * Returns: (transfer none): the label added, not strong; valid until the next is added
 */
AmendsChartEndLabel *
amends_chart_end_labels_add (GArray     *labels,
                             double      y,
                             const char *text)
{
  AmendsChartEndLabel *label;

  g_return_val_if_fail (labels != NULL, NULL);

  g_array_set_size (labels, labels->len + 1);
  label = &g_array_index (labels, AmendsChartEndLabel, labels->len - 1);
  label->y = y;
  label->text = g_strdup (text);
  label->strong = FALSE;
  return label;
}
