/* Passwords: asked at a terminal or read from the standard input, never from the command line, where every process sees them. */

#pragma once

#include "ctl.h"

G_BEGIN_DECLS

gboolean  ctl_password_can_ask  (void);
char     *ctl_password_ask      (const char  *prompt);
char     *ctl_password_read     (const char  *login,
                                 gboolean     from_stdin,
                                 int         *status);
char     *ctl_password_encrypt  (CtlDesk     *desk,
                                 const char  *login,
                                 const char  *password,
                                 int         *status);
gboolean  ctl_password_add_new  (CtlDesk      *desk,
                                 AmendsParams *params,
                                 const char   *login,
                                 gboolean      from_stdin,
                                 int          *status);
void      ctl_password_free     (char        *password);

G_END_DECLS
