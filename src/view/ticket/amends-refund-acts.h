#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void amends_refund_acts_fill (GtkBox     *box,
                              JsonObject *refund,
                              const char *customer);

G_END_DECLS
