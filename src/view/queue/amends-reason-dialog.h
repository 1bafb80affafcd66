#pragma once

#include <gtk/gtk.h>

#include "amends-catalogue.h"

G_BEGIN_DECLS

/**
 * AmendsReasonFunc:
 * @reason: code of a reason, or what was typed
 * @user_data: as given
 */
typedef void (*AmendsReasonFunc) (const char *reason,
                                  gpointer    user_data);

void amends_reason_dialog_ask (GtkWidget        *parent,
                               AmendsCatalogue  *catalogue,
                               const char       *kind,
                               const char       *heading,
                               const char       *body,
                               const char       *verb,
                               AmendsReasonFunc  func,
                               gpointer          user_data,
                               GDestroyNotify    destroy);

G_END_DECLS
