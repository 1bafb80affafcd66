#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_PERSON (amends_person_get_type ())

G_DECLARE_FINAL_TYPE (AmendsPerson, amends_person, AMENDS, PERSON, GObject)

AmendsPerson       *amends_person_new (gint64 id);
void                amends_person_update (AmendsPerson *self,
                                          JsonObject   *object);
gint64              amends_person_get_id (AmendsPerson *self);
const char         *amends_person_get_name (AmendsPerson *self);
const char         *amends_person_get_role (AmendsPerson *self);
const char         *amends_person_get_role_text (AmendsPerson *self);
gint64              amends_person_get_team (AmendsPerson *self);
gboolean            amends_person_get_on_duty (AmendsPerson *self);
void                amends_person_set_on_duty (AmendsPerson *self,
                                               gboolean      on_duty);
const char         *amends_person_get_duty_text (AmendsPerson *self);
const char * const *amends_person_get_skills (AmendsPerson *self);
gboolean            amends_person_has_skill (AmendsPerson *self,
                                             const char   *skill);
gboolean            amends_person_matches (AmendsPerson *self,
                                           const char   *typed);
const char         *amends_role_label (const char *role);

G_END_DECLS
