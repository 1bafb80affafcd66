/* A ticket as lists show it: one object per id, kept while it is on any list, with a property for everything a row binds. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <string.h>

#include "amends-ticket-private.h"

typedef enum
{
  KIND_INT,
  KIND_TEXT,
  KIND_BOOL,
} Kind;

#define FIELD(name, kind, member) { name, kind, G_STRUCT_OFFSET (AmendsTicketFields, member) }

/* The plain properties, in the order of their ids: a field each. */
static const struct
{
  const char *name;
  Kind kind;
  gsize offset;
} fields[] = {
  FIELD ("id", KIND_INT, id),
  FIELD ("rev", KIND_INT, rev),
  FIELD ("number", KIND_TEXT, number),
  FIELD ("subject", KIND_TEXT, subject),
  FIELD ("customer", KIND_TEXT, customer),
  FIELD ("tier", KIND_TEXT, tier),
  FIELD ("category-id", KIND_INT, category_id),
  FIELD ("category", KIND_TEXT, category),
  FIELD ("priority-id", KIND_INT, priority_id),
  FIELD ("priority-code", KIND_TEXT, priority),
  FIELD ("priority-text", KIND_TEXT, priority_text),
  FIELD ("scope", KIND_TEXT, scope),
  FIELD ("state", KIND_TEXT, state),
  FIELD ("wait-reason", KIND_TEXT, wait_reason),
  FIELD ("waiting", KIND_TEXT, wait_label),
  FIELD ("team-id", KIND_INT, team_id),
  FIELD ("assignee-id", KIND_INT, assignee_id),
  FIELD ("assignee", KIND_TEXT, assignee),
  FIELD ("step-id", KIND_INT, step_id),
  FIELD ("step-no", KIND_INT, step_no),
  FIELD ("step-count", KIND_INT, step_count),
  FIELD ("step", KIND_TEXT, step_label),
  FIELD ("step-kind", KIND_TEXT, step_kind),
  FIELD ("step-role", KIND_TEXT, step_role),
  FIELD ("action", KIND_TEXT, action_label),
  FIELD ("due-at", KIND_INT, due_at),
  FIELD ("warn-at", KIND_INT, warn_at),
  FIELD ("due-kind", KIND_TEXT, due_kind),
  FIELD ("opened-at", KIND_INT, opened_at),
  FIELD ("changed-at", KIND_INT, changed_at),
  FIELD ("complaints", KIND_INT, complaints),
  FIELD ("effort-min", KIND_INT, effort_min),
  FIELD ("mine", KIND_BOOL, mine),
  FIELD ("can-act", KIND_BOOL, can_act),
  FIELD ("row-kind", KIND_TEXT, row_kind),
  FIELD ("followup-id", KIND_INT, followup_id),
};

enum
{
  PROP_NUMBER_MARKUP = G_N_ELEMENTS (fields) + 1,
  PROP_STEP_LONG,
  PROP_OWNER,
  PROP_OWNER_NAME,
  PROP_HAS_OWNER,
  PROP_VIP,
  PROP_REPEAT,
  PROP_BATCH,
  PROP_PRIORITY,
  PROP_SETTLING,
  N_PROPS
};

/* Which derived property to tell when a field changes. */
static const struct
{
  const char *field;
  guint prop;
} derived[] = {
  { "number", PROP_NUMBER_MARKUP }, { "step", PROP_STEP_LONG },         { "step-no", PROP_STEP_LONG },
  { "step-count", PROP_STEP_LONG }, { "assignee", PROP_OWNER_NAME },    { "assignee-id", PROP_HAS_OWNER },
  { "tier", PROP_VIP },             { "complaints", PROP_REPEAT },      { "scope", PROP_BATCH },
  { "priority-code", PROP_PRIORITY },
};

G_DEFINE_FINAL_TYPE (AmendsTicket, amends_ticket, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

/* People say the last digits: the day before them is dim. */
static char *
number_markup (AmendsTicket *self)
{
  const char *number = self->fields.number;
  g_autofree char *escaped = NULL;

  if (number == NULL)
    return NULL;
  if (strlen (number) > 8)
    {
      g_autofree char *day = g_strndup (number, 8);
      g_autofree char *left = g_markup_escape_text (day, -1);
      g_autofree char *right = g_markup_escape_text (number + 8, -1);

      return g_strdup_printf ("<span alpha=\"58%%\">%s</span><b>%s</b>", left, right);
    }
  escaped = g_markup_escape_text (number, -1);
  return g_strdup_printf ("<b>%s</b>", escaped);
}

static char *
step_long (AmendsTicket *self)
{
  const AmendsTicketFields *f = &self->fields;

  if (f->step_no <= 0 || f->step_count <= 0)
    return g_strdup (f->step_label != NULL ? f->step_label : "");
  return g_strdup_printf ("%d/%d %s", (int) f->step_no, (int) f->step_count, f->step_label != NULL ? f->step_label : "");
}

static void
notify_field (AmendsTicket *self,
              guint         field)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[field + 1]);
  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    if (g_str_equal (derived[i].field, fields[field].name))
      g_object_notify_by_pspec (G_OBJECT (self), properties[derived[i].prop]);
}

static gboolean
take_text (AmendsTicket             *self,
           const AmendsTicketFields *from,
           gsize                     offset)
{
  const char *value = G_STRUCT_MEMBER (const char *, from, offset);
  char **mine = &G_STRUCT_MEMBER (char *, &self->fields, offset);

  if (g_strcmp0 (*mine, value) == 0)
    return FALSE;
  g_free (*mine);
  *mine = g_strdup (value);
  return TRUE;
}

static gboolean
take_field (AmendsTicket             *self,
            const AmendsTicketFields *from,
            guint                     field)
{
  gsize offset = fields[field].offset;

  switch (fields[field].kind)
    {
    case KIND_TEXT:
      return take_text (self, from, offset);
    case KIND_BOOL:
      if (G_STRUCT_MEMBER (gboolean, &self->fields, offset) == G_STRUCT_MEMBER (gboolean, from, offset))
        return FALSE;
      G_STRUCT_MEMBER (gboolean, &self->fields, offset) = G_STRUCT_MEMBER (gboolean, from, offset);
      return TRUE;
    case KIND_INT:
    default:
      if (G_STRUCT_MEMBER (gint64, &self->fields, offset) == G_STRUCT_MEMBER (gint64, from, offset))
        return FALSE;
      G_STRUCT_MEMBER (gint64, &self->fields, offset) = G_STRUCT_MEMBER (gint64, from, offset);
      return TRUE;
    }
}

static void
amends_ticket_dispose (GObject *object)
{
  g_clear_object (&AMENDS_TICKET (object)->owner);

  G_OBJECT_CLASS (amends_ticket_parent_class)->dispose (object);
}

static void
amends_ticket_finalize (GObject *object)
{
  AmendsTicket *self = AMENDS_TICKET (object);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].kind == KIND_TEXT)
      g_free (G_STRUCT_MEMBER (char *, &self->fields, fields[i].offset));
  g_free (self->search_text);

  G_OBJECT_CLASS (amends_ticket_parent_class)->finalize (object);
}

static void
get_field (AmendsTicket *self,
           guint         field,
           GValue       *value)
{
  gsize offset = fields[field].offset;

  if (fields[field].kind == KIND_TEXT)
    g_value_set_string (value, G_STRUCT_MEMBER (const char *, &self->fields, offset));
  else if (fields[field].kind == KIND_BOOL)
    g_value_set_boolean (value, G_STRUCT_MEMBER (gboolean, &self->fields, offset));
  else
    g_value_set_int64 (value, G_STRUCT_MEMBER (gint64, &self->fields, offset));
}

static void
amends_ticket_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AmendsTicket *self = AMENDS_TICKET (object);

  if (prop_id >= 1 && prop_id <= G_N_ELEMENTS (fields))
    {
      get_field (self, prop_id - 1, value);
      return;
    }
  switch (prop_id)
    {
    case PROP_NUMBER_MARKUP:
      g_value_take_string (value, number_markup (self));
      break;
    case PROP_STEP_LONG:
      g_value_take_string (value, step_long (self));
      break;
    case PROP_OWNER:
      g_value_set_object (value, self->owner);
      break;
    case PROP_OWNER_NAME:
      g_value_set_string (value, amends_ticket_get_owner_name (self));
      break;
    case PROP_HAS_OWNER:
      g_value_set_boolean (value, self->fields.assignee_id != 0);
      break;
    case PROP_VIP:
      g_value_set_boolean (value, amends_ticket_is_vip (self));
      break;
    case PROP_REPEAT:
      g_value_set_uint (value, amends_ticket_get_repeat (self));
      break;
    case PROP_BATCH:
      g_value_set_uint (value, amends_ticket_is_batch (self) ? 1 : 0);
      break;
    case PROP_PRIORITY:
      g_value_set_uint (value, amends_ticket_get_priority (self));
      break;
    case PROP_SETTLING:
      g_value_set_boolean (value, self->settling);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GParamSpec *
field_spec (guint       field,
            GParamFlags flags)
{
  switch (fields[field].kind)
    {
    case KIND_TEXT:
      return g_param_spec_string (fields[field].name, NULL, NULL, NULL, flags);
    case KIND_BOOL:
      return g_param_spec_boolean (fields[field].name, NULL, NULL, FALSE, flags);
    case KIND_INT:
    default:
      return g_param_spec_int64 (fields[field].name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    }
}

static void
amends_ticket_class_init (AmendsTicketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_ticket_dispose;
  object_class->finalize = amends_ticket_finalize;
  object_class->get_property = amends_ticket_get_property;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    properties[i + 1] = field_spec (i, flags);
  properties[PROP_NUMBER_MARKUP] = g_param_spec_string ("number-markup", NULL, NULL, NULL, flags);
  properties[PROP_STEP_LONG] = g_param_spec_string ("step-long", NULL, NULL, NULL, flags);
  properties[PROP_OWNER] = g_param_spec_object ("owner", NULL, NULL, AMENDS_TYPE_PERSON, flags);
  properties[PROP_OWNER_NAME] = g_param_spec_string ("owner-name", NULL, NULL, NULL, flags);
  properties[PROP_HAS_OWNER] = g_param_spec_boolean ("has-owner", NULL, NULL, FALSE, flags);
  properties[PROP_VIP] = g_param_spec_boolean ("vip", NULL, NULL, FALSE, flags);
  properties[PROP_REPEAT] = g_param_spec_uint ("repeat", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_BATCH] = g_param_spec_uint ("batch", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PRIORITY] = g_param_spec_uint ("priority", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SETTLING] = g_param_spec_boolean ("settling", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_ticket_init (AmendsTicket *self)
{
}

/**
 * amends_ticket_new:
 *
 * Returns: (transfer full): a ticket of which nothing is known yet
 */
AmendsTicket *
amends_ticket_new (void)
{
  return g_object_new (AMENDS_TYPE_TICKET, NULL);
}

/**
 * amends_ticket_update:
 * @self: a ticket
 * @from: what the database says now; texts are copied
 *
 * Takes over everything and tells what changed.
 *
 * Returns: whether anything did
 */
gboolean
amends_ticket_update (AmendsTicket             *self,
                      const AmendsTicketFields *from)
{
  gboolean changed = FALSE;

  g_return_val_if_fail (AMENDS_IS_TICKET (self), FALSE);
  g_return_val_if_fail (from != NULL, FALSE);

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (take_field (self, from, i))
      {
        changed = TRUE;
        notify_field (self, i);
      }
  if (changed)
    g_clear_pointer (&self->search_text, g_free);
  g_object_thaw_notify (G_OBJECT (self));
  return changed;
}

/**
 * amends_ticket_get:
 * @self: a ticket
 *
 * Returns: (transfer none): everything that is known; valid until the next update
 */
const AmendsTicketFields *
amends_ticket_get (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), NULL);

  return &self->fields;
}

/**
 * amends_ticket_get_id:
 * @self: a ticket
 *
 * Returns: the ticket's number in the database
 */
gint64
amends_ticket_get_id (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), 0);

  return self->fields.id;
}

/**
 * amends_ticket_get_rev:
 * @self: a ticket
 *
 * Returns: the version that was read
 */
gint64
amends_ticket_get_rev (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), 0);

  return self->fields.rev;
}

/**
 * amends_ticket_set_rev:
 * @self: a ticket
 * @rev: the version that an answer of the database named
 */
void
amends_ticket_set_rev (AmendsTicket *self,
                       gint64        rev)
{
  AmendsTicketFields now;

  g_return_if_fail (AMENDS_IS_TICKET (self));

  now = self->fields;
  now.rev = rev;
  amends_ticket_update (self, &now);
}

/**
 * amends_ticket_get_number:
 * @self: a ticket
 *
 * Returns: (transfer none): the number people say
 */
const char *
amends_ticket_get_number (AmendsTicket *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET (self), NULL);

  return self->fields.number != NULL ? self->fields.number : "";
}
