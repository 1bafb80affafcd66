/* Base of every widget that is drawn. */

#pragma once

#include "amends-chart-painter.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_DRAWING (amends_chart_drawing_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmendsChartDrawing, amends_chart_drawing, AMENDS, CHART_DRAWING, GtkWidget)

/**
 * AmendsChartDrawingClass:
 * @draw: draws the widget into @width × @height px
 */
struct _AmendsChartDrawingClass
{
  GtkWidgetClass parent_class;

  void (*draw) (AmendsChartDrawing *self,
                AmendsChartPainter *painter,
                double              width,
                double              height);
};

const char *amends_chart_drawing_get_title (AmendsChartDrawing         *self);
void        amends_chart_drawing_set_title (AmendsChartDrawing         *self,
                                            const char                 *title);
void        amends_chart_drawing_say       (AmendsChartDrawing         *self,
                                            const char                 *text);
void        amends_chart_drawing_print     (AmendsChartDrawing         *self,
                                            cairo_t                    *cr,
                                            const PangoFontDescription *font,
                                            double                      width,
                                            double                      height);

G_END_DECLS
