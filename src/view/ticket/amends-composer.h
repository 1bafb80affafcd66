#pragma once

#include <gtk/gtk.h>

#include "amends-catalogue.h"
#include "amends-drafts.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_COMPOSER (amends_composer_get_type ())

G_DECLARE_FINAL_TYPE (AmendsComposer, amends_composer, AMENDS, COMPOSER, GtkBox)

void        amends_composer_set_catalogue (AmendsComposer   *self,
                                           AmendsCatalogue  *catalogue);
void        amends_composer_set_drafts    (AmendsComposer   *self,
                                           AmendsDrafts     *drafts,
                                           gint64            ticket);
void        amends_composer_set_channel   (AmendsComposer   *self,
                                           const char       *code);
void        amends_composer_start         (AmendsComposer   *self,
                                           gboolean          contact);
JsonObject *amends_composer_collect       (AmendsComposer   *self,
                                           const char      **verb);
void        amends_composer_done          (AmendsComposer   *self,
                                           JsonObject       *arguments);

G_END_DECLS
