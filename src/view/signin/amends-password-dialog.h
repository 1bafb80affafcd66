#pragma once

#include <adwaita.h>

#include "amends-session.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_PASSWORD_DIALOG (amends_password_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AmendsPasswordDialog, amends_password_dialog, AMENDS, PASSWORD_DIALOG, AdwWindow)

GtkWidget *amends_password_dialog_new (GtkWidget     *over,
                                       AmendsSession *session);

G_END_DECLS
