/* Scrolls sideways while something is dragged near an edge: with the button down nothing else could reach the columns there. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-edge-scroll.h"

/* While it scrolls, what is under the pointer changes without the pointer moving: nothing inside is a target then, or a drop
 * would go elsewhere than the last target said. */

/* How near to an edge it begins, and how fast it goes at the edge itself. */
#define EDGE 56
#define PIXELS_PER_SECOND 900

typedef struct
{
  GtkScrolledWindow *scroller;   /* unowned: it owns the controller */
  double strength;               /* -1 at the left edge, 1 at the right one, 0 between */
  gint64 last;
  guint tick;
} EdgeScroll;

static gboolean
can_go (EdgeScroll *self,
        double      strength)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return strength < 0 ? value > gtk_adjustment_get_lower (adjustment) : strength > 0 && value < end;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  EdgeScroll *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->last != 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                            self->strength * PIXELS_PER_SECOND * (now - self->last) / G_USEC_PER_SEC);
  self->last = now;
  if (can_go (self, self->strength))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  gtk_widget_set_can_target (gtk_scrolled_window_get_child (self->scroller), TRUE);
  return G_SOURCE_REMOVE;
}

static void
set_strength (EdgeScroll *self,
              double      strength)
{
  gboolean go = can_go (self, strength);

  self->strength = strength;
  if (go && self->tick == 0)
    {
      self->last = 0;
      gtk_widget_set_can_target (gtk_scrolled_window_get_child (self->scroller), FALSE);
      self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->scroller), tick_cb, self, NULL);
    }
  else if (!go && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self->scroller), self->tick);
      gtk_widget_set_can_target (gtk_scrolled_window_get_child (self->scroller), TRUE);
      self->tick = 0;
    }
}

static void
motion_cb (EdgeScroll *self,
           double      x,
           double      y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->scroller));

  if (x < EDGE)
    set_strength (self, -CLAMP ((EDGE - x) / EDGE, 0, 1));
  else if (x > width - EDGE)
    set_strength (self, CLAMP ((x - (width - EDGE)) / EDGE, 0, 1));
  else
    set_strength (self, 0);
}

static void
leave_cb (EdgeScroll *self)
{
  set_strength (self, 0);
}

static void
edge_scroll_free (gpointer  data,
                  GClosure *closure)
{
  g_free (data);
}

/**
 * amends_edge_scroll_attach:
 * @scroller: what holds more columns than it shows
 *
 * Lets a drag bring the hidden ones in.
 */
void
amends_edge_scroll_attach (GtkScrolledWindow *scroller)
{
  GtkEventController *motion;
  EdgeScroll *self;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  self = g_new0 (EdgeScroll, 1);
  self->scroller = scroller;
  motion = gtk_drop_controller_motion_new ();
  g_signal_connect_data (motion, "motion", G_CALLBACK (motion_cb), self, edge_scroll_free, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (scroller), motion);
}
