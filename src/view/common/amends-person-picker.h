#pragma once

#include <gtk/gtk.h>

#include "amends-person.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_PERSON_PICKER (amends_person_picker_get_type ())

G_DECLARE_FINAL_TYPE (AmendsPersonPicker, amends_person_picker, AMENDS, PERSON_PICKER, GtkPopover)

/**
 * AmendsPersonNoteFunc:
 * @person: a person of the list
 * @user_data: what was given with the function
 *
 * Returns: (transfer full) (nullable): a quiet line under the name, as "6 open, 2 h 40 m"
 */
typedef char *(*AmendsPersonNoteFunc) (AmendsPerson *person,
                                       gpointer      user_data);

GtkWidget *amends_person_picker_new            (void);
void       amends_person_picker_set_people     (AmendsPersonPicker   *self,
                                                GListModel           *people);
void       amends_person_picker_set_note_func  (AmendsPersonPicker   *self,
                                                AmendsPersonNoteFunc  func,
                                                gpointer              user_data);
void       amends_person_picker_set_allow_away (AmendsPersonPicker   *self,
                                                gboolean              allow_away);
void       amends_person_picker_open           (AmendsPersonPicker   *self,
                                                GtkWidget            *at);

G_END_DECLS
