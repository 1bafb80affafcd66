/* A bin that may be narrower than its child and says how much room there is, as AdwBreakpointBin of libadwaita 1.4 does.
 *
 * The child's own minimum would stop the window from getting narrower, so that folding in reaction to the width could
 * never happen. The bin therefore asks for little itself. Its band changes in an idle: folding during an allocation
 * leaves widgets without one. Until then the child is cut off at the edge, for the length of no visible frame.
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-bin.h"

/* before the next layout, so that no frame shows the child cut off */
#define PRIORITY_BEFORE_LAYOUT (GTK_PRIORITY_RESIZE - 5)

struct _AmendsBin
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int min_width;
  GArray *breakpoints;
  guint band;
  guint next_band;
  guint idle;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_MIN_WIDTH,
  PROP_BAND,
  N_PROPS
};

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsBin, amends_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable;

static guint
band_for (AmendsBin *self,
          int        width)
{
  guint band = 0;

  while (band < self->breakpoints->len && width >= g_array_index (self->breakpoints, int, band))
    band++;
  return band;
}

static gboolean
band_cb (gpointer user_data)
{
  AmendsBin *self = user_data;

  self->idle = 0;
  if (self->band != self->next_band)
    {
      self->band = self->next_band;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BAND]);
    }
  return G_SOURCE_REMOVE;
}

static void
amends_bin_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  AmendsBin *self = AMENDS_BIN (widget);
  int child_min = 0, child_nat = 0;

  if (self->child != NULL && orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      int least = 0;

      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      for_size = MAX (for_size, least);
    }
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, &child_min, &child_nat, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->min_width;
      *natural = MAX (self->min_width, child_nat);
      return;
    }
  *minimum = child_min;
  *natural = child_nat;
}

static void
amends_bin_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  AmendsBin *self = AMENDS_BIN (widget);
  int least = 0, least_height = 0;

  self->next_band = band_for (self, width);
  if (self->next_band != self->band && self->idle == 0)
    self->idle = g_idle_add_full (PRIORITY_BEFORE_LAYOUT, band_cb, self, NULL);
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  width = MAX (width, least);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, width, MAX (height, least_height), baseline, NULL);
}

static void
amends_bin_add_child (GtkBuildable *buildable,
                      GtkBuilder   *builder,
                      GObject      *child,
                      const char   *type)
{
  if (type == NULL && GTK_IS_WIDGET (child))
    amends_bin_set_child (AMENDS_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = amends_bin_add_child;
}

static void
amends_bin_dispose (GObject *object)
{
  AmendsBin *self = AMENDS_BIN (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (amends_bin_parent_class)->dispose (object);
}

static void
amends_bin_finalize (GObject *object)
{
  g_array_unref (AMENDS_BIN (object)->breakpoints);

  G_OBJECT_CLASS (amends_bin_parent_class)->finalize (object);
}

static void
amends_bin_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  AmendsBin *self = AMENDS_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_MIN_WIDTH:
      g_value_set_int (value, self->min_width);
      break;
    case PROP_BAND:
      g_value_set_uint (value, self->band);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_bin_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  AmendsBin *self = AMENDS_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      amends_bin_set_child (self, g_value_get_object (value));
      break;
    case PROP_MIN_WIDTH:
      if (self->min_width == g_value_get_int (value))
        break;
      self->min_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_bin_class_init (AmendsBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_bin_dispose;
  object_class->finalize = amends_bin_finalize;
  object_class->get_property = amends_bin_get_property;
  object_class->set_property = amends_bin_set_property;
  widget_class->measure = amends_bin_measure;
  widget_class->size_allocate = amends_bin_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_MIN_WIDTH] = g_param_spec_int ("min-width", NULL, NULL, 0, G_MAXINT, 360, flags);
  properties[PROP_BAND] = g_param_spec_uint ("band", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_bin_init (AmendsBin *self)
{
  self->min_width = 360;
  self->breakpoints = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * amends_bin_new:
 *
 * Returns: (transfer full): an empty bin without breakpoints
 */
GtkWidget *
amends_bin_new (void)
{
  return g_object_new (AMENDS_TYPE_BIN, NULL);
}

/**
 * amends_bin_get_child:
 * @self: a bin
 *
 * Returns: (transfer none) (nullable): its child
 */
GtkWidget *
amends_bin_get_child (AmendsBin *self)
{
  g_return_val_if_fail (AMENDS_IS_BIN (self), NULL);

  return self->child;
}

/**
 * amends_bin_set_child:
 * @self: a bin
 * @child: (nullable): its child
 */
void
amends_bin_set_child (AmendsBin *self,
                      GtkWidget *child)
{
  g_return_if_fail (AMENDS_IS_BIN (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * amends_bin_add_breakpoint:
 * @self: a bin
 * @width: pixels, larger than that of the breakpoints added before
 *
 * The bin starts as if there were all the room in the world: its band is the number of breakpoints.
 */
void
amends_bin_add_breakpoint (AmendsBin *self,
                           int        width)
{
  g_return_if_fail (AMENDS_IS_BIN (self));

  g_array_append_val (self->breakpoints, width);
  self->band = self->next_band = self->breakpoints->len;
}

/**
 * amends_bin_get_band:
 * @self: a bin
 *
 * Returns: how many of the breakpoints the width reaches: 0 below the first. "notify::band" tells when it changes.
 */
guint
amends_bin_get_band (AmendsBin *self)
{
  g_return_val_if_fail (AMENDS_IS_BIN (self), 0);

  return self->band;
}
