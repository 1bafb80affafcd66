/* The values of a chart as a table: the same points, one a row. A column in which no point says anything is left out.
 * Enter or a double click on a row opens it, T goes back to the chart. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-table.h"

#include <glib/gi18n.h>

typedef enum
{
  COLUMN_GROUP,
  COLUMN_LABEL,
  COLUMN_VALUE,
  COLUMN_INTERVAL,
  COLUMN_NOTE,
  N_COLUMNS
} Column;

struct _AmendsChartTable
{
  GtkWidget            parent_instance;

  GListModel          *model;
  GtkWidget           *scroller;
  GtkColumnView       *view;
  GtkColumnViewColumn *columns[N_COLUMNS];
};

enum
{
  PROP_0,
  PROP_MODEL,
  N_PROPS
};

enum
{
  POINT_ACTIVATED,
  CHART_REQUESTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsChartTable, amends_chart_table, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *
cell_text (AmendsChartPoint *point,
           Column            column)
{
  switch (column)
    {
    case COLUMN_GROUP:
      return amends_chart_point_get_group (point);
    case COLUMN_LABEL:
      return amends_chart_point_get_title (point);
    case COLUMN_VALUE:
      return amends_chart_point_get_text (point);
    case COLUMN_INTERVAL:
      return amends_chart_point_get_interval_text (point);
    case COLUMN_NOTE:
      return amends_chart_point_get_note (point);
    case N_COLUMNS:
    default:
      return NULL;
    }
}

static gboolean
is_figure (Column column)
{
  return column == COLUMN_VALUE || column == COLUMN_INTERVAL;
}

static gboolean
has_text (AmendsChartTable *self,
          Column            column)
{
  guint n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsChartPoint) point = g_list_model_get_item (self->model, i);
      const char *text = cell_text (point, column);

      if (text != NULL && *text != '\0')
        return TRUE;
    }
  return FALSE;
}

static void
model_changed_cb (AmendsChartTable *self)
{
  for (Column column = 0; column < N_COLUMNS; column++)
    gtk_column_view_column_set_visible (self->columns[column],
                                        column == COLUMN_LABEL || column == COLUMN_VALUE || has_text (self, column));
}

static Column
column_of (GtkListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "amends-column"));
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  Column column = column_of (factory);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_figure (column) ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), is_figure (column) ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (is_figure (column))
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  const char *text = cell_text (gtk_list_item_get_item (item), column_of (factory));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text != NULL ? text : "");
}

static void
activate_cb (AmendsChartTable *self,
             guint             position)
{
  g_signal_emit (self, signals[POINT_ACTIVATED], 0, position);
}

static gboolean
key_pressed_cb (AmendsChartTable *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) || gdk_keyval_to_lower (keyval) != GDK_KEY_t)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[CHART_REQUESTED], 0);
  return GDK_EVENT_STOP;
}

static void
add_column (AmendsChartTable *self,
            Column            column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "amends-column", GUINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  self->columns[column] = gtk_column_view_column_new (NULL, factory);
  gtk_column_view_column_set_resizable (self->columns[column], TRUE);
  gtk_column_view_column_set_expand (self->columns[column], !is_figure (column));
  gtk_column_view_append_column (self->view, self->columns[column]);
  /* The view holds the column as long as this widget lives. */
  g_object_unref (self->columns[column]);
}

static void
amends_chart_table_dispose (GObject *object)
{
  AmendsChartTable *self = AMENDS_CHART_TABLE (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, model_changed_cb, self);
  g_clear_object (&self->model);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (amends_chart_table_parent_class)->dispose (object);
}

static void
amends_chart_table_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, amends_chart_table_get_model (AMENDS_CHART_TABLE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_chart_table_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_MODEL:
      amends_chart_table_set_model (AMENDS_CHART_TABLE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_chart_table_class_init (AmendsChartTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_chart_table_dispose;
  object_class->get_property = amends_chart_table_get_property;
  object_class->set_property = amends_chart_table_set_property;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsChartTable::point-activated:
   * @self: the table
   * @position: place of the row in #AmendsChartTable:model
   */
  signals[POINT_ACTIVATED] = g_signal_new ("point-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * AmendsChartTable::chart-requested:
   * @self: the table
   *
   * T was pressed: the page shows the chart again.
   */
  signals[CHART_REQUESTED] = g_signal_new ("chart-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "charttable");
}

static void
amends_chart_table_init (AmendsChartTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *view = gtk_column_view_new (NULL);

  self->view = GTK_COLUMN_VIEW (view);
  gtk_widget_add_css_class (view, "data-table");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), view);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  for (Column column = 0; column < N_COLUMNS; column++)
    add_column (self, column);
  amends_chart_table_set_headings (self, _("Group"), _("Name"), _("Value"), _("95 % interval"), _("Note"));

  g_signal_connect_swapped (view, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * amends_chart_table_new:
 *
 * Returns: (transfer floating): a table without rows
 */
GtkWidget *
amends_chart_table_new (void)
{
  return g_object_new (AMENDS_TYPE_CHART_TABLE, NULL);
}

/**
 * amends_chart_table_get_model:
 * @self: a table
 *
 * Returns: (nullable) (transfer none): the rows
 */
GListModel *
amends_chart_table_get_model (AmendsChartTable *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_TABLE (self), NULL);

  return self->model;
}

/**
 * amends_chart_table_set_model:
 * @self: a table
 * @model: (nullable) (transfer none): list of #AmendsChartPoint, as from amends_chart_get_points()
 */
void
amends_chart_table_set_model (AmendsChartTable *self,
                              GListModel       *model)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (AMENDS_IS_CHART_TABLE (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (self->model == model)
    return;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, model_changed_cb, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    {
      g_signal_connect_object (model, "items-changed", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
      selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (model)));
    }
  gtk_column_view_set_model (self->view, selection);
  model_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * amends_chart_table_set_headings:
 * @self: a table
 * @group: (nullable): heading of the groups; %NULL leaves one as it is
 * @label: (nullable): heading of the names: "Month"
 * @value: (nullable): heading of the values
 * @interval: (nullable): heading of the intervals
 * @note: (nullable): heading of the notes
 */
void
amends_chart_table_set_headings (AmendsChartTable *self,
                                 const char       *group,
                                 const char       *label,
                                 const char       *value,
                                 const char       *interval,
                                 const char       *note)
{
  const char *headings[N_COLUMNS] = { group, label, value, interval, note };

  g_return_if_fail (AMENDS_IS_CHART_TABLE (self));

  for (Column column = 0; column < N_COLUMNS; column++)
    {
      if (headings[column] != NULL)
        gtk_column_view_column_set_title (self->columns[column], headings[column]);
    }
}

/**
 * amends_chart_table_dup_text:
 * @self: a table
 *
 * Returns: (transfer full): heading and rows with tabs between the columns shown, for the clipboard
 */
char *
amends_chart_table_dup_text (AmendsChartTable *self)
{
  GString *out;
  guint n;

  g_return_val_if_fail (AMENDS_IS_CHART_TABLE (self), NULL);

  out = g_string_new (NULL);
  n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
  for (guint i = 0; i <= n; i++)
    {
      g_autoptr (AmendsChartPoint) point = i > 0 ? g_list_model_get_item (self->model, i - 1) : NULL;
      gboolean first = TRUE;

      for (Column column = 0; column < N_COLUMNS; column++)
        {
          const char *text = point != NULL ? cell_text (point, column)
                                           : gtk_column_view_column_get_title (self->columns[column]);

          if (!gtk_column_view_column_get_visible (self->columns[column]))
            continue;
          if (!first)
            g_string_append_c (out, '\t');
          g_string_append (out, text != NULL ? text : "");
          first = FALSE;
        }
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}
