/* A trend over periods: one line with its interval, or several told apart by name, colour, dash and mark. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-line-chart.h"

#include "amends-chart-line-layer.h"
#include "amends-chart-private.h"
#include "amends-chart-threshold-layer.h"

struct _AmendsLineChart
{
  AmendsChart        parent_instance;

  AmendsChartSeries *main;
  AmendsChartLayer  *target;
  AmendsChartLayer  *line;
  GPtrArray         *others;
  char              *end_label;
};

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_UNIT,
  PROP_UNIT_LABEL,
  PROP_ZERO_BASED,
  PROP_END_LABEL,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsLineChart, amends_line_chart, AMENDS_TYPE_CHART)

static GParamSpec *properties[N_PROPS];

static AmendsChartAxis *
value_axis (AmendsLineChart *self)
{
  return amends_chart_get_y_axis (AMENDS_CHART (self));
}

static void
amends_line_chart_dispose (GObject *object)
{
  AmendsLineChart *self = AMENDS_LINE_CHART (object);

  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_object (&self->main);

  G_OBJECT_CLASS (amends_line_chart_parent_class)->dispose (object);
}

static void
amends_line_chart_finalize (GObject *object)
{
  g_clear_pointer (&AMENDS_LINE_CHART (object)->end_label, g_free);

  G_OBJECT_CLASS (amends_line_chart_parent_class)->finalize (object);
}

static void
amends_line_chart_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  AmendsLineChart *self = AMENDS_LINE_CHART (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, amends_line_chart_get_model (self));
      break;
    case PROP_UNIT:
      g_value_set_enum (value, amends_line_chart_get_unit (self));
      break;
    case PROP_UNIT_LABEL:
      g_value_set_string (value, amends_line_chart_get_unit_label (self));
      break;
    case PROP_ZERO_BASED:
      g_value_set_boolean (value, amends_line_chart_get_zero_based (self));
      break;
    case PROP_END_LABEL:
      g_value_set_string (value, amends_line_chart_get_end_label (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_line_chart_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  AmendsLineChart *self = AMENDS_LINE_CHART (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      amends_line_chart_set_model (self, g_value_get_object (value));
      break;
    case PROP_UNIT:
      amends_line_chart_set_unit (self, g_value_get_enum (value));
      break;
    case PROP_UNIT_LABEL:
      amends_line_chart_set_unit_label (self, g_value_get_string (value));
      break;
    case PROP_ZERO_BASED:
      amends_line_chart_set_zero_based (self, g_value_get_boolean (value));
      break;
    case PROP_END_LABEL:
      amends_line_chart_set_end_label (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_line_chart_class_init (AmendsLineChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_line_chart_dispose;
  object_class->finalize = amends_line_chart_finalize;
  object_class->get_property = amends_line_chart_get_property;
  object_class->set_property = amends_line_chart_set_property;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_UNIT] = g_param_spec_enum ("unit", NULL, NULL, AMENDS_TYPE_CHART_UNIT, AMENDS_CHART_UNIT_COUNT, flags);
  properties[PROP_UNIT_LABEL] = g_param_spec_string ("unit-label", NULL, NULL, NULL, flags);
  properties[PROP_ZERO_BASED] = g_param_spec_boolean ("zero-based", NULL, NULL, FALSE, flags);
  properties[PROP_END_LABEL] = g_param_spec_string ("end-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_line_chart_init (AmendsLineChart *self)
{
  AmendsChart *chart = AMENDS_CHART (self);

  self->others = g_ptr_array_new ();
  self->main = amends_chart_series_new (NULL, 0, NULL);
  self->target = amends_chart_threshold_layer_new ();
  self->line = amends_chart_line_layer_new (self->main);
  amends_chart_add_layer (chart, self->target);
  amends_chart_add_layer (chart, self->line);
  amends_chart_set_style (chart, AMENDS_CHART_STYLE_GRID_Y | AMENDS_CHART_STYLE_CROSSHAIR);
}

/**
 * amends_line_chart_new:
 *
 * Returns: (transfer floating): a chart without values
 */
GtkWidget *
amends_line_chart_new (void)
{
  return g_object_new (AMENDS_TYPE_LINE_CHART, NULL);
}

/**
 * amends_line_chart_get_model:
 * @self: a chart
 *
 * Returns: (nullable) (transfer none): the values of the one line
 */
GListModel *
amends_line_chart_get_model (AmendsLineChart *self)
{
  g_return_val_if_fail (AMENDS_IS_LINE_CHART (self), NULL);

  return amends_chart_series_get_model (self->main);
}

/**
 * amends_line_chart_set_model:
 * @self: a chart
 * @model: (nullable) (transfer none): list of #AmendsChartPoint, oldest first
 *
 * Sets the values of a chart with one line. With several lines use amends_line_chart_add_series().
 */
void
amends_line_chart_set_model (AmendsLineChart *self,
                             GListModel      *model)
{
  g_return_if_fail (AMENDS_IS_LINE_CHART (self));

  if (amends_chart_series_get_model (self->main) == model)
    return;

  amends_chart_series_set_model (self->main, model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * amends_line_chart_add_series:
 * @self: a chart
 * @series: (transfer none): a named series, its periods those of the others
 *
 * Adds a line; its name stands after its last value.
 */
void
amends_line_chart_add_series (AmendsLineChart   *self,
                              AmendsChartSeries *series)
{
  AmendsChartLayer *layer;

  g_return_if_fail (AMENDS_IS_LINE_CHART (self));
  g_return_if_fail (AMENDS_IS_CHART_SERIES (series));

  layer = amends_chart_line_layer_new (series);
  g_ptr_array_add (self->others, layer);
  amends_chart_add_layer (AMENDS_CHART (self), layer);
}

void
amends_line_chart_remove_all_series (AmendsLineChart *self)
{
  g_return_if_fail (AMENDS_IS_LINE_CHART (self));

  for (guint i = 0; i < self->others->len; i++)
    amends_chart_remove_layer (AMENDS_CHART (self), g_ptr_array_index (self->others, i));
  g_ptr_array_set_size (self->others, 0);
}

AmendsChartUnit
amends_line_chart_get_unit (AmendsLineChart *self)
{
  g_return_val_if_fail (AMENDS_IS_LINE_CHART (self), AMENDS_CHART_UNIT_COUNT);

  return amends_chart_axis_get_unit (value_axis (self));
}

void
amends_line_chart_set_unit (AmendsLineChart *self,
                            AmendsChartUnit  unit)
{
  g_return_if_fail (AMENDS_IS_LINE_CHART (self));

  if (amends_chart_axis_get_unit (value_axis (self)) == unit)
    return;

  amends_chart_axis_set_unit (value_axis (self), unit);
  amends_chart_queue_fit (AMENDS_CHART (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNIT]);
}

const char *
amends_line_chart_get_unit_label (AmendsLineChart *self)
{
  g_return_val_if_fail (AMENDS_IS_LINE_CHART (self), NULL);

  return amends_chart_axis_get_unit_label (value_axis (self));
}

/**
 * amends_line_chart_set_unit_label:
 * @self: a chart of counts or points
 * @unit_label: (nullable): what is counted; stands after the highest tick
 */
void
amends_line_chart_set_unit_label (AmendsLineChart *self,
                                  const char      *unit_label)
{
  g_return_if_fail (AMENDS_IS_LINE_CHART (self));

  if (g_strcmp0 (amends_chart_axis_get_unit_label (value_axis (self)), unit_label) == 0)
    return;

  amends_chart_axis_set_unit_label (value_axis (self), unit_label);
  amends_chart_queue_fit (AMENDS_CHART (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNIT_LABEL]);
}

gboolean
amends_line_chart_get_zero_based (AmendsLineChart *self)
{
  g_return_val_if_fail (AMENDS_IS_LINE_CHART (self), FALSE);

  return amends_chart_axis_get_zero_based (value_axis (self));
}

void
amends_line_chart_set_zero_based (AmendsLineChart *self,
                                  gboolean         zero_based)
{
  g_return_if_fail (AMENDS_IS_LINE_CHART (self));

  if (amends_chart_axis_get_zero_based (value_axis (self)) == !!zero_based)
    return;

  amends_chart_axis_set_zero_based (value_axis (self), zero_based);
  amends_chart_queue_fit (AMENDS_CHART (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZERO_BASED]);
}

const char *
amends_line_chart_get_end_label (AmendsLineChart *self)
{
  g_return_val_if_fail (AMENDS_IS_LINE_CHART (self), NULL);

  return self->end_label;
}

/**
 * amends_line_chart_set_end_label:
 * @self: a chart
 * @end_label: (nullable): what stands after the last value; %NULL for that value's text, "" for nothing
 */
void
amends_line_chart_set_end_label (AmendsLineChart *self,
                                 const char      *end_label)
{
  char *copy;

  g_return_if_fail (AMENDS_IS_LINE_CHART (self));

  if (g_strcmp0 (self->end_label, end_label) == 0)
    return;

  copy = g_strdup (end_label);
  g_free (self->end_label);
  self->end_label = copy;
  amends_chart_line_layer_set_end_label (AMENDS_CHART_LINE_LAYER (self->line), end_label);
  amends_chart_queue_fit (AMENDS_CHART (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_END_LABEL]);
}

/**
 * amends_line_chart_set_target:
 * @self: a chart
 * @value: the target, in the unit of the chart
 * @label: (nullable): what it is: "target 24 h"
 *
 * Draws a dashed line, in place of one set before.
 */
void
amends_line_chart_set_target (AmendsLineChart *self,
                              double           value,
                              const char      *label)
{
  g_return_if_fail (AMENDS_IS_LINE_CHART (self));

  amends_chart_threshold_layer_clear (AMENDS_CHART_THRESHOLD_LAYER (self->target));
  amends_chart_threshold_layer_add (AMENDS_CHART_THRESHOLD_LAYER (self->target), value, label);
  amends_chart_queue_fit (AMENDS_CHART (self));
}

void
amends_line_chart_clear_target (AmendsLineChart *self)
{
  g_return_if_fail (AMENDS_IS_LINE_CHART (self));

  amends_chart_threshold_layer_clear (AMENDS_CHART_THRESHOLD_LAYER (self->target));
  amends_chart_queue_fit (AMENDS_CHART (self));
}
