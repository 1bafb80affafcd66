/* What a person reads when the server says no: its codes in words, in the person's language, each with what to do.
 *
 * The server sends a code (MESSAGE) and a JSON object (DETAIL), never a sentence. Placeholders {name} of a text are members of
 * that object: *_minor as money, at and *_at as moments, everything else as it is. */

#define G_LOG_DOMAIN "amends-message"

#include "config.h"

#include "amends-message.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "amends-clock.h"
#include "amends-error.h"
#include "amends-label-json.h"
#include "amends-money.h"
#include "amends-time.h"

typedef struct
{
  const char *code;
  const char *text;
} Message;

static const Message messages[] = {
  { "person.unknown", N_("Your login is not a member of this department. Ask your administrator to add you.") },
  { "role.forbidden", N_("Your role does not include this. Ask your supervisor.") },
  { "isolation.level", N_("Amends works with the isolation level “read committed” only.") },
  { "request.missing", N_("The call carried no request id.") },
  { "request.reused", N_("This request id was used for another call already.") },
  { "text.too_long", N_("The text is too long; at most {max} characters fit here. Shorten it.") },
  { "text.missing", N_("Something is missing here. Fill it in.") },
  { "text.control_characters", N_("The text holds control characters. Type or paste it again without them.") },

  { "ticket.unknown", N_("There is no such ticket, or it is not yours to see.") },
  { "ticket.changed", N_("{by} changed this ticket at {at}. You now see the new state; look at it and try again.") },
  { "ticket.taken", N_("{by} took this ticket at {at}.") },
  { "ticket.state", N_("That is not possible in the ticket's present state.") },
  { "ticket.not_holder", N_("Only the person who holds the step can do this. Take the ticket over first.") },
  { "step.none", N_("The ticket has no current step.") },
  { "step.nowhere_back", N_("There is no earlier step to send it back to.") },
  { "step.changed", N_("{by} finished this step at {at}.") },
  { "step.record_missing", N_("Something that has to be recorded at this step is missing. Fill it in.") },

  { "refund.unknown", N_("There is no such refund, or it is not yours to see.") },
  { "refund.changed", N_("{by} changed this refund at {at}. You now see the new state; look at it and try again.") },
  { "refund.state", N_("That is not possible in the refund's present state.") },
  { "refund.amount", N_("The amount has to be more than nothing.") },
  { "refund.amount_differs", N_("The amount was changed meanwhile. Look at it and confirm again.") },
  { "refund.over_paid", N_("That is more than can still be refunded on this order ({left_minor}). Lower the amount.") },
  { "refund.four_eyes", N_("You reviewed this refund or changed its amount: another person has to do this step.") },
  { "refund.needs_manager", N_("Above the policy's limit a manager confirms first.") },
  { "refund.no_manager_needed", N_("This refund is within the policy's limit and needs no manager.") },
  { "refund.living", N_("There is a refund under way on this ticket already.") },
  { "refund.no_order", N_("The ticket has no order to refund. Set the order first.") },
  { "refund.foreign_order", N_("That order belongs to another customer.") },
  { "refund.no_policy", N_("No refund policy is in force. Ask your administrator to publish one.") },
  { "refund.reason", N_("Choose a reason for the refund.") },
  { "refund.clause", N_("Choose the policy clause that the decision rests on.") },
  { "refund.decision", N_("Say how you decided.") },
  { "refund.reference_used", N_("This payment reference is on the order already. Was it paid twice? Check before you go on.") },
  { "refund.reference", N_("Enter the reference of the payment.") },
  { "refund.error_kind", N_("Choose the kind of mistake.") },
  { "refund.error_person", N_("Choose the person whose mistake it was.") },
  { "refund_error.unknown", N_("There is no such refund error.") },
  { "refund_error.corrected", N_("This refund error is corrected already.") },
  { "followup.none", N_("No follow-up call is due on this ticket.") },

  { "calendar.out_of_range", N_("No working hours are known for that time. Ask your administrator to extend the calendar.") },
  { "calendar.no_hours", N_("The team's calendar has no working hours. Ask your administrator to complete it.") },
};

/**
 * amends_message_template:
 * @code: a code of the server
 *
 * Returns: (nullable): the translated text with its placeholders, %NULL for an unknown code
 */
const char *
amends_message_template (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    if (g_str_equal (messages[i].code, code))
      return _(messages[i].text);
  return NULL;
}

static char *
member_words (JsonObject *detail,
              const char *name)
{
  JsonNode *node = detail ? json_object_get_member (detail, name) : NULL;
  gint64 at;

  if (!node || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("–");
  if (JSON_NODE_HOLDS_OBJECT (node))
    return amends_label_from_node (node);
  if (!JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("–");
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      if (g_str_has_suffix (name, "_minor"))
        return amends_money_format (json_node_get_int (node),
                                    json_object_get_string_member_with_default (detail, "currency", "CNY"));
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    }
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return g_strdup ("–");
  if ((g_str_equal (name, "at") || g_str_has_suffix (name, "_at")) && amends_time_parse (json_node_get_string (node), &at))
    return amends_time_format (at, amends_clock_now ());
  return g_strdup (json_node_get_string (node));
}

static char *
fill_in (const char *text,
         JsonObject *detail)
{
  g_autoptr (GString) words = g_string_new (NULL);

  while (*text)
    {
      const char *open = strchr (text, '{');
      const char *close = open ? strchr (open, '}') : NULL;
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (!close)
        break;
      name = g_strndup (open + 1, close - open - 1);
      value = member_words (detail, name);
      g_string_append_len (words, text, open - text);
      g_string_append (words, value);
      text = close + 1;
    }
  g_string_append (words, text);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * amends_message_for_code:
 * @code: a code of the server, such as "ticket.taken"
 * @detail: (nullable): the JSON object that came with it
 *
 * Returns: (transfer full): words for a person; an unknown code is named, so that it can be looked up
 */
char *
amends_message_for_code (const char *code,
                         const char *detail)
{
  const char *text = amends_message_template (code);
  g_autoptr (JsonNode) node = detail ? json_from_string (detail, NULL) : NULL;

  if (!text)
    return g_strdup_printf (_("The server refused this (%s)."), code);
  return fill_in (text, node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL);
}

/**
 * amends_message_for_error:
 * @error: any error
 *
 * Returns: (transfer full): what happened and what to do, in the person's language
 */
char *
amends_message_for_error (const GError *error)
{
  const char *sqlstate, *code;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != AMENDS_ERROR)
    return g_strdup (error->message);
  sqlstate = amends_error_get_sqlstate (error);
  code = amends_error_get_machine (error);
  if (sqlstate && g_str_has_prefix (sqlstate, "AM") && code)
    return amends_message_for_code (code, amends_error_get_detail (error));
  if (sqlstate && g_str_equal (sqlstate, "42501"))
    return g_strdup (_("Your login has no right to do this on the server."));
  return g_strdup (error->message);
}
