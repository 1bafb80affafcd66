/* What a chart can draw, on a snapshot or on paper. */

#pragma once

#include "amends-chart-ink.h"

G_BEGIN_DECLS

/**
 * AmendsChartPainter:
 * @snapshot: (nullable): where to draw on screen
 * @cr: (nullable): where to draw on paper
 * @pango: for text
 * @ink: the colours
 * @mirror: width of the drawing when it runs right to left, else 0
 *
 * Coordinates are in px, y down; x runs in reading direction: the painter mirrors it where text runs right to left.
 * With neither @snapshot nor @cr it only measures.
 */
typedef struct
{
  GtkSnapshot    *snapshot;
  cairo_t        *cr;
  PangoContext   *pango;
  AmendsChartInk  ink;
  double          mirror;
} AmendsChartPainter;

/**
 * AmendsChartStroke:
 * @color: its colour
 * @width: in px
 * @dash: (nullable): lengths in px
 * @n_dashes: how many
 */
typedef struct
{
  GdkRGBA       color;
  double        width;
  const double *dash;
  int           n_dashes;
} AmendsChartStroke;

/**
 * AmendsChartText:
 * @color: (nullable): %NULL for the colour of text
 * @scale: size relative to the widget's font; 0 for that of small text
 * @bold: whether bold
 * @xalign: part of the text that lies before the given x: 0 start, 0.5 middle, 1 end
 * @yalign: part of the text above the given y
 * @width: width to stay in, or 0
 * @wrap: whether too long a text wraps; else it ends in an ellipsis
 */
typedef struct
{
  const GdkRGBA *color;
  double         scale;
  double         xalign;
  double         yalign;
  double         width;
  gboolean       bold;
  gboolean       wrap;
} AmendsChartText;

#define AMENDS_CHART_SMALL_TEXT .82

extern const double amends_chart_target_dash[2];
extern const double amends_chart_dotted[2];

void   amends_chart_painter_init_widget (AmendsChartPainter         *self,
                                         GtkWidget                  *widget,
                                         GtkSnapshot                *snapshot);
void   amends_chart_painter_init_paper  (AmendsChartPainter         *self,
                                         cairo_t                    *cr,
                                         const PangoFontDescription *font);
void   amends_chart_painter_clear       (AmendsChartPainter         *self);

void   amends_chart_painter_line        (AmendsChartPainter         *self,
                                         const graphene_point_t     *points,
                                         guint                       n_points,
                                         const AmendsChartStroke    *stroke);
void   amends_chart_painter_hline       (AmendsChartPainter         *self,
                                         double                      x0,
                                         double                      x1,
                                         double                      y,
                                         const AmendsChartStroke    *stroke);
void   amends_chart_painter_vline       (AmendsChartPainter         *self,
                                         double                      x,
                                         double                      y0,
                                         double                      y1,
                                         const AmendsChartStroke    *stroke);
void   amends_chart_painter_polygon     (AmendsChartPainter         *self,
                                         const graphene_point_t     *points,
                                         guint                       n_points,
                                         const GdkRGBA              *color);
void   amends_chart_painter_rect        (AmendsChartPainter         *self,
                                         const graphene_rect_t      *rect,
                                         const GdkRGBA              *color,
                                         double                      radius);
void   amends_chart_painter_outline     (AmendsChartPainter         *self,
                                         const graphene_rect_t      *rect,
                                         const AmendsChartStroke    *stroke,
                                         double                      radius);
void   amends_chart_painter_hatch       (AmendsChartPainter         *self,
                                         const graphene_rect_t      *rect,
                                         const GdkRGBA              *color,
                                         double                      gap,
                                         double                      width,
                                         gboolean                    falling);
void   amends_chart_painter_mark        (AmendsChartPainter         *self,
                                         AmendsChartMark             mark,
                                         const graphene_point_t     *centre,
                                         double                      radius,
                                         const GdkRGBA              *fill,
                                         const GdkRGBA              *outline,
                                         double                      width);
void   amends_chart_painter_whisker     (AmendsChartPainter         *self,
                                         const graphene_point_t     *from,
                                         const graphene_point_t     *to,
                                         double                      cap,
                                         const GdkRGBA              *halo);

void   amends_chart_painter_text        (AmendsChartPainter         *self,
                                         double                      x,
                                         double                      y,
                                         const char                 *text,
                                         const AmendsChartText      *style);
void   amends_chart_painter_measure     (AmendsChartPainter         *self,
                                         const char                 *text,
                                         const AmendsChartText      *style,
                                         double                     *width,
                                         double                     *height);
double amends_chart_painter_line_height (AmendsChartPainter         *self);
double amends_chart_painter_balance     (AmendsChartPainter         *self,
                                         const char                 *text,
                                         double                      room);
char  *amends_chart_painter_shorten     (AmendsChartPainter         *self,
                                         const char                 *text,
                                         double                      room);

G_END_DECLS
