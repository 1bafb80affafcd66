/* A chart: axes and layers, with a cursor that visits every value.
 *
 *   list of points ─ Series ─ Layer ─┐
 *                                    ├─ Chart ─ Painter ─ screen or paper
 *                             Axis ──┘
 *
 * Nothing here knows what a value means. The same points, in the same order, are the rows of the table.
 * Layout and axes are in amends-chart-layout.c, keyboard and pointer in amends-chart-input.c, the readout in
 * amends-chart-readout.c.
 */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-private.h"

#include <glib/gi18n.h>

#define MIN_WIDTH 120
#define MIN_HEIGHT 96
#define MIN_HEIGHT_WRAPPED 140
#define NATURAL_WIDTH 360
#define NATURAL_HEIGHT 190

enum
{
  PROP_0,
  PROP_POINTS,
  PROP_CURSOR,
  PROP_EMPTY_TEXT,
  N_PROPS
};

enum
{
  POINT_ACTIVATED,
  TABLE_REQUESTED,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmendsChart, amends_chart, AMENDS_TYPE_CHART_DRAWING)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static guint
n_points (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  return g_list_model_get_n_items (G_LIST_MODEL (priv->points));
}

static void
points_changed_cb (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  priv->hover = -1;
  if (priv->cursor >= (int) n_points (self))
    amends_chart_set_cursor (self, (int) n_points (self) - 1);
  amends_chart_queue_fit (self);
  amends_chart_tell (self);
}

static gboolean
is_empty (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  for (guint i = 0; i < n_points (self); i++)
    {
      g_autoptr (AmendsChartPoint) point = g_list_model_get_item (G_LIST_MODEL (priv->points), i);

      if (!amends_chart_point_get_missing (point))
        return FALSE;
    }
  return TRUE;
}

static void
amends_chart_draw (AmendsChartDrawing *drawing,
                   AmendsChartPainter *painter,
                   double              width,
                   double              height)
{
  AmendsChart *self = AMENDS_CHART (drawing);
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);
  AmendsChartPlot plot;

  if (is_empty (self))
    {
      const AmendsChartText style = { .color = &painter->ink.quiet, .scale = 1, .xalign = .5, .yalign = .5, .width = width };

      amends_chart_painter_text (painter, width / 2, height / 2, amends_chart_get_empty_text (self), &style);
      return;
    }

  amends_chart_layout (self, painter, width, height, &plot);
  amends_chart_draw_axes (self, painter, &plot);
  for (guint i = 0; i < priv->layers->len; i++)
    amends_chart_layer_draw (g_ptr_array_index (priv->layers, i), painter, &plot);
  amends_chart_draw_ends (self, painter, &plot);
  if (!painter->ink.paper)
    amends_chart_draw_pointed (self, painter, &plot);
}

static void
amends_chart_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (AMENDS_CHART (widget));
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  int height = priv->style & AMENDS_CHART_STYLE_WRAP ? MIN_HEIGHT_WRAPPED : MIN_HEIGHT;

  *minimum = across ? MIN_WIDTH : height;
  *natural = across ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
amends_chart_dispose (GObject *object)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (AMENDS_CHART (object));

  if (priv->points != NULL)
    g_signal_handlers_disconnect_by_func (priv->points, points_changed_cb, object);
  g_clear_object (&priv->points);
  g_clear_object (&priv->series);
  g_clear_pointer (&priv->layers, g_ptr_array_unref);
  g_clear_object (&priv->x);
  g_clear_object (&priv->y);

  G_OBJECT_CLASS (amends_chart_parent_class)->dispose (object);
}

static void
amends_chart_finalize (GObject *object)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (AMENDS_CHART (object));

  g_clear_pointer (&priv->empty_text, g_free);

  G_OBJECT_CLASS (amends_chart_parent_class)->finalize (object);
}

static void
amends_chart_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AmendsChart *self = AMENDS_CHART (object);

  switch (prop_id)
    {
    case PROP_POINTS:
      g_value_set_object (value, amends_chart_get_points (self));
      break;
    case PROP_CURSOR:
      g_value_set_int (value, amends_chart_get_cursor (self));
      break;
    case PROP_EMPTY_TEXT:
      g_value_set_string (value, amends_chart_get_empty_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_chart_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  AmendsChart *self = AMENDS_CHART (object);

  switch (prop_id)
    {
    case PROP_CURSOR:
      amends_chart_set_cursor (self, g_value_get_int (value));
      break;
    case PROP_EMPTY_TEXT:
      amends_chart_set_empty_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_chart_class_init (AmendsChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_chart_dispose;
  object_class->finalize = amends_chart_finalize;
  object_class->get_property = amends_chart_get_property;
  object_class->set_property = amends_chart_set_property;
  widget_class->measure = amends_chart_measure;
  AMENDS_CHART_DRAWING_CLASS (klass)->draw = amends_chart_draw;

  properties[PROP_POINTS] = g_param_spec_object ("points", NULL, NULL, G_TYPE_LIST_MODEL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CURSOR] = g_param_spec_int ("cursor", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsChart::point-activated:
   * @self: the chart
   * @position: place of the value in #AmendsChart:points
   *
   * Enter, Space or a click on a value: the page opens what is behind it.
   */
  signals[POINT_ACTIVATED] = g_signal_new ("point-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * AmendsChart::table-requested:
   * @self: the chart
   *
   * T was pressed: the page shows the same values as a table, see #AmendsChartTable.
   */
  signals[TABLE_REQUESTED] = g_signal_new ("table-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_chart_init (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  priv->layers = g_ptr_array_new_with_free_func (g_object_unref);
  priv->x = amends_chart_axis_new (AMENDS_CHART_UNIT_COUNT);
  priv->y = amends_chart_axis_new (AMENDS_CHART_UNIT_COUNT);
  priv->series = g_list_store_new (AMENDS_TYPE_CHART_SERIES);
  priv->points = gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (priv->series)));
  priv->cursor = priv->hover = -1;
  g_signal_connect_object (priv->points, "items-changed", G_CALLBACK (points_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  amends_chart_add_input (self);
}

AmendsChartPrivate *
amends_chart_get_private (AmendsChart *self)
{
  return amends_chart_get_instance_private (self);
}

void
amends_chart_set_style (AmendsChart      *self,
                        AmendsChartStyle  style)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  priv->style = style;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* What the picture shows, for those who do not see it. */
static char *
dup_values (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);
  g_autoptr (GString) values = g_string_new (NULL);

  for (guint i = 0; i < n_points (self); i++)
    {
      g_autoptr (AmendsChartPoint) point = g_list_model_get_item (G_LIST_MODEL (priv->points), i);
      g_autofree char *text = amends_chart_point_describe (point);

      /* Translators: between the values of a chart read aloud */
      g_string_append_printf (values, i > 0 ? _("; %s") : "%s", text);
    }
  return g_string_free (g_steal_pointer (&values), FALSE);
}

/* The name of the chart follows the focused value; without one it is the title. */
void
amends_chart_tell (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);
  const char *title = amends_chart_drawing_get_title (AMENDS_CHART_DRAWING (self));
  g_autofree char *help = NULL, *values = NULL, *description = NULL;

  if (priv->points == NULL)
    return;

  if (priv->cursor >= 0 && priv->focused)
    {
      g_autoptr (AmendsChartPoint) point = g_list_model_get_item (G_LIST_MODEL (priv->points), priv->cursor);
      g_autofree char *text = amends_chart_point_describe (point);

      amends_chart_drawing_say (AMENDS_CHART_DRAWING (self), text);
    }
  else
    amends_chart_drawing_say (AMENDS_CHART_DRAWING (self), title);

  help = g_strdup_printf (ngettext ("%u value. Arrow keys move, Enter opens, T shows the table.",
                                    "%u values. Arrow keys move, Enter opens, T shows the table.", n_points (self)),
                          n_points (self));
  values = dup_values (self);
  description = g_strjoin (" ", help, values, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

void
amends_chart_activate (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  if (priv->cursor >= 0)
    g_signal_emit (self, signals[POINT_ACTIVATED], 0, (guint) priv->cursor);
}

void
amends_chart_ask_table (AmendsChart *self)
{
  g_signal_emit (self, signals[TABLE_REQUESTED], 0);
}

/**
 * amends_chart_get_points:
 * @self: a chart
 *
 * Returns: (transfer none): all values, a list of #AmendsChartPoint in the order of the cursor; the table's rows
 */
GListModel *
amends_chart_get_points (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CHART (self), NULL);

  return G_LIST_MODEL (priv->points);
}

/**
 * amends_chart_get_cursor:
 * @self: a chart
 *
 * Returns: place of the focused value in #AmendsChart:points, or -1
 */
int
amends_chart_get_cursor (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CHART (self), -1);

  return priv->cursor;
}

/**
 * amends_chart_set_cursor:
 * @self: a chart
 * @cursor: place in #AmendsChart:points, or -1; held within the values there are
 */
void
amends_chart_set_cursor (AmendsChart *self,
                         int          cursor)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_CHART (self));

  cursor = CLAMP (cursor, -1, (int) n_points (self) - 1);
  if (priv->cursor == cursor)
    return;

  priv->cursor = cursor;
  amends_chart_tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURSOR]);
}

/**
 * amends_chart_get_empty_text:
 * @self: a chart
 *
 * Returns: (transfer none): what stands in place of a chart without a single value
 */
const char *
amends_chart_get_empty_text (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CHART (self), NULL);

  return priv->empty_text != NULL ? priv->empty_text : _("No data in this period");
}

void
amends_chart_set_empty_text (AmendsChart *self,
                             const char  *empty_text)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);
  char *copy;

  g_return_if_fail (AMENDS_IS_CHART (self));

  if (g_strcmp0 (priv->empty_text, empty_text) == 0)
    return;

  copy = g_strdup (empty_text);
  g_free (priv->empty_text);
  priv->empty_text = copy;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY_TEXT]);
}

/**
 * amends_chart_get_x_axis:
 * @self: a chart
 *
 * Returns: (transfer none): the axis along the reading direction; call amends_chart_queue_fit() after changing it
 */
AmendsChartAxis *
amends_chart_get_x_axis (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CHART (self), NULL);

  return priv->x;
}

/**
 * amends_chart_get_y_axis:
 * @self: a chart
 *
 * Returns: (transfer none): the axis upwards; call amends_chart_queue_fit() after changing it
 */
AmendsChartAxis *
amends_chart_get_y_axis (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CHART (self), NULL);

  return priv->y;
}

/**
 * amends_chart_add_layer:
 * @self: a chart
 * @layer: (transfer full): a layer, drawn over those before it; its series joins #AmendsChart:points
 */
void
amends_chart_add_layer (AmendsChart      *self,
                        AmendsChartLayer *layer)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_CHART (self));
  g_return_if_fail (AMENDS_IS_CHART_LAYER (layer));

  g_ptr_array_add (priv->layers, layer);
  if (amends_chart_layer_get_series (layer) != NULL)
    g_list_store_append (priv->series, amends_chart_layer_get_series (layer));
  amends_chart_queue_fit (self);
}

/**
 * amends_chart_remove_layer:
 * @self: a chart
 * @layer: one of its layers
 */
void
amends_chart_remove_layer (AmendsChart      *self,
                           AmendsChartLayer *layer)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);
  guint position;

  g_return_if_fail (AMENDS_IS_CHART (self));

  if (amends_chart_layer_get_series (layer) != NULL
      && g_list_store_find (priv->series, amends_chart_layer_get_series (layer), &position))
    g_list_store_remove (priv->series, position);
  g_ptr_array_remove (priv->layers, layer);
  amends_chart_queue_fit (self);
}

/**
 * amends_chart_queue_fit:
 * @self: a chart
 *
 * Lets the axes look at the values again before the next drawing.
 */
void
amends_chart_queue_fit (AmendsChart *self)
{
  AmendsChartPrivate *priv = amends_chart_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_CHART (self));

  priv->fitted = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
