/* Points won of the points possible.
 * The track is as long as the weight of the measure, so that a pixel is worth the same in every row of a card. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-points-bar.h"

#include <math.h>

#define MIN_WIDTH 60
#define NATURAL_WIDTH 160
#define MIN_HEIGHT 16
#define NATURAL_HEIGHT 20
#define BAR 12
#define END 6
#define LEAST_LOW 4

/* A shorter interval is a fact, not an estimate. */
#define NO_INTERVAL .15

struct _AmendsPointsBar
{
  AmendsChartDrawing  parent_instance;

  char               *text;
  double              weight;
  double              max_weight;
  double              points;
  double              lower;
  double              upper;
  AmendsPointsState   state;
};

enum
{
  PROP_0,
  PROP_WEIGHT,
  PROP_MAX_WEIGHT,
  PROP_POINTS,
  PROP_STATE,
  PROP_TEXT,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsPointsBar, amends_points_bar, AMENDS_TYPE_CHART_DRAWING)

static GParamSpec *properties[N_PROPS];

static void
draw_frame (AmendsChartPainter    *painter,
            const graphene_rect_t *track,
            double                 on,
            double                 off)
{
  const double dash[] = { on, off };
  const AmendsChartStroke stroke = { .color = painter->ink.base, .width = 1, .dash = dash, .n_dashes = 2 };
  graphene_rect_t edge = *track;

  graphene_rect_inset (&edge, .5, .5);
  amends_chart_painter_outline (painter, &edge, &stroke, 2);
}

static void
draw_absent (AmendsPointsBar       *self,
             AmendsChartPainter    *painter,
             const graphene_rect_t *track,
             double                 width)
{
  double x = track->size.width + 8;
  AmendsChartText style = { .color = &painter->ink.quiet, .yalign = .5, .width = width - x };
  double text_width;

  draw_frame (painter, track, 2, 3);
  amends_chart_painter_measure (painter, self->text, NULL, &text_width, NULL);
  if (text_width > style.width)
    {
      x = 6;
      style.width = MAX (track->size.width - 12, 1);
    }
  amends_chart_painter_text (painter, x, track->origin.y + BAR / 2, self->text, &style);
}

static void
draw_fill (AmendsPointsBar       *self,
           AmendsChartPainter    *painter,
           const graphene_rect_t *track,
           double                 unit)
{
  graphene_rect_t fill = *track;
  GdkRGBA pale = amends_chart_fade (&painter->ink.series[0], .55);

  fill.size.width = self->points * unit;
  if (self->state == AMENDS_POINTS_STATE_SMALL)
    {
      amends_chart_painter_hatch (painter, &fill, &pale, 5, 1, FALSE);
      draw_frame (painter, track, 3, 2);
      return;
    }

  amends_chart_painter_rect (painter, track, &painter->ink.track, 2);
  if (self->state == AMENDS_POINTS_STATE_LOW)
    {
      fill.size.width = MAX (LEAST_LOW, fill.size.width);
      amends_chart_painter_rect (painter, &fill, &painter->ink.bad, 2);
    }
  else
    amends_chart_painter_rect (painter, &fill, &painter->ink.series[0], 2);
}

static void
amends_points_bar_draw (AmendsChartDrawing *drawing,
                        AmendsChartPainter *painter,
                        double              width,
                        double              height)
{
  AmendsPointsBar *self = AMENDS_POINTS_BAR (drawing);
  double unit = (width - END) / MAX (self->max_weight, self->weight);
  graphene_rect_t track = GRAPHENE_RECT_INIT (0, round (height / 2 - BAR / 2.), self->weight * unit, BAR);

  if (self->weight <= 0)
    return;

  if (self->state == AMENDS_POINTS_STATE_ABSENT)
    {
      draw_absent (self, painter, &track, width);
      return;
    }
  draw_fill (self, painter, &track, unit);
  if (self->upper - self->lower > NO_INTERVAL)
    {
      double y = track.origin.y + BAR / 2;

      amends_chart_painter_whisker (painter, &GRAPHENE_POINT_INIT (MAX (1, self->lower * unit), y),
                                    &GRAPHENE_POINT_INIT (self->upper * unit, y), 4, &painter->ink.ground);
    }
}

static void
amends_points_bar_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? MIN_WIDTH : MIN_HEIGHT;
  *natural = across ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
amends_points_bar_finalize (GObject *object)
{
  g_clear_pointer (&AMENDS_POINTS_BAR (object)->text, g_free);

  G_OBJECT_CLASS (amends_points_bar_parent_class)->finalize (object);
}

static void
amends_points_bar_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  AmendsPointsBar *self = AMENDS_POINTS_BAR (object);

  switch (prop_id)
    {
    case PROP_WEIGHT:
      g_value_set_double (value, self->weight);
      break;
    case PROP_MAX_WEIGHT:
      g_value_set_double (value, self->max_weight);
      break;
    case PROP_POINTS:
      g_value_set_double (value, self->points);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_points_bar_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  AmendsPointsBar *self = AMENDS_POINTS_BAR (object);

  switch (prop_id)
    {
    case PROP_WEIGHT:
      amends_points_bar_set_values (self, g_value_get_double (value), self->max_weight, self->points);
      break;
    case PROP_MAX_WEIGHT:
      amends_points_bar_set_values (self, self->weight, g_value_get_double (value), self->points);
      break;
    case PROP_POINTS:
      amends_points_bar_set_values (self, self->weight, self->max_weight, g_value_get_double (value));
      break;
    case PROP_STATE:
      amends_points_bar_set_state (self, g_value_get_enum (value));
      break;
    case PROP_TEXT:
      amends_points_bar_set_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_points_bar_class_init (AmendsPointsBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amends_points_bar_finalize;
  object_class->get_property = amends_points_bar_get_property;
  object_class->set_property = amends_points_bar_set_property;
  widget_class->measure = amends_points_bar_measure;
  AMENDS_CHART_DRAWING_CLASS (klass)->draw = amends_points_bar_draw;

  properties[PROP_WEIGHT] = g_param_spec_double ("weight", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_MAX_WEIGHT] = g_param_spec_double ("max-weight", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_POINTS] = g_param_spec_double ("points", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, AMENDS_TYPE_POINTS_STATE,
                                              AMENDS_POINTS_STATE_SCORED, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "pointsbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_points_bar_init (AmendsPointsBar *self)
{
}

/**
 * amends_points_bar_new:
 *
 * Returns: (transfer floating): a bar without weight
 */
GtkWidget *
amends_points_bar_new (void)
{
  return g_object_new (AMENDS_TYPE_POINTS_BAR, NULL);
}

/**
 * amends_points_bar_set_values:
 * @self: a bar
 * @weight: the points possible: length of the track
 * @max_weight: the greatest weight on the card: length of the longest track; the same in every row
 * @points: the points won: length of the bar
 */
void
amends_points_bar_set_values (AmendsPointsBar *self,
                              double           weight,
                              double           max_weight,
                              double           points)
{
  g_return_if_fail (AMENDS_IS_POINTS_BAR (self));
  g_return_if_fail (weight >= 0 && max_weight >= 0 && points >= 0);

  g_object_freeze_notify (G_OBJECT (self));
  if (self->weight != weight)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WEIGHT]);
  if (self->max_weight != max_weight)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_WEIGHT]);
  if (self->points != points)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POINTS]);
  self->weight = weight;
  self->max_weight = max_weight;
  self->points = points;
  g_object_thaw_notify (G_OBJECT (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * amends_points_bar_set_interval:
 * @self: a bar
 * @lower: low end of the interval, in points
 * @upper: high end
 */
void
amends_points_bar_set_interval (AmendsPointsBar *self,
                                double           lower,
                                double           upper)
{
  g_return_if_fail (AMENDS_IS_POINTS_BAR (self));
  g_return_if_fail (isfinite (lower) && isfinite (upper));

  self->lower = MIN (lower, upper);
  self->upper = MAX (lower, upper);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
amends_points_bar_clear_interval (AmendsPointsBar *self)
{
  amends_points_bar_set_interval (self, 0, 0);
}

AmendsPointsState
amends_points_bar_get_state (AmendsPointsBar *self)
{
  g_return_val_if_fail (AMENDS_IS_POINTS_BAR (self), AMENDS_POINTS_STATE_ABSENT);

  return self->state;
}

void
amends_points_bar_set_state (AmendsPointsBar   *self,
                             AmendsPointsState  state)
{
  g_return_if_fail (AMENDS_IS_POINTS_BAR (self));

  if (self->state == state)
    return;

  self->state = state;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

const char *
amends_points_bar_get_text (AmendsPointsBar *self)
{
  g_return_val_if_fail (AMENDS_IS_POINTS_BAR (self), NULL);

  return self->text;
}

/**
 * amends_points_bar_set_text:
 * @self: a bar
 * @text: (nullable): what stands beside an absent bar: "no data"
 */
void
amends_points_bar_set_text (AmendsPointsBar *self,
                            const char      *text)
{
  char *copy;

  g_return_if_fail (AMENDS_IS_POINTS_BAR (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;

  copy = g_strdup (text);
  g_free (self->text);
  self->text = copy;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}
