/* Everybody on one measure, a dot each: better is always onwards, whether the measure wants more or less.
 * Filled dots meet the target, behind the dashed line; dots at one place are set beside each other. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-strip-plot.h"

#include <math.h>

#define MIN_WIDTH 80
#define NATURAL_WIDTH 240
#define HEIGHT 24
#define EDGE 6
#define DOT 3.5
#define BESIDE 7
#define NEAR 8

struct _AmendsStripPlot
{
  AmendsChartDrawing  parent_instance;

  AmendsChartSeries  *series;
  double              target;
  double              worst;
  double              best;
};

enum
{
  PROP_0,
  PROP_MODEL,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsStripPlot, amends_strip_plot, AMENDS_TYPE_CHART_DRAWING)

static GParamSpec *properties[N_PROPS];

static double
place_x (AmendsStripPlot *self,
         double           width,
         double           value)
{
  double span = self->best - self->worst, at = span != 0 ? (value - self->worst) / span : 1;

  return EDGE + CLAMP (at, 0, 1) * (width - 2 * EDGE);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static GArray *
dup_places (AmendsStripPlot *self,
            double           width)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < amends_chart_series_get_size (self->series); i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (self->series, i);
      double x = place_x (self, width, amends_chart_point_get_value (point));

      if (!amends_chart_point_get_missing (point))
        g_array_append_val (places, x);
    }
  g_array_sort (places, compare_doubles);
  return places;
}

/* Of the middle, above and below takes the first at which no dot drawn before is near. */
static double
free_offset (GArray *drawn,
             double  x)
{
  static const double offsets[] = { 0, -BESIDE, BESIDE };

  for (guint k = 0; k < G_N_ELEMENTS (offsets); k++)
    {
      gboolean taken = FALSE;

      for (guint i = 0; i < drawn->len; i++)
        {
          const graphene_point_t *other = &g_array_index (drawn, graphene_point_t, i);

          taken |= fabs (other->x - x) < NEAR && other->y == (float) offsets[k];
        }
      if (!taken)
        return offsets[k];
    }
  return 0;
}

static void
draw_dots (AmendsStripPlot    *self,
           AmendsChartPainter *painter,
           double              width,
           double              height)
{
  g_autoptr (GArray) places = dup_places (self, width);
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  const GdkRGBA *color = &painter->ink.series[0];
  double target = place_x (self, width, self->target);

  for (guint i = 0; i < places->len; i++)
    {
      double x = g_array_index (places, double, i);
      graphene_point_t dot = { x, free_offset (drawn, x) };

      g_array_append_val (drawn, dot);
      dot.y += height / 2;
      amends_chart_painter_mark (painter, AMENDS_CHART_MARK_DISC, &dot, DOT, x >= target ? color : &painter->ink.ground,
                                 color, 1.5);
    }
}

static void
amends_strip_plot_draw (AmendsChartDrawing *drawing,
                        AmendsChartPainter *painter,
                        double              width,
                        double              height)
{
  AmendsStripPlot *self = AMENDS_STRIP_PLOT (drawing);
  static const double dash[] = { 4, 3 };
  const AmendsChartStroke rule = { .color = painter->ink.rule, .width = 1 };
  const AmendsChartStroke dashed = { .color = painter->ink.quiet, .width = 1, .dash = dash, .n_dashes = 2 };
  double target;
  graphene_rect_t met;

  amends_chart_painter_hline (painter, 0, width, height / 2, &rule);
  if (!isnan (self->target))
    {
      target = place_x (self, width, self->target);
      met = GRAPHENE_RECT_INIT (target, height / 2 - 9, width - target, 18);
      amends_chart_painter_rect (painter, &met, &painter->ink.track, 0);
      amends_chart_painter_vline (painter, target, 1, height - 1, &dashed);
    }
  draw_dots (self, painter, width, height);
}

static void
amends_strip_plot_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? MIN_WIDTH : HEIGHT;
  *natural = across ? NATURAL_WIDTH : HEIGHT;
}

static void
amends_strip_plot_dispose (GObject *object)
{
  g_clear_object (&AMENDS_STRIP_PLOT (object)->series);

  G_OBJECT_CLASS (amends_strip_plot_parent_class)->dispose (object);
}

static void
amends_strip_plot_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, amends_strip_plot_get_model (AMENDS_STRIP_PLOT (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_strip_plot_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_MODEL:
      amends_strip_plot_set_model (AMENDS_STRIP_PLOT (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_strip_plot_class_init (AmendsStripPlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_strip_plot_dispose;
  object_class->get_property = amends_strip_plot_get_property;
  object_class->set_property = amends_strip_plot_set_property;
  widget_class->measure = amends_strip_plot_measure;
  AMENDS_CHART_DRAWING_CLASS (klass)->draw = amends_strip_plot_draw;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "stripplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_strip_plot_init (AmendsStripPlot *self)
{
  self->target = NAN;
  self->best = 1;
  self->series = amends_chart_series_new (NULL, 0, NULL);
  g_signal_connect_object (self->series, "items-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * amends_strip_plot_new:
 *
 * Returns: (transfer floating): a strip without values
 */
GtkWidget *
amends_strip_plot_new (void)
{
  return g_object_new (AMENDS_TYPE_STRIP_PLOT, NULL);
}

/**
 * amends_strip_plot_get_model:
 * @self: a strip
 *
 * Returns: (nullable) (transfer none): the values
 */
GListModel *
amends_strip_plot_get_model (AmendsStripPlot *self)
{
  g_return_val_if_fail (AMENDS_IS_STRIP_PLOT (self), NULL);

  return amends_chart_series_get_model (self->series);
}

/**
 * amends_strip_plot_set_model:
 * @self: a strip
 * @model: (nullable) (transfer none): list of #AmendsChartPoint, one a person, in any order
 */
void
amends_strip_plot_set_model (AmendsStripPlot *self,
                             GListModel      *model)
{
  g_return_if_fail (AMENDS_IS_STRIP_PLOT (self));

  if (amends_chart_series_get_model (self->series) == model)
    return;

  amends_chart_series_set_model (self->series, model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * amends_strip_plot_set_scale:
 * @self: a strip
 * @target: the target; NAN for none
 * @worst: value at the start; above @best where less is better
 * @best: value at the end
 */
void
amends_strip_plot_set_scale (AmendsStripPlot *self,
                             double           target,
                             double           worst,
                             double           best)
{
  g_return_if_fail (AMENDS_IS_STRIP_PLOT (self));
  g_return_if_fail (isfinite (worst) && isfinite (best));

  self->target = target;
  self->worst = worst;
  self->best = best;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
