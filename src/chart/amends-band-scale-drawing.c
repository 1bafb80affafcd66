/* How a scale of bands is drawn: bands, their names, figures at the edges, the score with its interval. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-band-scale-private.h"

#include "amends-chart-format.h"

#include <math.h>

#define START 1
#define END 12
#define MARK_ROOM 15
#define USUAL_START 60
#define LOOK_BELOW 2

typedef struct
{
  AmendsChartPainter *painter;
  double              width;
  double              start;
  double              end;
  double              y;
} Pass;

static const AmendsBand *
nth_band (AmendsBandScale *self,
          guint            i)
{
  return &g_array_index (self->bands, AmendsBand, i);
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
            const AmendsBand      *band,
            double           end)
{
  return self->firm && self->score >= band->lower && (self->score < band->upper || band->upper >= end);
}

static double
label_width (const Pass *pass,
             const AmendsBand *band,
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
             const AmendsBand *band,
             gboolean    on)
{
  double x = place_x (pass, MAX (band->lower, pass->start));

  return on ? MAX (0, MIN (x, pass->width - label_width (pass, band, on))) : x;
}

/* Draws mark and name of a band, without what would run into @taken, the name of the band the score is in. */
static void
draw_band_label (const Pass            *pass,
                 const AmendsBand            *band,
                 gboolean               on,
                 const graphene_rect_t *taken)
{
  AmendsChartPainter *painter = pass->painter;
  double x = label_start (pass, band, on), room = place_x (pass, band->upper) - x, width = label_width (pass, band, on);
  const GdkRGBA *color = on ? &painter->ink.text : &painter->ink.quiet;
  const AmendsChartText style = { .color = color, .bold = on };
  double line = amends_chart_painter_line_height (painter), top = pass->y + AMENDS_BAND_SCALE_BAR + AMENDS_BAND_SCALE_LABEL_TOP;
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
      const AmendsBand *band = nth_band (self, i);

      if (is_in_band (self, band, pass->end))
        taken = GRAPHENE_RECT_INIT (label_start (pass, band, TRUE), 0, label_width (pass, band, TRUE), 1);
    }
  for (guint i = 0; i < self->bands->len; i++)
    {
      const AmendsBand *band = nth_band (self, i);

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
      const AmendsBand *band = nth_band (self, i);
      gboolean on = is_in_band (self, band, pass->end);
      double from = round (place_x (pass, band->lower)), to = round (place_x (pass, band->upper));
      graphene_rect_t bar = GRAPHENE_RECT_INIT (from, pass->y, to - from - (band->upper < pass->end), AMENDS_BAND_SCALE_BAR);

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

  amends_chart_painter_text (pass->painter, left, pass->y - AMENDS_BAND_SCALE_GAP, text, style);
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
      amends_chart_painter_text (painter, x, pass->y - AMENDS_BAND_SCALE_GAP, self->previous_label, &plain);
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
  double y = pass->y + AMENDS_BAND_SCALE_BAR / 2;

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

void
amends_band_scale_draw (AmendsChartDrawing *drawing,
                        AmendsChartPainter *painter,
                        double              width,
                        double              height)
{
  AmendsBandScale *self = AMENDS_BAND_SCALE (drawing);
  Pass pass = { .painter = painter, .width = width, .start = scale_start (self), .end = scale_end (self) };

  if (pass.end <= pass.start)
    pass.start = 0;
  pass.y = round (amends_chart_painter_line_height (painter) + AMENDS_BAND_SCALE_GAP + 5);
  draw_bands (self, &pass);
  draw_labels (self, &pass);
  draw_edges (self, &pass);
  draw_score (self, &pass);
}
