/* One entry of the catalogue that an administrator can change: a channel, priority, reason, clause, measure… */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-label-json.h"
#include "amends-term.h"

struct _AmendsTerm
{
  GObject parent_instance;

  JsonObject *object;
  char *label;
  GHashTable *texts;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_CODE,
  PROP_LABEL,
  PROP_ICON_NAME,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsTerm, amends_term, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
amends_term_finalize (GObject *object)
{
  AmendsTerm *self = AMENDS_TERM (object);

  g_clear_pointer (&self->object, json_object_unref);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_free (self->label);

  G_OBJECT_CLASS (amends_term_parent_class)->finalize (object);
}

static void
amends_term_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  AmendsTerm *self = AMENDS_TERM (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, amends_term_get_id (self));
      break;
    case PROP_CODE:
      g_value_set_string (value, amends_term_get_code (self));
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, amends_term_get_icon_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_term_class_init (AmendsTermClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amends_term_finalize;
  object_class->get_property = amends_term_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_term_init (AmendsTerm *self)
{
}

/**
 * amends_term_new:
 * @object: an entry of api.catalogue(): at least "code" or "id", and "label" or "text"
 *
 * Returns: (transfer full): the entry
 */
AmendsTerm *
amends_term_new (JsonObject *object)
{
  AmendsTerm *self;

  g_return_val_if_fail (object != NULL, NULL);

  self = g_object_new (AMENDS_TYPE_TERM, NULL);
  self->object = json_object_ref (object);
  self->label = amends_label_member (object, json_object_has_member (object, "label") ? "label" : "text");
  return self;
}

/**
 * amends_term_get_id:
 * @self: a term
 *
 * Returns: its number in the database, 0 where its code is its key
 */
gint64
amends_term_get_id (AmendsTerm *self)
{
  return amends_term_get_int (self, "id");
}

/**
 * amends_term_get_code:
 * @self: a term
 *
 * Returns: (transfer none) (nullable): the code the database calls it by
 */
const char *
amends_term_get_code (AmendsTerm *self)
{
  g_return_val_if_fail (AMENDS_IS_TERM (self), NULL);

  return json_object_get_string_member_with_default (self->object, "code", NULL);
}

/**
 * amends_term_get_label:
 * @self: a term
 *
 * Returns: (transfer none): its words in the language of the program
 */
const char *
amends_term_get_label (AmendsTerm *self)
{
  g_return_val_if_fail (AMENDS_IS_TERM (self), NULL);

  return self->label;
}

/**
 * amends_term_get_icon_name:
 * @self: a term
 *
 * Returns: (transfer none) (nullable): name of its icon
 */
const char *
amends_term_get_icon_name (AmendsTerm *self)
{
  g_return_val_if_fail (AMENDS_IS_TERM (self), NULL);

  return json_object_get_string_member_with_default (self->object, "icon", NULL);
}

/**
 * amends_term_get_text:
 * @self: a term
 * @member: name of a member: plain text, or a label by language
 *
 * Returns: (transfer none): its words in the language of the program, "" where there are none
 */
const char *
amends_term_get_text (AmendsTerm *self,
                      const char *member)
{
  char *text;

  g_return_val_if_fail (AMENDS_IS_TERM (self), NULL);
  g_return_val_if_fail (member != NULL, NULL);

  if (self->texts == NULL)
    self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  text = g_hash_table_lookup (self->texts, member);
  if (text == NULL)
    {
      text = amends_label_member (self->object, member);
      g_hash_table_insert (self->texts, g_strdup (member), text);
    }
  return text;
}

/**
 * amends_term_get_int:
 * @self: a term
 * @member: name of a number
 *
 * Returns: its value, 0 where there is none
 */
gint64
amends_term_get_int (AmendsTerm *self,
                     const char *member)
{
  g_return_val_if_fail (AMENDS_IS_TERM (self), 0);
  g_return_val_if_fail (member != NULL, 0);

  return json_object_get_int_member_with_default (self->object, member, 0);
}

/**
 * amends_term_get_boolean:
 * @self: a term
 * @member: name of a truth value
 *
 * Returns: its value, %FALSE where there is none
 */
gboolean
amends_term_get_boolean (AmendsTerm *self,
                         const char *member)
{
  g_return_val_if_fail (AMENDS_IS_TERM (self), FALSE);
  g_return_val_if_fail (member != NULL, FALSE);

  return json_object_get_boolean_member_with_default (self->object, member, FALSE);
}

/**
 * amends_term_lists:
 * @self: a term
 * @member: name of a list of codes, as "needs" of a category
 * @value: a code
 *
 * Returns: whether the list holds @value
 */
gboolean
amends_term_lists (AmendsTerm *self,
                   const char *member,
                   const char *value)
{
  JsonNode *node;
  JsonArray *array;

  g_return_val_if_fail (AMENDS_IS_TERM (self), FALSE);
  g_return_val_if_fail (member != NULL && value != NULL, FALSE);

  node = json_object_get_member (self->object, member);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_array_get_string_element (array, i), value) == 0)
      return TRUE;
  return FALSE;
}

/**
 * amends_term_get_object:
 * @self: a term
 *
 * Returns: (transfer none): the whole entry, for what only one page reads
 */
JsonObject *
amends_term_get_object (AmendsTerm *self)
{
  g_return_val_if_fail (AMENDS_IS_TERM (self), NULL);

  return self->object;
}
