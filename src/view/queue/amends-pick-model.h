#pragma once

#include <gtk/gtk.h>

#include "amends-pick.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_PICK_MODEL (amends_pick_model_get_type ())

G_DECLARE_FINAL_TYPE (AmendsPickModel, amends_pick_model, AMENDS, PICK_MODEL, GObject)

AmendsPickModel *amends_pick_model_new (GListModel *model,
                                        AmendsPick *pick);

G_END_DECLS
