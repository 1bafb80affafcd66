/* Everything a page needs of the chart library. */

#pragma once

#include "amends-band-mark.h"
#include "amends-band-scale.h"
#include "amends-bar-chart.h"
#include "amends-bridge-chart.h"
#include "amends-chart-format.h"
#include "amends-chart-table.h"
#include "amends-interval-bar.h"
#include "amends-line-chart.h"
#include "amends-points-bar.h"
#include "amends-scale-head.h"
#include "amends-sparkline.h"
#include "amends-strip-plot.h"
