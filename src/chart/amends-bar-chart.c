/* A comparison of values with their intervals, in the order and groups the caller gives.
 * Bars lie or stand; what is missing or rests on a small sample looks different from what is low. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-bar-chart.h"

#include "amends-chart-bar-layer.h"
#include "amends-chart-column-layer.h"
#include "amends-chart-private.h"
#include "amends-chart-threshold-layer.h"

#include <math.h>

#define ROW_MIN 22
#define ROW_NATURAL 32
#define AROUND_ROWS 34

struct _AmendsBarChart
{
  AmendsChart        parent_instance;

  AmendsChartSeries *series;
  AmendsChartLayer  *thresholds;
  AmendsChartLayer  *bars;
  char              *unit_label;
  double             upper;
  AmendsChartUnit    unit;
  GtkOrientation     orientation;
};

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_UNIT,
  PROP_UNIT_LABEL,
  PROP_ORIENTATION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsBarChart, amends_bar_chart, AMENDS_TYPE_CHART,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ORIENTABLE, NULL))

static GParamSpec *properties[N_PROPS];

static gboolean
is_lying (AmendsBarChart *self)
{
  return self->orientation == GTK_ORIENTATION_HORIZONTAL;
}

/* The axis along the bars is one of values from zero, the other one of names. */
static void
set_up_axes (AmendsBarChart *self)
{
  AmendsChart *chart = AMENDS_CHART (self);
  AmendsChartAxis *values = is_lying (self) ? amends_chart_get_x_axis (chart) : amends_chart_get_y_axis (chart);

  amends_chart_axis_set_unit (values, self->unit);
  amends_chart_axis_set_unit_label (values, self->unit_label);
  amends_chart_axis_set_zero_based (values, TRUE);
  amends_chart_axis_set_range (values, NAN, self->upper, FALSE);
  amends_chart_threshold_layer_set_orientation (AMENDS_CHART_THRESHOLD_LAYER (self->thresholds),
                                                is_lying (self) ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  amends_chart_set_style (chart, is_lying (self) ? AMENDS_CHART_STYLE_GRID_X
                                                 : AMENDS_CHART_STYLE_GRID_Y | AMENDS_CHART_STYLE_WRAP);
  amends_chart_queue_fit (chart);
}

static void
set_up_bars (AmendsBarChart *self)
{
  if (self->bars != NULL)
    amends_chart_remove_layer (AMENDS_CHART (self), self->bars);
  self->bars = is_lying (self) ? amends_chart_bar_layer_new (self->series) : amends_chart_column_layer_new (self->series);
  amends_chart_add_layer (AMENDS_CHART (self), self->bars);
  set_up_axes (self);
}

static void
amends_bar_chart_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  AmendsBarChart *self = AMENDS_BAR_CHART (widget);
  double units;

  GTK_WIDGET_CLASS (amends_bar_chart_parent_class)->measure (widget, orientation, for_size, minimum, natural,
                                                             minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL || !is_lying (self))
    return;

  units = amends_chart_bar_layer_get_units (AMENDS_CHART_BAR_LAYER (self->bars));
  *minimum = MAX (*minimum, (int) ceil (units * ROW_MIN) + AROUND_ROWS);
  *natural = MAX (*minimum, (int) ceil (units * ROW_NATURAL) + AROUND_ROWS);
}

static void
amends_bar_chart_dispose (GObject *object)
{
  g_clear_object (&AMENDS_BAR_CHART (object)->series);

  G_OBJECT_CLASS (amends_bar_chart_parent_class)->dispose (object);
}

static void
amends_bar_chart_finalize (GObject *object)
{
  g_clear_pointer (&AMENDS_BAR_CHART (object)->unit_label, g_free);

  G_OBJECT_CLASS (amends_bar_chart_parent_class)->finalize (object);
}

static void
amends_bar_chart_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  AmendsBarChart *self = AMENDS_BAR_CHART (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, amends_bar_chart_get_model (self));
      break;
    case PROP_UNIT:
      g_value_set_enum (value, amends_bar_chart_get_unit (self));
      break;
    case PROP_UNIT_LABEL:
      g_value_set_string (value, amends_bar_chart_get_unit_label (self));
      break;
    case PROP_ORIENTATION:
      g_value_set_enum (value, amends_bar_chart_get_orientation (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_bar_chart_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  AmendsBarChart *self = AMENDS_BAR_CHART (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      amends_bar_chart_set_model (self, g_value_get_object (value));
      break;
    case PROP_UNIT:
      amends_bar_chart_set_unit (self, g_value_get_enum (value));
      break;
    case PROP_UNIT_LABEL:
      amends_bar_chart_set_unit_label (self, g_value_get_string (value));
      break;
    case PROP_ORIENTATION:
      amends_bar_chart_set_orientation (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_bar_chart_class_init (AmendsBarChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_bar_chart_dispose;
  object_class->finalize = amends_bar_chart_finalize;
  object_class->get_property = amends_bar_chart_get_property;
  object_class->set_property = amends_bar_chart_set_property;
  GTK_WIDGET_CLASS (klass)->measure = amends_bar_chart_measure;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_UNIT] = g_param_spec_enum ("unit", NULL, NULL, AMENDS_TYPE_CHART_UNIT, AMENDS_CHART_UNIT_COUNT, flags);
  properties[PROP_UNIT_LABEL] = g_param_spec_string ("unit-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, PROP_ORIENTATION, properties);
  g_object_class_override_property (object_class, PROP_ORIENTATION, "orientation");

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_bar_chart_init (AmendsBarChart *self)
{
  self->upper = NAN;
  self->series = amends_chart_series_new (NULL, 0, NULL);
  self->thresholds = amends_chart_threshold_layer_new ();
  amends_chart_add_layer (AMENDS_CHART (self), self->thresholds);
  set_up_bars (self);
}

/**
 * amends_bar_chart_new:
 *
 * Returns: (transfer floating): a chart of lying bars without values
 */
GtkWidget *
amends_bar_chart_new (void)
{
  return g_object_new (AMENDS_TYPE_BAR_CHART, NULL);
}

/**
 * amends_bar_chart_get_model:
 * @self: a chart
 *
 * Returns: (nullable) (transfer none): the values
 */
GListModel *
amends_bar_chart_get_model (AmendsBarChart *self)
{
  g_return_val_if_fail (AMENDS_IS_BAR_CHART (self), NULL);

  return amends_chart_series_get_model (self->series);
}

/**
 * amends_bar_chart_set_model:
 * @self: a chart
 * @model: (nullable) (transfer none): list of #AmendsChartPoint; a head or a line stands where their group changes
 */
void
amends_bar_chart_set_model (AmendsBarChart *self,
                            GListModel     *model)
{
  g_return_if_fail (AMENDS_IS_BAR_CHART (self));

  if (amends_chart_series_get_model (self->series) == model)
    return;

  amends_chart_series_set_model (self->series, model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

GtkOrientation
amends_bar_chart_get_orientation (AmendsBarChart *self)
{
  g_return_val_if_fail (AMENDS_IS_BAR_CHART (self), GTK_ORIENTATION_HORIZONTAL);

  return self->orientation;
}

/**
 * amends_bar_chart_set_orientation:
 * @self: a chart
 * @orientation: horizontal for lying bars, vertical for standing ones
 */
void
amends_bar_chart_set_orientation (AmendsBarChart *self,
                                  GtkOrientation  orientation)
{
  AmendsChart *chart = AMENDS_CHART (self);

  g_return_if_fail (AMENDS_IS_BAR_CHART (self));

  if (self->orientation == orientation)
    return;

  self->orientation = orientation;
  amends_chart_axis_set_range (amends_chart_get_x_axis (chart), NAN, NAN, FALSE);
  set_up_bars (self);
  g_object_notify (G_OBJECT (self), "orientation");
}

AmendsChartUnit
amends_bar_chart_get_unit (AmendsBarChart *self)
{
  g_return_val_if_fail (AMENDS_IS_BAR_CHART (self), AMENDS_CHART_UNIT_COUNT);

  return self->unit;
}

void
amends_bar_chart_set_unit (AmendsBarChart  *self,
                           AmendsChartUnit  unit)
{
  g_return_if_fail (AMENDS_IS_BAR_CHART (self));

  if (self->unit == unit)
    return;

  self->unit = unit;
  set_up_axes (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNIT]);
}

const char *
amends_bar_chart_get_unit_label (AmendsBarChart *self)
{
  g_return_val_if_fail (AMENDS_IS_BAR_CHART (self), NULL);

  return self->unit_label;
}

/**
 * amends_bar_chart_set_unit_label:
 * @self: a chart of counts or points
 * @unit_label: (nullable): what is counted; stands after the highest tick
 */
void
amends_bar_chart_set_unit_label (AmendsBarChart *self,
                                 const char     *unit_label)
{
  char *copy;

  g_return_if_fail (AMENDS_IS_BAR_CHART (self));

  if (g_strcmp0 (self->unit_label, unit_label) == 0)
    return;

  copy = g_strdup (unit_label);
  g_free (self->unit_label);
  self->unit_label = copy;
  set_up_axes (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNIT_LABEL]);
}

/**
 * amends_bar_chart_set_upper:
 * @self: a chart
 * @upper: where the axis ends, as 100 for scores; NAN to follow the values
 */
void
amends_bar_chart_set_upper (AmendsBarChart *self,
                            double          upper)
{
  g_return_if_fail (AMENDS_IS_BAR_CHART (self));

  self->upper = upper;
  set_up_axes (self);
}

/**
 * amends_bar_chart_add_threshold:
 * @self: a chart
 * @value: where, in the unit of the chart
 * @label: (nullable): what it is: "80 bonus"
 *
 * Draws a dashed line across all bars.
 */
void
amends_bar_chart_add_threshold (AmendsBarChart *self,
                                double          value,
                                const char     *label)
{
  g_return_if_fail (AMENDS_IS_BAR_CHART (self));

  amends_chart_threshold_layer_add (AMENDS_CHART_THRESHOLD_LAYER (self->thresholds), value, label);
  amends_chart_queue_fit (AMENDS_CHART (self));
}

void
amends_bar_chart_clear_thresholds (AmendsBarChart *self)
{
  g_return_if_fail (AMENDS_IS_BAR_CHART (self));

  amends_chart_threshold_layer_clear (AMENDS_CHART_THRESHOLD_LAYER (self->thresholds));
  amends_chart_queue_fit (AMENDS_CHART (self));
}
