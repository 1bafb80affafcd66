/* A chart and the table of the same values behind it: T turns one into the other. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-chart-frame.h"
#include "amends-stack.h"

#define TABLE_MAX_HEIGHT 420

struct _AmendsChartFrame
{
  AdwBin parent_instance;

  AmendsChart *chart;
  AmendsChartTable *table;
  char *label;
  char *value;

  GtkStack *stack;
};

enum
{
  PROP_0,
  PROP_CHART,
  PROP_TABLE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsChartFrame, amends_chart_frame, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

static void
make_table (AmendsChartFrame *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->table = AMENDS_CHART_TABLE (amends_chart_table_new ());
  amends_chart_table_set_headings (self->table, NULL, self->label, self->value, NULL, NULL);
  amends_chart_table_set_model (self->table, amends_chart_get_points (self->chart));
  g_signal_connect_object (self->table, "chart-requested", G_CALLBACK (amends_chart_frame_toggle), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), TABLE_MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->table));
  gtk_widget_add_css_class (scroller, "card");
  gtk_stack_add_named (self->stack, scroller, "table");
}

static void
amends_chart_frame_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AmendsChartFrame *self = AMENDS_CHART_FRAME (object);

  switch (prop_id)
    {
    case PROP_CHART:
      g_value_set_object (value, self->chart);
      break;
    case PROP_TABLE:
      g_value_set_boolean (value, amends_chart_frame_get_table (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_chart_frame_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  AmendsChartFrame *self = AMENDS_CHART_FRAME (object);

  switch (prop_id)
    {
    case PROP_CHART:
      amends_chart_frame_set_chart (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_chart_frame_finalize (GObject *object)
{
  AmendsChartFrame *self = AMENDS_CHART_FRAME (object);

  g_free (self->label);
  g_free (self->value);

  G_OBJECT_CLASS (amends_chart_frame_parent_class)->finalize (object);
}

static void
amends_chart_frame_class_init (AmendsChartFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = amends_chart_frame_finalize;
  object_class->get_property = amends_chart_frame_get_property;
  object_class->set_property = amends_chart_frame_set_property;

  properties[PROP_CHART] = g_param_spec_object ("chart", NULL, NULL, AMENDS_TYPE_CHART,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TABLE] = g_param_spec_boolean ("table", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_chart_frame_init (AmendsChartFrame *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  amends_stack_hide_covered (self->stack);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

/**
 * amends_chart_frame_get_chart:
 * @self: a frame
 *
 * Returns: (transfer none) (nullable): its chart
 */
AmendsChart *
amends_chart_frame_get_chart (AmendsChartFrame *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_FRAME (self), NULL);

  return self->chart;
}

/**
 * amends_chart_frame_set_chart:
 * @self: a frame without a chart
 * @chart: the chart
 */
void
amends_chart_frame_set_chart (AmendsChartFrame *self,
                              AmendsChart      *chart)
{
  g_return_if_fail (AMENDS_IS_CHART_FRAME (self));
  g_return_if_fail (AMENDS_IS_CHART (chart));
  g_return_if_fail (self->chart == NULL);

  self->chart = chart;
  gtk_stack_add_named (self->stack, GTK_WIDGET (chart), "chart");
  g_signal_connect_object (chart, "table-requested", G_CALLBACK (amends_chart_frame_toggle), self, G_CONNECT_SWAPPED);
}

/**
 * amends_chart_frame_set_headings:
 * @self: a frame
 * @label: heading of the names in the table
 * @value: heading of the values
 */
void
amends_chart_frame_set_headings (AmendsChartFrame *self,
                                 const char       *label,
                                 const char       *value)
{
  g_return_if_fail (AMENDS_IS_CHART_FRAME (self));

  g_free (self->label);
  g_free (self->value);
  self->label = g_strdup (label);
  self->value = g_strdup (value);
  if (self->table != NULL)
    amends_chart_table_set_headings (self->table, NULL, label, value, NULL, NULL);
}

/**
 * amends_chart_frame_toggle:
 * @self: a frame
 *
 * From the chart to the table, or back; the keyboard goes along.
 */
void
amends_chart_frame_toggle (AmendsChartFrame *self)
{
  gboolean table;

  g_return_if_fail (AMENDS_IS_CHART_FRAME (self));
  g_return_if_fail (self->chart != NULL);

  table = !amends_chart_frame_get_table (self);
  if (table && self->table == NULL)
    make_table (self);
  gtk_stack_set_visible_child_name (self->stack, table ? "table" : "chart");
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TABLE]);
}

/**
 * amends_chart_frame_get_table:
 * @self: a frame
 *
 * Returns: whether the table is shown
 */
gboolean
amends_chart_frame_get_table (AmendsChartFrame *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_FRAME (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "table") == 0;
}
