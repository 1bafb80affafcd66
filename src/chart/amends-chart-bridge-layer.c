/* From one level to another through signed steps.
 *
 *   level ──┐step┌──┐step┌── … ── level
 *
 * The levels are lines, not bars, so the axis need not start at zero. Gains are solid, losses hatched.
 */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-bridge-layer.h"

#include <math.h>

/* Shares of the range left free for the figures below and above */
#define AIR_BELOW .20
#define AIR_ABOVE .26

/* Below this a step is written as zero to one decimal. */
#define NO_STEP .05

struct _AmendsChartBridgeLayer
{
  AmendsChartLayer parent_instance;
};

G_DEFINE_FINAL_TYPE (AmendsChartBridgeLayer, amends_chart_bridge_layer, AMENDS_TYPE_CHART_LAYER)

typedef struct
{
  AmendsChartPainter    *painter;
  const AmendsChartPlot *plot;
  double                 column;
  double                 bar;
} Pass;

static AmendsChartSeries *
series_of (AmendsChartLayer *layer)
{
  return amends_chart_layer_get_series (layer);
}

/* The level after every point: a step adds to the one before, the last point is a level of its own. */
static double *
dup_levels (AmendsChartLayer *layer,
            guint            *n_levels)
{
  guint n = amends_chart_series_get_size (series_of (layer));
  double *levels = g_new0 (double, MAX (n, 1)), level = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (layer), i);
      double value = amends_chart_point_get_missing (point) ? 0 : amends_chart_point_get_value (point);

      if (i == n - 1 && amends_chart_point_get_missing (point))
        value = level;
      level = i == 0 || i == n - 1 ? value : level + value;
      levels[i] = level;
    }
  *n_levels = n;
  return levels;
}

static void
amends_chart_bridge_layer_fit (AmendsChartLayer *layer,
                               AmendsChartAxis  *x,
                               AmendsChartAxis  *y)
{
  guint n;
  g_autofree double *levels = dup_levels (layer, &n);
  g_auto (GStrv) labels = amends_chart_layer_dup_labels (layer);
  double low = levels[0], high = levels[0], span;

  amends_chart_axis_set_labels (x, (const char * const *) labels);
  for (guint i = 1; i < n; i++)
    {
      low = MIN (low, levels[i]);
      high = MAX (high, levels[i]);
    }
  span = high > low ? high - low : 1;
  amends_chart_axis_set_range (y, low - AIR_BELOW * span, high + AIR_ABOVE * span, TRUE);
}

static void
draw_level (const Pass *pass,
            guint       i,
            double      level,
            const char *text)
{
  double x = amends_chart_plot_x (pass->plot, i), y = amends_chart_plot_y (pass->plot, level);
  graphene_rect_t line = GRAPHENE_RECT_INIT (round (x - pass->bar / 2), round (y) - 1, round (pass->bar), 3);
  const AmendsChartText style = { .scale = 1, .bold = TRUE, .xalign = .5, .yalign = 1 };

  amends_chart_painter_rect (pass->painter, &line, &pass->painter->ink.text, 0);
  amends_chart_painter_text (pass->painter, x, y - 4, text, &style);
}

static void
draw_no_step (const Pass *pass,
              guint       i,
              double      level,
              const char *text)
{
  const GdkRGBA *color = &pass->painter->ink.quiet;
  double x = amends_chart_plot_x (pass->plot, i), y = amends_chart_plot_y (pass->plot, level);
  graphene_rect_t line = GRAPHENE_RECT_INIT (round (x - pass->bar / 2), round (y) - 1, round (pass->bar), 2);
  const AmendsChartText style = { .color = color, .xalign = .5, .yalign = 1 };

  amends_chart_painter_rect (pass->painter, &line, color, 0);
  amends_chart_painter_text (pass->painter, x, y - 4, text != NULL ? text : "\342\200\224", &style);
}

static void
draw_loss (const Pass            *pass,
           const graphene_rect_t *bar)
{
  const GdkRGBA *color = &pass->painter->ink.loss;
  const AmendsChartStroke stroke = { .color = *color, .width = 1.5 };
  GdkRGBA pale = amends_chart_fade (color, .16);
  graphene_rect_t edge = *bar;

  amends_chart_painter_rect (pass->painter, bar, &pale, 0);
  amends_chart_painter_hatch (pass->painter, bar, color, 5, 1.5, TRUE);
  graphene_rect_inset (&edge, .75, .75);
  amends_chart_painter_outline (pass->painter, &edge, &stroke, 0);
}

static void
draw_step (const Pass *pass,
           guint       i,
           double      before,
           double      after,
           const char *text)
{
  double x = amends_chart_plot_x (pass->plot, i);
  double top = round (amends_chart_plot_y (pass->plot, MAX (before, after)));
  double bottom = round (amends_chart_plot_y (pass->plot, MIN (before, after)));
  gboolean gain = after > before;
  graphene_rect_t bar = GRAPHENE_RECT_INIT (round (x - pass->bar / 2), top, round (pass->bar), MAX (bottom - top, 2));
  const AmendsChartText style = { .scale = .9, .bold = TRUE, .xalign = .5, .yalign = gain ? 1 : 0 };

  if (gain)
    amends_chart_painter_rect (pass->painter, &bar, &pass->painter->ink.gain, 2);
  else
    draw_loss (pass, &bar);
  amends_chart_painter_text (pass->painter, x, gain ? top - 3 : bottom + 3, text, &style);
}

static void
draw_connectors (const Pass   *pass,
                 const double *levels,
                 guint         n)
{
  const AmendsChartStroke stroke = { .color = pass->painter->ink.base, .width = 1 };

  for (guint i = 0; i + 1 < n; i++)
    amends_chart_painter_hline (pass->painter,
                                amends_chart_plot_x (pass->plot, i) + pass->bar / 2,
                                amends_chart_plot_x (pass->plot, i + 1) - pass->bar / 2,
                                amends_chart_plot_y (pass->plot, levels[i]), &stroke);
}

static void
amends_chart_bridge_layer_draw (AmendsChartLayer      *layer,
                                AmendsChartPainter    *painter,
                                const AmendsChartPlot *plot)
{
  guint n;
  g_autofree double *levels = dup_levels (layer, &n);
  Pass pass = { .painter = painter, .plot = plot, .column = plot->area.size.width / MAX (n, 1) };

  pass.bar = MIN (56, pass.column * .56);
  draw_connectors (&pass, levels, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (layer), i);
      const char *text = amends_chart_point_get_text (point);

      if (i == 0 || i == n - 1)
        draw_level (&pass, i, levels[i], text);
      else if (amends_chart_point_get_missing (point) || fabs (amends_chart_point_get_value (point)) < NO_STEP)
        draw_no_step (&pass, i, levels[i], text);
      else
        draw_step (&pass, i, levels[i - 1], levels[i], text);
    }
}

static void
amends_chart_bridge_layer_add_spots (AmendsChartLayer      *layer,
                                     const AmendsChartPlot *plot,
                                     GArray                *spots)
{
  guint n;
  g_autofree double *levels = dup_levels (layer, &n);
  double column = plot->area.size.width / MAX (n, 1);

  for (guint i = 0; i < n; i++)
    {
      AmendsChartSpot spot = {
        .at = GRAPHENE_POINT_INIT (amends_chart_plot_x (plot, i), amends_chart_plot_y (plot, levels[i])),
        .area = GRAPHENE_RECT_INIT (plot->area.origin.x + i * column, 0, column, plot->height),
        .point = amends_chart_series_get_point (series_of (layer), i),
      };

      g_array_append_val (spots, spot);
    }
}

static void
amends_chart_bridge_layer_class_init (AmendsChartBridgeLayerClass *klass)
{
  AmendsChartLayerClass *layer_class = AMENDS_CHART_LAYER_CLASS (klass);

  layer_class->fit = amends_chart_bridge_layer_fit;
  layer_class->draw = amends_chart_bridge_layer_draw;
  layer_class->add_spots = amends_chart_bridge_layer_add_spots;
}

static void
amends_chart_bridge_layer_init (AmendsChartBridgeLayer *self)
{
}

/**
 * amends_chart_bridge_layer_new:
 * @series: (transfer none): start level, signed steps, end level
 *
 * Returns: (transfer full): a layer that draws them as a bridge
 */
AmendsChartLayer *
amends_chart_bridge_layer_new (AmendsChartSeries *series)
{
  AmendsChartLayer *self = g_object_new (AMENDS_TYPE_CHART_BRIDGE_LAYER, NULL);

  amends_chart_layer_set_series (self, series);
  return self;
}
