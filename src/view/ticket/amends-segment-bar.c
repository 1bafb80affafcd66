/* A bar of coloured parts laid out by share of the width; which colour a part has says its style class.
 *
 * One class for the money of an order ("sharebar") and the hours of a day ("daybar"). What it shows is said in words beside it. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-segment-bar.h"

struct _AmendsSegmentBar
{
  GtkWidget parent_instance;

  GArray *shares;    /* pairs of from, to: one pair a child */
};

G_DEFINE_FINAL_TYPE (AmendsSegmentBar, amends_segment_bar, GTK_TYPE_WIDGET)

static void
amends_segment_bar_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && orientation == GTK_ORIENTATION_VERTICAL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;

      gtk_widget_measure (child, orientation, -1, &least, NULL, NULL, NULL);
      *minimum = *natural = MAX (*minimum, least);
    }
}

static void
amends_segment_bar_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  AmendsSegmentBar *self = AMENDS_SEGMENT_BAR (widget);
  guint i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child), i += 2)
    {
      int from = g_array_index (self->shares, double, i) * width + 0.5;
      int to = g_array_index (self->shares, double, i + 1) * width + 0.5;
      GtkAllocation place = { from, 0, 0, height };
      int least;

      /* GTK warns where a child is given less than its minimum */
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      place.width = MAX (to - from, least);
      gtk_widget_size_allocate (child, &place, -1);
    }
}

static void
amends_segment_bar_dispose (GObject *object)
{
  amends_segment_bar_clear (AMENDS_SEGMENT_BAR (object));

  G_OBJECT_CLASS (amends_segment_bar_parent_class)->dispose (object);
}

static void
amends_segment_bar_finalize (GObject *object)
{
  g_array_unref (AMENDS_SEGMENT_BAR (object)->shares);

  G_OBJECT_CLASS (amends_segment_bar_parent_class)->finalize (object);
}

static void
amends_segment_bar_class_init (AmendsSegmentBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_segment_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_segment_bar_finalize;
  widget_class->measure = amends_segment_bar_measure;
  widget_class->size_allocate = amends_segment_bar_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "sharebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
amends_segment_bar_init (AmendsSegmentBar *self)
{
  self->shares = g_array_new (FALSE, FALSE, sizeof (double));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * amends_segment_bar_new:
 * @css_name: "sharebar" or "daybar"
 *
 * Returns: (transfer full): an empty bar
 */
GtkWidget *
amends_segment_bar_new (const char *css_name)
{
  return g_object_new (AMENDS_TYPE_SEGMENT_BAR, "css-name", css_name, NULL);
}

/**
 * amends_segment_bar_clear:
 * @self: a bar
 *
 * Takes all parts away.
 */
void
amends_segment_bar_clear (AmendsSegmentBar *self)
{
  GtkWidget *child;

  g_return_if_fail (AMENDS_IS_SEGMENT_BAR (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_array_set_size (self->shares, 0);
}

/**
 * amends_segment_bar_add:
 * @self: a bar
 * @from: where the part begins, as share of the width
 * @to: where it ends
 * @css_class: what it stands for; a part of no width is left out
 */
void
amends_segment_bar_add (AmendsSegmentBar *self,
                        double            from,
                        double            to,
                        const char       *css_class)
{
  GtkWidget *part;

  g_return_if_fail (AMENDS_IS_SEGMENT_BAR (self));

  if (to <= from)
    return;
  part = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (part, "seg");
  gtk_widget_add_css_class (part, css_class);
  gtk_widget_set_parent (part, GTK_WIDGET (self));
  g_array_append_val (self->shares, from);
  g_array_append_val (self->shares, to);
}
