#pragma once

#include "amends-desk.h"
#include "amends-page.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_NAVIGATOR (amends_navigator_get_type ())

G_DECLARE_FINAL_TYPE (AmendsNavigator, amends_navigator, AMENDS, NAVIGATOR, GtkBox)

void        amends_navigator_set_desk     (AmendsNavigator *self,
                                           AmendsDesk      *desk);
gboolean    amends_navigator_go           (AmendsNavigator *self,
                                           const char      *place);
gboolean    amends_navigator_back         (AmendsNavigator *self);
void        amends_navigator_clear        (AmendsNavigator *self);
const char *amends_navigator_get_place    (AmendsNavigator *self);
AmendsPage *amends_navigator_get_page     (AmendsNavigator *self);
gboolean    amends_navigator_get_can_back (AmendsNavigator *self);
void        amends_navigator_set_band     (AmendsNavigator *self,
                                           guint            band);

G_END_DECLS
