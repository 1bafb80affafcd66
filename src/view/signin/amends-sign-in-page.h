#pragma once

#include <gtk/gtk.h>

#include "amends-desk.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SIGN_IN_PAGE (amends_sign_in_page_get_type ())

G_DECLARE_FINAL_TYPE (AmendsSignInPage, amends_sign_in_page, AMENDS, SIGN_IN_PAGE, GtkBox)

GtkWidget *amends_sign_in_page_new        (AmendsDesk       *desk);
void       amends_sign_in_page_use_server (AmendsSignInPage *self,
                                           const char       *address,
                                           const char       *login);
void       amends_sign_in_page_use_local  (AmendsSignInPage *self,
                                           const char       *login);
void       amends_sign_in_page_show_error (AmendsSignInPage *self,
                                           const GError     *error);

G_END_DECLS
