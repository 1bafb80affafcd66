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

#include "amends-band-scale.h"

#include "amends-chart-format.h"

#include <math.h>

#define MIN_WIDTH 180
#define NATURAL_WIDTH 420
#define BAR 10
#define START 1
#define END 12
#define GAP 4
#define LABEL_TOP 5
#define MARK_ROOM 15
#define USUAL_START 60
#define LOOK_BELOW 2

typedef struct
{
  double           lower;
  double           upper;
  AmendsChartMark  mark;
  char            *label;
} Band;

struct _AmendsBandScale
{
  AmendsChartDrawing  parent_instance;

  GArray             *bands;
  char               *previous_label;
  double              score;
  double              lower;
  double              upper;
  double              previous;
  gboolean            firm;
};

enum
{
  PROP_0,
  PROP_FIRM,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsBandScale, amends_band_scale, AMENDS_TYPE_CHART_DRAWING)

static GParamSpec *properties[N_PROPS];

typedef struct
{
  AmendsChartPainter *painter;
  double              width;
  double              start;
  double              end;
  double              y;
} Pass;

static void
band_clear (gpointer data)
{
  g_free (((Band *) data)->label);
}

static const Band *
nth_band (AmendsBandScale *self,
          guint            i)
{
  return &g_array_index (self->bands, Band, i);
}

static double
place_x (const Pass *pass,
         double      value)
{
  double at = (CLAMP (value, pass->start, pass->end) - pass->start) / (pass->end - pass->start);

  return START + at * (pass->width - START - END);
}

static double
scale_start (AmendsBandScale *self)
{
  double least = fmin (fmin (self->score, self->lower), self->previous);

  return isnan (least) ? USUAL_START : MAX (0, MIN (USUAL_START, floor ((least - LOOK_BELOW) / 10) * 10));
}

static double
scale_end (AmendsBandScale *self)
{
  double end = self->bands->len > 0 ? 0 : 100;

  for (guint i = 0; i < self->bands->len; i++)
    end = MAX (end, nth_band (self, i)->upper);
  return end;
}

static gboolean
is_in_band (AmendsBandScale *self,
            const Band      *band,
            double           end)
{
  return self->firm && self->score >= band->lower && (self->score < band->upper || band->upper >= end);
}

static double
label_width (const Pass *pass,
             const Band *band,
             gboolean    on)
{
  const AmendsChartText style = { .bold = on };
  double width;

  amends_chart_painter_measure (pass->painter, band->label, &style, &width, NULL);
  return MARK_ROOM + width;
}

/* Where the mark and name of a band begin. The band the score is in must be named, even where it is too narrow. */
static double
label_start (const Pass *pass,
             const Band *band,
             gboolean    on)
{
  double x = place_x (pass, MAX (band->lower, pass->start));

  return on ? MAX (0, MIN (x, pass->width - label_width (pass, band, on))) : x;
}

/* Draws mark and name of a band, without what would run into @taken, the name of the band the score is in. */
static void
draw_band_label (const Pass            *pass,
                 const Band            *band,
                 gboolean               on,
                 const graphene_rect_t *taken)
{
  AmendsChartPainter *painter = pass->painter;
  double x = label_start (pass, band, on), room = place_x (pass, band->upper) - x, width = label_width (pass, band, on);
  const GdkRGBA *color = on ? &painter->ink.text : &painter->ink.quiet;
  const AmendsChartText style = { .color = color, .bold = on };
  double line = amends_chart_painter_line_height (painter), top = pass->y + BAR + LABEL_TOP;
  const graphene_point_t mark = { x + 7, top + line / 2 };
  double taken_to = taken->origin.x + taken->size.width;

  if (!on && x < taken_to && x + MARK_ROOM > taken->origin.x)
    return;
  amends_chart_painter_mark (painter, band->mark, &mark, 4, on ? color : NULL, color, 1.2);
  if (on || (width <= room && (x >= taken_to || x + width <= taken->origin.x)))
    amends_chart_painter_text (painter, x + MARK_ROOM, top, band->label, &style);
}

static void
draw_labels (AmendsBandScale *self,
             const Pass      *pass)
{
  graphene_rect_t taken = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  for (guint i = 0; i < self->bands->len; i++)
    {
      const Band *band = nth_band (self, i);

      if (is_in_band (self, band, pass->end))
        taken = GRAPHENE_RECT_INIT (label_start (pass, band, TRUE), 0, label_width (pass, band, TRUE), 1);
    }
  for (guint i = 0; i < self->bands->len; i++)
    {
      const Band *band = nth_band (self, i);

      if (band->upper > pass->start)
        draw_band_label (pass, band, is_in_band (self, band, pass->end), &taken);
    }
}

static void
draw_bands (AmendsBandScale *self,
            const Pass      *pass)
{
  AmendsChartPainter *painter = pass->painter;
  GdkRGBA strong = amends_chart_fade (&painter->ink.series[0], .45);

  for (guint i = 0; i < self->bands->len; i++)
    {
      const Band *band = nth_band (self, i);
      gboolean on = is_in_band (self, band, pass->end);
      double from = round (place_x (pass, band->lower)), to = round (place_x (pass, band->upper));
      graphene_rect_t bar = GRAPHENE_RECT_INIT (from, pass->y, to - from - (band->upper < pass->end), BAR);

      if (band->upper > pass->start)
        amends_chart_painter_rect (painter, &bar, on ? &strong : &painter->ink.track, 0);
    }
}

/* Writes a figure above the scale unless it would touch one already there. */
static gboolean
draw_edge (const Pass            *pass,
           double                 value,
           double                *free_from,
           const AmendsChartText *style)
{
  g_autofree char *text = amends_chart_format_number (value, 0);
  double x = place_x (pass, value), width, left;

  amends_chart_painter_measure (pass->painter, text, NULL, &width, NULL);
  left = MAX (0, MIN (x - width / 2, pass->width - width));
  if (left < *free_from)
    return FALSE;

  amends_chart_painter_text (pass->painter, left, pass->y - GAP, text, style);
  *free_from = left + width + 6;
  return TRUE;
}

/* Figures of the edges; those under the label of the score before give way to it. */
static void
draw_edges (AmendsBandScale *self,
            const Pass      *pass)
{
  AmendsChartPainter *painter = pass->painter;
  const AmendsChartText quiet = { .color = &painter->ink.quiet, .yalign = 1 };
  const AmendsChartText plain = { .xalign = .5, .yalign = 1 };
  double free_from = 0, taken_from = G_MAXDOUBLE, taken_to = -1, width;

  if (!isnan (self->previous) && self->previous_label != NULL)
    {
      double x = place_x (pass, self->previous);

      amends_chart_painter_measure (painter, self->previous_label, NULL, &width, NULL);
      x = MAX (width / 2, MIN (pass->width - width / 2, x));
      taken_from = x - width / 2 - 14;
      taken_to = x + width / 2 + 14;
      amends_chart_painter_text (painter, x, pass->y - GAP, self->previous_label, &plain);
    }

  if (place_x (pass, pass->start) < taken_from)
    draw_edge (pass, pass->start, &free_from, &quiet);
  for (guint i = 0; i < self->bands->len; i++)
    {
      double edge = nth_band (self, i)->upper, x = place_x (pass, edge);

      if (edge > pass->start && (x < taken_from || x > taken_to))
        draw_edge (pass, edge, &free_from, &quiet);
    }
}

static void
draw_score (AmendsBandScale *self,
            const Pass      *pass)
{
  const GdkRGBA *text = &pass->painter->ink.text, *ground = &pass->painter->ink.ground;
  double y = pass->y + BAR / 2;

  if (!isnan (self->previous))
    amends_chart_painter_mark (pass->painter, AMENDS_CHART_MARK_DISC, &GRAPHENE_POINT_INIT (place_x (pass, self->previous), y),
                               4, ground, text, 1.5);
  if (isnan (self->score))
    return;
  if (!isnan (self->lower))
    amends_chart_painter_whisker (pass->painter, &GRAPHENE_POINT_INIT (place_x (pass, self->lower), y),
                                  &GRAPHENE_POINT_INIT (place_x (pass, self->upper), y), 5, NULL);
  amends_chart_painter_mark (pass->painter, AMENDS_CHART_MARK_DISC, &GRAPHENE_POINT_INIT (place_x (pass, self->score), y),
                             5.5, text, ground, 2);
}

static void
amends_band_scale_draw (AmendsChartDrawing *drawing,
                        AmendsChartPainter *painter,
                        double              width,
                        double              height)
{
  AmendsBandScale *self = AMENDS_BAND_SCALE (drawing);
  Pass pass = { .painter = painter, .width = width, .start = scale_start (self), .end = scale_end (self) };

  if (pass.end <= pass.start)
    pass.start = 0;
  pass.y = round (amends_chart_painter_line_height (painter) + GAP + 5);
  draw_bands (self, &pass);
  draw_labels (self, &pass);
  draw_edges (self, &pass);
  draw_score (self, &pass);
}

static void
amends_band_scale_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  AmendsChartPainter painter;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  amends_chart_painter_init_widget (&painter, widget, NULL);
  *minimum = *natural = ceil (2 * amends_chart_painter_line_height (&painter)) + GAP + BAR + LABEL_TOP + 10;
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
  self->bands = g_array_new (FALSE, FALSE, sizeof (Band));
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
  Band band = { lower, upper, mark, NULL };

  g_return_if_fail (AMENDS_IS_BAND_SCALE (self));
  g_return_if_fail (lower < upper);

  band.label = g_strdup (label);
  g_array_append_val (self->bands, band);
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
