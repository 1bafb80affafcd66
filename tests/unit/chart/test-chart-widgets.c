/* The widgets: keyboard, pointer, words for assistive technology, drawing, and that nothing is kept alive. */

#include "config.h"

#include "amends-charts.h"
#include "amends-chart-private.h"

#include <locale.h>

#define HOUR 3600.0

static GListStore *
three_points (void)
{
  GListStore *store = g_list_store_new (AMENDS_TYPE_CHART_POINT);
  g_autoptr (AmendsChartPoint) march = amends_chart_point_new ("Mar", 40 * HOUR, "40.0 h");
  g_autoptr (AmendsChartPoint) april = amends_chart_point_new_missing ("Apr", "no data");
  g_autoptr (AmendsChartPoint) may = amends_chart_point_new ("May", 31.2 * HOUR, "31.2 h");

  amends_chart_point_set_title (may, "May 2024");
  amends_chart_point_set_interval (may, 34.5 * HOUR, 27.9 * HOUR, "27.9–34.5");
  amends_chart_point_set_note (may, "n = 138");
  g_list_store_append (store, march);
  g_list_store_append (store, april);
  g_list_store_append (store, may);
  return store;
}

static GtkWidget *
trend (void)
{
  GtkWidget *chart = amends_line_chart_new ();
  g_autoptr (GListStore) store = three_points ();

  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (chart), "Average refund time");
  amends_line_chart_set_unit (AMENDS_LINE_CHART (chart), AMENDS_CHART_UNIT_DURATION);
  amends_line_chart_set_target (AMENDS_LINE_CHART (chart), 24 * HOUR, "target 24 h");
  amends_line_chart_set_model (AMENDS_LINE_CHART (chart), G_LIST_MODEL (store));
  return chart;
}

static GtkEventController *
find_controller (GtkWidget *widget,
                 GType      type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

static gboolean
press (GtkWidget       *widget,
       guint            keyval,
       GdkModifierType  state)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", keyval, 0, state, &handled);
  return handled;
}

static GtkWidget *
show (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 420, 260);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (widget);
  return window;
}

static void
count_activated_cb (AmendsChart *chart,
                    guint        position,
                    GArray      *positions)
{
  g_array_append_val (positions, position);
}

static void
count_cb (GObject *object,
          int     *n)
{
  (*n)++;
}

static void
test_keyboard (void)
{
  GtkWidget *widget = trend ();
  AmendsChart *chart = AMENDS_CHART (widget);
  GtkWidget *window = show (widget);
  g_autoptr (GArray) activated = g_array_new (FALSE, FALSE, sizeof (guint));
  int n_tables = 0;

  g_signal_connect (chart, "point-activated", G_CALLBACK (count_activated_cb), activated);
  g_signal_connect (chart, "table-requested", G_CALLBACK (count_cb), &n_tables);
  amends_chart_set_cursor (chart, -1);

  /* without a cursor Enter opens nothing */
  g_assert_false (press (widget, GDK_KEY_Return, 0));
  g_assert_true (press (widget, GDK_KEY_Home, 0));
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 0);
  g_assert_true (press (widget, GDK_KEY_Left, 0));
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 0);
  g_assert_true (press (widget, GDK_KEY_Right, 0));
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 1);
  g_assert_true (press (widget, GDK_KEY_End, 0));
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 2);
  g_assert_true (press (widget, GDK_KEY_Right, 0));
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 2);
  g_assert_true (press (widget, GDK_KEY_Up, 0));
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 1);
  g_assert_true (press (widget, GDK_KEY_Return, 0));
  g_assert_true (press (widget, GDK_KEY_KP_Enter, 0));
  g_assert_true (press (widget, GDK_KEY_space, 0));
  g_assert_cmpuint (activated->len, ==, 3);
  g_assert_cmpuint (g_array_index (activated, guint, 0), ==, 1);

  g_assert_true (press (widget, GDK_KEY_t, 0));
  g_assert_true (press (widget, GDK_KEY_T, GDK_SHIFT_MASK));
  g_assert_cmpint (n_tables, ==, 2);
  /* shortcuts of the window stay its own */
  g_assert_false (press (widget, GDK_KEY_t, GDK_CONTROL_MASK));
  g_assert_false (press (widget, GDK_KEY_Tab, 0));
  g_assert_cmpint (n_tables, ==, 2);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keyboard_right_to_left (void)
{
  GtkWidget *widget = trend ();
  GtkWidget *window = show (widget);

  gtk_widget_set_direction (widget, GTK_TEXT_DIR_RTL);
  amends_chart_set_cursor (AMENDS_CHART (widget), 0);
  press (widget, GDK_KEY_Left, 0);
  g_assert_cmpint (amends_chart_get_cursor (AMENDS_CHART (widget)), ==, 1);
  press (widget, GDK_KEY_Right, 0);
  g_assert_cmpint (amends_chart_get_cursor (AMENDS_CHART (widget)), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Up and Down go from line to line and stay in the period. */
static void
test_keyboard_series (void)
{
  GtkWidget *widget = amends_line_chart_new ();
  AmendsChart *chart = AMENDS_CHART (widget);
  GtkWidget *window = show (widget);
  static const char * const names[] = { "Phone", "Chat", "App" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GListStore) store = three_points ();
      g_autoptr (AmendsChartSeries) series = amends_chart_series_new (names[i], i, G_LIST_MODEL (store));

      amends_line_chart_add_series (AMENDS_LINE_CHART (widget), series);
    }
  g_assert_cmpuint (g_list_model_get_n_items (amends_chart_get_points (chart)), ==, 9);

  amends_chart_set_cursor (chart, 1);
  press (widget, GDK_KEY_Down, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 4);
  press (widget, GDK_KEY_Down, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 7);
  press (widget, GDK_KEY_Down, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 7);
  press (widget, GDK_KEY_Up, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 4);

  /* along a line the cursor stays on it */
  press (widget, GDK_KEY_End, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 5);
  press (widget, GDK_KEY_Right, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 5);
  press (widget, GDK_KEY_Home, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 3);
  press (widget, GDK_KEY_Left, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 3);

  amends_line_chart_remove_all_series (AMENDS_LINE_CHART (widget));
  g_assert_cmpuint (g_list_model_get_n_items (amends_chart_get_points (chart)), ==, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, -1);
  g_assert_false (press (widget, GDK_KEY_Right, 0));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_words (void)
{
  GtkWidget *widget = trend ();
  AmendsChart *chart = AMENDS_CHART (widget);
  GtkWidget *window = show (widget);
  GtkEventController *focus = find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_FOCUS);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_ROLE_IMG);
  /* Whether the window has the focus of the display depends on its window manager: told by hand it is certain. */
  g_signal_emit_by_name (focus, "leave");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "Average refund time");

  g_signal_emit_by_name (focus, "enter");
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "Mar, 40.0 h");
  press (widget, GDK_KEY_Right, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "Apr, no data");
  press (widget, GDK_KEY_Right, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "May 2024, 31.2 h, 27.9–34.5, n = 138");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "3 values. Arrow keys move, Enter opens, T shows the table. "
                                       "Mar, 40.0 h; Apr, no data; May 2024, 31.2 h, 27.9–34.5, n = 138");

  g_signal_emit_by_name (focus, "leave");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "Average refund time");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pointer (void)
{
  GtkWidget *widget = trend ();
  GtkWidget *window = show (widget);
  AmendsChartPrivate *priv = amends_chart_get_private (AMENDS_CHART (widget));
  GtkEventController *motion = find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  g_autoptr (GArray) activated = g_array_new (FALSE, FALSE, sizeof (guint));
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  g_signal_emit_by_name (motion, "motion", width * .2, height / 2);
  g_assert_cmpint (priv->hover, ==, 0);
  g_signal_emit_by_name (motion, "motion", width * .7, height / 2);
  g_assert_cmpint (priv->hover, ==, 2);
  gtk_test_widget_wait_for_draw (widget);
  g_signal_emit_by_name (motion, "leave");
  g_assert_cmpint (priv->hover, ==, -1);

  g_signal_connect (widget, "point-activated", G_CALLBACK (count_activated_cb), activated);
  g_signal_emit_by_name (find_controller (widget, GTK_TYPE_GESTURE_CLICK), "released", 1, width * .7, height / 2);
  g_assert_cmpuint (activated->len, ==, 1);
  g_assert_cmpuint (g_array_index (activated, guint, 0), ==, 2);
  g_assert_cmpint (amends_chart_get_cursor (AMENDS_CHART (widget)), ==, 2);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* The values may change while the chart is shown. */
static void
test_model_changes (void)
{
  GtkWidget *widget = trend ();
  AmendsChart *chart = AMENDS_CHART (widget);
  GtkWidget *window = show (widget);
  GListStore *store = G_LIST_STORE (amends_line_chart_get_model (AMENDS_LINE_CHART (widget)));
  g_autoptr (AmendsChartPoint) june = amends_chart_point_new ("Jun", 300 * HOUR, "300 h");

  g_list_store_append (store, june);
  gtk_test_widget_wait_for_draw (widget);
  g_assert_cmpuint (amends_chart_axis_get_n_labels (amends_chart_get_x_axis (chart)), ==, 4);
  g_assert_cmpfloat (amends_chart_axis_get_upper (amends_chart_get_y_axis (chart)), >=, 300 * HOUR);

  amends_chart_set_cursor (chart, 3);
  g_list_store_splice (store, 1, 3, NULL, 0);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, 0);
  amends_line_chart_set_model (AMENDS_LINE_CHART (widget), NULL);
  g_assert_cmpint (amends_chart_get_cursor (chart), ==, -1);
  gtk_test_widget_wait_for_draw (widget);

  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
bars (void)
{
  GtkWidget *chart = amends_bar_chart_new ();
  g_autoptr (GListStore) store = three_points ();
  g_autoptr (AmendsChartPoint) first = g_list_model_get_item (G_LIST_MODEL (store), 0);
  g_autoptr (AmendsChartPoint) last = g_list_model_get_item (G_LIST_MODEL (store), 2);

  amends_chart_point_set_group (first, "Clearly ahead");
  amends_chart_point_set_highlighted (first, TRUE);
  amends_chart_point_set_small (last, TRUE);
  amends_bar_chart_set_unit (AMENDS_BAR_CHART (chart), AMENDS_CHART_UNIT_DURATION);
  amends_bar_chart_set_unit_label (AMENDS_BAR_CHART (chart), "unused");
  amends_bar_chart_add_threshold (AMENDS_BAR_CHART (chart), 24 * HOUR, "24 h");
  amends_bar_chart_set_model (AMENDS_BAR_CHART (chart), G_LIST_MODEL (store));
  return chart;
}

static GtkWidget *
standing_bars (void)
{
  GtkWidget *chart = bars ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (chart), GTK_ORIENTATION_VERTICAL);
  amends_bar_chart_set_upper (AMENDS_BAR_CHART (chart), 100 * HOUR);
  return chart;
}

static GtkWidget *
bridge (void)
{
  GtkWidget *chart = amends_bridge_chart_new ();
  g_autoptr (GListStore) store = g_list_store_new (AMENDS_TYPE_CHART_POINT);
  static const double values[] = { 75.9, 5.2, -.9, 0, 80.2 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = amends_chart_format_signed (values[i], 1);
      g_autoptr (AmendsChartPoint) point = amends_chart_point_new ("错误退款 refund", values[i], text);

      g_list_store_append (store, point);
    }
  amends_bridge_chart_add_threshold (AMENDS_BRIDGE_CHART (chart), 80, "80 bonus");
  amends_bridge_chart_add_threshold (AMENDS_BRIDGE_CHART (chart), 10, "far away");
  amends_bridge_chart_set_model (AMENDS_BRIDGE_CHART (chart), G_LIST_MODEL (store));
  return chart;
}

static GtkWidget *
sparkline (void)
{
  GtkWidget *widget = amends_sparkline_new ();
  g_autoptr (GListStore) store = three_points ();

  amends_sparkline_set_target (AMENDS_SPARKLINE (widget), 24 * HOUR);
  amends_sparkline_set_model (AMENDS_SPARKLINE (widget), G_LIST_MODEL (store));
  return widget;
}

static GtkWidget *
points_bar (void)
{
  GtkWidget *widget = amends_points_bar_new ();

  amends_points_bar_set_values (AMENDS_POINTS_BAR (widget), 20, 30, 10);
  amends_points_bar_set_text (AMENDS_POINTS_BAR (widget), "no data");
  return widget;
}

static GtkWidget *
band_scale (void)
{
  GtkWidget *widget = amends_band_scale_new ();
  AmendsBandScale *self = AMENDS_BAND_SCALE (widget);

  amends_band_scale_add_band (self, 0, 70, AMENDS_CHART_MARK_DOWN, "training plan");
  amends_band_scale_add_band (self, 70, 100, AMENDS_CHART_MARK_STAR, "bonus");
  amends_band_scale_set_score (self, 84.6);
  amends_band_scale_set_interval (self, 78.2, 88.7);
  amends_band_scale_set_previous (self, 75.9, "Apr 75.9");
  return widget;
}

static GtkWidget *
band_mark (void)
{
  GtkWidget *widget = amends_band_mark_new ();

  amends_band_mark_set_mark (AMENDS_BAND_MARK (widget), AMENDS_CHART_MARK_STAR);
  return widget;
}

static GtkWidget *
interval_bar (void)
{
  static const double edges[] = { 70, 80, 90 };
  GtkWidget *widget = amends_interval_bar_new ();
  g_autoptr (AmendsChartPoint) point = amends_chart_point_new ("Pang Ning", 84.6, "84.6");

  amends_chart_point_set_interval (point, 78.2, 88.7, "78.2–88.7");
  amends_interval_bar_set_edges (AMENDS_INTERVAL_BAR (widget), edges, G_N_ELEMENTS (edges));
  amends_interval_bar_set_point (AMENDS_INTERVAL_BAR (widget), point);
  return widget;
}

static GtkWidget *
scale_head (void)
{
  GtkWidget *widget = amends_scale_head_new ();

  amends_scale_head_add_band (AMENDS_SCALE_HEAD (widget), 0, 70, AMENDS_CHART_MARK_DOWN);
  amends_scale_head_add_band (AMENDS_SCALE_HEAD (widget), 70, 100, AMENDS_CHART_MARK_STAR);
  return widget;
}

static GtkWidget *
strip_plot (void)
{
  GtkWidget *widget = amends_strip_plot_new ();
  g_autoptr (GListStore) store = three_points ();

  amends_strip_plot_set_scale (AMENDS_STRIP_PLOT (widget), 35 * HOUR, 40 * HOUR, 31.2 * HOUR);
  amends_strip_plot_set_model (AMENDS_STRIP_PLOT (widget), G_LIST_MODEL (store));
  return widget;
}

static GtkWidget *
chart_table (void)
{
  GtkWidget *widget = amends_chart_table_new ();
  g_autoptr (GListStore) store = three_points ();

  amends_chart_table_set_model (AMENDS_CHART_TABLE (widget), G_LIST_MODEL (store));
  return widget;
}

/* A small drawing without a name is not read; with one it is. */
static void
test_hidden (void)
{
  GtkWidget *widget = g_object_ref_sink (points_bar ()), *chart = g_object_ref_sink (amends_line_chart_new ());

  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (widget), "10 of 20 points");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, FALSE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_STATE_HIDDEN, FALSE);

  g_object_unref (widget);
  g_object_unref (chart);
}

typedef struct
{
  const char *name;
  GtkWidget *(*make) (void);
} Widget;

static const Widget widgets[] = {
  { "line-chart", trend }, { "line-chart-empty", amends_line_chart_new }, { "bar-chart", bars },
  { "bar-chart-empty", amends_bar_chart_new }, { "bar-chart-standing", standing_bars }, { "bridge-chart", bridge },
  { "bridge-chart-empty", amends_bridge_chart_new }, { "sparkline", sparkline }, { "sparkline-empty", amends_sparkline_new },
  { "points-bar", points_bar }, { "points-bar-empty", amends_points_bar_new }, { "band-scale", band_scale },
  { "band-scale-empty", amends_band_scale_new }, { "band-mark", band_mark }, { "interval-bar", interval_bar },
  { "interval-bar-empty", amends_interval_bar_new }, { "scale-head", scale_head },
  { "scale-head-empty", amends_scale_head_new }, { "strip-plot", strip_plot }, { "strip-plot-empty", amends_strip_plot_new },
  { "chart-table", chart_table },
};

static void
test_finalize (gconstpointer data)
{
  const Widget *kind = data;
  GtkWidget *widget = g_object_ref_sink (kind->make ());
  GtkWidget *window = show (widget);

  gtk_widget_grab_focus (widget);
  gtk_test_widget_wait_for_draw (widget);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (widget);
}

/* On paper of any size, down to none to speak of, nothing complains. */
static void
test_sizes (gconstpointer data)
{
  static const double sizes[][2] = { { 900, 400 }, { 320, 160 }, { 120, 96 }, { 40, 30 }, { 3, 2 } };
  const Widget *kind = data;
  GtkWidget *widget = g_object_ref_sink (kind->make ());
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans 11");
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 900, 400);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    amends_chart_drawing_print (AMENDS_CHART_DRAWING (widget), cr, font, sizes[i][0], sizes[i][1]);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (widget);
}

/* Share of pixels with ink around the middle of a drawing 306 px wide between two x, in 0..1 */
static double
share_inked (GtkWidget *widget,
             int        from,
             int        to)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans 11");
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 306, 20);
  cairo_t *cr = cairo_create (surface);
  const unsigned char *data;
  int n = 0;

  g_object_ref_sink (widget);
  amends_chart_drawing_print (AMENDS_CHART_DRAWING (widget), cr, font, 306, 20);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 7; y < 13; y++)
    {
      for (int x = from; x < to; x++)
        n += data[y * cairo_image_surface_get_stride (surface) + x] > 60;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (widget);
  return n / (6. * (to - from));
}

static double
inked (AmendsPointsState state,
       int               from,
       int               to)
{
  GtkWidget *widget = points_bar ();

  amends_points_bar_set_state (AMENDS_POINTS_BAR (widget), state);
  return share_inked (widget, from, to);
}

/* 10 of 20 points, longest track 30 on 300 px: filled to x = 100, track to 200. */
static void
test_points_states (void)
{
  g_assert_cmpfloat (inked (AMENDS_POINTS_STATE_SCORED, 5, 95), ==, 1);
  g_assert_cmpfloat (inked (AMENDS_POINTS_STATE_SCORED, 105, 195), ==, 0);
  g_assert_cmpfloat (inked (AMENDS_POINTS_STATE_LOW, 5, 95), ==, 1);
  /* hatched: some ink, some ground */
  g_assert_cmpfloat (inked (AMENDS_POINTS_STATE_SMALL, 5, 95), >, .1);
  g_assert_cmpfloat (inked (AMENDS_POINTS_STATE_SMALL, 5, 95), <, .6);
  g_assert_cmpfloat (inked (AMENDS_POINTS_STATE_ABSENT, 5, 195), ==, 0);
}

static GtkWidget *
interval_bar_of (AmendsChartPoint *point,
                 gboolean          small)
{
  GtkWidget *widget = amends_interval_bar_new ();

  amends_chart_point_set_small (point, small);
  amends_interval_bar_set_point (AMENDS_INTERVAL_BAR (widget), point);
  return widget;
}

/* 50 of 100 on 298 px: filled to x = 149. A small sample is hatched, a missing value a dotted line. */
static void
test_bar_states (void)
{
  g_autoptr (AmendsChartPoint) half = amends_chart_point_new ("Pang Ning", 50, "50.0");
  g_autoptr (AmendsChartPoint) missing = amends_chart_point_new_missing ("Xi Lan", "no data");

  g_assert_cmpfloat (share_inked (interval_bar_of (half, FALSE), 5, 145), ==, 1);
  g_assert_cmpfloat (share_inked (interval_bar_of (half, FALSE), 153, 290), ==, 0);
  g_assert_cmpfloat (share_inked (interval_bar_of (half, TRUE), 5, 145), >, .1);
  g_assert_cmpfloat (share_inked (interval_bar_of (half, TRUE), 5, 145), <, .6);
  g_assert_cmpfloat (share_inked (interval_bar_of (missing, FALSE), 5, 290), >, 0);
  g_assert_cmpfloat (share_inked (interval_bar_of (missing, FALSE), 5, 290), <, .1);
}

/* Ink in one half of a widget as drawn on screen */
static int
screen_ink (GtkWidget *widget,
            gboolean   right_half)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), n = 0;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (const void *)
        (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface));

      for (int x = right_half ? width / 2 : 0; x < (right_half ? width : width / 2); x++)
        n += (row[x] >> 24) > 128;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

static void
test_mirrored (void)
{
  GtkWidget *widget = points_bar ();
  GtkWidget *window = show (widget);

  g_assert_cmpint (screen_ink (widget, FALSE), >, 100);
  g_assert_cmpint (screen_ink (widget, TRUE), <, 10);
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_RTL);
  gtk_test_widget_wait_for_draw (widget);
  g_assert_cmpint (screen_ink (widget, FALSE), <, 10);
  g_assert_cmpint (screen_ink (widget, TRUE), >, 100);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_table (void)
{
  GtkWidget *widget = chart_table ();
  GtkWidget *window = show (widget);
  g_autofree char *text = NULL;
  int n_charts = 0;

  amends_chart_table_set_headings (AMENDS_CHART_TABLE (widget), NULL, "Month", "Refund time", NULL, NULL);
  text = amends_chart_table_dup_text (AMENDS_CHART_TABLE (widget));
  /* no point is in a group: no such column */
  g_assert_cmpstr (text, ==, "Month\tRefund time\t95 % interval\tNote\n"
                             "Mar\t40.0 h\t\t\nApr\tno data\t\t\nMay 2024\t31.2 h\t27.9–34.5\tn = 138\n");

  g_signal_connect (widget, "chart-requested", G_CALLBACK (count_cb), &n_charts);
  g_assert_true (press (widget, GDK_KEY_t, 0));
  g_assert_false (press (widget, GDK_KEY_Down, 0));
  g_assert_cmpint (n_charts, ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* A chart's points are the rows of its table, in the same order. */
static void
test_table_follows_chart (void)
{
  GtkWidget *chart = g_object_ref_sink (trend ());
  GtkWidget *table = g_object_ref_sink (amends_chart_table_new ());
  g_autoptr (AmendsChartPoint) june = amends_chart_point_new ("Jun", HOUR, "1.0 h");
  g_autofree char *text = NULL;

  amends_chart_table_set_model (AMENDS_CHART_TABLE (table), amends_chart_get_points (AMENDS_CHART (chart)));
  amends_chart_point_set_group (june, "later");
  g_list_store_append (G_LIST_STORE (amends_line_chart_get_model (AMENDS_LINE_CHART (chart))), june);
  text = amends_chart_table_dup_text (AMENDS_CHART_TABLE (table));
  g_assert_true (g_str_has_prefix (text, "Group\tName\tValue\t"));
  g_assert_true (g_str_has_suffix (text, "later\tJun\t1.0 h\t\t\n"));

  g_object_unref (table);
  g_assert_finalize_object (chart);
}

static void
test_series_name (void)
{
  g_autoptr (GListStore) store = three_points ();
  g_autoptr (AmendsChartSeries) series = amends_chart_series_new ("Phone", 0, G_LIST_MODEL (store));
  g_autoptr (AmendsChartPoint) point = amends_chart_series_get_point (series, 2);
  g_autofree char *text = amends_chart_point_describe (point);

  g_assert_cmpstr (text, ==, "Phone, May 2024, 31.2 h, 27.9–34.5, n = 138");
}

int
main (int    argc,
      char **argv)
{
  if (g_getenv ("DISPLAY") == NULL)
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  gtk_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");

  g_test_add_func ("/chart/keyboard", test_keyboard);
  g_test_add_func ("/chart/keyboard/right-to-left", test_keyboard_right_to_left);
  g_test_add_func ("/chart/keyboard/series", test_keyboard_series);
  g_test_add_func ("/chart/words", test_words);
  g_test_add_func ("/chart/hidden", test_hidden);
  g_test_add_func ("/chart/pointer", test_pointer);
  g_test_add_func ("/chart/model-changes", test_model_changes);
  g_test_add_func ("/chart/points-states", test_points_states);
  g_test_add_func ("/chart/bar-states", test_bar_states);
  g_test_add_func ("/chart/mirrored", test_mirrored);
  g_test_add_func ("/chart/table", test_table);
  g_test_add_func ("/chart/table/follows-chart", test_table_follows_chart);
  g_test_add_func ("/chart/series-name", test_series_name);
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      g_autofree char *finalize = g_strdup_printf ("/chart/finalize/%s", widgets[i].name);
      g_autofree char *sizes = g_strdup_printf ("/chart/sizes/%s", widgets[i].name);

      g_test_add_data_func (finalize, &widgets[i], test_finalize);
      if (widgets[i].make != chart_table)
        g_test_add_data_func (sizes, &widgets[i], test_sizes);
    }

  return g_test_run ();
}
