/* Where labels go so that they cover neither each other nor the values. */

#pragma once

#include <graphene.h>
#include <glib.h>

G_BEGIN_DECLS

gboolean         amends_chart_spread       (double                 *centres,
                                            guint                   n_centres,
                                            double                  height,
                                            double                  low,
                                            double                  high);
guint            amends_chart_keep_apart   (const double           *centres,
                                            const double           *widths,
                                            gboolean               *keep,
                                            guint                   n_labels,
                                            double                  gap);
graphene_rect_t  amends_chart_place_beside (const graphene_point_t *point,
                                            const graphene_size_t  *box,
                                            const graphene_size_t  *room,
                                            const graphene_point_t *others,
                                            guint                   n_others);

G_END_DECLS
