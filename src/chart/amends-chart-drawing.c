/* Base of every widget that is drawn: finds the colours of the theme and hands a painter to its subclass.
 * To assistive technology it is a picture with a name. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-drawing.h"

typedef struct
{
  char *title;
} AmendsChartDrawingPrivate;

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmendsChartDrawing, amends_chart_drawing, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static void
amends_chart_drawing_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  AmendsChartDrawing *self = AMENDS_CHART_DRAWING (widget);
  AmendsChartPainter painter;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (width <= 0 || height <= 0)
    return;

  amends_chart_painter_init_widget (&painter, widget, snapshot);
  AMENDS_CHART_DRAWING_GET_CLASS (self)->draw (self, &painter, width, height);
  amends_chart_painter_clear (&painter);
}

/* Named colours are looked up while drawing, which GTK does not know of: any change of style may change one. */
static void
amends_chart_drawing_css_changed (GtkWidget         *widget,
                                  GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (amends_chart_drawing_parent_class)->css_changed (widget, change);

  gtk_widget_queue_draw (widget);
}

/* A small drawing without a name stands beside the same value in words: left out, it is not read twice. */
static void
update_hidden (AmendsChartDrawing *self)
{
  AmendsChartDrawingPrivate *priv = amends_chart_drawing_get_instance_private (self);
  gboolean hidden = priv->title == NULL && !gtk_widget_get_focusable (GTK_WIDGET (self));

  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, hidden, -1);
}

static void
amends_chart_drawing_constructed (GObject *object)
{
  G_OBJECT_CLASS (amends_chart_drawing_parent_class)->constructed (object);

  update_hidden (AMENDS_CHART_DRAWING (object));
}

static void
amends_chart_drawing_finalize (GObject *object)
{
  AmendsChartDrawingPrivate *priv = amends_chart_drawing_get_instance_private (AMENDS_CHART_DRAWING (object));

  g_clear_pointer (&priv->title, g_free);

  G_OBJECT_CLASS (amends_chart_drawing_parent_class)->finalize (object);
}

static void
amends_chart_drawing_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, amends_chart_drawing_get_title (AMENDS_CHART_DRAWING (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_chart_drawing_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_TITLE:
      amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_chart_drawing_class_init (AmendsChartDrawingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = amends_chart_drawing_constructed;
  object_class->finalize = amends_chart_drawing_finalize;
  object_class->get_property = amends_chart_drawing_get_property;
  object_class->set_property = amends_chart_drawing_set_property;
  widget_class->snapshot = amends_chart_drawing_snapshot;
  widget_class->css_changed = amends_chart_drawing_css_changed;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "chart");
  /* As a property of an instance the role comes too late for AT-SPI in GTK 4.8. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_chart_drawing_init (AmendsChartDrawing *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

const char *
amends_chart_drawing_get_title (AmendsChartDrawing *self)
{
  AmendsChartDrawingPrivate *priv = amends_chart_drawing_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CHART_DRAWING (self), NULL);

  return priv->title;
}

/**
 * amends_chart_drawing_set_title:
 * @self: a drawing
 * @title: (nullable): what the picture shows, in one sentence; its name for assistive technology
 *
 * Without a title a drawing that takes no focus is hidden from assistive technology: right where the same value stands
 * beside it in words, else give it one.
 */
void
amends_chart_drawing_set_title (AmendsChartDrawing *self,
                                const char         *title)
{
  AmendsChartDrawingPrivate *priv = amends_chart_drawing_get_instance_private (self);
  char *copy;

  g_return_if_fail (AMENDS_IS_CHART_DRAWING (self));

  if (g_strcmp0 (priv->title, title) == 0)
    return;

  copy = g_strdup (title);
  g_free (priv->title);
  priv->title = copy;
  amends_chart_drawing_say (self, title);
  update_hidden (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * amends_chart_drawing_say:
 * @self: a drawing
 * @text: (nullable): what a screen reader hears now
 *
 * GTK 4.8 has neither virtual children nor announcements: a focused value is told by changing the name of the picture.
 */
void
amends_chart_drawing_say (AmendsChartDrawing *self,
                          const char         *text)
{
  g_return_if_fail (AMENDS_IS_CHART_DRAWING (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
}

/**
 * amends_chart_drawing_print:
 * @self: a drawing
 * @cr: a cairo context, as of a #GtkPrintContext, its origin where the drawing begins
 * @font: font and size of text
 * @width: in the unit of @cr
 * @height: in the unit of @cr
 *
 * Draws for paper: greys, with dashes, marks and hatches doing the work of colour; no focus, no readout.
 */
void
amends_chart_drawing_print (AmendsChartDrawing         *self,
                            cairo_t                    *cr,
                            const PangoFontDescription *font,
                            double                      width,
                            double                      height)
{
  AmendsChartPainter painter;

  g_return_if_fail (AMENDS_IS_CHART_DRAWING (self));
  g_return_if_fail (cr != NULL && font != NULL);
  g_return_if_fail (width > 0 && height > 0);

  amends_chart_painter_init_paper (&painter, cr, font);
  AMENDS_CHART_DRAWING_GET_CLASS (self)->draw (self, &painter, width, height);
  amends_chart_painter_clear (&painter);
}
