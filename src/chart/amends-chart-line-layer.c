/* A line with its interval band. A gap stays a gap; a small sample is a hollow point. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-line-layer.h"

#define BAND_ALPHA .14

struct _AmendsChartLineLayer
{
  AmendsChartLayer  parent_instance;

  char             *end_label;
};

G_DEFINE_FINAL_TYPE (AmendsChartLineLayer, amends_chart_line_layer, AMENDS_TYPE_CHART_LAYER)

static AmendsChartSeries *
series_of (AmendsChartLineLayer *self)
{
  return amends_chart_layer_get_series (AMENDS_CHART_LAYER (self));
}

/* The newest point with a value, or %NULL */
static AmendsChartPoint *
dup_last (AmendsChartLineLayer *self,
          guint                *position)
{
  for (guint i = amends_chart_series_get_size (series_of (self)); i-- > 0;)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (self), i);

      *position = i;
      if (!amends_chart_point_get_missing (point))
        return g_steal_pointer (&point);
    }
  return NULL;
}

static void
amends_chart_line_layer_fit (AmendsChartLayer *layer,
                             AmendsChartAxis  *x,
                             AmendsChartAxis  *y)
{
  AmendsChartSeries *series = amends_chart_layer_get_series (layer);
  g_auto (GStrv) labels = amends_chart_layer_dup_labels (layer);

  /* Series may be of different length; the longest names the periods. */
  if (g_strv_length (labels) > amends_chart_axis_get_n_labels (x))
    amends_chart_axis_set_labels (x, (const char * const *) labels);

  for (guint i = 0; i < amends_chart_series_get_size (series); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series, i);
      double lower, upper;

      if (amends_chart_point_get_missing (point))
        continue;
      amends_chart_axis_see (y, amends_chart_point_get_value (point));
      if (amends_chart_point_get_interval (point, &lower, &upper))
        {
          amends_chart_axis_see (y, lower);
          amends_chart_axis_see (y, upper);
        }
    }
}

static void
amends_chart_line_layer_add_end_labels (AmendsChartLayer      *layer,
                                        const AmendsChartPlot *plot,
                                        GArray                *labels)
{
  AmendsChartLineLayer *self = AMENDS_CHART_LINE_LAYER (layer);
  guint position;
  g_autoptr (AmendsChartPoint) last = dup_last (self, &position);
  AmendsChartEndLabel *label;
  const char *text = self->end_label;

  if (last == NULL)
    return;
  if (text == NULL)
    text = amends_chart_series_get_name (series_of (self));
  if (text == NULL)
    text = amends_chart_point_get_text (last);
  if (text == NULL || *text == '\0')
    return;

  label = amends_chart_end_labels_add (labels, amends_chart_plot_y (plot, amends_chart_point_get_value (last)), text);
  label->strong = TRUE;
}

static graphene_point_t
place (const AmendsChartPlot *plot,
       guint                  i,
       double                 value)
{
  return GRAPHENE_POINT_INIT (amends_chart_plot_x (plot, i), amends_chart_plot_y (plot, value));
}

/* Draws the points gathered as one unbroken stretch of line, and starts over. */
static void
flush_line (AmendsChartPainter      *painter,
            GArray                  *stretch,
            const AmendsChartStroke *stroke)
{
  graphene_point_t *points = (graphene_point_t *) (void *) stretch->data;

  if (stretch->len == 1)
    amends_chart_painter_mark (painter, AMENDS_CHART_MARK_DISC, points, 2, &stroke->color, NULL, 0);
  amends_chart_painter_line (painter, points, stretch->len, stroke);
  g_array_set_size (stretch, 0);
}

/* The band goes along the upper ends and back along the lower ones; a lone interval is a bar. */
static void
flush_band (AmendsChartPainter *painter,
            GArray             *uppers,
            GArray             *lowers,
            const GdkRGBA      *color)
{
  graphene_point_t *upper = (graphene_point_t *) (void *) uppers->data;
  graphene_point_t *lower = (graphene_point_t *) (void *) lowers->data;

  if (uppers->len == 1)
    {
      graphene_rect_t bar = GRAPHENE_RECT_INIT (upper->x - 3, upper->y, 6, lower->y - upper->y);

      amends_chart_painter_rect (painter, &bar, color, 0);
    }
  else if (uppers->len > 1)
    {
      for (guint i = lowers->len; i-- > 0;)
        g_array_append_val (uppers, lower[i]);
      amends_chart_painter_polygon (painter, (graphene_point_t *) (void *) uppers->data, uppers->len, color);
    }
  g_array_set_size (uppers, 0);
  g_array_set_size (lowers, 0);
}

static void
draw_band (AmendsChartLineLayer  *self,
           AmendsChartPainter    *painter,
           const AmendsChartPlot *plot,
           const GdkRGBA         *color)
{
  g_autoptr (GArray) uppers = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  g_autoptr (GArray) lowers = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  GdkRGBA pale = amends_chart_fade (color, BAND_ALPHA);

  for (guint i = 0; i < amends_chart_series_get_size (series_of (self)); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (self), i);
      graphene_point_t at;
      double lower, upper;

      if (amends_chart_point_get_missing (point) || !amends_chart_point_get_interval (point, &lower, &upper))
        {
          flush_band (painter, uppers, lowers, &pale);
          continue;
        }
      at = place (plot, i, upper);
      g_array_append_val (uppers, at);
      at = place (plot, i, lower);
      g_array_append_val (lowers, at);
    }
  flush_band (painter, uppers, lowers, &pale);
}

static void
draw_line (AmendsChartLineLayer    *self,
           AmendsChartPainter      *painter,
           const AmendsChartPlot   *plot,
           const AmendsChartStroke *stroke)
{
  g_autoptr (GArray) stretch = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));

  for (guint i = 0; i < amends_chart_series_get_size (series_of (self)); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (self), i);
      graphene_point_t at;

      if (amends_chart_point_get_missing (point))
        {
          flush_line (painter, stretch, stroke);
          continue;
        }
      at = place (plot, i, amends_chart_point_get_value (point));
      g_array_append_val (stretch, at);
    }
  flush_line (painter, stretch, stroke);
}

static void
draw_marks (AmendsChartLineLayer  *self,
            AmendsChartPainter    *painter,
            const AmendsChartPlot *plot,
            const GdkRGBA         *color)
{
  AmendsChartMark mark = amends_chart_style_mark (amends_chart_series_get_style (series_of (self)));
  guint position = 0;
  g_autoptr (AmendsChartPoint) last = dup_last (self, &position);

  for (guint i = 0; last != NULL && i <= position; i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series_of (self), i);
      gboolean small = amends_chart_point_get_small (point);
      graphene_point_t at = place (plot, i, amends_chart_point_get_value (point));

      if (amends_chart_point_get_missing (point) || (!small && i < position))
        continue;
      amends_chart_painter_mark (painter, i == position ? mark : AMENDS_CHART_MARK_DISC, &at, i == position ? 4 : 3.5,
                                 small ? &painter->ink.ground : color, small ? color : &painter->ink.ground, 1.5);
    }
}

static void
amends_chart_line_layer_draw (AmendsChartLayer      *layer,
                              AmendsChartPainter    *painter,
                              const AmendsChartPlot *plot)
{
  AmendsChartLineLayer *self = AMENDS_CHART_LINE_LAYER (layer);
  guint style = amends_chart_series_get_style (series_of (self));
  const GdkRGBA *color = amends_chart_ink_series (&painter->ink, style);
  AmendsChartStroke stroke = { .color = *color, .width = 2 };

  stroke.dash = amends_chart_style_dash (style, &stroke.n_dashes);
  draw_band (self, painter, plot, color);
  draw_line (self, painter, plot, &stroke);
  draw_marks (self, painter, plot, color);
}

static void
amends_chart_line_layer_add_spots (AmendsChartLayer      *layer,
                                   const AmendsChartPlot *plot,
                                   GArray                *spots)
{
  AmendsChartSeries *series = amends_chart_layer_get_series (layer);

  for (guint i = 0; i < amends_chart_series_get_size (series); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series, i);
      AmendsChartSpot spot = { .at = place (plot, i, amends_chart_point_get_value (point)) };

      if (amends_chart_point_get_missing (point))
        spot.at.y = amends_chart_plot_bottom (plot);
      spot.point = g_steal_pointer (&point);
      g_array_append_val (spots, spot);
    }
}

static void
amends_chart_line_layer_finalize (GObject *object)
{
  g_clear_pointer (&AMENDS_CHART_LINE_LAYER (object)->end_label, g_free);

  G_OBJECT_CLASS (amends_chart_line_layer_parent_class)->finalize (object);
}

static void
amends_chart_line_layer_class_init (AmendsChartLineLayerClass *klass)
{
  AmendsChartLayerClass *layer_class = AMENDS_CHART_LAYER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_chart_line_layer_finalize;
  layer_class->fit = amends_chart_line_layer_fit;
  layer_class->add_end_labels = amends_chart_line_layer_add_end_labels;
  layer_class->draw = amends_chart_line_layer_draw;
  layer_class->add_spots = amends_chart_line_layer_add_spots;
}

static void
amends_chart_line_layer_init (AmendsChartLineLayer *self)
{
}

/**
 * amends_chart_line_layer_new:
 * @series: (transfer none): the points, in order of time
 *
 * Returns: (transfer full): a layer that draws them as a line
 */
AmendsChartLayer *
amends_chart_line_layer_new (AmendsChartSeries *series)
{
  AmendsChartLayer *self = g_object_new (AMENDS_TYPE_CHART_LINE_LAYER, NULL);

  amends_chart_layer_set_series (self, series);
  return self;
}

/**
 * amends_chart_line_layer_set_end_label:
 * @self: a layer
 * @end_label: (nullable): label after the last point; %NULL for the name of the series, or its last value
 */
void
amends_chart_line_layer_set_end_label (AmendsChartLineLayer *self,
                                       const char           *end_label)
{
  char *copy;

  g_return_if_fail (AMENDS_IS_CHART_LINE_LAYER (self));

  copy = g_strdup (end_label);
  g_free (self->end_label);
  self->end_label = copy;
}
