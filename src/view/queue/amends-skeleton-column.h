#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_SKELETON_COLUMN (amends_skeleton_column_get_type ())

G_DECLARE_FINAL_TYPE (AmendsSkeletonColumn, amends_skeleton_column, AMENDS, SKELETON_COLUMN, GtkBox)

GtkWidget *amends_skeleton_column_new (guint    n_cards,
                                       guint    seed,
                                       gboolean pinned);

G_END_DECLS
