/* A layer of a chart: one thing drawn into the plot, fed by a series or by numbers of its own. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-layer.h"

typedef struct
{
  AmendsChartSeries *series;
} AmendsChartLayerPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmendsChartLayer, amends_chart_layer, G_TYPE_OBJECT)

static void
amends_chart_layer_dispose (GObject *object)
{
  AmendsChartLayerPrivate *priv = amends_chart_layer_get_instance_private (AMENDS_CHART_LAYER (object));

  g_clear_object (&priv->series);

  G_OBJECT_CLASS (amends_chart_layer_parent_class)->dispose (object);
}

static void
amends_chart_layer_class_init (AmendsChartLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_chart_layer_dispose;
}

static void
amends_chart_layer_init (AmendsChartLayer *self)
{
}

/**
 * amends_chart_layer_get_series:
 * @self: a layer
 *
 * Returns: (nullable) (transfer none): what feeds it
 */
AmendsChartSeries *
amends_chart_layer_get_series (AmendsChartLayer *self)
{
  AmendsChartLayerPrivate *priv = amends_chart_layer_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CHART_LAYER (self), NULL);

  return priv->series;
}

/**
 * amends_chart_layer_set_series:
 * @self: a layer not yet in a chart
 * @series: (nullable) (transfer none): what feeds it
 */
void
amends_chart_layer_set_series (AmendsChartLayer  *self,
                               AmendsChartSeries *series)
{
  AmendsChartLayerPrivate *priv = amends_chart_layer_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_CHART_LAYER (self));
  g_return_if_fail (series == NULL || AMENDS_IS_CHART_SERIES (series));

  g_set_object (&priv->series, series);
}

/**
 * amends_chart_layer_dup_labels:
 * @self: a layer with a series
 *
 * Returns: (transfer full): the short names of its points, for an axis of categories
 */
char **
amends_chart_layer_dup_labels (AmendsChartLayer *self)
{
  AmendsChartLayerPrivate *priv = amends_chart_layer_get_instance_private (self);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint n = priv->series != NULL ? amends_chart_series_get_size (priv->series) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (priv->series, i);
      const char *label = amends_chart_point_get_label (point);

      g_ptr_array_add (labels, g_strdup (label != NULL ? label : ""));
    }
  g_ptr_array_add (labels, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&labels), FALSE);
}

void
amends_chart_layer_fit (AmendsChartLayer *self,
                        AmendsChartAxis  *x,
                        AmendsChartAxis  *y)
{
  g_return_if_fail (AMENDS_IS_CHART_LAYER (self));

  if (AMENDS_CHART_LAYER_GET_CLASS (self)->fit != NULL)
    AMENDS_CHART_LAYER_GET_CLASS (self)->fit (self, x, y);
}

void
amends_chart_layer_add_margins (AmendsChartLayer      *self,
                                AmendsChartPainter    *painter,
                                const AmendsChartPlot *plot,
                                AmendsChartMargins    *margins)
{
  g_return_if_fail (AMENDS_IS_CHART_LAYER (self));

  if (AMENDS_CHART_LAYER_GET_CLASS (self)->add_margins != NULL)
    AMENDS_CHART_LAYER_GET_CLASS (self)->add_margins (self, painter, plot, margins);
}

void
amends_chart_layer_add_end_labels (AmendsChartLayer      *self,
                                   const AmendsChartPlot *plot,
                                   GArray                *labels)
{
  g_return_if_fail (AMENDS_IS_CHART_LAYER (self));

  if (AMENDS_CHART_LAYER_GET_CLASS (self)->add_end_labels != NULL)
    AMENDS_CHART_LAYER_GET_CLASS (self)->add_end_labels (self, plot, labels);
}

void
amends_chart_layer_draw (AmendsChartLayer      *self,
                         AmendsChartPainter    *painter,
                         const AmendsChartPlot *plot)
{
  g_return_if_fail (AMENDS_IS_CHART_LAYER (self));

  if (AMENDS_CHART_LAYER_GET_CLASS (self)->draw != NULL)
    AMENDS_CHART_LAYER_GET_CLASS (self)->draw (self, painter, plot);
}

void
amends_chart_layer_add_spots (AmendsChartLayer      *self,
                              const AmendsChartPlot *plot,
                              GArray                *spots)
{
  g_return_if_fail (AMENDS_IS_CHART_LAYER (self));

  if (AMENDS_CHART_LAYER_GET_CLASS (self)->add_spots != NULL)
    AMENDS_CHART_LAYER_GET_CLASS (self)->add_spots (self, plot, spots);
}
