/* What a ticket, its steps and its refund are called in words. Pure: from the object of the database to text. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-duration.h"
#include "amends-json.h"
#include "amends-message.h"
#include "amends-money.h"
#include "amends-person.h"
#include "amends-ticket-words.h"
#include "amends-time.h"

typedef struct
{
  const char *code;
  const char *words;
} Word;

static const char *
find_words (const Word *words,
            gsize       n,
            const char *code)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (words[i].code, code) == 0)
      return _(words[i].words);
  return code != NULL ? code : "";
}

/**
 * amends_ticket_state_words:
 * @ticket: the object of api.ticket()
 *
 * Returns: (transfer full): "In progress"; what it waits for while it waits
 */
char *
amends_ticket_state_words (JsonObject *ticket)
{
  static const Word states[] = {
    { "new", N_("New") },
    { "open", N_("In progress") },
    { "waiting", N_("Waiting") },
    { "resolved", N_("Solved") },
    { "closed", N_("Closed") },
    { "cancelled", N_("Cancelled") },
    { "merged", N_("Merged") },
  };
  JsonObject *wait = amends_json_object (ticket, "wait");

  if (wait != NULL)
    return amends_json_dup_label (wait, "label");
  return g_strdup (find_words (states, G_N_ELEMENTS (states), amends_json_text (ticket, "state")));
}

/**
 * amends_ticket_moment:
 * @at: a moment, µs since the epoch
 *
 * Returns: (transfer full): "14:20" for today, with the day for others
 */
char *
amends_ticket_moment (gint64 at)
{
  g_autofree char *day = amends_time_format_day (at, amends_clock_now ());
  g_autofree char *today = amends_time_format_day (amends_clock_now (), amends_clock_now ());

  if (g_str_equal (day, today))
    return amends_time_format_clock (at);
  return amends_time_format (at, amends_clock_now ());
}

/**
 * amends_ticket_short_moment:
 * @at: a moment, µs since the epoch
 *
 * Returns: (transfer full): "14:20" for today, the day alone for others: where there is no room for both
 */
char *
amends_ticket_short_moment (gint64 at)
{
  gint64 now = amends_clock_now ();
  g_autofree char *day = amends_time_format_day (at, now);
  g_autofree char *today = amends_time_format_day (now, now);

  return g_str_equal (day, today) ? amends_time_format_clock (at) : g_steal_pointer (&day);
}

/**
 * amends_ticket_origin_words:
 * @ticket: the object of api.ticket()
 * @channel: (nullable): the label of its channel
 *
 * Returns: (transfer full): "Refund request · Phone · Important · today 14:20"
 */
char *
amends_ticket_origin_words (JsonObject *ticket,
                            const char *channel)
{
  g_autofree char *category = amends_json_dup_label (amends_json_object (ticket, "category"), "label");
  g_autofree char *priority = amends_json_dup_label (amends_json_object (ticket, "priority"), "label");
  g_autofree char *opened = amends_time_format (amends_json_time (ticket, "opened_at"), amends_clock_now ());
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, category);
  if (channel != NULL)
    g_ptr_array_add (parts, (char *) channel);
  if (g_strcmp0 (amends_json_text (amends_json_object (ticket, "priority"), "code"), "general") != 0)
    g_ptr_array_add (parts, priority);
  if (g_strcmp0 (amends_json_text (ticket, "scope"), "batch") == 0)
    g_ptr_array_add (parts, _("Batch"));
  g_ptr_array_add (parts, opened);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/**
 * amends_ticket_limit_words:
 * @amount: how many
 * @unit: (nullable): "min", "h" around the clock; "wmin", "wh", "wd" of working time
 *
 * Returns: (transfer full): "24 h", "3 working days"; "" without a limit
 */
char *
amends_ticket_limit_words (gint64      amount,
                           const char *unit)
{
  int n = amount;

  if (unit == NULL)
    return g_strdup ("");
  if (g_str_equal (unit, "min"))
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", n), n);
  if (g_str_equal (unit, "h"))
    return g_strdup_printf (ngettext ("%d hour", "%d hours", n), n);
  if (g_str_equal (unit, "wmin"))
    return g_strdup_printf (ngettext ("%d working minute", "%d working minutes", n), n);
  if (g_str_equal (unit, "wh"))
    return g_strdup_printf (ngettext ("%d working hour", "%d working hours", n), n);
  return g_strdup_printf (ngettext ("%d working day", "%d working days", n), n);
}

/**
 * amends_refund_state_words:
 * @refund: a refund
 *
 * Returns: (transfer none): "To review", "To confirm", "To pay", "Refunded" …
 */
const char *
amends_refund_state_words (JsonObject *refund)
{
  static const Word states[] = {
    { "requested", N_("To review") },
    { "reviewed", N_("To confirm") },
    { "confirmed", N_("To pay") },
    { "paid", N_("Refunded") },
    { "refused", N_("Refused") },
    { "withdrawn", N_("Withdrawn") },
  };
  const char *state = amends_json_text (refund, "state");

  if (g_strcmp0 (state, "confirmed") == 0 && amends_json_boolean (refund, "needs_manager")
      && !amends_json_has (refund, "manager_at"))
    return _("Manager to confirm");
  return find_words (states, G_N_ELEMENTS (states), state);
}

/**
 * amends_payment_method_words:
 * @method: (nullable): code of a way to pay
 *
 * Returns: (transfer none): "WeChat Pay"; another text as it is
 */
const char *
amends_payment_method_words (const char *method)
{
  static const Word methods[] = {
    { "wechat", N_("WeChat Pay") },
    { "alipay", N_("Alipay") },
    { "bank", N_("Bank transfer") },
    { "card", N_("Bank card") },
    { "cash", N_("Cash") },
  };

  return find_words (methods, G_N_ELEMENTS (methods), method);
}

/**
 * amends_overall_words:
 * @overall: 5 = very satisfied … 1 = very unsatisfied
 *
 * Returns: (transfer none): the word of the survey
 */
const char *
amends_overall_words (gint64 overall)
{
  static const char * const words[] = {
    N_("Very unsatisfied"), N_("Unsatisfied"), N_("Fair"), N_("Satisfied"), N_("Very satisfied"),
  };

  return overall >= 1 && overall <= 5 ? _(words[overall - 1]) : "";
}

/**
 * amends_remedy_words:
 * @remedy: (nullable): code of what was done for an unhappy customer
 *
 * Returns: (transfer none): "Coupon", "Visit" …
 */
const char *
amends_remedy_words (const char *remedy)
{
  static const Word remedies[] = {
    { "coupon", N_("Coupon") },
    { "visit", N_("Visit") },
    { "apology", N_("Apology") },
    { "explained", N_("Explained") },
    { "none", N_("None needed") },
  };

  return find_words (remedies, G_N_ELEMENTS (remedies), remedy);
}

/**
 * amends_ticket_why_not:
 * @code: a code of "can"
 * @ticket: the object of api.ticket()
 *
 * Returns: (transfer full): why the person cannot, with names where the ticket knows them
 */
char *
amends_ticket_why_not (const char *code,
                       JsonObject *ticket)
{
  const char *holder = amends_json_text (amends_json_object (ticket, "assignee"), "name");

  if (holder != NULL && (g_str_equal (code, "ticket.not_yours") || g_str_equal (code, "ticket.taken")))
    return g_strdup_printf (_("%s holds this step and finishes it."), holder);
  if (g_str_equal (code, "ticket.not_yours") || g_str_equal (code, "team.not_yours") || g_str_equal (code, "role.unfit"))
    {
      g_autofree char *team = amends_json_dup_label (amends_json_object (ticket, "team"), "label");

      return g_strdup_printf (_("This step is for %s."), team);
    }
  return amends_message_for_code (code, NULL);
}

static char *
join (const char *a,
      const char *b)
{
  return *a != '\0' && *b != '\0' ? g_strdup_printf ("%s · %s", a, b) : g_strdup (*a != '\0' ? a : b);
}

static char *
done_words (JsonObject *step,
            const char *channel)
{
  g_autofree char *limit = amends_ticket_limit_words (amends_json_int (step, "amount"), amends_json_text (step, "unit"));
  g_autofree char *used = amends_duration_words (amends_json_int (step, "seconds"));
  g_autofree char *took = NULL;
  const char *who = amends_json_text (step, "finished_by");

  if (g_strcmp0 (amends_json_text (step, "kind"), "intake") == 0)
    return join (who != NULL ? who : "", channel != NULL ? channel : "");
  took = *limit != '\0' ? g_strdup_printf (_("took %s (limit %s)"), used, limit) : g_strdup_printf (_("took %s"), used);
  return join (who != NULL ? who : "", took);
}

static char *
current_words (JsonObject *step)
{
  g_autofree char *team = amends_json_dup_label (step, "team");
  g_autofree char *limit = amends_ticket_limit_words (amends_json_int (step, "amount"), amends_json_text (step, "unit"));
  g_autofree char *moment = NULL, *due = NULL;
  const char *who = amends_json_text (step, "assignee");
  gint64 due_at = amends_json_time (step, "due_at");

  if (due_at != 0)
    {
      moment = amends_ticket_moment (due_at);
      due = g_strdup_printf (due_at < amends_clock_now () ? _("limit %s, was due %s") : _("limit %s, by %s"), limit, moment);
    }
  else if (amends_json_has (step, "remaining_s"))
    {
      moment = amends_duration_words (amends_json_int (step, "remaining_s"));
      due = g_strdup_printf (_("clock stopped, %s left"), moment);
    }
  if (who == NULL)
    {
      g_autofree char *nobody = g_strdup_printf (_("%s, nobody yet"), team);

      return join (nobody, due != NULL ? due : "");
    }
  return join (who, due != NULL ? due : "");
}

static char *
coming_words (JsonObject *step)
{
  g_autofree char *limit = amends_ticket_limit_words (amends_json_int (step, "amount"), amends_json_text (step, "unit"));
  g_autofree char *within = NULL;

  if (*limit != '\0')
    within = g_strdup_printf (g_strcmp0 (amends_json_text (step, "anchor"), "intake") == 0 ? _("limit %s from intake") : _("limit %s"), limit);
  return join (amends_role_label (amends_json_text (step, "role")), within != NULL ? within : "");
}

static char *
left_out_words (JsonObject *step,
                const char *format)
{
  static const Word reasons[] = {
    { NULL, N_("not needed") },
    { "outcome", N_("not needed after the outcome") },
    { "category", N_("category changed") },
    { "closed", N_("closed before") },
    { "refund_refused", N_("refund refused") },
    { "refund_withdrawn", N_("refund withdrawn") },
  };
  g_autofree char *label = amends_json_dup_label (step, "reason_label");

  if (*label != '\0')
    return g_strdup_printf (format, label);
  return g_strdup_printf (format, find_words (reasons, G_N_ELEMENTS (reasons), amends_json_text (step, "reason")));
}

/**
 * amends_step_who_words:
 * @step: a step of the ticket
 * @channel: (nullable): label of the channel it came in by
 *
 * Returns: (transfer full): the line under the title: who and how long, until when, or whose turn it will be
 */
char *
amends_step_who_words (JsonObject *step,
                       const char *channel)
{
  const char *state = amends_json_text (step, "state");

  if (g_strcmp0 (state, "done") == 0)
    return done_words (step, channel);
  if (g_strcmp0 (state, "current") == 0)
    return current_words (step);
  if (g_strcmp0 (state, "skipped") == 0)
    return left_out_words (step, _("left out: %s"));
  if (g_strcmp0 (state, "sent_back") == 0)
    return left_out_words (step, _("sent back: %s"));
  return coming_words (step);
}

/**
 * amends_step_time_words:
 * @step: a step of the ticket
 *
 * Returns: (transfer full): when it ended, "" before
 */
char *
amends_step_time_words (JsonObject *step)
{
  gint64 at = amends_json_time (step, "finished_at");

  return at != 0 ? amends_ticket_short_moment (at) : g_strdup ("");
}

/**
 * amends_field_value_words:
 * @field: (nullable): a field of a step's record
 * @value: what was recorded
 * @currency: of amounts of money
 *
 * Returns: (transfer full): @value as people read it: the label of a choice, an amount of money
 */
char *
amends_field_value_words (JsonObject *field,
                          const char *value,
                          const char *currency)
{
  JsonArray *choices = amends_json_array (field, "choices");

  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++)
    {
      JsonObject *choice = amends_json_item (choices, i);

      if (g_strcmp0 (amends_json_text (choice, "code"), value) == 0)
        return amends_json_dup_label (choice, "label");
    }
  if (g_strcmp0 (amends_json_text (field, "kind"), "money") == 0)
    return amends_money_format (g_ascii_strtoll (value, NULL, 10), currency);
  return g_strdup (value);
}
