/* The value pointed at or focused: mark, ring, and a box with its words. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-placement.h"
#include "amends-chart-private.h"

#define PADDING_X 8
#define PADDING_Y 5
#define MAX_LINES 4
#define RING 8

typedef struct
{
  char    *text;
  gboolean strong;
  double   height;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->text);
}

static void
add_line (GArray     *lines,
          const char *text,
          gboolean    strong)
{
  Line *line;

  if (text == NULL || *text == '\0')
    return;
  g_array_set_size (lines, lines->len + 1);
  line = &g_array_index (lines, Line, lines->len - 1);
  line->text = g_strdup (text);
  line->strong = strong;
  line->height = 0;
}

static GArray *
dup_lines (AmendsChartPoint *point)
{
  GArray *lines = g_array_sized_new (FALSE, FALSE, sizeof (Line), MAX_LINES);
  const char *text = amends_chart_point_get_text (point), *interval = amends_chart_point_get_interval_text (point);
  g_autofree char *both = NULL;

  g_array_set_clear_func (lines, line_clear);
  if (interval != NULL && *interval != '\0')
    text = both = g_strdup_printf ("%s  [%s]", text != NULL ? text : "", interval);
  add_line (lines, amends_chart_point_get_group (point), FALSE);
  add_line (lines, amends_chart_point_get_title (point), FALSE);
  add_line (lines, text, TRUE);
  add_line (lines, amends_chart_point_get_note (point), FALSE);
  return lines;
}

static graphene_size_t
measure_lines (AmendsChartPainter *painter,
               GArray             *lines,
               double              room)
{
  graphene_size_t size = GRAPHENE_SIZE_INIT (0, 2 * PADDING_Y);

  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);
      const AmendsChartText style = { .bold = line->strong, .width = room };
      double width;

      amends_chart_painter_measure (painter, line->text, &style, &width, &line->height);
      size.width = MAX (size.width, width + 2 * PADDING_X);
      size.height += line->height;
    }
  return size;
}

static void
draw_box (AmendsChartPainter    *painter,
          GArray                *lines,
          const graphene_rect_t *box)
{
  const AmendsChartStroke border = { .color = painter->ink.base, .width = 1 };
  graphene_rect_t edge = *box;
  double y = box->origin.y + PADDING_Y;

  amends_chart_painter_rect (painter, box, &painter->ink.ground, 6);
  graphene_rect_inset (&edge, .5, .5);
  amends_chart_painter_outline (painter, &edge, &border, 6);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      const AmendsChartText style = {
        .color = line->strong ? &painter->ink.text : &painter->ink.quiet, .bold = line->strong,
        .width = box->size.width - 2 * PADDING_X + 1,
      };

      amends_chart_painter_text (painter, box->origin.x + PADDING_X, y, line->text, &style);
      y += line->height;
    }
}

static void
draw_readout (AmendsChartPainter    *painter,
              const AmendsChartPlot *plot,
              GArray                *spots,
              guint                  position)
{
  const AmendsChartSpot *spot = &g_array_index (spots, AmendsChartSpot, position);
  g_autoptr (GArray) lines = dup_lines (spot->point);
  graphene_size_t room = GRAPHENE_SIZE_INIT (plot->width, plot->height);
  graphene_size_t size = measure_lines (painter, lines, MAX (plot->width - 2 * PADDING_X - 2, 1));
  g_autofree graphene_point_t *others = g_new (graphene_point_t, spots->len);
  graphene_rect_t box;

  for (guint i = 0; i < spots->len; i++)
    others[i] = g_array_index (spots, AmendsChartSpot, i).at;
  box = amends_chart_place_beside (&spot->at, &size, &room, others, spots->len);
  draw_box (painter, lines, &box);
}

static void
draw_ring (AmendsChartPainter     *painter,
           const graphene_point_t *at)
{
  amends_chart_painter_mark (painter, AMENDS_CHART_MARK_DISC, at, 4.5, &painter->ink.text, &painter->ink.ground, 1.5);
  amends_chart_painter_mark (painter, AMENDS_CHART_MARK_DISC, at, RING, NULL, &painter->ink.ground, 5);
  amends_chart_painter_mark (painter, AMENDS_CHART_MARK_DISC, at, RING, NULL, &painter->ink.focus, 2);
}

/* Draws what belongs to the value under the pointer and to the focused one. */
void
amends_chart_draw_pointed (AmendsChart           *self,
                           AmendsChartPainter    *painter,
                           const AmendsChartPlot *plot)
{
  AmendsChartPrivate *priv = amends_chart_get_private (self);
  g_autoptr (GArray) spots = amends_chart_dup_spots (self, plot);
  gboolean focused = priv->ring && priv->cursor >= 0 && priv->cursor < (int) spots->len;

  if (priv->hover >= 0 && priv->hover < (int) spots->len)
    {
      const graphene_point_t *at = &g_array_index (spots, AmendsChartSpot, priv->hover).at;
      const AmendsChartStroke hair = { .color = painter->ink.base, .width = 1 };

      if (priv->style & AMENDS_CHART_STYLE_CROSSHAIR)
        amends_chart_painter_vline (painter, at->x, plot->area.origin.y, amends_chart_plot_bottom (plot), &hair);
      amends_chart_painter_mark (painter, AMENDS_CHART_MARK_DISC, at, 4.5, &painter->ink.text, &painter->ink.ground, 2);
    }
  if (focused)
    draw_ring (painter, &g_array_index (spots, AmendsChartSpot, priv->cursor).at);

  /* One box at a time: the pointer moved last explains more than the cursor left behind. */
  if (priv->hover >= 0 && priv->hover < (int) spots->len)
    draw_readout (painter, plot, spots, priv->hover);
  else if (focused)
    draw_readout (painter, plot, spots, priv->cursor);
}
