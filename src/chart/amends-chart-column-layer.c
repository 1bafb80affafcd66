/* Standing bars: one column a value, the value above it, a line between groups. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-column-layer.h"

#include "amends-chart-bar.h"

#include <math.h>

struct _AmendsChartColumnLayer
{
  AmendsChartLayer parent_instance;
};

G_DEFINE_FINAL_TYPE (AmendsChartColumnLayer, amends_chart_column_layer, AMENDS_TYPE_CHART_LAYER)

static AmendsChartSeries *
series_of (AmendsChartLayer *layer)
{
  return amends_chart_layer_get_series (layer);
}

static double
column_width (AmendsChartLayer      *layer,
              const AmendsChartPlot *plot)
{
  return plot->area.size.width / MAX (amends_chart_series_get_size (series_of (layer)), 1);
}

static double
top_of (AmendsChartPoint *point)
{
  double upper = amends_chart_point_get_value (point);

  amends_chart_point_get_interval (point, NULL, &upper);
  return MAX (upper, amends_chart_point_get_value (point));
}

static void
amends_chart_column_layer_fit (AmendsChartLayer *layer,
                               AmendsChartAxis  *x,
                               AmendsChartAxis  *y)
{
  g_auto (GStrv) labels = amends_chart_layer_dup_labels (layer);

  amends_chart_axis_set_labels (x, (const char * const *) labels);
  for (guint i = 0; i < amends_chart_series_get_size (series_of (layer)); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (layer), i);

      if (amends_chart_point_get_missing (point))
        continue;
      amends_chart_axis_see (y, amends_chart_point_get_value (point));
      amends_chart_axis_see (y, top_of (point));
    }
}

static gboolean
has_groups (AmendsChartLayer *layer)
{
  for (guint i = 0; i < amends_chart_series_get_size (series_of (layer)); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (layer), i);

      if (amends_chart_point_get_group (point) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A value stands above its bar, also above the highest, and a group's name above all. */
static void
amends_chart_column_layer_add_margins (AmendsChartLayer      *layer,
                                       AmendsChartPainter    *painter,
                                       const AmendsChartPlot *plot,
                                       AmendsChartMargins    *margins)
{
  double line = amends_chart_painter_line_height (painter);

  margins->top = MAX (margins->top, has_groups (layer) ? 2 * line + 12 : line + 6);
}

static guint
group_end (AmendsChartLayer *layer,
           guint             start,
           char            **group)
{
  guint i;

  for (i = start; i < amends_chart_series_get_size (series_of (layer)); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (layer), i);

      if (i == start)
        *group = g_strdup (amends_chart_point_get_group (point));
      else if (g_strcmp0 (*group, amends_chart_point_get_group (point)) != 0)
        break;
    }
  return i;
}

static void
draw_groups (AmendsChartLayer      *layer,
             AmendsChartPainter    *painter,
             const AmendsChartPlot *plot)
{
  const AmendsChartStroke rule = { .color = painter->ink.base, .width = 1 };
  double width = column_width (layer, plot);
  guint n = amends_chart_series_get_size (series_of (layer));

  for (guint start = 0, stop; start < n; start = stop)
    {
      g_autofree char *group = NULL;
      double x = plot->area.origin.x + start * width;
      AmendsChartText style = { .bold = TRUE };

      stop = group_end (layer, start, &group);
      style.width = MAX ((stop - start) * width - 8, 1);
      if (start > 0)
        amends_chart_painter_vline (painter, x, 0, amends_chart_plot_bottom (plot), &rule);
      amends_chart_painter_text (painter, x + (start > 0 ? 6 : 2), 0, group, &style);
    }
}

static void
draw_column (AmendsChartPainter    *painter,
             const AmendsChartPlot *plot,
             AmendsChartPoint      *point,
             double                 centre,
             double                 width)
{
  double thick = MIN (44, width * .56), top;
  gboolean missing = amends_chart_point_get_missing (point);
  AmendsChartText style = {
    .bold = amends_chart_point_get_highlighted (point), .xalign = .5, .yalign = 1, .width = width,
  };

  if (missing)
    style.color = &painter->ink.quiet;
  amends_chart_bar_draw (painter, point, plot->y,
                         GRAPHENE_RECT_INIT (round (centre - thick / 2), plot->area.origin.y, thick, plot->area.size.height),
                         GTK_ORIENTATION_VERTICAL);
  top = missing ? amends_chart_plot_bottom (plot) : amends_chart_plot_y (plot, top_of (point));
  amends_chart_painter_text (painter, centre, MAX (top, plot->area.origin.y) - 5, amends_chart_point_get_text (point), &style);
}

static void
amends_chart_column_layer_draw (AmendsChartLayer      *layer,
                                AmendsChartPainter    *painter,
                                const AmendsChartPlot *plot)
{
  double width = column_width (layer, plot);

  for (guint i = 0; i < amends_chart_series_get_size (series_of (layer)); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (layer), i);

      draw_column (painter, plot, point, amends_chart_plot_x (plot, i), width);
    }
  if (has_groups (layer))
    draw_groups (layer, painter, plot);
}

static void
amends_chart_column_layer_add_spots (AmendsChartLayer      *layer,
                                     const AmendsChartPlot *plot,
                                     GArray                *spots)
{
  double width = column_width (layer, plot);

  for (guint i = 0; i < amends_chart_series_get_size (series_of (layer)); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (layer), i);
      double value = amends_chart_point_get_missing (point) ? 0 : amends_chart_point_get_value (point);
      AmendsChartSpot spot = {
        .at = GRAPHENE_POINT_INIT (amends_chart_plot_x (plot, i), amends_chart_plot_y (plot, value)),
        .area = GRAPHENE_RECT_INIT (plot->area.origin.x + i * width, 0, width, plot->height),
      };

      spot.point = g_steal_pointer (&point);
      g_array_append_val (spots, spot);
    }
}

static void
amends_chart_column_layer_class_init (AmendsChartColumnLayerClass *klass)
{
  AmendsChartLayerClass *layer_class = AMENDS_CHART_LAYER_CLASS (klass);

  layer_class->fit = amends_chart_column_layer_fit;
  layer_class->add_margins = amends_chart_column_layer_add_margins;
  layer_class->draw = amends_chart_column_layer_draw;
  layer_class->add_spots = amends_chart_column_layer_add_spots;
}

static void
amends_chart_column_layer_init (AmendsChartColumnLayer *self)
{
}

/**
 * amends_chart_column_layer_new:
 * @series: (transfer none): the values, in reading direction
 *
 * Returns: (transfer full): a layer that draws them as standing bars
 */
AmendsChartLayer *
amends_chart_column_layer_new (AmendsChartSeries *series)
{
  AmendsChartLayer *self = g_object_new (AMENDS_TYPE_CHART_COLUMN_LAYER, NULL);

  amends_chart_layer_set_series (self, series);
  return self;
}
