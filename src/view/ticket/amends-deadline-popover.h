#pragma once

#include <gtk/gtk.h>

#include "amends-ticket-store.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_DEADLINE_POPOVER (amends_deadline_popover_get_type ())

G_DECLARE_FINAL_TYPE (AmendsDeadlinePopover, amends_deadline_popover, AMENDS, DEADLINE_POPOVER, GtkPopover)

GtkWidget *amends_deadline_popover_new (AmendsTicketStore *store);

G_END_DECLS
