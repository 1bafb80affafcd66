/* Rows on the standard output: a table to read, JSON, or CSV (RFC 4180). */

#pragma once

#include "ctl.h"

G_BEGIN_DECLS

typedef enum
{
  CTL_TABLE,
  CTL_JSON,
  CTL_CSV,
} CtlFormat;

extern const GOptionEntry ctl_output_entries[];

CtlFormat  ctl_output_format    (void);
char      *ctl_output_safe      (const char    *text);
gboolean   ctl_output_query     (CtlDesk       *desk,
                                 const char    *sql,
                                 AmendsParams  *params,
                                 int           *status);
void       ctl_output_table     (AmendsResult  *rows);

G_END_DECLS
