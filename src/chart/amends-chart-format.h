/* Numbers as the axes of a chart write them. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AMENDS_CHART_MINUTE 60.0
#define AMENDS_CHART_HOUR 3600.0
#define AMENDS_CHART_DAY 86400.0

char       *amends_chart_format_number   (double value,
                                          int    places);
char       *amends_chart_format_signed   (double value,
                                          int    places);
char       *amends_chart_format_duration (double seconds);
const char *amends_chart_format_unit     (double seconds);

G_END_DECLS
