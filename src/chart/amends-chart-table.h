/* The values of a chart as a table. */

#pragma once

#include "amends-chart.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_CHART_TABLE (amends_chart_table_get_type ())
G_DECLARE_FINAL_TYPE (AmendsChartTable, amends_chart_table, AMENDS, CHART_TABLE, GtkWidget)

GtkWidget  *amends_chart_table_new           (void);
GListModel *amends_chart_table_get_model     (AmendsChartTable *self);
void        amends_chart_table_set_model     (AmendsChartTable *self,
                                              GListModel       *model);
void        amends_chart_table_set_headings  (AmendsChartTable *self,
                                              const char       *group,
                                              const char       *label,
                                              const char       *value,
                                              const char       *interval,
                                              const char       *note);
char       *amends_chart_table_dup_text      (AmendsChartTable *self);

G_END_DECLS
