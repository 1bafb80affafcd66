/* One value with its interval on a scale shared by many rows, as in a list of people; band edges are dotted. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-interval-bar.h"

#include "amends-chart-bar.h"

#include <math.h>

#define MIN_WIDTH 80
#define NATURAL_WIDTH 240
#define HEIGHT 24
#define BAR 14

struct _AmendsIntervalBar
{
  AmendsChartDrawing  parent_instance;

  AmendsChartPoint   *point;
  GArray             *edges;
  double              upper;
};

enum
{
  PROP_0,
  PROP_POINT,
  PROP_UPPER,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsIntervalBar, amends_interval_bar, AMENDS_TYPE_CHART_DRAWING)

static GParamSpec *properties[N_PROPS];

static void
amends_interval_bar_draw (AmendsChartDrawing *drawing,
                          AmendsChartPainter *painter,
                          double              width,
                          double              height)
{
  AmendsIntervalBar *self = AMENDS_INTERVAL_BAR (drawing);
  static const double dash[] = { 2, 3 };
  const AmendsChartStroke dotted = { .color = painter->ink.base, .width = 1, .dash = dash, .n_dashes = 2 };
  double length = MAX (1, width - AMENDS_INTERVAL_BAR_END);
  g_autoptr (AmendsChartAxis) axis = amends_chart_axis_new (AMENDS_CHART_UNIT_POINTS);

  for (guint i = 0; i < self->edges->len; i++)
    amends_chart_painter_vline (painter, g_array_index (self->edges, double, i) / self->upper * length, 0, height, &dotted);
  if (self->point == NULL)
    return;

  amends_chart_axis_set_range (axis, 0, self->upper, TRUE);
  amends_chart_axis_layout (axis, length, length);
  amends_chart_bar_draw (painter, self->point, axis, GRAPHENE_RECT_INIT (0, round (height / 2 - BAR / 2.), length, BAR),
                         GTK_ORIENTATION_HORIZONTAL);
}

static void
amends_interval_bar_measure (GtkWidget      *widget,
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
amends_interval_bar_dispose (GObject *object)
{
  g_clear_object (&AMENDS_INTERVAL_BAR (object)->point);

  G_OBJECT_CLASS (amends_interval_bar_parent_class)->dispose (object);
}

static void
amends_interval_bar_finalize (GObject *object)
{
  g_array_unref (AMENDS_INTERVAL_BAR (object)->edges);

  G_OBJECT_CLASS (amends_interval_bar_parent_class)->finalize (object);
}

static void
amends_interval_bar_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  AmendsIntervalBar *self = AMENDS_INTERVAL_BAR (object);

  switch (prop_id)
    {
    case PROP_POINT:
      g_value_set_object (value, self->point);
      break;
    case PROP_UPPER:
      g_value_set_double (value, self->upper);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_interval_bar_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  AmendsIntervalBar *self = AMENDS_INTERVAL_BAR (object);

  switch (prop_id)
    {
    case PROP_POINT:
      amends_interval_bar_set_point (self, g_value_get_object (value));
      break;
    case PROP_UPPER:
      amends_interval_bar_set_upper (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_interval_bar_class_init (AmendsIntervalBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_interval_bar_dispose;
  object_class->finalize = amends_interval_bar_finalize;
  object_class->get_property = amends_interval_bar_get_property;
  object_class->set_property = amends_interval_bar_set_property;
  widget_class->measure = amends_interval_bar_measure;
  AMENDS_CHART_DRAWING_CLASS (klass)->draw = amends_interval_bar_draw;

  properties[PROP_POINT] = g_param_spec_object ("point", NULL, NULL, AMENDS_TYPE_CHART_POINT, flags);
  properties[PROP_UPPER] = g_param_spec_double ("upper", NULL, NULL, G_MINDOUBLE, G_MAXDOUBLE, 100, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "intervalbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_interval_bar_init (AmendsIntervalBar *self)
{
  self->edges = g_array_new (FALSE, FALSE, sizeof (double));
  self->upper = 100;
}

/**
 * amends_interval_bar_new:
 *
 * Returns: (transfer floating): a bar without a value, on a scale from 0 to 100
 */
GtkWidget *
amends_interval_bar_new (void)
{
  return g_object_new (AMENDS_TYPE_INTERVAL_BAR, NULL);
}

/**
 * amends_interval_bar_get_point:
 * @self: a bar
 *
 * Returns: (nullable) (transfer none): its value
 */
AmendsChartPoint *
amends_interval_bar_get_point (AmendsIntervalBar *self)
{
  g_return_val_if_fail (AMENDS_IS_INTERVAL_BAR (self), NULL);

  return self->point;
}

/**
 * amends_interval_bar_set_point:
 * @self: a bar
 * @point: (nullable) (transfer none): its value, interval and words; also its name for assistive technology
 */
void
amends_interval_bar_set_point (AmendsIntervalBar *self,
                               AmendsChartPoint  *point)
{
  g_autofree char *words = NULL;

  g_return_if_fail (AMENDS_IS_INTERVAL_BAR (self));
  g_return_if_fail (point == NULL || AMENDS_IS_CHART_POINT (point));

  if (!g_set_object (&self->point, point))
    return;

  words = point != NULL ? amends_chart_point_describe (point) : NULL;
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (self), words);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POINT]);
}

/**
 * amends_interval_bar_set_upper:
 * @self: a bar
 * @upper: where the scale ends; the same in every row
 */
void
amends_interval_bar_set_upper (AmendsIntervalBar *self,
                               double             upper)
{
  g_return_if_fail (AMENDS_IS_INTERVAL_BAR (self));
  g_return_if_fail (upper > 0);

  if (self->upper == upper)
    return;

  self->upper = upper;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPPER]);
}

/**
 * amends_interval_bar_set_edges:
 * @self: a bar
 * @edges: (nullable) (array length=n_edges): where bands meet
 * @n_edges: how many
 */
void
amends_interval_bar_set_edges (AmendsIntervalBar *self,
                               const double      *edges,
                               guint              n_edges)
{
  g_return_if_fail (AMENDS_IS_INTERVAL_BAR (self));
  g_return_if_fail (n_edges == 0 || edges != NULL);

  g_array_set_size (self->edges, 0);
  if (n_edges > 0)
    g_array_append_vals (self->edges, edges, n_edges);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
