#pragma once

#include <gtk/gtk.h>

#include "amends-work-row.h"
#include "amends-work-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_WORK_GROUP_BOX (amends_work_group_box_get_type ())

G_DECLARE_FINAL_TYPE (AmendsWorkGroupBox, amends_work_group_box, AMENDS, WORK_GROUP_BOX, GtkBox)

GtkWidget  *amends_work_group_box_new        (AmendsLane            *lane,
                                              AmendsWorkGroup        group,
                                              const AmendsWorkSizes *sizes);
GtkListBox *amends_work_group_box_get_rows   (AmendsWorkGroupBox    *self);
void        amends_work_group_box_set_narrow (AmendsWorkGroupBox    *self,
                                              gboolean               narrow);
void        amends_work_group_box_update     (AmendsWorkGroupBox    *self,
                                              gint64                 now);

G_END_DECLS
