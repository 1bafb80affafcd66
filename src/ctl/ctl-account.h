/* Accounts: a person with a login. Administrators call schema api, a superuser of the server the functions below it. */

#pragma once

#include "ctl.h"

G_BEGIN_DECLS

/* Text that is not there is NULL. */
typedef struct
{
  const char         *login;
  const char         *name;
  const char         *employee_no;
  const char         *role;
  const char         *team;
  const char * const *teams;
  gint64              superior;     /* id of a person; 0 = nobody */
  const char         *level;
  const char * const *skills;
} CtlAccount;

gboolean ctl_account_login_check   (const char        *verb,
                                    const char        *login,
                                    int               *status);
gboolean ctl_account_create        (CtlDesk           *desk,
                                    const CtlAccount  *account,
                                    const char        *password,
                                    int               *status);
gint64   ctl_account_find          (CtlDesk           *desk,
                                    const char        *who,
                                    int               *status);

G_END_DECLS
