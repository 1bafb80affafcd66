/* One thing that happened to a ticket. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-event.h"

struct _AmendsEvent
{
  GObject parent_instance;

  gint64 id;
  char *kind;
  gint64 happened_at;
  gint64 recorded_at;
  char *actor;
  char *text;
  JsonObject *body;
};

G_DEFINE_FINAL_TYPE (AmendsEvent, amends_event, G_TYPE_OBJECT)

static void
amends_event_finalize (GObject *object)
{
  AmendsEvent *self = AMENDS_EVENT (object);

  g_free (self->kind);
  g_free (self->actor);
  g_free (self->text);
  g_clear_pointer (&self->body, json_object_unref);
  G_OBJECT_CLASS (amends_event_parent_class)->finalize (object);
}

static void
amends_event_class_init (AmendsEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_event_finalize;
}

static void
amends_event_init (AmendsEvent *self)
{
}

/**
 * amends_event_new:
 * @id: its id
 * @kind: as schema/050-ticket.sql lists them
 * @happened_at: µs since the epoch
 * @recorded_at: µs since the epoch; later for late entries
 * @actor: (nullable): who did it; %NULL: the system
 * @text: (nullable): what was said
 * @body: (nullable): details, names and labels filled in
 *
 * Returns: (transfer full): an event; events never change
 */
AmendsEvent *
amends_event_new (gint64      id,
                  const char *kind,
                  gint64      happened_at,
                  gint64      recorded_at,
                  const char *actor,
                  const char *text,
                  JsonObject *body)
{
  AmendsEvent *self = g_object_new (AMENDS_TYPE_EVENT, NULL);

  self->id = id;
  self->kind = g_strdup (kind);
  self->happened_at = happened_at;
  self->recorded_at = recorded_at;
  self->actor = g_strdup (actor);
  self->text = g_strdup (text);
  self->body = body ? json_object_ref (body) : json_object_new ();
  return self;
}

/**
 * amends_event_get_group:
 * @self: an event
 *
 * Returns: under which filter of the timeline it stands
 */
AmendsEventGroup
amends_event_get_group (AmendsEvent *self)
{
  static const char * const customer[] = { "filed", "contact", "survey", "survey_sent", "survey_answered", "callback", "callback_done", NULL };

  g_return_val_if_fail (AMENDS_IS_EVENT (self), AMENDS_EVENT_CHANGE);

  if (g_strv_contains (customer, self->kind))
    return AMENDS_EVENT_CUSTOMER;
  return g_str_equal (self->kind, "note") ? AMENDS_EVENT_NOTE : AMENDS_EVENT_CHANGE;
}

gint64
amends_event_get_id (AmendsEvent *self)
{
  g_return_val_if_fail (AMENDS_IS_EVENT (self), 0);

  return self->id;
}

const char *
amends_event_get_kind (AmendsEvent *self)
{
  g_return_val_if_fail (AMENDS_IS_EVENT (self), NULL);

  return self->kind;
}

gint64
amends_event_get_happened_at (AmendsEvent *self)
{
  g_return_val_if_fail (AMENDS_IS_EVENT (self), 0);

  return self->happened_at;
}

gint64
amends_event_get_recorded_at (AmendsEvent *self)
{
  g_return_val_if_fail (AMENDS_IS_EVENT (self), 0);

  return self->recorded_at;
}

const char *
amends_event_get_actor (AmendsEvent *self)
{
  g_return_val_if_fail (AMENDS_IS_EVENT (self), NULL);

  return self->actor;
}

const char *
amends_event_get_text (AmendsEvent *self)
{
  g_return_val_if_fail (AMENDS_IS_EVENT (self), NULL);

  return self->text;
}

JsonObject *
amends_event_get_body (AmendsEvent *self)
{
  g_return_val_if_fail (AMENDS_IS_EVENT (self), NULL);

  return self->body;
}
