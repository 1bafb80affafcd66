#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_TERM (amends_term_get_type ())

G_DECLARE_FINAL_TYPE (AmendsTerm, amends_term, AMENDS, TERM, GObject)

AmendsTerm *amends_term_new (JsonObject *object);
gint64      amends_term_get_id (AmendsTerm *self);
const char *amends_term_get_code (AmendsTerm *self);
const char *amends_term_get_label (AmendsTerm *self);
const char *amends_term_get_icon_name (AmendsTerm *self);
const char *amends_term_get_text (AmendsTerm *self,
                                  const char *member);
gint64      amends_term_get_int (AmendsTerm *self,
                                 const char *member);
gboolean    amends_term_get_boolean (AmendsTerm *self,
                                     const char *member);
gboolean    amends_term_lists (AmendsTerm *self,
                               const char *member,
                               const char *value);
JsonObject *amends_term_get_object (AmendsTerm *self);

G_END_DECLS
