/* One bar with its interval, lying or standing.
 * The bar is pale and its end a disc within the interval, so that the eye does not stop at a sharp but false edge. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-bar.h"

static double
hold (AmendsChartAxis *axis,
      double           value)
{
  return CLAMP (amends_chart_axis_normalize (axis, value), 0, 1);
}

/* The part of @track from @from to @to, both 0..1 along the axis */
static graphene_rect_t
part (const graphene_rect_t *track,
      GtkOrientation         orientation,
      double                 from,
      double                 to)
{
  double x = track->origin.x, y = track->origin.y, w = track->size.width, h = track->size.height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return GRAPHENE_RECT_INIT (x + MIN (from, to) * w, y, ABS (to - from) * w, h);
  return GRAPHENE_RECT_INIT (x, y + (1 - MAX (from, to)) * h, w, ABS (to - from) * h);
}

static graphene_point_t
middle (const graphene_rect_t *track,
        GtkOrientation         orientation,
        double                 at)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return GRAPHENE_POINT_INIT (track->origin.x + at * track->size.width, track->origin.y + track->size.height / 2);
  return GRAPHENE_POINT_INIT (track->origin.x + track->size.width / 2,
                              track->origin.y + (1 - at) * track->size.height);
}

static void
draw_missing (AmendsChartPainter    *painter,
              const graphene_rect_t *track,
              GtkOrientation         orientation)
{
  const AmendsChartStroke dotted = {
    .color = painter->ink.base, .width = 1, .dash = amends_chart_dotted, .n_dashes = 2,
  };
  const graphene_point_t line[] = { middle (track, orientation, 0), middle (track, orientation, 1) };

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    amends_chart_painter_hline (painter, line[0].x, line[1].x, line[0].y, &dotted);
  else
    amends_chart_painter_vline (painter, line[0].x, line[1].y, line[0].y, &dotted);
}

static void
draw_body (AmendsChartPainter    *painter,
           AmendsChartPoint      *point,
           const graphene_rect_t *body)
{
  static const double dash[] = { 3, 2 };
  const GdkRGBA *color = &painter->ink.series[0];
  AmendsChartStroke stroke = { .color = *color, .width = 1, .dash = dash, .n_dashes = 2 };
  double strength = painter->ink.paper ? .45 : .62;
  GdkRGBA fill;

  if (!amends_chart_point_get_small (point))
    {
      fill = amends_chart_fade (color, amends_chart_point_get_highlighted (point) ? 1 : strength);
      amends_chart_painter_rect (painter, body, &fill, 2);
    }
  else
    {
      graphene_rect_t edge = *body;

      fill = amends_chart_fade (color, .7);
      amends_chart_painter_hatch (painter, body, &fill, 5, 1, FALSE);
      graphene_rect_inset (&edge, .5, .5);
      amends_chart_painter_outline (painter, &edge, &stroke, 0);
    }
}

/**
 * amends_chart_bar_draw:
 * @painter: a painter
 * @point: the value
 * @axis: axis of the values
 * @track: the place of the bar over the whole length of the axis
 * @orientation: how the bar runs
 */
void
amends_chart_bar_draw (AmendsChartPainter *painter,
                       AmendsChartPoint   *point,
                       AmendsChartAxis    *axis,
                       graphene_rect_t     track,
                       GtkOrientation      orientation)
{
  const GdkRGBA *color = &painter->ink.series[0], *ground = &painter->ink.ground;
  gboolean small = amends_chart_point_get_small (point);
  double value = hold (axis, amends_chart_point_get_value (point)), lower, upper;
  graphene_rect_t body = part (&track, orientation, hold (axis, 0), value);
  graphene_point_t at = middle (&track, orientation, value);

  if (amends_chart_point_get_missing (point))
    {
      draw_missing (painter, &track, orientation);
      return;
    }

  draw_body (painter, point, &body);
  if (amends_chart_point_get_interval (point, &lower, &upper))
    {
      graphene_point_t from = middle (&track, orientation, hold (axis, lower));
      graphene_point_t to = middle (&track, orientation, hold (axis, upper));

      amends_chart_painter_whisker (painter, &from, &to, 4, NULL);
      amends_chart_painter_mark (painter, AMENDS_CHART_MARK_DISC, &at, 4, small ? ground : color, small ? color : ground, 1.5);
    }
}
