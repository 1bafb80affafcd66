/* What moved a score from one level to another: a bridge of signed steps. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-bridge-chart.h"

#include "amends-chart-bridge-layer.h"
#include "amends-chart-private.h"
#include "amends-chart-threshold-layer.h"

struct _AmendsBridgeChart
{
  AmendsChart        parent_instance;

  AmendsChartSeries *series;
  AmendsChartLayer  *thresholds;
};

enum
{
  PROP_0,
  PROP_MODEL,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsBridgeChart, amends_bridge_chart, AMENDS_TYPE_CHART)

static GParamSpec *properties[N_PROPS];

static void
amends_bridge_chart_dispose (GObject *object)
{
  g_clear_object (&AMENDS_BRIDGE_CHART (object)->series);

  G_OBJECT_CLASS (amends_bridge_chart_parent_class)->dispose (object);
}

static void
amends_bridge_chart_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, amends_bridge_chart_get_model (AMENDS_BRIDGE_CHART (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_bridge_chart_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_MODEL:
      amends_bridge_chart_set_model (AMENDS_BRIDGE_CHART (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_bridge_chart_class_init (AmendsBridgeChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_bridge_chart_dispose;
  object_class->get_property = amends_bridge_chart_get_property;
  object_class->set_property = amends_bridge_chart_set_property;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_bridge_chart_init (AmendsBridgeChart *self)
{
  AmendsChart *chart = AMENDS_CHART (self);

  amends_chart_axis_set_unit (amends_chart_get_y_axis (chart), AMENDS_CHART_UNIT_POINTS);
  self->series = amends_chart_series_new (NULL, 0, NULL);
  self->thresholds = amends_chart_threshold_layer_new ();
  amends_chart_threshold_layer_set_optional (AMENDS_CHART_THRESHOLD_LAYER (self->thresholds), TRUE);
  amends_chart_add_layer (chart, self->thresholds);
  amends_chart_add_layer (chart, amends_chart_bridge_layer_new (self->series));
  amends_chart_set_style (chart, AMENDS_CHART_STYLE_WRAP);
}

/**
 * amends_bridge_chart_new:
 *
 * Returns: (transfer floating): a bridge without steps
 */
GtkWidget *
amends_bridge_chart_new (void)
{
  return g_object_new (AMENDS_TYPE_BRIDGE_CHART, NULL);
}

/**
 * amends_bridge_chart_get_model:
 * @self: a bridge
 *
 * Returns: (nullable) (transfer none): levels and steps
 */
GListModel *
amends_bridge_chart_get_model (AmendsBridgeChart *self)
{
  g_return_val_if_fail (AMENDS_IS_BRIDGE_CHART (self), NULL);

  return amends_chart_series_get_model (self->series);
}

/**
 * amends_bridge_chart_set_model:
 * @self: a bridge
 * @model: (nullable) (transfer none): list of #AmendsChartPoint: the level it starts from, then signed steps in
 *   points with texts such as "+5.2", then the level reached. A missing step could not be compared.
 */
void
amends_bridge_chart_set_model (AmendsBridgeChart *self,
                               GListModel        *model)
{
  g_return_if_fail (AMENDS_IS_BRIDGE_CHART (self));

  if (amends_chart_series_get_model (self->series) == model)
    return;

  amends_chart_series_set_model (self->series, model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * amends_bridge_chart_add_threshold:
 * @self: a bridge
 * @value: where, in points
 * @label: (nullable): what it is: "80 bonus"
 *
 * Draws a dashed line, when the bridge comes near it.
 */
void
amends_bridge_chart_add_threshold (AmendsBridgeChart *self,
                                   double             value,
                                   const char        *label)
{
  g_return_if_fail (AMENDS_IS_BRIDGE_CHART (self));

  amends_chart_threshold_layer_add (AMENDS_CHART_THRESHOLD_LAYER (self->thresholds), value, label);
  amends_chart_queue_fit (AMENDS_CHART (self));
}

void
amends_bridge_chart_clear_thresholds (AmendsBridgeChart *self)
{
  g_return_if_fail (AMENDS_IS_BRIDGE_CHART (self));

  amends_chart_threshold_layer_clear (AMENDS_CHART_THRESHOLD_LAYER (self->thresholds));
  amends_chart_queue_fit (AMENDS_CHART (self));
}
