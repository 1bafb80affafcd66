#pragma once

#include <gtk/gtk.h>

#include "amends-person.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_PERSON_AVATAR (amends_person_avatar_get_type ())

G_DECLARE_FINAL_TYPE (AmendsPersonAvatar, amends_person_avatar, AMENDS, PERSON_AVATAR, GtkBox)

GtkWidget *amends_person_avatar_new        (int                 size);
void       amends_person_avatar_set_person (AmendsPersonAvatar *self,
                                            AmendsPerson       *person);

G_END_DECLS
