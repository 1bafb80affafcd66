#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Scores, points and measured values are counted in ten-thousandths, the scale the database keeps: no rounding of their own. */
#define AMENDS_SCORE_ONE 10000
#define AMENDS_SCORE_UNKNOWN G_MININT64

gint64  amends_score_number_parse         (const char *text);
double  amends_score_number_to_double     (gint64      value);
char   *amends_score_number_format        (gint64      value,
                                           int         places);
char   *amends_score_number_format_signed (gint64      value,
                                           int         places);

G_END_DECLS
