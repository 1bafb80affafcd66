/* What happened to a ticket, told in one sentence each. Pure: from event, ticket and catalogue to Pango markup. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-event-words.h"
#include "amends-json.h"
#include "amends-telling.h"
#include "amends-ticket-words.h"

static const struct
{
  const char *kind;
  const char *icon;
  AmendsTellFunc tell;
} kinds[] = {
  { "filed", "list-add-symbolic", amends_tell_filed },
  { "contact", "call-start-symbolic", NULL },
  { "note", "changes-prevent-symbolic", NULL },
  { "take", "avatar-default-symbolic", amends_tell_take },
  { "assigned", "avatar-default-symbolic", amends_tell_assigned },
  { "hand_over", "avatar-default-symbolic", amends_tell_hand_over },
  { "escalate", "go-up-symbolic", amends_tell_escalate },
  { "escalated", "alarm-symbolic", amends_tell_escalated },
  { "step_done", "object-select-symbolic", amends_tell_step_done },
  { "step_skipped", "media-skip-forward-symbolic", amends_tell_step_skipped },
  { "sent_back", "edit-undo-symbolic", amends_tell_sent_back },
  { "wait", "media-playback-pause-symbolic", amends_tell_wait },
  { "resume", "media-playback-start-symbolic", amends_tell_resume },
  { "resolve", "emblem-ok-symbolic", amends_tell_resolve },
  { "reopen", "view-refresh-symbolic", amends_tell_reopen },
  { "close", "emblem-ok-symbolic", amends_tell_close },
  { "cancel", "process-stop-symbolic", amends_tell_cancel },
  { "priority", "document-edit-symbolic", amends_tell_priority },
  { "category", "document-edit-symbolic", amends_tell_category },
  { "refund_requested", "amends-money-symbolic", amends_tell_refund_requested },
  { "refund_reviewed", "object-select-symbolic", amends_tell_refund_reviewed },
  { "refund_confirmed", "object-select-symbolic", amends_tell_refund_confirmed },
  { "refund_manager_confirmed", "object-select-symbolic", amends_tell_refund_manager },
  { "refund_sent_back", "edit-undo-symbolic", amends_tell_refund_sent_back },
  { "refund_paid", "amends-money-symbolic", amends_tell_refund_paid },
  { "refund_refused", "process-stop-symbolic", amends_tell_refund_refused },
  { "refund_withdrawn", "edit-undo-symbolic", amends_tell_refund_withdrawn },
  { "refund_error", "dialog-warning-symbolic", amends_tell_refund_error },
  { "refund_error_corrected", "emblem-ok-symbolic", amends_tell_refund_error_corrected },
  { "refund_followup", "call-start-symbolic", amends_tell_refund_followup },
  { "survey", "starred-symbolic", amends_tell_survey },
  { "callback", "call-start-symbolic", amends_tell_callback },
  { "coupon", "amends-money-symbolic", amends_tell_coupon },
  { "coupon_cancelled", "edit-undo-symbolic", amends_tell_coupon_cancelled },
  { "reveal", "view-reveal-symbolic", amends_tell_reveal },
};

static gsize
find_kind (AmendsEvent *event)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (kinds) && !g_str_equal (kinds[i].kind, amends_event_get_kind (event)))
    i++;
  return i;
}

/**
 * amends_event_shape:
 * @event: an event
 *
 * Returns: how much room it takes: a line, or a block to read
 */
AmendsEventShape
amends_event_shape (AmendsEvent *event)
{
  const char *kind = amends_event_get_kind (event);
  const char *text = amends_event_get_text (event);
  gboolean inward = g_strcmp0 (amends_json_text (amends_event_get_body (event), "direction"), "in") == 0;

  if (g_str_equal (kind, "note"))
    return AMENDS_EVENT_AMONG_STAFF;
  if (g_str_equal (kind, "contact") && text == NULL)
    return AMENDS_EVENT_HIDDEN;
  /* the refund's own event says more than that its step is done */
  if (g_str_equal (kind, "step_done") && amends_json_text (amends_event_get_body (event), "kind") != NULL
      && g_str_has_prefix (amends_json_text (amends_event_get_body (event), "kind"), "refund"))
    return AMENDS_EVENT_HIDDEN;
  if (g_str_equal (kind, "contact"))
    return inward ? AMENDS_EVENT_FROM_CUSTOMER : AMENDS_EVENT_TO_CUSTOMER;
  if ((g_str_equal (kind, "survey") || g_str_equal (kind, "callback") || g_str_equal (kind, "refund_followup")) && text != NULL)
    return AMENDS_EVENT_FROM_CUSTOMER;
  return AMENDS_EVENT_LINE;
}

/**
 * amends_event_icon:
 * @event: an event
 *
 * Returns: (transfer none): name of the symbolic icon beside it
 */
const char *
amends_event_icon (AmendsEvent *event)
{
  gsize i = find_kind (event);

  switch (amends_event_shape (event))
    {
    case AMENDS_EVENT_FROM_CUSTOMER:
      return "user-info-symbolic";
    case AMENDS_EVENT_TO_CUSTOMER:
      return "mail-unread-symbolic";
    default:
      return i < G_N_ELEMENTS (kinds) ? kinds[i].icon : "document-edit-symbolic";
    }
}

/**
 * amends_event_is_alert:
 * @event: an event
 *
 * Returns: whether it stands out in red: a limit that was passed
 */
gboolean
amends_event_is_alert (AmendsEvent *event)
{
  return g_str_equal (amends_event_get_kind (event), "escalated") && amends_json_int (amends_event_get_body (event), "level") > 0;
}

/**
 * amends_event_dup_markup:
 * @event: an event
 * @store: the ticket: for the fields of its steps and the currency of its amounts
 * @catalogue: for labels of categories, reasons, people
 *
 * Returns: (transfer full): one sentence as Pango markup
 */
char *
amends_event_dup_markup (AmendsEvent       *event,
                         AmendsTicketStore *store,
                         AmendsCatalogue   *catalogue)
{
  const char *actor = amends_event_get_actor (event);
  g_autofree char *who = amends_telling_bold (actor != NULL ? actor : _("Amends"));
  gsize i = find_kind (event);
  AmendsTelling telling = { event, amends_event_get_body (event), store, catalogue, who };

  return i < G_N_ELEMENTS (kinds) && kinds[i].tell != NULL ? kinds[i].tell (&telling) : amends_tell_other (&telling);
}

/**
 * amends_event_dup_who:
 * @event: an event that is a block
 * @ticket: the object of api.ticket()
 *
 * Returns: (transfer full): whose words they are
 */
char *
amends_event_dup_who (AmendsEvent *event,
                      JsonObject  *ticket)
{
  const char *actor = amends_event_get_actor (event);
  const char *customer = amends_json_text (amends_json_object (ticket, "customer"), "name");

  if (amends_event_shape (event) == AMENDS_EVENT_FROM_CUSTOMER)
    return g_strdup (customer != NULL ? customer : _("Customer"));
  return g_strdup (actor != NULL ? actor : _("Amends"));
}

static char *
contact_meta (AmendsEvent     *event,
              AmendsCatalogue *catalogue)
{
  JsonObject *body = amends_event_get_body (event);
  const char *code = amends_json_text (body, "channel");
  AmendsTerm *channel = code != NULL ? amends_catalogue_find (catalogue, AMENDS_TERM_CHANNEL, code) : NULL;
  const char *way = channel != NULL ? amends_term_get_label (channel) : "";
  const char *actor = amends_event_get_actor (event);

  if (amends_event_shape (event) == AMENDS_EVENT_FROM_CUSTOMER)
    return g_strdup_printf (_("%s · recorded by %s"), way, actor != NULL ? actor : "");
  if (amends_json_boolean (body, "first"))
    return g_strdup_printf (_("to the customer · %s · first response"), way);
  return g_strdup_printf (_("to the customer · %s"), way);
}

/**
 * amends_event_dup_meta:
 * @event: an event that is a block
 * @catalogue: for the label of the channel
 *
 * Returns: (transfer full): the quiet words behind whose words they are
 */
char *
amends_event_dup_meta (AmendsEvent     *event,
                       AmendsCatalogue *catalogue)
{
  const char *kind = amends_event_get_kind (event);
  const char *actor = amends_event_get_actor (event) != NULL ? amends_event_get_actor (event) : _("Amends");
  const char *remedy = amends_json_text (amends_event_get_body (event), "remedy");

  if (g_str_equal (kind, "note"))
    return g_strdup (_("internal note · the customer does not see it"));
  if (g_str_equal (kind, "contact"))
    return contact_meta (event, catalogue);
  if (g_str_equal (kind, "survey"))
    {
      AmendsTelling telling = { event, amends_event_get_body (event), NULL, catalogue, "" };

      return amends_tell_survey (&telling);
    }
  if (remedy != NULL)
    return g_strdup_printf (_("call-back by %s · remedy: %s"), actor, amends_remedy_words (remedy));
  return g_strdup_printf (_("call-back by %s"), actor);
}

static void
mark_mentions (GString     *text,
               AmendsEvent *event)
{
  JsonArray *names = amends_json_array (amends_event_get_body (event), "names");

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      g_autofree char *plain = g_markup_printf_escaped ("@%s", json_array_get_string_element (names, i));
      g_autofree char *marked = g_strdup_printf ("<b>%s</b>", plain);

      g_string_replace (text, plain, marked, 0);
    }
}

/**
 * amends_event_dup_text:
 * @event: an event that is a block
 *
 * Returns: (transfer full): what was said, as Pango markup with the mentioned names bold
 */
char *
amends_event_dup_text (AmendsEvent *event)
{
  const char *text = amends_event_get_text (event);
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);
  g_autoptr (GString) marked = g_string_new (escaped);

  mark_mentions (marked, event);
  return g_string_free (g_steal_pointer (&marked), FALSE);
}
