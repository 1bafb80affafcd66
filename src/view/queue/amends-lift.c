/* The tickets in the air while something is dragged: what a drag carries, and what targets ask to know what they would get. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-lift.h"

struct _AmendsLift
{
  GObject parent_instance;

  GPtrArray *tickets;
  GArray *revs;
  gboolean active;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsLift, amends_lift, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
amends_lift_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_LIFT (object)->tickets);
  g_array_unref (AMENDS_LIFT (object)->revs);

  G_OBJECT_CLASS (amends_lift_parent_class)->finalize (object);
}

static void
amends_lift_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, AMENDS_LIFT (object)->active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_lift_class_init (AmendsLiftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = amends_lift_finalize;
  object_class->get_property = amends_lift_get_property;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_lift_init (AmendsLift *self)
{
  self->tickets = g_ptr_array_new_with_free_func (g_object_unref);
  self->revs = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * amends_lift_new:
 *
 * Returns: (transfer full): nothing in the air
 */
AmendsLift *
amends_lift_new (void)
{
  return g_object_new (AMENDS_TYPE_LIFT, NULL);
}

/**
 * amends_lift_begin:
 * @self: what is in the air
 * @tickets: (element-type AmendsTicket): what is lifted now
 */
void
amends_lift_begin (AmendsLift *self,
                   GPtrArray  *tickets)
{
  g_return_if_fail (AMENDS_IS_LIFT (self));
  g_return_if_fail (tickets != NULL && tickets->len > 0);

  g_ptr_array_set_size (self->tickets, 0);
  g_array_set_size (self->revs, 0);
  for (guint i = 0; i < tickets->len; i++)
    {
      gint64 rev = amends_ticket_get_rev (tickets->pdata[i]);

      g_ptr_array_add (self->tickets, g_object_ref (tickets->pdata[i]));
      g_array_append_val (self->revs, rev);
    }
  self->active = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

/**
 * amends_lift_end:
 * @self: what is in the air
 *
 * It was let go, wherever.
 */
void
amends_lift_end (AmendsLift *self)
{
  g_return_if_fail (AMENDS_IS_LIFT (self));

  if (!self->active)
    return;
  self->active = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  g_ptr_array_set_size (self->tickets, 0);
}

/**
 * amends_lift_get_active:
 * @self: what is in the air
 *
 * Returns: whether anything is
 */
gboolean
amends_lift_get_active (AmendsLift *self)
{
  g_return_val_if_fail (AMENDS_IS_LIFT (self), FALSE);

  return self->active;
}

/**
 * amends_lift_get_tickets:
 * @self: what is in the air
 *
 * Returns: (transfer none) (element-type AmendsTicket): the tickets
 */
GPtrArray *
amends_lift_get_tickets (AmendsLift *self)
{
  g_return_val_if_fail (AMENDS_IS_LIFT (self), NULL);

  return self->tickets;
}

/**
 * amends_lift_get_revs:
 * @self: what is in the air
 *
 * Returns: (transfer none) (element-type gint64): the versions the tickets had when they were lifted: what another desk
 *   changes while they are in the air must not be overwritten by letting go
 */
GArray *
amends_lift_get_revs (AmendsLift *self)
{
  g_return_val_if_fail (AMENDS_IS_LIFT (self), NULL);

  return self->revs;
}
