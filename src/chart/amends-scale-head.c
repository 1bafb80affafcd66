/* The head of a column of interval bars: edges of the bands with their figures, the bands' shapes between them.
 * As wide as a bar below it, it has the same scale, which starts at 0. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-scale-head.h"

#include "amends-chart-format.h"
#include "amends-chart-placement.h"
#include "amends-interval-bar.h"

#include <math.h>

#define MIN_WIDTH 80
#define NATURAL_WIDTH 240
#define TICK 5
#define MARK 4
#define GAP 6

typedef struct
{
  double          lower;
  double          upper;
  AmendsChartMark mark;
} Band;

struct _AmendsScaleHead
{
  AmendsChartDrawing  parent_instance;

  GArray             *bands;
};

G_DEFINE_FINAL_TYPE (AmendsScaleHead, amends_scale_head, AMENDS_TYPE_CHART_DRAWING)

static const Band *
nth_band (AmendsScaleHead *self,
          guint            i)
{
  return &g_array_index (self->bands, Band, i);
}

/* Figure number @i, from the lowest edge to the end of the scale */
static double
nth_edge (AmendsScaleHead *self,
          guint            i)
{
  return i < self->bands->len ? nth_band (self, i)->lower : nth_band (self, i - 1)->upper;
}

static void
draw_figures (AmendsScaleHead    *self,
              AmendsChartPainter *painter,
              double              width,
              double              unit,
              double              height)
{
  guint n = self->bands->len + 1;
  g_autofree double *centres = g_new (double, n);
  g_autofree double *widths = g_new (double, n);
  g_autofree gboolean *keep = g_new (gboolean, n);
  const AmendsChartStroke tick = { .color = painter->ink.base, .width = 1 };
  const AmendsChartText style = { .color = &painter->ink.quiet, .xalign = .5, .yalign = 1 };

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = amends_chart_format_number (nth_edge (self, i), 0);

      amends_chart_painter_measure (painter, text, NULL, &widths[i], NULL);
      centres[i] = MAX (widths[i] / 2, MIN (width - widths[i] / 2, nth_edge (self, i) * unit));
    }
  amends_chart_keep_apart (centres, widths, keep, n, GAP);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = amends_chart_format_number (nth_edge (self, i), 0);

      amends_chart_painter_vline (painter, nth_edge (self, i) * unit, height - TICK, height, &tick);
      if (keep[i])
        amends_chart_painter_text (painter, centres[i], height - TICK - 1, text, &style);
    }
}

static void
amends_scale_head_draw (AmendsChartDrawing *drawing,
                        AmendsChartPainter *painter,
                        double              width,
                        double              height)
{
  AmendsScaleHead *self = AMENDS_SCALE_HEAD (drawing);
  double end, unit, y = height - TICK - 1 - amends_chart_painter_line_height (painter) / 2;

  if (self->bands->len == 0)
    return;

  end = nth_edge (self, self->bands->len);
  unit = MAX (1, width - AMENDS_INTERVAL_BAR_END) / end;
  draw_figures (self, painter, width, unit, height);
  for (guint i = 0; i < self->bands->len; i++)
    {
      const Band *band = nth_band (self, i);
      double figure;

      /* A mark between two figures that leave it no room says nothing. */
      amends_chart_painter_measure (painter, "100", NULL, &figure, NULL);
      if ((band->upper - band->lower) * unit >= figure + 2 * MARK + GAP)
        amends_chart_painter_mark (painter, band->mark, &GRAPHENE_POINT_INIT ((band->lower + band->upper) / 2 * unit, y), MARK,
                                   NULL, &painter->ink.quiet, 1.3);
    }
}

static void
amends_scale_head_measure (GtkWidget      *widget,
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
  *minimum = *natural = ceil (amends_chart_painter_line_height (&painter)) + TICK + 1;
  amends_chart_painter_clear (&painter);
}

static void
amends_scale_head_finalize (GObject *object)
{
  g_array_unref (AMENDS_SCALE_HEAD (object)->bands);

  G_OBJECT_CLASS (amends_scale_head_parent_class)->finalize (object);
}

static void
amends_scale_head_class_init (AmendsScaleHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_scale_head_finalize;
  widget_class->measure = amends_scale_head_measure;
  AMENDS_CHART_DRAWING_CLASS (klass)->draw = amends_scale_head_draw;

  gtk_widget_class_set_css_name (widget_class, "scalehead");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_scale_head_init (AmendsScaleHead *self)
{
  self->bands = g_array_new (FALSE, FALSE, sizeof (Band));
}

/**
 * amends_scale_head_new:
 *
 * Returns: (transfer floating): a head without bands
 */
GtkWidget *
amends_scale_head_new (void)
{
  return g_object_new (AMENDS_TYPE_SCALE_HEAD, NULL);
}

/**
 * amends_scale_head_add_band:
 * @self: a head
 * @lower: where the band starts
 * @upper: where it ends
 * @mark: its shape
 *
 * Adds a band above those added before; the last ends where the scale ends.
 */
void
amends_scale_head_add_band (AmendsScaleHead *self,
                            double           lower,
                            double           upper,
                            AmendsChartMark  mark)
{
  Band band = { lower, upper, mark };

  g_return_if_fail (AMENDS_IS_SCALE_HEAD (self));
  g_return_if_fail (lower < upper);

  g_array_append_val (self->bands, band);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
amends_scale_head_remove_bands (AmendsScaleHead *self)
{
  g_return_if_fail (AMENDS_IS_SCALE_HEAD (self));

  g_array_set_size (self->bands, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
