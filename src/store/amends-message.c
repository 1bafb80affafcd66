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
  { "setting.refused", N_("Amends works with the server's own value of the setting “{setting}” only. Reset it.") },
  { "lookup.unrecorded", N_("Too many look-ups in a row did not reach the record. Search for the customer once more, then try again.") },
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
  { "ticket.closed", N_("The ticket is closed. Reopen it first.") },
  { "ticket.mine", N_("You hold this ticket already.") },
  { "ticket.not_yours", N_("Somebody else holds this ticket. Ask for it, or ask the supervisor to assign it.") },
  { "ticket.not_open", N_("The ticket is not open.") },
  { "ticket.not_resolved", N_("The ticket is not solved yet.") },
  { "ticket.not_waiting", N_("The ticket is not waiting.") },
  { "ticket.waiting", N_("The ticket is waiting. Resume it first.") },
  { "ticket.resolved", N_("The ticket is solved already. Close it instead of cancelling it.") },
  { "team.not_yours", N_("This is the work of a team that is not yours. Ask its supervisor.") },
  { "team.unknown", N_("There is no such queue, or it is not yours to see.") },
  { "role.unfit", N_("This step needs another role.") },
  { "rev.missing", N_("The call did not say which state of the ticket was seen.") },
  { "step.close", N_("This step is finished by closing the ticket.") },
  { "step.refund", N_("This step is finished in the refund panel.") },
  { "close.step_open", N_("There is still a step to finish before the ticket can be closed.") },
  { "escalate.top", N_("Nobody stands above the holder. Hand the ticket over instead.") },
  { "deadline.none", N_("Nothing is due here: there is no limit, or it has not begun.") },
  { "assign.same", N_("It is there already.") },
  { "assign.off_duty", N_("{person} is off duty. A supervisor may assign anyway, with a reason.") },
  { "person.not_in_team", N_("{person} does not work in that team.") },
  { "undo.too_late", N_("It is too late to undo this: that is possible for {seconds} seconds. Assign it again.") },
  { "undo.unknown", N_("There is nothing of yours to undo here.") },
  { "list.bad", N_("The list of tickets cannot be read.") },
  { "list.too_long", N_("Too many at once; at most {max} are possible.") },
  { "reason.missing", N_("Choose a reason.") },
  { "reason.unknown", N_("There is no such reason any more. Choose another one.") },
  { "outcome.missing", N_("Choose how the step ended.") },
  { "outcome.unknown", N_("There is no such outcome of this step. Choose another one.") },
  { "choice.unknown", N_("There is no such choice here. Choose another one.") },
  { "amount.bad", N_("That is no amount of money.") },
  { "record.bad", N_("What was recorded cannot be read. Fill the fields in again.") },
  { "survey.bad", N_("Solved is yes or no; the scales go from 1 to 5.") },
  { "survey.empty", N_("Ask at least one question of the survey.") },
  { "survey.answered", N_("The survey was answered already.") },
  { "callback.none", N_("No call-back is due on this ticket.") },
  { "callback.unknown", N_("There is no such call, or it is not yours to see.") },
  { "callback.done", N_("This call was made already.") },
  { "remedy.unknown", N_("Choose what the customer was offered.") },
  { "coupon.unknown", N_("There is no such coupon, or it is not yours to see.") },
  { "coupon.cancelled", N_("This coupon was taken back already.") },
  { "channel.unknown", N_("There is no such channel any more. Choose another one.") },
  { "direction.unknown", N_("Say whether you contacted the customer or the customer you.") },
  { "category.unknown", N_("There is no such category any more. Choose another one.") },
  { "category.no_procedure", N_("This category has no procedure in force. Ask your administrator to publish one.") },
  { "priority.unknown", N_("There is no such priority. Choose another one.") },
  { "procedure.no_steps", N_("The procedure of this category has no steps. Ask your administrator to complete it.") },

  { "refund.unknown", N_("There is no such refund, or it is not yours to see.") },
  { "refund.changed", N_("{by} changed this refund at {at}. You now see the new state; look at it and try again.") },
  { "refund.state", N_("That is not possible in the refund's present state.") },
  { "refund.amount", N_("The amount has to be more than nothing.") },
  { "refund.amount_differs", N_("The amount was changed meanwhile. Look at it and confirm again.") },
  { "refund.order_unchecked", N_("{typed_by} typed in what was paid. Look at the payment record and enter what it says.") },
  { "refund.paid_differs", N_("The shop's records say that {paid_minor} was paid on this order.") },
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
  { "refund.none", N_("There is no refund on this ticket.") },
  { "refund.no_step", N_("This procedure has no refund ahead.") },
  { "refund.other_step", N_("It is not the turn of this: the refund stands at another step.") },
  { "refund.other_team", N_("The refund stands with another team.") },
  { "refund.running", N_("There is a refund under way. Finish or end it first.") },
  { "refund.paid", N_("The refund was paid already.") },
  { "refund_error.unknown", N_("There is no such refund error.") },
  { "refund_error.corrected", N_("This refund error is corrected already.") },
  { "followup.none", N_("No follow-up call is due on this ticket.") },

  { "measure.unknown", N_("There is no measure “{measure}”.") },
  { "measure.period", N_("The period has to end after it begins.") },
  { "measure.cohort", N_("Measures count what ended in the period, or what was opened in it: “ended” or “opened”.") },
  { "measure.grouping", N_("Measures can be grouped by staff, team, category, channel or priority, or not at all.") },
  { "measure.params", N_("The setting “{field}” of a measure is not known, or has a wrong value.") },
  { "period.bad", N_("A period is a month, a quarter or a year and starts on its first day.") },
  { "period.count", N_("A trend has 1 to 60 periods.") },
  { "scheme.unknown", N_("No published scheme scores this. Choose another one, or ask your manager to publish one.") },
  { "scorecard.forbidden", N_("This scorecard is not yours to see: your own is, and those of the teams below you.") },
  { "scorecard.person_or_team", N_("A scorecard is of a person or of a team, not of both.") },

  { "import.option", N_("The mapping's “{field}” is not known, or has a wrong value.") },
  { "demo.range", N_("That is out of range: 1 to 50000000 tickets, up to 20000 people, 1 to 240 months.") },
  { "demo.no_teams", N_("The teams of the starter content are needed: service, tech, logistics and finance.") },
  { "demo.no_people", N_("Each team needs people, finance at least two of them. Name more with --staff, or set up with --demo.") },

  { "draft.shape", N_("The form sent something the server cannot read. Fill the field in again.") },
  { "draft.channel_missing", N_("Choose the channel the customer came by.") },
  { "draft.channel", N_("There is no such channel any more. Choose another one.") },
  { "draft.customer_missing", N_("Say who the customer is: phone, e-mail, order number or name.") },
  { "draft.customer", N_("This customer is not yours to see. Look the customer up by the complete phone, e-mail, order number or name.") },
  { "draft.phone", N_("That is no phone number. Use digits, with + and the country code for numbers abroad.") },
  { "draft.phone_digits", N_("A mobile number has {needed} digits, this one has {digits}.") },
  { "draft.email", N_("That is no e-mail address. It looks like name@example.org.") },
  { "draft.tier", N_("A customer is VIP or normal.") },
  { "draft.words_missing", N_("Write down the customer's words, at least one sentence.") },
  { "draft.category_missing", N_("The words do not say what it is about. Choose the category.") },
  { "draft.category", N_("There is no such category any more. Choose another one.") },
  { "draft.priority", N_("There is no such priority. Choose another one.") },
  { "draft.scope", N_("It concerns one customer or a batch of them.") },
  { "draft.order_missing", N_("A refund needs the order it is for.") },
  { "draft.order_ref", N_("Enter the order number too.") },
  { "draft.order_foreign", N_("This order is not one of this customer's. Check the number.") },
  { "draft.amount", N_("That amount is too large to be true. Check it.") },
  { "draft.refund_reason_missing", N_("Choose a reason for the refund.") },
  { "draft.refund_amount_minor_missing", N_("Enter the amount the customer asks back.") },
  { "draft.assignee", N_("There is no such colleague here. Choose another one.") },
  { "draft.assignee_foreign", N_("{person} does not work in that team. Choose somebody of the team.") },
  { "draft.team", N_("There is no such queue any more. Choose another one.") },
  { "draft.team_foreign", N_("Only a supervisor can send it to that queue. File it, then hand it over.") },
  { "customer.unknown", N_("This customer is not yours to see.") },
  { "reveal.unknown", N_("There is no such request of yours. Ask again.") },
  { "reveal.used", N_("This view was shown already. Ask again, with the purpose.") },
  { "reveal.expired", N_("The minute to look is over. Ask again, with the purpose.") },
  { "reveal.not_committed", N_("The request has to be on record before anything is shown.") },
  { "feed.bad_cursor", N_("The server does not know where this window left off. Reconnect.") },
  { "duty.missing", N_("Say whether you are on duty.") },
  { "person.none", N_("There is no such person with a login.") },
  { "account.login", N_("A login has 3 to 31 small letters, digits or underscores and begins with a letter.") },
  { "account.login_taken", N_("This login exists already. Choose another one.") },
  { "account.employee_taken", N_("This employee number belongs to somebody already.") },
  { "account.role", N_("There is no such role. Choose one of the six.") },
  { "account.skills", N_("A skill is a short code in small letters.") },
  { "account.password", N_("The password did not arrive as a SCRAM verifier. Use amendsctl or the program to set it.") },
  { "account.team", N_("There is no team “{team}”.") },
  { "account.superior", N_("The superior has to be somebody else who works here.") },
  { "account.superior_loop", N_("That would make somebody their own superior's superior.") },
  { "account.self", N_("Nobody changes their own account. Ask another administrator.") },
  { "account.last_admin", N_("This is the last administrator. Make another one first.") },
  { "account.disabled", N_("This account is disabled.") },
  { "account.enabled", N_("This person works here already.") },
  { "account.out_of_reach", N_("The server does not let Amends change the login “{login}”: it was made outside of Amends. Let a superuser of the server run “amendsctl upgrade”.") },
  { "account.second_needed", N_("Another administrator has to agree to this.") },
  { "account.request_unknown", N_("There is no such request.") },
  { "account.request_decided", N_("{by} decided this at {at}.") },

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
  /* the server's own words are neither in the person's language nor meant for them */
  if (sqlstate && (error->code == AMENDS_ERROR_FAILED || error->code == AMENDS_ERROR_INVALID))
    return g_strdup_printf (_("The server failed to do this; nothing was changed. Try again, and tell your administrator if it stays so (error %s)."), sqlstate);
  return g_strdup (error->message);
}
