/* What a chart can draw, on a snapshot or on paper: rectangles and paths. Text is in amends-chart-painter-text.c.
 *
 * GTK 4.8 has no path nodes: rectangles are colour nodes, everything else a cairo node of its own tight bounds.
 * On paper all goes to one cairo context.
 */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-painter.h"

#include <math.h>

const double amends_chart_target_dash[2] = { 5, 3 };
const double amends_chart_dotted[2] = { 2, 4 };

/**
 * amends_chart_painter_init_widget:
 * @self: (out caller-allocates): the painter
 * @widget: the widget drawn
 * @snapshot: (nullable): its snapshot, or %NULL to measure only
 *
 * Clear it with amends_chart_painter_clear().
 */
void
amends_chart_painter_init_widget (AmendsChartPainter *self,
                                  GtkWidget          *widget,
                                  GtkSnapshot        *snapshot)
{
  *self = (AmendsChartPainter) { .snapshot = snapshot };
  self->pango = g_object_ref (gtk_widget_get_pango_context (widget));
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    self->mirror = gtk_widget_get_width (widget);
  amends_chart_ink_init_widget (&self->ink, widget);
}

/**
 * amends_chart_painter_init_paper:
 * @self: (out caller-allocates): the painter
 * @cr: a cairo context, as of a #GtkPrintContext
 * @font: font and size of text
 *
 * Clear it with amends_chart_painter_clear().
 */
void
amends_chart_painter_init_paper (AmendsChartPainter         *self,
                                 cairo_t                    *cr,
                                 const PangoFontDescription *font)
{
  *self = (AmendsChartPainter) { .cr = cairo_reference (cr) };
  self->pango = pango_cairo_create_context (cr);
  pango_context_set_font_description (self->pango, font);
  amends_chart_ink_init_paper (&self->ink);
}

void
amends_chart_painter_clear (AmendsChartPainter *self)
{
  g_clear_object (&self->pango);
  g_clear_pointer (&self->cr, cairo_destroy);
}

static graphene_rect_t
mirrored (AmendsChartPainter    *self,
          const graphene_rect_t *rect)
{
  graphene_rect_t out = *rect;

  if (self->mirror > 0)
    out.origin.x = self->mirror - rect->origin.x - rect->size.width;
  return out;
}

/* A cairo context for one figure inside @bounds (grown by @pad), with nothing left over from the one before. */
static cairo_t *
begin (AmendsChartPainter    *self,
       const graphene_rect_t *bounds,
       double                 pad,
       const GdkRGBA         *color)
{
  graphene_rect_t rect = mirrored (self, bounds);
  cairo_t *cr;

  if (self->snapshot != NULL)
    {
      graphene_rect_inset (&rect, -pad, -pad);
      graphene_rect_round_extents (&rect, &rect);
      cr = gtk_snapshot_append_cairo (self->snapshot, &rect);
    }
  else
    cr = cairo_reference (self->cr);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (self->mirror > 0)
    {
      cairo_translate (cr, self->mirror, 0);
      cairo_scale (cr, -1, 1);
    }
  gdk_cairo_set_source_rgba (cr, color);
  return cr;
}

static void
end (cairo_t *cr)
{
  cairo_restore (cr);
  cairo_new_path (cr);
  cairo_destroy (cr);
}

static void
set_stroke (cairo_t                 *cr,
            const AmendsChartStroke *stroke)
{
  cairo_set_line_width (cr, stroke->width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, stroke->n_dashes > 0 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, stroke->dash, stroke->n_dashes, 0);
}

static graphene_rect_t
bounds_of (const graphene_point_t *points,
           guint                   n_points)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (points[0].x, points[0].y, 0, 0);

  for (guint i = 1; i < n_points; i++)
    graphene_rect_expand (&bounds, &points[i], &bounds);
  return bounds;
}

static void
trace (cairo_t                *cr,
       const graphene_point_t *points,
       guint                   n_points)
{
  for (guint i = 0; i < n_points; i++)
    cairo_line_to (cr, points[i].x, points[i].y);
}

void
amends_chart_painter_line (AmendsChartPainter      *self,
                           const graphene_point_t  *points,
                           guint                    n_points,
                           const AmendsChartStroke *stroke)
{
  graphene_rect_t bounds;
  cairo_t *cr;

  if (n_points < 2)
    return;

  bounds = bounds_of (points, n_points);
  cr = begin (self, &bounds, stroke->width + 2, &stroke->color);
  set_stroke (cr, stroke);
  trace (cr, points, n_points);
  cairo_stroke (cr);
  end (cr);
}

/* A hairline stands in the middle of a pixel, else it would be two pixels wide and grey. */
static double
crisp (double at,
       double width)
{
  return width == 1 ? floor (at) + .5 : at;
}

void
amends_chart_painter_hline (AmendsChartPainter      *self,
                            double                   x0,
                            double                   x1,
                            double                   y,
                            const AmendsChartStroke *stroke)
{
  double at = crisp (y, stroke->width);
  const graphene_point_t points[] = { { x0, at }, { x1, at } };

  amends_chart_painter_line (self, points, G_N_ELEMENTS (points), stroke);
}

void
amends_chart_painter_vline (AmendsChartPainter      *self,
                            double                   x,
                            double                   y0,
                            double                   y1,
                            const AmendsChartStroke *stroke)
{
  double at = crisp (x, stroke->width);
  const graphene_point_t points[] = { { at, y0 }, { at, y1 } };

  amends_chart_painter_line (self, points, G_N_ELEMENTS (points), stroke);
}

void
amends_chart_painter_polygon (AmendsChartPainter     *self,
                              const graphene_point_t *points,
                              guint                   n_points,
                              const GdkRGBA          *color)
{
  graphene_rect_t bounds;
  cairo_t *cr;

  if (n_points < 3)
    return;

  bounds = bounds_of (points, n_points);
  cr = begin (self, &bounds, 1, color);
  trace (cr, points, n_points);
  cairo_close_path (cr);
  cairo_fill (cr);
  end (cr);
}

static void
trace_rounded (cairo_t               *cr,
               const graphene_rect_t *r,
               double                 radius)
{
  double x = r->origin.x, y = r->origin.y, w = r->size.width, h = r->size.height;

  radius = MIN (radius, MIN (w, h) / 2);
  if (radius <= 0)
    {
      cairo_rectangle (cr, x, y, w, h);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + w - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + w - radius, y + h - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + h - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static gboolean
is_empty (const graphene_rect_t *rect)
{
  return rect->size.width <= 0 || rect->size.height <= 0;
}

void
amends_chart_painter_rect (AmendsChartPainter    *self,
                           const graphene_rect_t *rect,
                           const GdkRGBA         *color,
                           double                 radius)
{
  graphene_rect_t at;
  GskRoundedRect round;
  cairo_t *cr;

  if (is_empty (rect))
    return;

  if (self->snapshot == NULL)
    {
      cr = begin (self, rect, 0, color);
      trace_rounded (cr, rect, radius);
      cairo_fill (cr);
      end (cr);
      return;
    }

  at = mirrored (self, rect);
  radius = MIN (radius, MIN (at.size.width, at.size.height) / 2);
  if (radius > 0)
    {
      gsk_rounded_rect_init_from_rect (&round, &at, radius);
      gtk_snapshot_push_rounded_clip (self->snapshot, &round);
    }
  gtk_snapshot_append_color (self->snapshot, color, &at);
  if (radius > 0)
    gtk_snapshot_pop (self->snapshot);
}

void
amends_chart_painter_outline (AmendsChartPainter      *self,
                              const graphene_rect_t   *rect,
                              const AmendsChartStroke *stroke,
                              double                   radius)
{
  cairo_t *cr;

  if (is_empty (rect))
    return;

  cr = begin (self, rect, stroke->width + 1, &stroke->color);
  set_stroke (cr, stroke);
  trace_rounded (cr, rect, radius);
  cairo_stroke (cr);
  end (cr);
}

/**
 * amends_chart_painter_hatch:
 * @self: a painter
 * @rect: what to fill
 * @color: colour of the lines
 * @gap: distance between lines along x, in px
 * @width: their width in px
 * @falling: whether the lines fall in reading direction instead of rising
 */
void
amends_chart_painter_hatch (AmendsChartPainter    *self,
                            const graphene_rect_t *rect,
                            const GdkRGBA         *color,
                            double                 gap,
                            double                 width,
                            gboolean               falling)
{
  double x = rect->origin.x, y = rect->origin.y, w = rect->size.width, h = rect->size.height;
  cairo_t *cr;

  if (is_empty (rect))
    return;

  cr = begin (self, rect, 0, color);
  cairo_rectangle (cr, x, y, w, h);
  cairo_clip (cr);
  cairo_set_line_width (cr, width);
  for (double k = -h; k < w + h; k += gap)
    {
      cairo_move_to (cr, x + k, falling ? y : y + h);
      cairo_line_to (cr, x + k + h, falling ? y + h : y);
    }
  cairo_stroke (cr);
  end (cr);
}

static void
trace_star (cairo_t                *cr,
            const graphene_point_t *c,
            double                  radius)
{
  for (int k = 0; k < 10; k++)
    {
      double r = radius * (k % 2 == 0 ? 1.15 : .52), angle = G_PI * k / 5 - G_PI_2;

      cairo_line_to (cr, c->x + r * cos (angle), c->y + r * sin (angle));
    }
  cairo_close_path (cr);
}

static void
trace_cross (cairo_t                *cr,
             const graphene_point_t *c,
             double                  radius)
{
  double s = radius * .75;

  cairo_move_to (cr, c->x - s, c->y - s);
  cairo_line_to (cr, c->x + s, c->y + s);
  cairo_move_to (cr, c->x - s, c->y + s);
  cairo_line_to (cr, c->x + s, c->y - s);
}

static void
trace_corners (cairo_t                *cr,
               AmendsChartMark         mark,
               const graphene_point_t *c,
               double                  r)
{
  static const graphene_point_t square[] = { { -.88, -.88 }, { .88, -.88 }, { .88, .88 }, { -.88, .88 } };
  static const graphene_point_t diamond[] = { { 0, -1.2 }, { 1.2, 0 }, { 0, 1.2 }, { -1.2, 0 } };
  static const graphene_point_t up[] = { { 0, -1.1 }, { 1.1, .85 }, { -1.1, .85 } };
  const graphene_point_t *corners = mark == AMENDS_CHART_MARK_SQUARE ? square
                                    : mark == AMENDS_CHART_MARK_DIAMOND ? diamond : up;
  guint n = corners == up ? 3 : 4;
  double turn = mark == AMENDS_CHART_MARK_DOWN ? -1 : 1;

  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, c->x + corners[i].x * r, c->y + corners[i].y * r * turn);
  cairo_close_path (cr);
}

/**
 * amends_chart_painter_mark:
 * @self: a painter
 * @mark: the shape
 * @centre: where
 * @radius: in px
 * @fill: (nullable): colour inside
 * @outline: (nullable): colour of the outline
 * @width: width of the outline in px
 */
void
amends_chart_painter_mark (AmendsChartPainter     *self,
                           AmendsChartMark         mark,
                           const graphene_point_t *centre,
                           double                  radius,
                           const GdkRGBA          *fill,
                           const GdkRGBA          *outline,
                           double                  width)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (centre->x, centre->y, 0, 0);
  const GdkRGBA none = { 0, };
  cairo_t *cr;

  if (mark == AMENDS_CHART_MARK_NONE)
    return;
  if (mark == AMENDS_CHART_MARK_CROSS)
    {
      outline = fill != NULL ? fill : outline;
      fill = NULL;
    }

  cr = begin (self, &bounds, radius * 1.2 + width + 1, fill != NULL ? fill : &none);
  if (mark == AMENDS_CHART_MARK_DISC)
    cairo_arc (cr, centre->x, centre->y, radius, 0, 2 * G_PI);
  else if (mark == AMENDS_CHART_MARK_CROSS)
    trace_cross (cr, centre, radius);
  else if (mark == AMENDS_CHART_MARK_STAR)
    trace_star (cr, centre, radius);
  else
    trace_corners (cr, mark, centre, radius);

  if (fill != NULL)
    cairo_fill_preserve (cr);
  if (outline != NULL)
    {
      gdk_cairo_set_source_rgba (cr, outline);
      cairo_set_line_width (cr, width);
      cairo_stroke (cr);
    }
  end (cr);
}

/**
 * amends_chart_painter_whisker:
 * @self: a painter
 * @from: low end
 * @to: high end, level with or straight above the low end
 * @cap: half the length of the end caps in px
 * @halo: (nullable): colour around the line; not around the caps, which would cut a bar in two
 */
void
amends_chart_painter_whisker (AmendsChartPainter     *self,
                              const graphene_point_t *from,
                              const graphene_point_t *to,
                              double                  cap,
                              const GdkRGBA          *halo)
{
  const AmendsChartStroke stroke = { .color = self->ink.text, .width = 1.5 };
  const graphene_point_t line[] = { *from, *to };
  gboolean level = from->y == to->y;

  if (halo != NULL)
    {
      const AmendsChartStroke wide = { .color = *halo, .width = stroke.width + 2 };

      amends_chart_painter_line (self, line, 2, &wide);
    }
  amends_chart_painter_line (self, line, 2, &stroke);
  for (guint i = 0; i < 2; i++)
    {
      double dx = level ? 0 : cap, dy = level ? cap : 0;
      const graphene_point_t end_cap[] = { { line[i].x - dx, line[i].y - dy }, { line[i].x + dx, line[i].y + dy } };

      amends_chart_painter_line (self, end_cap, 2, &stroke);
    }
}
