/* One value of a chart, with everything that can be said about it in ready words. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_POINT (amends_chart_point_get_type ())
G_DECLARE_FINAL_TYPE (AmendsChartPoint, amends_chart_point, AMENDS, CHART_POINT, GObject)

AmendsChartPoint *amends_chart_point_new               (const char       *label,
                                                        double            value,
                                                        const char       *text);
AmendsChartPoint *amends_chart_point_new_missing       (const char       *label,
                                                        const char       *text);
const char       *amends_chart_point_get_label         (AmendsChartPoint *self);
const char       *amends_chart_point_get_title         (AmendsChartPoint *self);
void              amends_chart_point_set_title         (AmendsChartPoint *self,
                                                        const char       *title);
double            amends_chart_point_get_value         (AmendsChartPoint *self);
gboolean          amends_chart_point_get_missing       (AmendsChartPoint *self);
const char       *amends_chart_point_get_text          (AmendsChartPoint *self);
gboolean          amends_chart_point_get_interval      (AmendsChartPoint *self,
                                                        double           *lower,
                                                        double           *upper);
const char       *amends_chart_point_get_interval_text (AmendsChartPoint *self);
void              amends_chart_point_set_interval      (AmendsChartPoint *self,
                                                        double            lower,
                                                        double            upper,
                                                        const char       *text);
const char       *amends_chart_point_get_note          (AmendsChartPoint *self);
void              amends_chart_point_set_note          (AmendsChartPoint *self,
                                                        const char       *note);
const char       *amends_chart_point_get_group         (AmendsChartPoint *self);
void              amends_chart_point_set_group         (AmendsChartPoint *self,
                                                        const char       *group);
gboolean          amends_chart_point_get_small         (AmendsChartPoint *self);
void              amends_chart_point_set_small         (AmendsChartPoint *self,
                                                        gboolean          small);
gboolean          amends_chart_point_get_highlighted   (AmendsChartPoint *self);
void              amends_chart_point_set_highlighted   (AmendsChartPoint *self,
                                                        gboolean          highlighted);
char             *amends_chart_point_describe          (AmendsChartPoint *self);

G_END_DECLS
