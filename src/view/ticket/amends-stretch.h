#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A stretch within one local day, in seconds since its midnight. */
typedef struct
{
  gint64 day;       /* local midnight, seconds since the epoch as if the zone were UTC */
  int from;
  int to;
  gint64 seconds;   /* that count */
  const char *kind;
  char *label;
} AmendsStretch;

GArray *amends_stretches_of    (JsonObject *sum);
void    amends_stretches_scale (GArray     *stretches,
                                int        *from,
                                int        *to);

G_END_DECLS
