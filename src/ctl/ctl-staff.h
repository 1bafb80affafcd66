/* The words of "amendsctl staff" that stand in files of their own. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int ctl_staff_add            (int   argc,
                              char *argv[]);
int ctl_staff_change         (int   argc,
                              char *argv[]);
int ctl_staff_enable         (int   argc,
                              char *argv[]);
int ctl_staff_password       (int   argc,
                              char *argv[]);
int ctl_staff_reset_password (int   argc,
                              char *argv[]);

G_END_DECLS
