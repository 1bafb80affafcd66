/* The verbs of amendsctl. */

#pragma once

#include <glib/gi18n.h>

#include "ctl.h"

G_BEGIN_DECLS

extern const CtlVerb ctl_verbs[];
extern const guint   ctl_n_verbs;

G_END_DECLS
