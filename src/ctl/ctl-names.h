/* What people call teams and schemes, against the ids the database wants. */

#pragma once

#include "ctl.h"

G_BEGIN_DECLS

gint64   ctl_team_find        (CtlDesk           *desk,
                               const char        *name,
                               int               *status);
gint64   ctl_scheme_find      (CtlDesk           *desk,
                               const char        *name,
                               int               *status);
gboolean ctl_measures_known   (CtlDesk           *desk,
                               const char * const *codes,
                               int               *status);
gboolean ctl_word_is_one_of   (const char        *word,
                               const char        *words);
void     ctl_params_add_id    (AmendsParams      *params,
                               gint64             id);

G_END_DECLS
