/* Keyboard and pointer of a chart: every value can be reached, read, opened, and turned into a table. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-private.h"

/* Along a line the place across counts more than the height. */
#define HEIGHT_WEIGHT .35

static int
nearest_spot (GArray *spots,
              double  x,
              double  y)
{
  double best_way = G_MAXDOUBLE;
  int best = -1;

  for (guint i = 0; i < spots->len; i++)
    {
      const AmendsChartSpot *spot = &g_array_index (spots, AmendsChartSpot, i);
      double dx = spot->at.x - x, dy = (spot->at.y - y) * HEIGHT_WEIGHT;

      if (spot->area.size.width > 0 && graphene_rect_contains_point (&spot->area, &GRAPHENE_POINT_INIT (x, y)))
        return i;
      if (spot->area.size.width <= 0 && dx * dx + dy * dy < best_way)
        {
          best_way = dx * dx + dy * dy;
          best = i;
        }
    }
  return best;
}

static int
spot_at (AmendsChart *self,
         double       x,
         double       y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AmendsChartPainter painter;
  AmendsChartPlot plot;
  g_autoptr (GArray) spots = NULL;

  if (g_list_model_get_n_items (amends_chart_get_points (self)) == 0)
    return -1;

  amends_chart_painter_init_widget (&painter, widget, NULL);
  amends_chart_layout (self, &painter, gtk_widget_get_width (widget), gtk_widget_get_height (widget), &plot);
  spots = amends_chart_dup_spots (self, &plot);
  if (painter.mirror > 0)
    x = painter.mirror - x;
  amends_chart_painter_clear (&painter);

  return nearest_spot (spots, x, y);
}

static void
set_hover (AmendsChart *self,
           int          hover)
{
  AmendsChartPrivate *priv = amends_chart_get_private (self);

  if (priv->hover == hover)
    return;

  priv->hover = hover;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (AmendsChart *self,
           double       x,
           double       y)
{
  set_hover (self, spot_at (self, x, y));
}

static void
leave_cb (AmendsChart *self)
{
  set_hover (self, -1);
}

static void
released_cb (AmendsChart *self,
             int          n_press,
             double       x,
             double       y)
{
  int position = spot_at (self, x, y);

  if (position < 0 || !gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;

  amends_chart_set_cursor (self, position);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  amends_chart_activate (self);
}

static void
set_ring (AmendsChart *self,
          gboolean     ring)
{
  AmendsChartPrivate *priv = amends_chart_get_private (self);

  priv->ring = ring;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
focus_enter_cb (AmendsChart *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  amends_chart_get_private (self)->focused = TRUE;
  if (amends_chart_get_cursor (self) < 0)
    amends_chart_set_cursor (self, 0);
  set_ring (self, !GTK_IS_WINDOW (root) || gtk_window_get_focus_visible (GTK_WINDOW (root)));
  amends_chart_tell (self);
}

static void
focus_leave_cb (AmendsChart *self)
{
  amends_chart_get_private (self)->focused = FALSE;
  set_ring (self, FALSE);
  amends_chart_tell (self);
}

/* First value and number of values of the series that @position is in */
static guint
series_around (AmendsChartPrivate *priv,
               guint               position,
               guint              *first,
               guint              *size)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (priv->series));

  *first = *size = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsChartSeries) series = g_list_model_get_item (G_LIST_MODEL (priv->series), i);

      *size = amends_chart_series_get_size (series);
      if (position < *first + *size)
        return i;
      *first += *size;
    }
  return n;
}

/* Up and down go from line to line at the same period; with one line only they go along it. */
static int
other_series (AmendsChart *self,
              int          cursor,
              int          way)
{
  AmendsChartPrivate *priv = amends_chart_get_private (self);
  guint first, size, other, at;
  guint series = series_around (priv, cursor, &first, &size);

  if (g_list_model_get_n_items (G_LIST_MODEL (priv->series)) < 2)
    return cursor + way;

  at = cursor - first;
  other = way < 0 ? first - 1 : first + size;
  if ((way < 0 && series == 0) || other >= g_list_model_get_n_items (G_LIST_MODEL (priv->points)))
    return cursor;
  series_around (priv, other, &first, &size);
  return first + MIN (at, size - 1);
}

static int
hold (int   cursor,
      guint first,
      guint size)
{
  return CLAMP (cursor, (int) first, (int) (first + size) - 1);
}

/* Where the cursor goes for @keyval, or -1 when the key means nothing to it */
static int
cursor_for_key (AmendsChart *self,
                guint        keyval)
{
  int cursor = MAX (amends_chart_get_cursor (self), 0);
  int last = (int) g_list_model_get_n_items (amends_chart_get_points (self)) - 1;
  guint first, size;
  int onwards = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  /* Along a line the cursor stays on it. */
  series_around (amends_chart_get_private (self), cursor, &first, &size);
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      cursor = hold (cursor - onwards, first, size);
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      cursor = hold (cursor + onwards, first, size);
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      cursor = other_series (self, cursor, -1);
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      cursor = other_series (self, cursor, 1);
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      cursor = first;
      break;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      cursor = first + size - 1;
      break;
    default:
      return -1;
    }
  return CLAMP (cursor, 0, last);
}

static gboolean
is_open_key (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter || keyval == GDK_KEY_space;
}

static gboolean
key_pressed_cb (AmendsChart     *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  gboolean empty = g_list_model_get_n_items (amends_chart_get_points (self)) == 0;
  int cursor;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;

  if (gdk_keyval_to_lower (keyval) == GDK_KEY_t)
    {
      amends_chart_ask_table (self);
      return GDK_EVENT_STOP;
    }
  if (empty)
    return GDK_EVENT_PROPAGATE;
  if (is_open_key (keyval) && amends_chart_get_cursor (self) >= 0)
    {
      amends_chart_activate (self);
      return GDK_EVENT_STOP;
    }

  cursor = cursor_for_key (self, keyval);
  if (cursor < 0)
    return GDK_EVENT_PROPAGATE;

  set_hover (self, -1);
  set_ring (self, TRUE);
  amends_chart_set_cursor (self, cursor);
  return GDK_EVENT_STOP;
}

void
amends_chart_add_input (AmendsChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
