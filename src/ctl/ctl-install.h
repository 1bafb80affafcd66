/* The installer, waited for, with its progress on a terminal. */

#pragma once

#include "amends-installer.h"
#include "ctl.h"

G_BEGIN_DECLS

CtlDesk *ctl_install (AmendsConnection    *connection,
                      const AmendsSite    *site,
                      AmendsInstallFlags   flags,
                      int                 *status);

G_END_DECLS
