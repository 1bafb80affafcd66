/* The days a question is about: a month, a quarter, a year, or from one day to before another. */

#pragma once

#include "ctl.h"

G_BEGIN_DECLS

/**
 * CtlPeriod:
 * @kind: (nullable): "month", "quarter", "year"; %NULL for any other
 * @from: first day
 * @to: the day after the last
 * @limited: whether anything was asked for; otherwise @from and @to span all time
 */
typedef struct
{
  const char *kind;
  GDate       from;
  GDate       to;
  gboolean    limited;
} CtlPeriod;

extern const GOptionEntry ctl_period_entries[];

gboolean ctl_period_read (const char  *verb,
                          CtlPeriod   *period,
                          int         *status);

G_END_DECLS
