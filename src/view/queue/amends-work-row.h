#pragma once

#include <gtk/gtk.h>

#include "amends-ticket.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_WORK_ROW (amends_work_row_get_type ())

G_DECLARE_FINAL_TYPE (AmendsWorkRow, amends_work_row, AMENDS, WORK_ROW, GtkListBoxRow)

/**
 * AmendsWorkSizes:
 * @due: the cells of limits
 * @step: the cells of steps
 * @action: the buttons
 *
 * Keeps the cells of all groups of a page in line.
 */
typedef struct
{
  GtkSizeGroup *due;
  GtkSizeGroup *step;
  GtkSizeGroup *action;
} AmendsWorkSizes;

GtkWidget    *amends_work_row_new        (AmendsTicket          *ticket,
                                          const AmendsWorkSizes *sizes);
AmendsTicket *amends_work_row_get_ticket (AmendsWorkRow         *self);
void          amends_work_row_set_main   (AmendsWorkRow         *self,
                                          gboolean               is_main);
void          amends_work_row_set_narrow (AmendsWorkRow         *self,
                                          gboolean               narrow);

G_END_DECLS
