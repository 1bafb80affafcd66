/* A member of staff, as colleagues see one another: name, role, team, skills, on duty or not. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "amends-person.h"

struct _AmendsPerson
{
  GObject parent_instance;

  gint64 id;
  gint64 team;
  char *name;
  char *login;
  char *role;
  GStrv skills;
  gboolean on_duty;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_ROLE,
  PROP_ROLE_TEXT,
  PROP_TEAM,
  PROP_ON_DUTY,
  PROP_DUTY_TEXT,
  PROP_DUTY_CLASSES,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsPerson, amends_person, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static const char *const classes_on[] = { "duty-dot", "on", NULL };
static const char *const classes_off[] = { "duty-dot", "off", NULL };

static gboolean
replace (char      **field,
         const char *value)
{
  if (g_strcmp0 (*field, value) == 0)
    return FALSE;
  g_free (*field);
  *field = g_strdup (value);
  return TRUE;
}

static GStrv
strings (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static void
amends_person_finalize (GObject *object)
{
  AmendsPerson *self = AMENDS_PERSON (object);

  g_free (self->name);
  g_free (self->login);
  g_free (self->role);
  g_strfreev (self->skills);

  G_OBJECT_CLASS (amends_person_parent_class)->finalize (object);
}

static void
amends_person_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AmendsPerson *self = AMENDS_PERSON (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ROLE:
      g_value_set_string (value, self->role);
      break;
    case PROP_ROLE_TEXT:
      g_value_set_string (value, amends_person_get_role_text (self));
      break;
    case PROP_TEAM:
      g_value_set_int64 (value, self->team);
      break;
    case PROP_ON_DUTY:
      g_value_set_boolean (value, self->on_duty);
      break;
    case PROP_DUTY_TEXT:
      g_value_set_string (value, amends_person_get_duty_text (self));
      break;
    case PROP_DUTY_CLASSES:
      g_value_set_boxed (value, self->on_duty ? classes_on : classes_off);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_person_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  AmendsPerson *self = AMENDS_PERSON (object);

  switch (prop_id)
    {
    case PROP_ID:
      self->id = g_value_get_int64 (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_person_class_init (AmendsPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amends_person_finalize;
  object_class->get_property = amends_person_get_property;
  object_class->set_property = amends_person_set_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, NULL, flags);
  properties[PROP_ROLE_TEXT] = g_param_spec_string ("role-text", NULL, NULL, NULL, flags);
  properties[PROP_TEAM] = g_param_spec_int64 ("team", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ON_DUTY] = g_param_spec_boolean ("on-duty", NULL, NULL, FALSE, flags);
  properties[PROP_DUTY_TEXT] = g_param_spec_string ("duty-text", NULL, NULL, NULL, flags);
  properties[PROP_DUTY_CLASSES] = g_param_spec_boxed ("duty-classes", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_person_init (AmendsPerson *self)
{
}

/**
 * amends_person_new:
 * @id: the person's number in the database
 *
 * Returns: (transfer full): a person of whom nothing else is known yet
 */
AmendsPerson *
amends_person_new (gint64 id)
{
  return g_object_new (AMENDS_TYPE_PERSON, "id", id, NULL);
}

/**
 * amends_person_update:
 * @self: a person
 * @object: an entry of "people" of api.catalogue(), or "person" of api.hello()
 *
 * Takes over what @object says; what it leaves out stays as it was.
 */
void
amends_person_update (AmendsPerson *self,
                      JsonObject   *object)
{
  gint64 team;

  g_return_if_fail (AMENDS_IS_PERSON (self));
  g_return_if_fail (object != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  if (replace (&self->name, json_object_get_string_member_with_default (object, "name", self->name)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  replace (&self->login, json_object_get_string_member_with_default (object, "login", self->login));
  if (replace (&self->role, json_object_get_string_member_with_default (object, "role", self->role)))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE_TEXT]);
    }
  team = json_object_get_int_member_with_default (object, "team", json_object_get_int_member_with_default (object, "home_team", self->team));
  if (team != self->team)
    {
      self->team = team;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEAM]);
    }
  if (json_object_has_member (object, "skills") && JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, "skills")))
    {
      g_strfreev (self->skills);
      self->skills = strings (json_object_get_array_member (object, "skills"));
    }
  amends_person_set_on_duty (self, json_object_get_boolean_member_with_default (object, "on_duty", self->on_duty));
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * amends_person_get_id:
 * @self: a person
 *
 * Returns: the person's number in the database
 */
gint64
amends_person_get_id (AmendsPerson *self)
{
  g_return_val_if_fail (AMENDS_IS_PERSON (self), 0);

  return self->id;
}

/**
 * amends_person_get_name:
 * @self: a person
 *
 * Returns: (transfer none): the name, "" where it is not known
 */
const char *
amends_person_get_name (AmendsPerson *self)
{
  g_return_val_if_fail (AMENDS_IS_PERSON (self), NULL);

  return self->name != NULL ? self->name : "";
}

/**
 * amends_person_get_role:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): code of the role, as "agent"
 */
const char *
amends_person_get_role (AmendsPerson *self)
{
  g_return_val_if_fail (AMENDS_IS_PERSON (self), NULL);

  return self->role;
}

/**
 * amends_person_get_role_text:
 * @self: a person
 *
 * Returns: (transfer none): the role in words
 */
const char *
amends_person_get_role_text (AmendsPerson *self)
{
  g_return_val_if_fail (AMENDS_IS_PERSON (self), NULL);

  return amends_role_label (self->role);
}

/**
 * amends_person_get_team:
 * @self: a person
 *
 * Returns: number of the home team, 0 for none
 */
gint64
amends_person_get_team (AmendsPerson *self)
{
  g_return_val_if_fail (AMENDS_IS_PERSON (self), 0);

  return self->team;
}

/**
 * amends_person_get_on_duty:
 * @self: a person
 *
 * Returns: whether new work may come to the person
 */
gboolean
amends_person_get_on_duty (AmendsPerson *self)
{
  g_return_val_if_fail (AMENDS_IS_PERSON (self), FALSE);

  return self->on_duty;
}

/**
 * amends_person_set_on_duty:
 * @self: a person
 * @on_duty: whether new work may come to the person
 *
 * Records here what the database says.
 */
void
amends_person_set_on_duty (AmendsPerson *self,
                           gboolean      on_duty)
{
  g_return_if_fail (AMENDS_IS_PERSON (self));

  on_duty = !!on_duty;
  if (self->on_duty == on_duty)
    return;
  self->on_duty = on_duty;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ON_DUTY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DUTY_TEXT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DUTY_CLASSES]);
}

/**
 * amends_person_get_duty_text:
 * @self: a person
 *
 * Returns: (transfer none): "On duty" or "Off duty" in the person's language
 */
const char *
amends_person_get_duty_text (AmendsPerson *self)
{
  g_return_val_if_fail (AMENDS_IS_PERSON (self), NULL);

  return self->on_duty ? _("On duty") : _("Off duty");
}

/**
 * amends_person_get_skills:
 * @self: a person
 *
 * Returns: (transfer none): codes of the skills
 */
const char *const *
amends_person_get_skills (AmendsPerson *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (AMENDS_IS_PERSON (self), NULL);

  return self->skills != NULL ? (const char *const *) self->skills : none;
}

/**
 * amends_person_has_skill:
 * @self: a person
 * @skill: code of a skill
 *
 * Returns: whether the person has it
 */
gboolean
amends_person_has_skill (AmendsPerson *self,
                         const char   *skill)
{
  g_return_val_if_fail (AMENDS_IS_PERSON (self), FALSE);
  g_return_val_if_fail (skill != NULL, FALSE);

  return g_strv_contains (amends_person_get_skills (self), skill);
}

/**
 * amends_person_matches:
 * @self: a person
 * @typed: what somebody types to find a person
 *
 * Returns: whether name or login contain @typed, in any case
 */
gboolean
amends_person_matches (AmendsPerson *self,
                       const char   *typed)
{
  g_autofree char *name = NULL, *login = NULL, *wanted = NULL;

  g_return_val_if_fail (AMENDS_IS_PERSON (self), FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);

  wanted = g_utf8_casefold (typed, -1);
  name = g_utf8_casefold (amends_person_get_name (self), -1);
  login = g_utf8_casefold (self->login != NULL ? self->login : "", -1);
  g_strstrip (wanted);
  return strstr (name, wanted) != NULL || strstr (login, wanted) != NULL;
}

/**
 * amends_role_label:
 * @role: (nullable): code of a role
 *
 * Returns: (transfer none): the role in words
 */
const char *
amends_role_label (const char *role)
{
  static const struct { const char *code; const char *label; } roles[] = {
    { "agent", N_("Agent") },           { "specialist", N_("Specialist") },
    { "finance", N_("Finance") },       { "supervisor", N_("Supervisor") },
    { "manager", N_("Manager") },       { "admin", N_("Administrator") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].code, role) == 0)
      return _(roles[i].label);
  return role != NULL ? role : "";
}
