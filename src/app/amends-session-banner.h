#pragma once

#include <adwaita.h>

#include "amends-session.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_SESSION_BANNER (amends_session_banner_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSessionBanner, amends_session_banner, AMENDS, SESSION_BANNER, AdwBin)

void amends_session_banner_set_session (AmendsSessionBanner *self,
                                        AmendsSession       *session);

G_END_DECLS
