/* Lying bars: one row a value, with a head above each group.
 * The order is the caller's: where intervals overlap a rank would say more than is known. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-bar-layer.h"

#include "amends-chart-bar.h"

#include <math.h>

/* Height of a group's head in rows */
#define HEAD .8
#define LABEL_SHARE .38
#define TEXT_SHARE .3

struct _AmendsChartBarLayer
{
  AmendsChartLayer parent_instance;
};

typedef struct
{
  AmendsChartPoint *point;
  const char       *head;
  double            y;
  double            height;
} Row;

typedef void (*RowFunc) (const Row *row, gpointer data);

G_DEFINE_FINAL_TYPE (AmendsChartBarLayer, amends_chart_bar_layer, AMENDS_TYPE_CHART_LAYER)

/* The head above @point, when a new group starts with it; @group is the one before. */
static const char *
head_above (AmendsChartPoint  *point,
            char             **group)
{
  const char *own = amends_chart_point_get_group (point);

  if (g_strcmp0 (own, *group) == 0)
    return NULL;

  g_free (*group);
  *group = g_strdup (own);
  return own;
}

/* Calls @func for every row, giving the head where a group starts; @height is the height of all. */
static void
each_row (AmendsChartBarLayer *self,
          double               top,
          double               height,
          RowFunc              func,
          gpointer             data)
{
  AmendsChartSeries *series = amends_chart_layer_get_series (AMENDS_CHART_LAYER (self));
  double unit = height / MAX (amends_chart_bar_layer_get_units (self), 1), y = top;
  g_autofree char *group = NULL;

  for (guint i = 0; i < amends_chart_series_get_size (series); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series, i);
      Row row = { .point = point, .head = head_above (point, &group), .height = unit };

      if (row.head != NULL)
        y += unit * HEAD;
      row.y = y;
      func (&row, data);
      y += unit;
    }
}

static void
amends_chart_bar_layer_fit (AmendsChartLayer *layer,
                            AmendsChartAxis  *x,
                            AmendsChartAxis  *y)
{
  AmendsChartSeries *series = amends_chart_layer_get_series (layer);

  for (guint i = 0; i < amends_chart_series_get_size (series); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series, i);
      double upper;

      if (amends_chart_point_get_missing (point))
        continue;
      amends_chart_axis_see (x, amends_chart_point_get_value (point));
      if (amends_chart_point_get_interval (point, NULL, &upper))
        amends_chart_axis_see (x, upper);
    }
}

static void
amends_chart_bar_layer_add_margins (AmendsChartLayer      *layer,
                                    AmendsChartPainter    *painter,
                                    const AmendsChartPlot *plot,
                                    AmendsChartMargins    *margins)
{
  AmendsChartSeries *series = amends_chart_layer_get_series (layer);
  const AmendsChartText bold = { .bold = TRUE };
  double label_width = 0, text_width = 0;

  for (guint i = 0; i < amends_chart_series_get_size (series); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series, i);
      const AmendsChartText *style = amends_chart_point_get_highlighted (point) ? &bold : NULL;
      double width;

      amends_chart_painter_measure (painter, amends_chart_point_get_label (point), style, &width, NULL);
      label_width = MAX (label_width, width);
      amends_chart_painter_measure (painter, amends_chart_point_get_text (point), style, &width, NULL);
      text_width = MAX (text_width, width);
    }
  margins->start = MAX (margins->start, MIN (label_width, plot->width * LABEL_SHARE) + 10);
  margins->end = MAX (margins->end, MIN (text_width, plot->width * TEXT_SHARE) + 14);
}

typedef struct
{
  AmendsChartPainter    *painter;
  const AmendsChartPlot *plot;
  GArray                *spots;
} Pass;

static void
draw_head (const Pass *pass,
           const Row  *row)
{
  double head = row->height * HEAD;
  const AmendsChartStroke rule = { .color = pass->painter->ink.rule, .width = 1 };
  const AmendsChartText style = { .bold = TRUE, .yalign = .5, .width = pass->plot->width };

  if (row->y - head > pass->plot->area.origin.y + 1)
    amends_chart_painter_hline (pass->painter, 0, pass->plot->width, row->y - head, &rule);
  amends_chart_painter_text (pass->painter, 0, row->y - head * .42, row->head, &style);
}

static void
draw_row (const Row *row,
          gpointer   data)
{
  const Pass *pass = data;
  const graphene_rect_t *area = &pass->plot->area;
  double thick = MIN (16, row->height * .56), middle = row->y + row->height / 2;
  gboolean strong = amends_chart_point_get_highlighted (row->point);
  AmendsChartText style = { .bold = strong, .xalign = 1, .yalign = .5, .width = MAX (area->origin.x - 10, 1) };

  if (row->head != NULL)
    draw_head (pass, row);

  amends_chart_painter_text (pass->painter, area->origin.x - 10, middle, amends_chart_point_get_label (row->point), &style);
  amends_chart_bar_draw (pass->painter, row->point, pass->plot->x,
                         GRAPHENE_RECT_INIT (area->origin.x, round (middle - thick / 2), area->size.width, thick),
                         GTK_ORIENTATION_HORIZONTAL);

  style.width = MAX (pass->plot->width - amends_chart_plot_end (pass->plot) - 12, 1);
  if (amends_chart_point_get_missing (row->point) || amends_chart_point_get_small (row->point))
    style.color = &pass->painter->ink.quiet;
  amends_chart_painter_text (pass->painter, pass->plot->width - 2, middle, amends_chart_point_get_text (row->point), &style);
}

static void
amends_chart_bar_layer_draw (AmendsChartLayer      *layer,
                             AmendsChartPainter    *painter,
                             const AmendsChartPlot *plot)
{
  Pass pass = { .painter = painter, .plot = plot };

  each_row (AMENDS_CHART_BAR_LAYER (layer), plot->area.origin.y, plot->area.size.height, draw_row, &pass);
}

static void
add_row_spot (const Row *row,
              gpointer   data)
{
  const Pass *pass = data;
  gboolean missing = amends_chart_point_get_missing (row->point);
  AmendsChartSpot spot = {
    .area = GRAPHENE_RECT_INIT (0, row->y, pass->plot->width, row->height),
    .point = g_object_ref (row->point),
  };

  spot.at.x = amends_chart_plot_x (pass->plot, missing ? 0 : amends_chart_point_get_value (row->point));
  spot.at.x = CLAMP (spot.at.x, pass->plot->area.origin.x, amends_chart_plot_end (pass->plot));
  spot.at.y = row->y + row->height / 2;
  g_array_append_val (pass->spots, spot);
}

static void
amends_chart_bar_layer_add_spots (AmendsChartLayer      *layer,
                                  const AmendsChartPlot *plot,
                                  GArray                *spots)
{
  Pass pass = { .plot = plot, .spots = spots };

  each_row (AMENDS_CHART_BAR_LAYER (layer), plot->area.origin.y, plot->area.size.height, add_row_spot, &pass);
}

static void
amends_chart_bar_layer_class_init (AmendsChartBarLayerClass *klass)
{
  AmendsChartLayerClass *layer_class = AMENDS_CHART_LAYER_CLASS (klass);

  layer_class->fit = amends_chart_bar_layer_fit;
  layer_class->add_margins = amends_chart_bar_layer_add_margins;
  layer_class->draw = amends_chart_bar_layer_draw;
  layer_class->add_spots = amends_chart_bar_layer_add_spots;
}

static void
amends_chart_bar_layer_init (AmendsChartBarLayer *self)
{
}

/**
 * amends_chart_bar_layer_new:
 * @series: (transfer none): the values, top to bottom
 *
 * Returns: (transfer full): a layer that draws them as lying bars
 */
AmendsChartLayer *
amends_chart_bar_layer_new (AmendsChartSeries *series)
{
  AmendsChartLayer *self = g_object_new (AMENDS_TYPE_CHART_BAR_LAYER, NULL);

  amends_chart_layer_set_series (self, series);
  return self;
}

/**
 * amends_chart_bar_layer_get_units:
 * @self: a layer
 *
 * Returns: how many rows high it is; the head of a group is part of one
 */
double
amends_chart_bar_layer_get_units (AmendsChartBarLayer *self)
{
  AmendsChartSeries *series = amends_chart_layer_get_series (AMENDS_CHART_LAYER (self));
  g_autofree char *group = NULL;
  double units = 0;

  for (guint i = 0; i < amends_chart_series_get_size (series); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series, i);

      units += head_above (point, &group) != NULL ? 1 + HEAD : 1;
    }
  return units;
}
