#pragma once

#include "amends-desk.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_NOTIFIER (amends_notifier_get_type ())

G_DECLARE_FINAL_TYPE (AmendsNotifier, amends_notifier, AMENDS, NOTIFIER, GObject)

AmendsNotifier *amends_notifier_new (AmendsDesk *desk);

G_END_DECLS
