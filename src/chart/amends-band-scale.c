/* A score on the scale of its bands: the score with its interval, the one before as a hollow mark.
 *
 *        60        70    Apr 75.9  80          90         100
 *        ▒▒▒▒▒▒▒▒▒ ▒▒▒▒▒▒▒○▒▒├─────████●███┤██ ▒▒▒▒▒▒▒▒▒▒▒
 *        ▽ plan    ○ met           ◆ bonus     ☆ letter
 *
 * The scale starts at 60, or lower when the values do: where everybody stands between 70 and 100 a scale from 0 shows nothing.
 */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-band-scale-private.h"

#include <math.h>

#define MIN_WIDTH 180
#define NATURAL_WIDTH 420

enum
{
  PROP_0,
  PROP_FIRM,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsBandScale, amends_band_scale, AMENDS_TYPE_CHART_DRAWING)

static GParamSpec *properties[N_PROPS];

static void
band_clear (gpointer data)
{
  g_free (((AmendsBand *) data)->label);
}

static void
amends_band_scale_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  AmendsChartPainter painter;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  amends_chart_painter_init_widget (&painter, widget, NULL);
  *minimum = *natural = ceil (2 * amends_chart_painter_line_height (&painter)) + AMENDS_BAND_SCALE_GAP + AMENDS_BAND_SCALE_BAR + AMENDS_BAND_SCALE_LABEL_TOP + 10;
  amends_chart_painter_clear (&painter);
}

static void
amends_band_scale_finalize (GObject *object)
{
  AmendsBandScale *self = AMENDS_BAND_SCALE (object);

  g_clear_pointer (&self->bands, g_array_unref);
  g_clear_pointer (&self->previous_label, g_free);

  G_OBJECT_CLASS (amends_band_scale_parent_class)->finalize (object);
}

static void
amends_band_scale_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FIRM:
      g_value_set_boolean (value, AMENDS_BAND_SCALE (object)->firm);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_band_scale_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_FIRM:
      amends_band_scale_set_firm (AMENDS_BAND_SCALE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_band_scale_class_init (AmendsBandScaleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = amends_band_scale_finalize;
  object_class->get_property = amends_band_scale_get_property;
  object_class->set_property = amends_band_scale_set_property;
  widget_class->measure = amends_band_scale_measure;
  AMENDS_CHART_DRAWING_CLASS (klass)->draw = amends_band_scale_draw;

  properties[PROP_FIRM] = g_param_spec_boolean ("firm", NULL, NULL, TRUE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "bandscale");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_band_scale_init (AmendsBandScale *self)
{
  self->bands = g_array_new (FALSE, FALSE, sizeof (AmendsBand));
  g_array_set_clear_func (self->bands, band_clear);
  self->score = self->lower = self->upper = self->previous = NAN;
  self->firm = TRUE;
}

/**
 * amends_band_scale_new:
 *
 * Returns: (transfer floating): a scale without bands
 */
GtkWidget *
amends_band_scale_new (void)
{
  return g_object_new (AMENDS_TYPE_BAND_SCALE, NULL);
}

/**
 * amends_band_scale_add_band:
 * @self: a scale
 * @lower: where the band starts; itself in the band
 * @upper: where it ends; in the band only at the end of the scale
 * @mark: its shape
 * @label: its name
 *
 * Adds a band above those added before.
 */
void
amends_band_scale_add_band (AmendsBandScale *self,
                            double           lower,
                            double           upper,
                            AmendsChartMark  mark,
                            const char      *label)
{
  AmendsBand *band;

  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));
  g_return_if_fail (lower < upper);

  g_array_set_size (self->bands, self->bands->len + 1);
  band = &g_array_index (self->bands, AmendsBand, self->bands->len - 1);
  band->lower = lower;
  band->upper = upper;
  band->mark = mark;
  band->label = g_strdup (label);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
amends_band_scale_remove_bands (AmendsBandScale *self)
{
  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));

  g_array_set_size (self->bands, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * amends_band_scale_set_score:
 * @self: a scale
 * @score: the score
 */
void
amends_band_scale_set_score (AmendsBandScale *self,
                             double           score)
{
  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));
  g_return_if_fail (isfinite (score));

  self->score = score;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
amends_band_scale_clear_score (AmendsBandScale *self)
{
  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));

  self->score = NAN;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * amends_band_scale_set_interval:
 * @self: a scale
 * @lower: low end of the score's interval
 * @upper: high end
 */
void
amends_band_scale_set_interval (AmendsBandScale *self,
                                double           lower,
                                double           upper)
{
  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));
  g_return_if_fail (isfinite (lower) && isfinite (upper));

  self->lower = MIN (lower, upper);
  self->upper = MAX (lower, upper);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
amends_band_scale_clear_interval (AmendsBandScale *self)
{
  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));

  self->lower = self->upper = NAN;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * amends_band_scale_set_previous:
 * @self: a scale
 * @previous: the score of the period before
 * @label: (nullable): what stands above it: "Apr 75.9"
 */
void
amends_band_scale_set_previous (AmendsBandScale *self,
                                double           previous,
                                const char      *label)
{
  char *copy;

  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));
  g_return_if_fail (isfinite (previous));

  copy = g_strdup (label);
  g_free (self->previous_label);
  self->previous_label = copy;
  self->previous = previous;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
amends_band_scale_clear_previous (AmendsBandScale *self)
{
  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));

  self->previous = NAN;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
amends_band_scale_get_firm (AmendsBandScale *self)
{
  g_return_val_if_fail (AMENDS_IS_BAND_SCALE (self), FALSE);

  return self->firm;
}

/**
 * amends_band_scale_set_firm:
 * @self: a scale
 * @firm: whether the score has a band; with too little data it has none, and none is marked
 */
void
amends_band_scale_set_firm (AmendsBandScale *self,
                            gboolean         firm)
{
  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));

  if (self->firm == !!firm)
    return;

  self->firm = !!firm;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRM]);
}
