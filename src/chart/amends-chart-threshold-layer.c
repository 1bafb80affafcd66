/* Dashed lines across the plot: a target, the edge of a band.
 * A level line has its label in the margin after the plot, an upright one above it. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-threshold-layer.h"

#include "amends-chart-placement.h"

#include <math.h>

#define LABEL_GAP 8

typedef struct
{
  double  value;
  char   *label;
} Threshold;

struct _AmendsChartThresholdLayer
{
  AmendsChartLayer  parent_instance;

  GArray           *thresholds;
  GtkOrientation    orientation;
  gboolean          optional;
};

G_DEFINE_FINAL_TYPE (AmendsChartThresholdLayer, amends_chart_threshold_layer, AMENDS_TYPE_CHART_LAYER)

static void
threshold_clear (gpointer data)
{
  g_free (((Threshold *) data)->label);
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  double left = ((const Threshold *) a)->value, right = ((const Threshold *) b)->value;

  return (left > right) - (left < right);
}

static const Threshold *
nth (AmendsChartThresholdLayer *self,
     guint                      i)
{
  return &g_array_index (self->thresholds, Threshold, i);
}

static gboolean
is_on_axis (AmendsChartAxis *axis,
            const Threshold *threshold)
{
  double at = amends_chart_axis_normalize (axis, threshold->value);

  return at >= 0 && at <= 1;
}

static gboolean
is_level (AmendsChartThresholdLayer *self)
{
  return self->orientation == GTK_ORIENTATION_HORIZONTAL;
}

static void
amends_chart_threshold_layer_fit (AmendsChartLayer *layer,
                                  AmendsChartAxis  *x,
                                  AmendsChartAxis  *y)
{
  AmendsChartThresholdLayer *self = AMENDS_CHART_THRESHOLD_LAYER (layer);

  if (self->optional)
    return;
  for (guint i = 0; i < self->thresholds->len; i++)
    amends_chart_axis_see (is_level (self) ? y : x, nth (self, i)->value);
}

static void
amends_chart_threshold_layer_add_margins (AmendsChartLayer      *layer,
                                          AmendsChartPainter    *painter,
                                          const AmendsChartPlot *plot,
                                          AmendsChartMargins    *margins)
{
  AmendsChartThresholdLayer *self = AMENDS_CHART_THRESHOLD_LAYER (layer);

  if (!is_level (self) && self->thresholds->len > 0)
    margins->top = MAX (margins->top, amends_chart_painter_line_height (painter) + 6);
}

static void
amends_chart_threshold_layer_add_end_labels (AmendsChartLayer      *layer,
                                             const AmendsChartPlot *plot,
                                             GArray                *labels)
{
  AmendsChartThresholdLayer *self = AMENDS_CHART_THRESHOLD_LAYER (layer);

  for (guint i = 0; is_level (self) && i < self->thresholds->len; i++)
    {
      const Threshold *t = nth (self, i);

      if (t->label != NULL && is_on_axis (plot->y, t))
        amends_chart_end_labels_add (labels, amends_chart_plot_y (plot, t->value), t->label);
    }
}

static void
draw_level (AmendsChartThresholdLayer *self,
            AmendsChartPainter        *painter,
            const AmendsChartPlot     *plot,
            const AmendsChartStroke   *stroke)
{
  for (guint i = 0; i < self->thresholds->len; i++)
    {
      if (is_on_axis (plot->y, nth (self, i)))
        amends_chart_painter_hline (painter, plot->area.origin.x, amends_chart_plot_end (plot),
                                    amends_chart_plot_y (plot, nth (self, i)->value), stroke);
    }
}

static void
draw_upright_labels (AmendsChartThresholdLayer *self,
                     AmendsChartPainter        *painter,
                     const AmendsChartPlot     *plot)
{
  guint n = self->thresholds->len;
  g_autofree double *centres = g_new (double, n);
  g_autofree double *widths = g_new (double, n);
  g_autofree gboolean *keep = g_new (gboolean, n);
  const AmendsChartText style = { .color = &painter->ink.quiet, .xalign = .5, .yalign = 1 };

  for (guint i = 0; i < n; i++)
    {
      amends_chart_painter_measure (painter, nth (self, i)->label, NULL, &widths[i], NULL);
      centres[i] = amends_chart_plot_x (plot, nth (self, i)->value);
      centres[i] = MAX (widths[i] / 2, MIN (plot->width - widths[i] / 2, centres[i]));
    }
  amends_chart_keep_apart (centres, widths, keep, n, LABEL_GAP);
  for (guint i = 0; i < n; i++)
    {
      if (keep[i] && is_on_axis (plot->x, nth (self, i)))
        amends_chart_painter_text (painter, centres[i], plot->area.origin.y - 5, nth (self, i)->label, &style);
    }
}

static void
amends_chart_threshold_layer_draw (AmendsChartLayer      *layer,
                                   AmendsChartPainter    *painter,
                                   const AmendsChartPlot *plot)
{
  AmendsChartThresholdLayer *self = AMENDS_CHART_THRESHOLD_LAYER (layer);
  const AmendsChartStroke stroke = {
    .color = self->optional ? painter->ink.base : painter->ink.quiet, .width = 1,
    .dash = amends_chart_target_dash, .n_dashes = 2,
  };

  if (is_level (self))
    {
      draw_level (self, painter, plot, &stroke);
      return;
    }
  for (guint i = 0; i < self->thresholds->len; i++)
    {
      if (is_on_axis (plot->x, nth (self, i)))
        amends_chart_painter_vline (painter, amends_chart_plot_x (plot, nth (self, i)->value),
                                    plot->area.origin.y - 3, amends_chart_plot_bottom (plot), &stroke);
    }
  draw_upright_labels (self, painter, plot);
}

static void
amends_chart_threshold_layer_finalize (GObject *object)
{
  g_array_unref (AMENDS_CHART_THRESHOLD_LAYER (object)->thresholds);

  G_OBJECT_CLASS (amends_chart_threshold_layer_parent_class)->finalize (object);
}

static void
amends_chart_threshold_layer_class_init (AmendsChartThresholdLayerClass *klass)
{
  AmendsChartLayerClass *layer_class = AMENDS_CHART_LAYER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_chart_threshold_layer_finalize;
  layer_class->fit = amends_chart_threshold_layer_fit;
  layer_class->add_margins = amends_chart_threshold_layer_add_margins;
  layer_class->add_end_labels = amends_chart_threshold_layer_add_end_labels;
  layer_class->draw = amends_chart_threshold_layer_draw;
}

static void
amends_chart_threshold_layer_init (AmendsChartThresholdLayer *self)
{
  self->thresholds = g_array_new (FALSE, FALSE, sizeof (Threshold));
  g_array_set_clear_func (self->thresholds, threshold_clear);
}

/**
 * amends_chart_threshold_layer_new:
 *
 * Returns: (transfer full): a layer without thresholds, for level lines
 */
AmendsChartLayer *
amends_chart_threshold_layer_new (void)
{
  return g_object_new (AMENDS_TYPE_CHART_THRESHOLD_LAYER, NULL);
}

/**
 * amends_chart_threshold_layer_set_orientation:
 * @self: a layer
 * @orientation: how the lines run: horizontal for values of the y axis
 */
void
amends_chart_threshold_layer_set_orientation (AmendsChartThresholdLayer *self,
                                              GtkOrientation             orientation)
{
  g_return_if_fail (AMENDS_IS_CHART_THRESHOLD_LAYER (self));

  self->orientation = orientation;
}

/**
 * amends_chart_threshold_layer_set_optional:
 * @self: a layer
 * @optional: whether a threshold away from the values is left out instead of widening the axis
 */
void
amends_chart_threshold_layer_set_optional (AmendsChartThresholdLayer *self,
                                           gboolean                   optional)
{
  g_return_if_fail (AMENDS_IS_CHART_THRESHOLD_LAYER (self));

  self->optional = optional;
}

/**
 * amends_chart_threshold_layer_add:
 * @self: a layer
 * @value: where, in the unit of the axis
 * @label: (nullable): what it is
 */
void
amends_chart_threshold_layer_add (AmendsChartThresholdLayer *self,
                                  double                     value,
                                  const char                *label)
{
  Threshold *threshold;

  g_return_if_fail (AMENDS_IS_CHART_THRESHOLD_LAYER (self));
  g_return_if_fail (isfinite (value));

  g_array_set_size (self->thresholds, self->thresholds->len + 1);
  threshold = &g_array_index (self->thresholds, Threshold, self->thresholds->len - 1);
  threshold->value = value;
  threshold->label = g_strdup (label);
  g_array_sort (self->thresholds, compare_values);
}

void
amends_chart_threshold_layer_clear (AmendsChartThresholdLayer *self)
{
  g_return_if_fail (AMENDS_IS_CHART_THRESHOLD_LAYER (self));

  g_array_set_size (self->thresholds, 0);
}
