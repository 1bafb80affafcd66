#pragma once

#include <adwaita.h>

#include "amends-score-store.h"

G_BEGIN_DECLS

#define AMENDS_N_MEASURE_CELLS 5

#define AMENDS_TYPE_MEASURE_ROW (amends_measure_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsMeasureRow, amends_measure_row, AMENDS, MEASURE_ROW, GtkListBoxRow)

GtkWidget         *amends_measure_row_new        (AmendsMeasurePart   *part);
AmendsMeasurePart *amends_measure_row_get_part   (AmendsMeasureRow    *self);
void               amends_measure_row_show       (AmendsMeasureRow    *self,
                                                  AmendsScoreCard     *card);
void               amends_measure_row_set_trend  (AmendsMeasureRow    *self,
                                                  AmendsScoreTrend    *trend,
                                                  AmendsPeriodKind     kind,
                                                  int                  min_n);
void               amends_measure_row_set_folded (AmendsMeasureRow    *self,
                                                  gboolean             folded,
                                                  gboolean             narrow);
void               amends_measure_row_get_cells  (AmendsMeasureRow    *self,
                                                  GtkWidget          **cells);

G_END_DECLS
