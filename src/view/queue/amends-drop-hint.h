#pragma once

#include <gtk/gtk.h>

#include "amends-drop-words.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_DROP_HINT (amends_drop_hint_get_type ())

G_DECLARE_FINAL_TYPE (AmendsDropHint, amends_drop_hint, AMENDS, DROP_HINT, GtkBox)

void amends_drop_hint_set_words (AmendsDropHint        *self,
                                 const AmendsDropWords *words);

G_END_DECLS
