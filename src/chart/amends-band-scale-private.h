#pragma once

#include "amends-band-scale.h"

G_BEGIN_DECLS

#define AMENDS_BAND_SCALE_BAR 10
#define AMENDS_BAND_SCALE_GAP 4
#define AMENDS_BAND_SCALE_LABEL_TOP 5

typedef struct
{
  double           lower;
  double           upper;
  AmendsChartMark  mark;
  char            *label;
} AmendsBand;

struct _AmendsBandScale
{
  AmendsChartDrawing  parent_instance;

  GArray             *bands;
  char               *previous_label;
  double              score;
  double              lower;
  double              upper;
  double              previous;
  gboolean            firm;
};

void amends_band_scale_draw (AmendsChartDrawing *drawing,
                             AmendsChartPainter *painter,
                             double              width,
                             double              height);

G_END_DECLS
