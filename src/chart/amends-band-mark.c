/* The shape of a band, drawn: the same shapes as characters differ in size from font to font. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-band-mark.h"

#define SIZE 14
#define RADIUS 4.5

struct _AmendsBandMark
{
  AmendsChartDrawing parent_instance;

  AmendsChartMark    mark;
};

enum
{
  PROP_0,
  PROP_MARK,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsBandMark, amends_band_mark, AMENDS_TYPE_CHART_DRAWING)

static GParamSpec *properties[N_PROPS];

static void
amends_band_mark_draw (AmendsChartDrawing *drawing,
                       AmendsChartPainter *painter,
                       double              width,
                       double              height)
{
  AmendsBandMark *self = AMENDS_BAND_MARK (drawing);
  const GdkRGBA *color = &painter->ink.text;

  /* The highest band is filled: it must stand out in a list. */
  amends_chart_painter_mark (painter, self->mark, &GRAPHENE_POINT_INIT (width / 2, height / 2), RADIUS,
                             self->mark == AMENDS_CHART_MARK_STAR ? color : NULL, color, 1.4);
}

static void
amends_band_mark_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
amends_band_mark_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MARK:
      g_value_set_enum (value, AMENDS_BAND_MARK (object)->mark);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_band_mark_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_MARK:
      amends_band_mark_set_mark (AMENDS_BAND_MARK (object), g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_band_mark_class_init (AmendsBandMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_band_mark_get_property;
  object_class->set_property = amends_band_mark_set_property;
  widget_class->measure = amends_band_mark_measure;
  AMENDS_CHART_DRAWING_CLASS (klass)->draw = amends_band_mark_draw;

  properties[PROP_MARK] = g_param_spec_enum ("mark", NULL, NULL, AMENDS_TYPE_CHART_MARK, AMENDS_CHART_MARK_NONE,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "bandmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_band_mark_init (AmendsBandMark *self)
{
}

/**
 * amends_band_mark_new:
 *
 * Returns: (transfer floating): an empty mark
 */
GtkWidget *
amends_band_mark_new (void)
{
  return g_object_new (AMENDS_TYPE_BAND_MARK, NULL);
}

AmendsChartMark
amends_band_mark_get_mark (AmendsBandMark *self)
{
  g_return_val_if_fail (AMENDS_IS_BAND_MARK (self), AMENDS_CHART_MARK_NONE);

  return self->mark;
}

/**
 * amends_band_mark_set_mark:
 * @self: a mark
 * @mark: the shape of the band
 */
void
amends_band_mark_set_mark (AmendsBandMark  *self,
                           AmendsChartMark  mark)
{
  g_return_if_fail (AMENDS_IS_BAND_MARK (self));

  if (self->mark == mark)
    return;

  self->mark = mark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARK]);
}
