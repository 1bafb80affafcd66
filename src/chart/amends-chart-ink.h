/* The colours a chart is drawn with. */

#pragma once

#include <gtk/gtk.h>

#include "amends-chart-enums.h"

G_BEGIN_DECLS

#define AMENDS_CHART_N_STYLES 6

/**
 * AmendsChartInk:
 * @text: what must be read
 * @quiet: what may be read: axis labels; 4.5 : 1 and more
 * @rule: grid lines
 * @base: zero lines, connectors
 * @track: the empty part of a bar
 * @ground: the colour behind the chart
 * @series: one colour per series
 * @gain: what raised a value
 * @loss: what lowered it
 * @bad: a value that is really bad
 * @focus: the ring around the focused point
 * @paper: whether it is for paper, where lines are told apart without colour
 */
typedef struct
{
  GdkRGBA  text;
  GdkRGBA  quiet;
  GdkRGBA  rule;
  GdkRGBA  base;
  GdkRGBA  track;
  GdkRGBA  ground;
  GdkRGBA  series[AMENDS_CHART_N_STYLES];
  GdkRGBA  gain;
  GdkRGBA  loss;
  GdkRGBA  bad;
  GdkRGBA  focus;
  gboolean paper;
} AmendsChartInk;

void            amends_chart_ink_init_widget (AmendsChartInk       *ink,
                                              GtkWidget            *widget);
void            amends_chart_ink_init_paper  (AmendsChartInk       *ink);
const GdkRGBA  *amends_chart_ink_series      (const AmendsChartInk *ink,
                                              guint                 style);
const double   *amends_chart_style_dash      (guint                 style,
                                              int                  *n_dashes);
AmendsChartMark amends_chart_style_mark      (guint                 style);
GdkRGBA         amends_chart_fade            (const GdkRGBA        *color,
                                              double                alpha);
GdkRGBA         amends_chart_blend           (const GdkRGBA        *under,
                                              const GdkRGBA        *over);
double          amends_chart_contrast        (const GdkRGBA        *one,
                                              const GdkRGBA        *other);

G_END_DECLS
