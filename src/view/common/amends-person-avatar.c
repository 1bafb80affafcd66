/* A colleague: initials on a colour, and a dot that says on duty or not. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <adwaita.h>

#include "amends-person-avatar.h"

struct _AmendsPersonAvatar
{
  GtkBox parent_instance;

  AmendsPerson *person;
  int size;
  gulong duty_handler;

  GtkWidget *dot;
};

enum
{
  PROP_0,
  PROP_PERSON,
  PROP_SIZE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsPersonAvatar, amends_person_avatar, GTK_TYPE_BOX)

static GParamSpec *properties[N_PROPS];

static void
name_self (AmendsPersonAvatar *self)
{
  g_autofree char *words = NULL;

  if (self->person == NULL)
    return;
  words = g_strdup_printf ("%s · %s", amends_person_get_name (self->person), amends_person_get_duty_text (self->person));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
amends_person_avatar_dispose (GObject *object)
{
  amends_person_avatar_set_person (AMENDS_PERSON_AVATAR (object), NULL);

  G_OBJECT_CLASS (amends_person_avatar_parent_class)->dispose (object);
}

static void
amends_person_avatar_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  AmendsPersonAvatar *self = AMENDS_PERSON_AVATAR (object);

  switch (prop_id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_person_avatar_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  AmendsPersonAvatar *self = AMENDS_PERSON_AVATAR (object);

  switch (prop_id)
    {
    case PROP_PERSON:
      amends_person_avatar_set_person (self, g_value_get_object (value));
      break;
    case PROP_SIZE:
      if (self->size == g_value_get_int (value))
        break;
      self->size = g_value_get_int (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_person_avatar_class_init (AmendsPersonAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_person_avatar_dispose;
  object_class->get_property = amends_person_avatar_get_property;
  object_class->set_property = amends_person_avatar_set_property;

  properties[PROP_PERSON] = g_param_spec_object ("person", NULL, NULL, AMENDS_TYPE_PERSON, flags);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 1, 256, 28, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AMENDS_TYPE_PERSON);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/common/person-avatar.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonAvatar, dot);
}

static void
amends_person_avatar_init (AmendsPersonAvatar *self)
{
  self->size = 28;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_person_avatar_new:
 * @size: diameter in pixels
 *
 * Returns: (transfer full): an avatar of nobody yet
 */
GtkWidget *
amends_person_avatar_new (int size)
{
  return g_object_new (AMENDS_TYPE_PERSON_AVATAR, "size", size, NULL);
}

/**
 * amends_person_avatar_set_person:
 * @self: an avatar
 * @person: (nullable): whom it shows
 */
void
amends_person_avatar_set_person (AmendsPersonAvatar *self,
                                 AmendsPerson       *person)
{
  g_return_if_fail (AMENDS_IS_PERSON_AVATAR (self));
  g_return_if_fail (person == NULL || AMENDS_IS_PERSON (person));

  if (self->person == person)
    return;
  if (self->person != NULL)
    g_clear_signal_handler (&self->duty_handler, self->person);
  g_set_object (&self->person, person);
  if (person != NULL)
    self->duty_handler = g_signal_connect_swapped (person, "notify", G_CALLBACK (name_self), self);
  name_self (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}
