/* A colleague as a column of a queue: who it is, and how much that person carries. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-member.h"

struct _AmendsMember
{
  GObject parent_instance;

  AmendsPerson *person;
  gboolean is_me;
  gboolean guest;
  AmendsMemberLoad load;
};

enum
{
  PROP_0,
  PROP_PERSON,
  PROP_OPEN,
  PROP_OVERDUE,
  PROP_LOAD_MIN,
  PROP_CAP_MIN,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsMember, amends_member, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
amends_member_dispose (GObject *object)
{
  g_clear_object (&AMENDS_MEMBER (object)->person);

  G_OBJECT_CLASS (amends_member_parent_class)->dispose (object);
}

static void
amends_member_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AmendsMember *self = AMENDS_MEMBER (object);

  switch (prop_id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_OPEN:
      g_value_set_uint (value, self->load.open);
      break;
    case PROP_OVERDUE:
      g_value_set_uint (value, self->load.overdue);
      break;
    case PROP_LOAD_MIN:
      g_value_set_uint (value, self->load.load_min);
      break;
    case PROP_CAP_MIN:
      g_value_set_uint (value, self->load.cap_min);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_member_class_init (AmendsMemberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_member_dispose;
  object_class->get_property = amends_member_get_property;

  properties[PROP_PERSON] = g_param_spec_object ("person", NULL, NULL, AMENDS_TYPE_PERSON, flags);
  properties[PROP_OPEN] = g_param_spec_uint ("open", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_OVERDUE] = g_param_spec_uint ("overdue", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LOAD_MIN] = g_param_spec_uint ("load-min", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CAP_MIN] = g_param_spec_uint ("cap-min", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_member_init (AmendsMember *self)
{
}

/**
 * amends_member_new:
 * @person: a colleague
 * @is_me: whether it is the person at this desk
 *
 * Returns: (transfer full): a column for that colleague, with nothing in it
 */
AmendsMember *
amends_member_new (AmendsPerson *person,
                   gboolean      is_me)
{
  AmendsMember *self;

  g_return_val_if_fail (AMENDS_IS_PERSON (person), NULL);

  self = g_object_new (AMENDS_TYPE_MEMBER, NULL);
  self->person = g_object_ref (person);
  self->is_me = !!is_me;
  return self;
}

/**
 * amends_member_get_person:
 * @self: a member
 *
 * Returns: (transfer none): the colleague
 */
AmendsPerson *
amends_member_get_person (AmendsMember *self)
{
  g_return_val_if_fail (AMENDS_IS_MEMBER (self), NULL);

  return self->person;
}

/**
 * amends_member_get_id:
 * @self: a member
 *
 * Returns: the person's number in the database
 */
gint64
amends_member_get_id (AmendsMember *self)
{
  g_return_val_if_fail (AMENDS_IS_MEMBER (self), 0);

  return amends_person_get_id (self->person);
}

/**
 * amends_member_get_name:
 * @self: a member
 *
 * Returns: (transfer none): the person's name
 */
const char *
amends_member_get_name (AmendsMember *self)
{
  g_return_val_if_fail (AMENDS_IS_MEMBER (self), NULL);

  return amends_person_get_name (self->person);
}

/**
 * amends_member_get_on_duty:
 * @self: a member
 *
 * Returns: whether new work may come to the person
 */
gboolean
amends_member_get_on_duty (AmendsMember *self)
{
  g_return_val_if_fail (AMENDS_IS_MEMBER (self), FALSE);

  return amends_person_get_on_duty (self->person);
}

/**
 * amends_member_get_is_me:
 * @self: a member
 *
 * Returns: whether it is the person at this desk
 */
gboolean
amends_member_get_is_me (AmendsMember *self)
{
  g_return_val_if_fail (AMENDS_IS_MEMBER (self), FALSE);

  return self->is_me;
}

/**
 * amends_member_get_guest:
 * @self: a member
 *
 * Returns: whether the person only holds a ticket here, without belonging to the team
 */
gboolean
amends_member_get_guest (AmendsMember *self)
{
  g_return_val_if_fail (AMENDS_IS_MEMBER (self), FALSE);

  return self->guest;
}

/**
 * amends_member_set_guest:
 * @self: a member
 * @guest: whether the person only holds a ticket here
 */
void
amends_member_set_guest (AmendsMember *self,
                         gboolean      guest)
{
  g_return_if_fail (AMENDS_IS_MEMBER (self));

  self->guest = !!guest;
}

/**
 * amends_member_get_load:
 * @self: a member
 *
 * Returns: (transfer none): what the person carries
 */
const AmendsMemberLoad *
amends_member_get_load (AmendsMember *self)
{
  g_return_val_if_fail (AMENDS_IS_MEMBER (self), NULL);

  return &self->load;
}

/**
 * amends_member_set_load:
 * @self: a member
 * @load: what the person carries
 */
void
amends_member_set_load (AmendsMember           *self,
                        const AmendsMemberLoad *load)
{
  AmendsMemberLoad old;
  GObject *object = G_OBJECT (self);

  g_return_if_fail (AMENDS_IS_MEMBER (self));
  g_return_if_fail (load != NULL);

  old = self->load;
  self->load = *load;
  g_object_freeze_notify (object);
  if (old.open != load->open)
    g_object_notify_by_pspec (object, properties[PROP_OPEN]);
  if (old.overdue != load->overdue)
    g_object_notify_by_pspec (object, properties[PROP_OVERDUE]);
  if (old.load_min != load->load_min)
    g_object_notify_by_pspec (object, properties[PROP_LOAD_MIN]);
  if (old.cap_min != load->cap_min)
    g_object_notify_by_pspec (object, properties[PROP_CAP_MIN]);
  g_object_thaw_notify (object);
}

/**
 * amends_member_add_load:
 * @self: a member
 * @tickets: how many come, negative for going
 * @minutes: the expected minutes they bring, negative for going
 *
 * Shows what a move will do before the database has answered.
 */
void
amends_member_add_load (AmendsMember *self,
                        int           tickets,
                        int           minutes)
{
  AmendsMemberLoad load;

  g_return_if_fail (AMENDS_IS_MEMBER (self));

  load = self->load;
  load.open = MAX (0, (int) load.open + tickets);
  load.load_min = MAX (0, (int) load.load_min + minutes);
  amends_member_set_load (self, &load);
}

/**
 * amends_member_get_rank:
 * @self: a member
 *
 * Returns: where a column may stand whatever the load: who sits here, those on duty, guests, the rest
 */
int
amends_member_get_rank (AmendsMember *self)
{
  g_return_val_if_fail (AMENDS_IS_MEMBER (self), 0);

  return self->is_me ? 0 : !amends_member_get_on_duty (self) ? 3 : self->guest ? 2 : 1;
}

/**
 * amends_member_compare:
 * @a: a member
 * @b: another
 *
 * The order of the columns: who sits here, then those on duty with the lightest load first, guests, then the rest by name.
 * A #GCompareFunc.
 *
 * Returns: less than, equal to or greater than 0
 */
int
amends_member_compare (AmendsMember *a,
                       AmendsMember *b)
{
  int order = amends_member_get_rank (a) - amends_member_get_rank (b);

  if (order != 0)
    return order;
  if (amends_member_get_rank (a) == 1 && a->load.load_min != b->load.load_min)
    return a->load.load_min < b->load.load_min ? -1 : 1;
  return g_utf8_collate (amends_member_get_name (a), amends_member_get_name (b));
}
