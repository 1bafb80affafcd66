/* A team and its queue: what it is called, and how many tickets wait in it. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-team.h"

struct _AmendsTeam
{
  GObject parent_instance;

  gint64 id;
  char *code;
  char *label;
  char *icon_name;
  gboolean mine;
  AmendsTeamCounts counts;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_CODE,
  PROP_LABEL,
  PROP_ICON_NAME,
  PROP_MINE,
  PROP_OPEN,
  PROP_OVERDUE,
  PROP_SOON,
  PROP_UNASSIGNED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsTeam, amends_team, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
set_string (AmendsTeam *self,
            char      **field,
            const char *value,
            guint       prop_id)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
set_count (AmendsTeam *self,
           guint      *field,
           guint       value,
           guint       prop_id)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
amends_team_finalize (GObject *object)
{
  AmendsTeam *self = AMENDS_TEAM (object);

  g_free (self->code);
  g_free (self->label);
  g_free (self->icon_name);

  G_OBJECT_CLASS (amends_team_parent_class)->finalize (object);
}

static void
amends_team_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  AmendsTeam *self = AMENDS_TEAM (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, amends_team_get_icon_name (self));
      break;
    case PROP_MINE:
      g_value_set_boolean (value, self->mine);
      break;
    case PROP_OPEN:
      g_value_set_uint (value, self->counts.open);
      break;
    case PROP_OVERDUE:
      g_value_set_uint (value, self->counts.overdue);
      break;
    case PROP_SOON:
      g_value_set_uint (value, self->counts.soon);
      break;
    case PROP_UNASSIGNED:
      g_value_set_uint (value, self->counts.unassigned);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_team_class_init (AmendsTeamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amends_team_finalize;
  object_class->get_property = amends_team_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_MINE] = g_param_spec_boolean ("mine", NULL, NULL, FALSE, flags);
  properties[PROP_OPEN] = g_param_spec_uint ("open", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_OVERDUE] = g_param_spec_uint ("overdue", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SOON] = g_param_spec_uint ("soon", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_UNASSIGNED] = g_param_spec_uint ("unassigned", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_team_init (AmendsTeam *self)
{
}

/**
 * amends_team_new:
 * @id: the team's number in the database
 * @code: its code
 *
 * Returns: (transfer full): a team without a name yet
 */
AmendsTeam *
amends_team_new (gint64      id,
                 const char *code)
{
  AmendsTeam *self = g_object_new (AMENDS_TYPE_TEAM, NULL);

  self->id = id;
  self->code = g_strdup (code);
  return self;
}

/**
 * amends_team_describe:
 * @self: a team
 * @label: its name in the language of the program
 * @icon_name: (nullable): name of its icon
 * @mine: whether the person signed in belongs to it
 *
 * Takes over what the catalogue says of the team.
 */
void
amends_team_describe (AmendsTeam *self,
                      const char *label,
                      const char *icon_name,
                      gboolean    mine)
{
  g_return_if_fail (AMENDS_IS_TEAM (self));

  set_string (self, &self->label, label, PROP_LABEL);
  set_string (self, &self->icon_name, icon_name, PROP_ICON_NAME);
  if (self->mine != !!mine)
    {
      self->mine = !!mine;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINE]);
    }
}

/**
 * amends_team_set_counts:
 * @self: a team
 * @counts: what waits in its queue
 *
 * Notifies only the counts that differ.
 */
void
amends_team_set_counts (AmendsTeam             *self,
                        const AmendsTeamCounts *counts)
{
  g_return_if_fail (AMENDS_IS_TEAM (self));
  g_return_if_fail (counts != NULL);

  set_count (self, &self->counts.open, counts->open, PROP_OPEN);
  set_count (self, &self->counts.overdue, counts->overdue, PROP_OVERDUE);
  set_count (self, &self->counts.soon, counts->soon, PROP_SOON);
  set_count (self, &self->counts.unassigned, counts->unassigned, PROP_UNASSIGNED);
}

/**
 * amends_team_get_id:
 * @self: a team
 *
 * Returns: the number of the team in the database
 */
gint64
amends_team_get_id (AmendsTeam *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM (self), 0);

  return self->id;
}

/**
 * amends_team_get_code:
 * @self: a team
 *
 * Returns: (transfer none): its code
 */
const char *
amends_team_get_code (AmendsTeam *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM (self), NULL);

  return self->code;
}

/**
 * amends_team_get_label:
 * @self: a team
 *
 * Returns: (transfer none): its name in the language of the program
 */
const char *
amends_team_get_label (AmendsTeam *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM (self), NULL);

  return self->label != NULL ? self->label : "";
}

/**
 * amends_team_get_icon_name:
 * @self: a team
 *
 * Returns: (transfer none): name of its icon
 */
const char *
amends_team_get_icon_name (AmendsTeam *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM (self), NULL);

  return self->icon_name != NULL ? self->icon_name : "amends-inbox-symbolic";
}

/**
 * amends_team_get_mine:
 * @self: a team
 *
 * Returns: whether the person signed in belongs to it
 */
gboolean
amends_team_get_mine (AmendsTeam *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM (self), FALSE);

  return self->mine;
}

/**
 * amends_team_get_open:
 * @self: a team
 *
 * Returns: how many tickets are open
 */
guint
amends_team_get_open (AmendsTeam *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM (self), 0);

  return self->counts.open;
}

/**
 * amends_team_get_overdue:
 * @self: a team
 *
 * Returns: how many of them are past their limit
 */
guint
amends_team_get_overdue (AmendsTeam *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM (self), 0);

  return self->counts.overdue;
}

/**
 * amends_team_get_soon:
 * @self: a team
 *
 * Returns: how many of them are past the warning share of their limit
 */
guint
amends_team_get_soon (AmendsTeam *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM (self), 0);

  return self->counts.soon;
}

/**
 * amends_team_get_unassigned:
 * @self: a team
 *
 * Returns: how many of them nobody holds
 */
guint
amends_team_get_unassigned (AmendsTeam *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM (self), 0);

  return self->counts.unassigned;
}
