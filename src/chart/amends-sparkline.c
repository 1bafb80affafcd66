/* A trend the size of a word: line, dashed target, last point. Hollow is a small sample, a break is no data. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-sparkline.h"

#include <math.h>

#define MIN_WIDTH 48
#define NATURAL_WIDTH 96
#define MIN_HEIGHT 20
#define NATURAL_HEIGHT 30
#define START 4
#define END 7
#define AIR 5

struct _AmendsSparkline
{
  AmendsChartDrawing  parent_instance;

  AmendsChartSeries  *series;
  double              target;
};

enum
{
  PROP_0,
  PROP_MODEL,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsSparkline, amends_sparkline, AMENDS_TYPE_CHART_DRAWING)

static GParamSpec *properties[N_PROPS];

typedef struct
{
  AmendsChartPainter *painter;
  double              width;
  double              height;
  double              low;
  double              span;
  guint               n_points;
  int                 last;
} Pass;

/* Takes in the range of the values and the place of the newest; says whether there is any. */
static gboolean
survey (AmendsSparkline *self,
        Pass            *pass)
{
  double low = self->target, high = self->target;

  pass->last = -1;
  pass->n_points = amends_chart_series_get_size (self->series);
  for (guint i = 0; i < pass->n_points; i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (self->series, i);

      if (amends_chart_point_get_missing (point))
        continue;
      low = fmin (low, amends_chart_point_get_value (point));
      high = fmax (high, amends_chart_point_get_value (point));
      pass->last = i;
    }
  pass->low = low;
  pass->span = high > low ? high - low : 1;
  return pass->last >= 0;
}

static double
place_y (const Pass *pass,
         double      value)
{
  return pass->height - AIR - (value - pass->low) / pass->span * (pass->height - 2 * AIR);
}

static graphene_point_t
place (const Pass *pass,
       guint       i,
       double      value)
{
  double steps = MAX (pass->n_points, 2) - 1, at = pass->n_points > 1 ? i : 1;

  return GRAPHENE_POINT_INIT (START + at * (pass->width - START - END) / steps, place_y (pass, value));
}

static void
flush_line (const Pass *pass,
            GArray     *stretch)
{
  const AmendsChartStroke stroke = { .color = pass->painter->ink.series[0], .width = 1.5 };
  graphene_point_t *points = (graphene_point_t *) (void *) stretch->data;

  if (stretch->len == 1)
    amends_chart_painter_mark (pass->painter, AMENDS_CHART_MARK_DISC, points, 1.5, &stroke.color, NULL, 0);
  amends_chart_painter_line (pass->painter, points, stretch->len, &stroke);
  g_array_set_size (stretch, 0);
}

static void
draw_mark (const Pass       *pass,
           guint             i,
           AmendsChartPoint *point)
{
  const GdkRGBA *color = &pass->painter->ink.series[0], *ground = &pass->painter->ink.ground;
  graphene_point_t at = place (pass, i, amends_chart_point_get_value (point));
  gboolean small = amends_chart_point_get_small (point);

  /* The dot stands for the period shown: an older value must not look like it. */
  if (i == pass->n_points - 1)
    amends_chart_painter_mark (pass->painter, AMENDS_CHART_MARK_DISC, &at, 3.2, small ? ground : color, color, 1.5);
  else if (small)
    amends_chart_painter_mark (pass->painter, AMENDS_CHART_MARK_DISC, &at, 2.5, ground, color, 1.2);
}

static void
draw_values (AmendsSparkline *self,
             const Pass      *pass)
{
  g_autoptr (GArray) stretch = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));

  for (guint i = 0; i < pass->n_points; i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (self->series, i);
      graphene_point_t at = place (pass, i, amends_chart_point_get_value (point));

      if (amends_chart_point_get_missing (point))
        flush_line (pass, stretch);
      else
        g_array_append_val (stretch, at);
    }
  flush_line (pass, stretch);

  for (guint i = 0; i < pass->n_points; i++)
    {
      g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (self->series, i);

      if (!amends_chart_point_get_missing (point))
        draw_mark (pass, i, point);
    }
}

static void
amends_sparkline_draw (AmendsChartDrawing *drawing,
                       AmendsChartPainter *painter,
                       double              width,
                       double              height)
{
  AmendsSparkline *self = AMENDS_SPARKLINE (drawing);
  Pass pass = { .painter = painter, .width = width, .height = height };
  const AmendsChartStroke dotted = {
    .color = painter->ink.base, .width = 1, .dash = amends_chart_dotted, .n_dashes = 2,
  };
  static const double dash[] = { 4, 3 };
  const AmendsChartStroke dashed = { .color = painter->ink.quiet, .width = 1, .dash = dash, .n_dashes = 2 };

  if (!survey (self, &pass))
    {
      amends_chart_painter_hline (painter, 2, width - 6, height / 2, &dotted);
      return;
    }
  if (!isnan (self->target))
    amends_chart_painter_hline (painter, 2, width - 2, place_y (&pass, self->target), &dashed);
  draw_values (self, &pass);
}

static void
amends_sparkline_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? MIN_WIDTH : MIN_HEIGHT;
  *natural = across ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
amends_sparkline_dispose (GObject *object)
{
  g_clear_object (&AMENDS_SPARKLINE (object)->series);

  G_OBJECT_CLASS (amends_sparkline_parent_class)->dispose (object);
}

static void
amends_sparkline_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, amends_sparkline_get_model (AMENDS_SPARKLINE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_sparkline_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_MODEL:
      amends_sparkline_set_model (AMENDS_SPARKLINE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_sparkline_class_init (AmendsSparklineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_sparkline_dispose;
  object_class->get_property = amends_sparkline_get_property;
  object_class->set_property = amends_sparkline_set_property;
  widget_class->measure = amends_sparkline_measure;
  AMENDS_CHART_DRAWING_CLASS (klass)->draw = amends_sparkline_draw;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_sparkline_init (AmendsSparkline *self)
{
  self->target = NAN;
  self->series = amends_chart_series_new (NULL, 0, NULL);
  g_signal_connect_object (self->series, "items-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * amends_sparkline_new:
 *
 * Returns: (transfer floating): a sparkline without values
 */
GtkWidget *
amends_sparkline_new (void)
{
  return g_object_new (AMENDS_TYPE_SPARKLINE, NULL);
}

/**
 * amends_sparkline_get_model:
 * @self: a sparkline
 *
 * Returns: (nullable) (transfer none): the values
 */
GListModel *
amends_sparkline_get_model (AmendsSparkline *self)
{
  g_return_val_if_fail (AMENDS_IS_SPARKLINE (self), NULL);

  return amends_chart_series_get_model (self->series);
}

/**
 * amends_sparkline_set_model:
 * @self: a sparkline
 * @model: (nullable) (transfer none): list of #AmendsChartPoint, oldest first
 */
void
amends_sparkline_set_model (AmendsSparkline *self,
                            GListModel      *model)
{
  g_return_if_fail (AMENDS_IS_SPARKLINE (self));

  if (amends_chart_series_get_model (self->series) == model)
    return;

  amends_chart_series_set_model (self->series, model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * amends_sparkline_set_target:
 * @self: a sparkline
 * @target: the target, in the unit of the values
 */
void
amends_sparkline_set_target (AmendsSparkline *self,
                             double           target)
{
  g_return_if_fail (AMENDS_IS_SPARKLINE (self));
  g_return_if_fail (isfinite (target));

  self->target = target;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
amends_sparkline_clear_target (AmendsSparkline *self)
{
  g_return_if_fail (AMENDS_IS_SPARKLINE (self));

  self->target = NAN;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
