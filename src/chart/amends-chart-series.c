/* A series: a named list of points with its place in the palette.
 * It is a list model itself, so that the model behind it can be exchanged while a chart shows it. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-series.h"

struct _AmendsChartSeries
{
  GObject     parent_instance;

  GListModel *model;
  char       *name;
  guint       style;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsChartSeries, amends_chart_series, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
amends_chart_series_get_item_type (GListModel *model)
{
  return AMENDS_TYPE_CHART_POINT;
}

static guint
amends_chart_series_get_n_items (GListModel *model)
{
  return amends_chart_series_get_size (AMENDS_CHART_SERIES (model));
}

static gpointer
amends_chart_series_get_item (GListModel *model,
                              guint       position)
{
  AmendsChartSeries *self = AMENDS_CHART_SERIES (model);

  return self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = amends_chart_series_get_item_type;
  iface->get_n_items = amends_chart_series_get_n_items;
  iface->get_item = amends_chart_series_get_item;
}

/* In a table or in words a value alone does not say which line it is on. */
static void
name_points (AmendsChartSeries *self,
             guint              position,
             guint              n_points)
{
  if (self->name == NULL)
    return;

  for (guint i = position; i < position + n_points; i++)
    {
      g_autoptr (AmendsChartPoint) point = g_list_model_get_item (self->model, i);

      if (amends_chart_point_get_group (point) == NULL)
        amends_chart_point_set_group (point, self->name);
    }
}

static void
items_changed_cb (AmendsChartSeries *self,
                  guint              position,
                  guint              removed,
                  guint              added,
                  GListModel        *model)
{
  name_points (self, position, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
take_model (AmendsChartSeries *self,
            GListModel        *model)
{
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    {
      g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
      name_points (self, 0, g_list_model_get_n_items (model));
    }
}

static void
amends_chart_series_dispose (GObject *object)
{
  take_model (AMENDS_CHART_SERIES (object), NULL);

  G_OBJECT_CLASS (amends_chart_series_parent_class)->dispose (object);
}

static void
amends_chart_series_finalize (GObject *object)
{
  g_clear_pointer (&AMENDS_CHART_SERIES (object)->name, g_free);

  G_OBJECT_CLASS (amends_chart_series_parent_class)->finalize (object);
}

static void
amends_chart_series_class_init (AmendsChartSeriesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_chart_series_dispose;
  object_class->finalize = amends_chart_series_finalize;
}

static void
amends_chart_series_init (AmendsChartSeries *self)
{
}

/**
 * amends_chart_series_new:
 * @name: (nullable): what the series is called; needed where a chart has several
 * @style: place in the palette from 0: colour, dash and end mark belong together
 * @model: (nullable) (transfer none): list of #AmendsChartPoint
 *
 * Returns: (transfer full): a series
 */
AmendsChartSeries *
amends_chart_series_new (const char *name,
                         guint       style,
                         GListModel *model)
{
  AmendsChartSeries *self;

  g_return_val_if_fail (model == NULL || G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (AMENDS_TYPE_CHART_SERIES, NULL);
  self->name = g_strdup (name);
  self->style = style;
  take_model (self, model);
  return self;
}

const char *
amends_chart_series_get_name (AmendsChartSeries *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_SERIES (self), NULL);

  return self->name;
}

guint
amends_chart_series_get_style (AmendsChartSeries *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_SERIES (self), 0);

  return self->style;
}

/**
 * amends_chart_series_get_model:
 * @self: a series
 *
 * Returns: (nullable) (transfer none): the list behind it
 */
GListModel *
amends_chart_series_get_model (AmendsChartSeries *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_SERIES (self), NULL);

  return self->model;
}

/**
 * amends_chart_series_set_model:
 * @self: a series
 * @model: (nullable) (transfer none): list of #AmendsChartPoint
 */
void
amends_chart_series_set_model (AmendsChartSeries *self,
                               GListModel        *model)
{
  guint before, after;

  g_return_if_fail (AMENDS_IS_CHART_SERIES (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (self->model == model)
    return;

  before = amends_chart_series_get_size (self);
  take_model (self, model);
  after = amends_chart_series_get_size (self);
  if (before > 0 || after > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, after);
}

guint
amends_chart_series_get_size (AmendsChartSeries *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_SERIES (self), 0);

  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

/**
 * amends_chart_series_get_point:
 * @self: a series
 * @position: place in the series
 *
 * Returns: (nullable) (transfer full): the point there
 */
AmendsChartPoint *
amends_chart_series_get_point (AmendsChartSeries *self,
                               guint              position)
{
  g_return_val_if_fail (AMENDS_IS_CHART_SERIES (self), NULL);

  return self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
}
