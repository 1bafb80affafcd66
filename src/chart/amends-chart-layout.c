/* Where things stand in a chart: margins, axes, and the direct labels after the plot. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-placement.h"
#include "amends-chart-private.h"

#include <math.h>

#define TOP 8
#define END 10
#define Y_LABEL_GAP 8
#define X_LABEL_TOP 5
#define LEAST_PLOT 10

/* A direct label stands this far after the plot; a leader shows where it belongs when it had to move. */
#define END_LABEL_GAP 11
#define LEADER_FROM 3

static void
fit (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_private (self);

  if (priv->fitted)
    return;

  amends_chart_axis_forget (priv->x);
  amends_chart_axis_forget (priv->y);
  amends_chart_axis_set_labels (priv->x, NULL);
  for (guint i = 0; i < priv->layers->len; i++)
    amends_chart_layer_fit (g_ptr_array_index (priv->layers, i), priv->x, priv->y);
  priv->fitted = TRUE;
}

static double
widest_tick (AmendsChartAxis    *axis,
             AmendsChartPainter *painter)
{
  guint n;
  g_autofree double *ticks = amends_chart_axis_dup_ticks (axis, &n);
  double widest = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = amends_chart_axis_dup_tick_label (axis, ticks[i], i + 1 == n);
      double width;

      amends_chart_painter_measure (painter, label, NULL, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

static double
label_room (AmendsChartAxis *axis,
            double           width)
{
  return MAX (20, width / MAX (amends_chart_axis_get_n_labels (axis), 1) - 4);
}

static double
bottom_margin (AmendsChartPrivate *priv,
               AmendsChartPainter *painter,
               double              width)
{
  const char * const *labels = amends_chart_axis_get_labels (priv->x);
  double tallest = amends_chart_painter_line_height (painter), room = label_room (priv->x, width);

  if (labels == NULL && !(priv->style & AMENDS_CHART_STYLE_GRID_X))
    return 2;

  for (guint i = 0; (priv->style & AMENDS_CHART_STYLE_WRAP) && labels != NULL && labels[i] != NULL; i++)
    {
      g_autofree char *label = amends_chart_painter_shorten (painter, labels[i], room);
      const AmendsChartText style = { .wrap = TRUE, .width = amends_chart_painter_balance (painter, label, room) };
      double height;

      amends_chart_painter_measure (painter, label, &style, NULL, &height);
      tallest = MAX (tallest, height);
    }
  return tallest + X_LABEL_TOP + 2;
}

static GArray *
dup_end_labels (AmendsChart           *self,
                const AmendsChartPlot *plot)
{
  AmendsChartPrivate *priv = amends_chart_get_private (self);
  GArray *labels = amends_chart_end_labels_new ();

  for (guint i = 0; i < priv->layers->len; i++)
    amends_chart_layer_add_end_labels (g_ptr_array_index (priv->layers, i), plot, labels);
  return labels;
}

/* Room for the direct labels, but never more than a third of the chart: on a narrow one they end in an ellipsis. */
static double
end_margin (AmendsChart           *self,
            AmendsChartPainter    *painter,
            const AmendsChartPlot *plot)
{
  g_autoptr (GArray) labels = dup_end_labels (self, plot);
  double widest = 0;

  for (guint i = 0; i < labels->len; i++)
    {
      const AmendsChartEndLabel *label = &g_array_index (labels, AmendsChartEndLabel, i);
      const AmendsChartText style = { .bold = label->strong };
      double width;

      amends_chart_painter_measure (painter, label->text, &style, &width, NULL);
      widest = MAX (widest, width + END_LABEL_GAP + 3);
    }
  return MIN (widest, plot->width / 3);
}

static void
layout_x (AmendsChartPrivate *priv,
          AmendsChartPainter *painter,
          double              width)
{
  const char * const *labels = amends_chart_axis_get_labels (priv->x);
  double widest = 0;

  if (labels == NULL)
    amends_chart_painter_measure (painter, "00.0 min", NULL, &widest, NULL);
  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    {
      double one;

      amends_chart_painter_measure (painter, labels[i], NULL, &one, NULL);
      widest = MAX (widest, one);
    }
  amends_chart_axis_layout (priv->x, width, priv->style & AMENDS_CHART_STYLE_WRAP ? 0 : widest + 10);
}

static void
set_area (AmendsChartPlot         *plot,
          const AmendsChartMargins *margins)
{
  plot->area = GRAPHENE_RECT_INIT (margins->start, margins->top,
                                   MAX (LEAST_PLOT, plot->width - margins->start - margins->end),
                                   MAX (LEAST_PLOT, plot->height - margins->top - margins->bottom));
}

/* Lays out @self for a drawing of @width × @height px. */
void
amends_chart_layout (AmendsChart        *self,
                     AmendsChartPainter *painter,
                     double              width,
                     double              height,
                     AmendsChartPlot    *plot)
{
  AmendsChartPrivate *priv = amends_chart_get_private (self);
  AmendsChartMargins margins = { .top = TOP, .end = END };

  fit (self);
  *plot = (AmendsChartPlot) { .x = priv->x, .y = priv->y, .width = width, .height = height };
  for (guint i = 0; i < priv->layers->len; i++)
    amends_chart_layer_add_margins (g_ptr_array_index (priv->layers, i), painter, plot, &margins);

  margins.bottom = bottom_margin (priv, painter, width - margins.start - margins.end - 50);
  set_area (plot, &margins);
  amends_chart_axis_layout (priv->y, plot->area.size.height, amends_chart_painter_line_height (painter) + 20);
  if (priv->style & AMENDS_CHART_STYLE_GRID_Y)
    margins.start = MAX (margins.start, widest_tick (priv->y, painter) + Y_LABEL_GAP);
  margins.end = MAX (margins.end, end_margin (self, painter, plot));
  set_area (plot, &margins);
  layout_x (priv, painter, plot->area.size.width);
}

/* Every value of the chart in the order of the cursor. */
GArray *
amends_chart_dup_spots (AmendsChart           *self,
                        const AmendsChartPlot *plot)
{
  AmendsChartPrivate *priv = amends_chart_get_private (self);
  GArray *spots = amends_chart_spots_new ();

  for (guint i = 0; i < priv->layers->len; i++)
    amends_chart_layer_add_spots (g_ptr_array_index (priv->layers, i), plot, spots);
  return spots;
}

static void
draw_y_axis (AmendsChartPainter    *painter,
             const AmendsChartPlot *plot)
{
  guint n;
  g_autofree double *ticks = amends_chart_axis_dup_ticks (plot->y, &n);
  const AmendsChartText style = { .color = &painter->ink.quiet, .xalign = 1, .yalign = .5 };

  for (guint i = 0; i < n; i++)
    {
      const AmendsChartStroke stroke = { .color = ticks[i] == 0 ? painter->ink.base : painter->ink.rule, .width = 1 };
      double y = amends_chart_plot_y (plot, ticks[i]);
      g_autofree char *label = amends_chart_axis_dup_tick_label (plot->y, ticks[i], i + 1 == n);

      amends_chart_painter_hline (painter, plot->area.origin.x, amends_chart_plot_end (plot), y, &stroke);
      amends_chart_painter_text (painter, plot->area.origin.x - Y_LABEL_GAP, y, label, &style);
    }
}

static void
draw_x_values (AmendsChartPainter    *painter,
               const AmendsChartPlot *plot)
{
  guint n;
  g_autofree double *ticks = amends_chart_axis_dup_ticks (plot->x, &n);
  const AmendsChartText style = { .color = &painter->ink.quiet };

  for (guint i = 0; i < n; i++)
    {
      const AmendsChartStroke stroke = { .color = ticks[i] == 0 ? painter->ink.base : painter->ink.rule, .width = 1 };
      double x = amends_chart_plot_x (plot, ticks[i]), width;
      g_autofree char *label = amends_chart_axis_dup_tick_label (plot->x, ticks[i], i + 1 == n);

      amends_chart_painter_vline (painter, x, plot->area.origin.y, amends_chart_plot_bottom (plot), &stroke);
      amends_chart_painter_measure (painter, label, NULL, &width, NULL);
      x = MAX (0, MIN (x - width / 2, plot->width - width));
      amends_chart_painter_text (painter, x, amends_chart_plot_bottom (plot) + X_LABEL_TOP, label, &style);
    }
}

static void
draw_x_labels (AmendsChartPrivate    *priv,
               AmendsChartPainter    *painter,
               const AmendsChartPlot *plot)
{
  guint n;
  g_autofree double *ticks = amends_chart_axis_dup_ticks (plot->x, &n);
  gboolean wrap = priv->style & AMENDS_CHART_STYLE_WRAP;
  double room = label_room (plot->x, plot->area.size.width);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = amends_chart_axis_dup_tick_label (plot->x, ticks[i], FALSE);
      g_autofree char *shown = wrap ? amends_chart_painter_shorten (painter, label, room) : g_strdup (label);
      AmendsChartText style = { .color = &painter->ink.quiet, .xalign = .5, .wrap = wrap };

      if (wrap)
        style.width = amends_chart_painter_balance (painter, shown, room);
      amends_chart_painter_text (painter, amends_chart_plot_x (plot, ticks[i]),
                                 amends_chart_plot_bottom (plot) + X_LABEL_TOP, shown, &style);
    }
}

void
amends_chart_draw_axes (AmendsChart           *self,
                        AmendsChartPainter    *painter,
                        const AmendsChartPlot *plot)
{
  AmendsChartPrivate *priv = amends_chart_get_private (self);

  if (priv->style & AMENDS_CHART_STYLE_GRID_Y)
    draw_y_axis (painter, plot);
  if (amends_chart_axis_get_labels (plot->x) != NULL)
    draw_x_labels (priv, painter, plot);
  else if (priv->style & AMENDS_CHART_STYLE_GRID_X)
    draw_x_values (painter, plot);
}

static int
compare_y (gconstpointer a,
           gconstpointer b)
{
  double left = ((const AmendsChartEndLabel *) a)->y, right = ((const AmendsChartEndLabel *) b)->y;

  return (left > right) - (left < right);
}

static void
draw_end_label (AmendsChartPainter        *painter,
                const AmendsChartPlot     *plot,
                const AmendsChartEndLabel *label,
                double                     y)
{
  double end = amends_chart_plot_end (plot);
  const AmendsChartStroke leader = { .color = painter->ink.base, .width = 1 };
  const graphene_point_t line[] = { { end + 2, label->y }, { end + END_LABEL_GAP - 2, y } };
  const AmendsChartText style = {
    .color = label->strong ? &painter->ink.text : &painter->ink.quiet, .bold = label->strong, .yalign = .5,
    .width = MAX (plot->width - end - END_LABEL_GAP, 1),
  };

  if (fabs (y - label->y) > LEADER_FROM)
    amends_chart_painter_line (painter, line, G_N_ELEMENTS (line), &leader);
  amends_chart_painter_text (painter, end + END_LABEL_GAP, y, label->text, &style);
}

/* Direct labels after the plot, pushed apart to one line height. */
void
amends_chart_draw_ends (AmendsChart           *self,
                        AmendsChartPainter    *painter,
                        const AmendsChartPlot *plot)
{
  g_autoptr (GArray) labels = dup_end_labels (self, plot);
  g_autofree double *centres = g_new (double, labels->len);
  double line = amends_chart_painter_line_height (painter);

  g_array_sort (labels, compare_y);
  for (guint i = 0; i < labels->len; i++)
    centres[i] = g_array_index (labels, AmendsChartEndLabel, i).y;
  amends_chart_spread (centres, labels->len, line, line / 2, plot->height - line / 2);
  for (guint i = 0; i < labels->len; i++)
    draw_end_label (painter, plot, &g_array_index (labels, AmendsChartEndLabel, i), centres[i]);
}
