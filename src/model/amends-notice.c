/* Something a person is told: a limit near or passed, a ticket handed to them, a mention, a call to make. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-label-json.h"
#include "amends-notice.h"
#include "amends-time.h"

struct _AmendsNotice
{
  GObject parent_instance;

  gint64 id;
  gint64 ticket_id;
  gint64 at;
  char *number;
  char *kind;
  char *title;
  char *text;
  const char *icon_name;
  int level;
  gboolean seen;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_TEXT,
  PROP_ICON_NAME,
  PROP_SEEN,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsNotice, amends_notice, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

/* %s is the number of the ticket, the only thing staff say aloud of it; of "lookups" the name of the colleague */
static const struct
{
  const char *kind;
  const char *title;
  const char *icon_name;
  gboolean urgent;
} kinds[] = {
  { "warn", N_("%s is due soon"), "amends-hourglass-symbolic", FALSE },
  { "due", N_("%s is overdue"), "amends-overdue-symbolic", TRUE },
  { "escalated", N_("%s is still overdue and comes to you"), "amends-overdue-symbolic", TRUE },
  { "assigned", N_("%s was assigned to you"), "amends-work-symbolic", FALSE },
  { "mention", N_("You are mentioned in %s"), "user-available-symbolic", FALSE },
  { "callback", N_("Call the customer of %s back"), "call-start-symbolic", TRUE },
  { "lookups", N_("%s looked up unusually many customers"), "system-search-symbolic", FALSE },
  { NULL, N_("News of %s"), "preferences-system-notifications-symbolic", FALSE },
};

static guint
find_kind (const char *kind)
{
  guint i;

  for (i = 0; kinds[i].kind != NULL; i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      break;
  return i;
}

static void
add_part (GString    *text,
          const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static char *
compose (JsonObject *body)
{
  GString *text = g_string_new (NULL);
  g_autofree char *step = amends_label_member (body, "step");
  g_autofree char *customer = amends_label_member (body, "customer");
  g_autofree char *holder = amends_label_member (body, "holder");
  gint64 due = 0;

  add_part (text, step);
  add_part (text, customer);
  add_part (text, holder);
  if (amends_time_parse (json_object_get_string_member_with_default (body, "due_at", NULL), &due))
    {
      g_autofree char *when = amends_time_format (due, amends_clock_now ());
      g_autofree char *words = g_strdup_printf (C_("notice", "due %s"), when);

      add_part (text, words);
    }
  return g_string_free (text, FALSE);
}

static void
amends_notice_finalize (GObject *object)
{
  AmendsNotice *self = AMENDS_NOTICE (object);

  g_free (self->number);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->text);

  G_OBJECT_CLASS (amends_notice_parent_class)->finalize (object);
}

static void
amends_notice_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AmendsNotice *self = AMENDS_NOTICE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_SEEN:
      g_value_set_boolean (value, self->seen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_notice_class_init (AmendsNoticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amends_notice_finalize;
  object_class->get_property = amends_notice_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_SEEN] = g_param_spec_boolean ("seen", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_notice_init (AmendsNotice *self)
{
}

/**
 * amends_notice_new:
 * @id: its number; later ones are higher
 * @ticket_id: the ticket it is about, 0 for none
 * @number: (nullable): number of that ticket
 * @kind: "warn", "due", "escalated", "assigned", "mention" or "callback"
 * @level: steps up the superior chain, 0 for the holder
 * @at: when it was made, microseconds since 1970 UTC
 * @body: (nullable): step, customer (masked), holder, due_at
 *
 * Returns: (transfer full): an unseen notice with its words made up
 */
AmendsNotice *
amends_notice_new (gint64      id,
                   gint64      ticket_id,
                   const char *number,
                   const char *kind,
                   int         level,
                   gint64      at,
                   JsonObject *body)
{
  AmendsNotice *self = g_object_new (AMENDS_TYPE_NOTICE, NULL);
  guint i = find_kind (kind);

  self->id = id;
  self->ticket_id = ticket_id;
  self->number = g_strdup (number != NULL ? number : "");
  self->kind = g_strdup (kind);
  self->level = level;
  self->at = at;
  self->icon_name = kinds[i].icon_name;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  self->title = g_strdup_printf (_(kinds[i].title), self->number);
#pragma GCC diagnostic pop
  self->text = body != NULL ? compose (body) : g_strdup ("");
  return self;
}

/**
 * amends_notice_get_id:
 * @self: a notice
 *
 * Returns: its number; later ones are higher
 */
gint64
amends_notice_get_id (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), 0);

  return self->id;
}

/**
 * amends_notice_get_ticket_id:
 * @self: a notice
 *
 * Returns: the ticket it is about, 0 for none
 */
gint64
amends_notice_get_ticket_id (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), 0);

  return self->ticket_id;
}

/**
 * amends_notice_get_number:
 * @self: a notice
 *
 * Returns: (transfer none): number of that ticket, "" for none
 */
const char *
amends_notice_get_number (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), NULL);

  return self->number;
}

/**
 * amends_notice_get_kind:
 * @self: a notice
 *
 * Returns: (transfer none): its kind
 */
const char *
amends_notice_get_kind (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), NULL);

  return self->kind;
}

/**
 * amends_notice_get_level:
 * @self: a notice
 *
 * Returns: steps up the superior chain, 0 for the holder
 */
int
amends_notice_get_level (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), 0);

  return self->level;
}

/**
 * amends_notice_get_at:
 * @self: a notice
 *
 * Returns: when it was made, microseconds since 1970 UTC
 */
gint64
amends_notice_get_at (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), 0);

  return self->at;
}

/**
 * amends_notice_get_title:
 * @self: a notice
 *
 * Returns: (transfer none): what happened, in words
 */
const char *
amends_notice_get_title (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), NULL);

  return self->title;
}

/**
 * amends_notice_get_text:
 * @self: a notice
 *
 * Returns: (transfer none): step, customer, holder and limit in one line
 */
const char *
amends_notice_get_text (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), NULL);

  return self->text;
}

/**
 * amends_notice_get_icon_name:
 * @self: a notice
 *
 * Returns: (transfer none): name of its icon
 */
const char *
amends_notice_get_icon_name (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), NULL);

  return self->icon_name;
}

/**
 * amends_notice_get_seen:
 * @self: a notice
 *
 * Returns: whether the person has looked at it
 */
gboolean
amends_notice_get_seen (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), FALSE);

  return self->seen;
}

/**
 * amends_notice_set_seen:
 * @self: a notice
 * @seen: whether the person has looked at it
 *
 * Records here what the database says.
 */
void
amends_notice_set_seen (AmendsNotice *self,
                        gboolean      seen)
{
  g_return_if_fail (AMENDS_IS_NOTICE (self));

  if (self->seen == !!seen)
    return;
  self->seen = !!seen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEN]);
}

/**
 * amends_notice_is_urgent:
 * @self: a notice
 *
 * Returns: whether something is late now, which colour may say
 */
gboolean
amends_notice_is_urgent (AmendsNotice *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE (self), FALSE);

  return kinds[find_kind (self->kind)].urgent;
}
