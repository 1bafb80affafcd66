/* What happened to a ticket, told in one sentence each. Pure: from event, ticket and catalogue to Pango markup. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-duration.h"
#include "amends-event-words.h"
#include "amends-json.h"
#include "amends-money.h"
#include "amends-ticket-words.h"

/* What the sentences are made from. */
typedef struct
{
  AmendsEvent *event;
  JsonObject *body;
  JsonObject *ticket;
  AmendsCatalogue *catalogue;
  const char *who;     /* marked up; "Amends" for what happens by itself */
} Telling;

typedef char *(*TellFunc) (Telling *telling);

/* ── parts of sentences ── */

static char *
bold (const char *text)
{
  return g_markup_printf_escaped ("<b>%s</b>", text != NULL ? text : "");
}

static char *
label_of (Telling    *t,
          const char *member)
{
  g_autofree char *label = amends_json_dup_label (t->body, member);

  return g_markup_escape_text (label, -1);
}

static char *
term_of (Telling        *t,
         AmendsTermKind  kind,
         const char     *member)
{
  AmendsTerm *term = amends_catalogue_find_id (t->catalogue, kind, amends_json_int (t->body, member));

  return g_markup_escape_text (term != NULL ? amends_term_get_label (term) : "", -1);
}

static char *
money_of (Telling    *t,
          const char *member)
{
  const char *currency = amends_json_text (t->body, "currency");

  return amends_money_format (amends_json_int (t->body, member), currency != NULL ? currency : "CNY");
}

/* "reason: text" of what there is; "" where there is neither */
static char *
because (Telling *t)
{
  g_autofree char *label = amends_json_dup_label (t->body, "reason_label");
  const char *reason = *label != '\0' ? label : amends_json_text (t->body, "reason");
  const char *text = amends_event_get_text (t->event);

  if (reason != NULL && text != NULL)
    return g_markup_printf_escaped (": %s – %s", reason, text);
  if (reason != NULL || text != NULL)
    return g_markup_printf_escaped (": %s", reason != NULL ? reason : text);
  return g_strdup ("");
}

static char *
clause_of (Telling *t)
{
  AmendsTerm *clause = amends_catalogue_find_id (t->catalogue, AMENDS_TERM_CLAUSE, amends_json_int (t->body, "clause"));

  if (clause == NULL)
    return g_strdup (_("the policy"));
  return g_markup_printf_escaped ("%s %s", amends_term_get_code (clause), amends_term_get_label (clause));
}

static char *
names_of (Telling *t)
{
  JsonArray *names = amends_json_array (t->body, "names");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      g_autofree char *name = bold (json_array_get_string_element (names, i));

      g_string_append_printf (list, i > 0 ? _(", %s") : "%s", name);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static JsonObject *
find_step (Telling *t)
{
  JsonArray *steps = amends_json_array (t->ticket, "steps");

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    {
      JsonObject *step = amends_json_item (steps, i);

      if (amends_json_int (step, "id") == amends_json_int (t->body, "step"))
        return step;
    }
  return NULL;
}

static void
append_recorded (GString    *words,
                 JsonObject *field,
                 JsonObject *record)
{
  g_autofree char *label = amends_json_dup_label (field, "label");
  const char *value = amends_json_text (record, amends_json_text (field, "code"));
  g_autofree char *read = NULL;
  g_autofree char *line = NULL;

  if (value == NULL)
    return;
  read = amends_field_value_words (field, value);
  line = g_markup_printf_escaped (_("%s: %s"), label, read);
  g_string_append_printf (words, "\n%s", line);
}

/* What was recorded, a line a field. */
static char *
recorded_of (Telling *t)
{
  JsonArray *fields = amends_json_array (find_step (t), "fields");
  JsonObject *record = amends_json_object (t->body, "record");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; fields != NULL && record != NULL && i < json_array_get_length (fields); i++)
    append_recorded (words, amends_json_item (fields, i), record);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* ── sentences ── */

static char *
tell_filed (Telling *t)
{
  g_autofree char *category = term_of (t, AMENDS_TERM_CATEGORY, "category");
  g_autofree char *priority = term_of (t, AMENDS_TERM_PRIORITY, "priority");

  return g_strdup_printf (_("%s took it in: %s, %s"), t->who, category, priority);
}

static char *
tell_take (Telling *t)
{
  return g_strdup_printf (_("%s took it over"), t->who);
}

static char *
tell_assigned (Telling *t)
{
  g_autofree char *person = bold (amends_json_text (t->body, "person_name"));
  g_autofree char *team = label_of (t, "team_label");
  g_autofree char *rule_label = amends_json_dup_label (amends_json_object (t->body, "rule"), "label");
  g_autofree char *rule = g_markup_escape_text (rule_label, -1);
  g_autofree char *why = because (t);
  gboolean somebody = amends_json_has (t->body, "person_name");

  if (amends_event_get_actor (t->event) != NULL && somebody)
    return g_strdup_printf (_("%s gave it to %s%s"), t->who, person, why);
  if (amends_event_get_actor (t->event) != NULL)
    return g_strdup_printf (_("%s put it into the queue %s%s"), t->who, team, why);
  if (somebody && *rule != '\0')
    return g_strdup_printf (_("Passed to %s (rule: %s)"), person, rule);
  if (somebody)
    return g_strdup_printf (_("Passed to %s"), person);
  return g_strdup_printf (_("Waits in the queue %s"), team);
}

static char *
tell_hand_over (Telling *t)
{
  g_autofree char *person = bold (amends_json_text (t->body, "person_name"));
  g_autofree char *team = label_of (t, "team_label");
  g_autofree char *why = because (t);

  if (amends_json_has (t->body, "person_name"))
    return g_strdup_printf (_("%s handed it over to %s%s"), t->who, person, why);
  return g_strdup_printf (_("%s handed it over to the queue %s%s"), t->who, team, why);
}

static char *
tell_escalate (Telling *t)
{
  g_autofree char *person = bold (amends_json_text (t->body, "person_name"));
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s escalated it to %s%s"), t->who, person, why);
}

static char *
tell_escalated (Telling *t)
{
  g_autofree char *names = names_of (t);
  gint64 level = amends_json_int (t->body, "level");

  if (level == 0)
    return g_strdup_printf (_("The limit is near; %s was reminded"), names);
  if (level == 1)
    return g_strdup_printf (_("<b>Past the limit</b>; %s was reminded"), names);
  return g_strdup_printf (_("<b>Still past the limit</b>; %s was told"), names);
}

static char *
tell_step_done (Telling *t)
{
  g_autofree char *step = label_of (t, "step_label");
  g_autofree char *outcome = label_of (t, "outcome_label");
  g_autofree char *recorded = recorded_of (t);

  if (*outcome != '\0')
    return g_strdup_printf (_("%s finished “%s”: %s%s"), t->who, step, outcome, recorded);
  return g_strdup_printf (_("%s finished “%s”%s"), t->who, step, recorded);
}

static char *
tell_step_skipped (Telling *t)
{
  g_autofree char *step = label_of (t, "step_label");
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s left out “%s”%s"), t->who, step, why);
}

static char *
tell_sent_back (Telling *t)
{
  g_autofree char *step = label_of (t, "step_label");
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s sent “%s” back%s"), t->who, step, why);
}

static char *
tell_wait (Telling *t)
{
  g_autofree char *reason = label_of (t, "reason_label");
  const char *text = amends_event_get_text (t->event);
  g_autofree char *note = text != NULL ? g_markup_printf_escaped (" – %s", text) : g_strdup ("");

  if (amends_json_has (t->body, "remaining_s"))
    return g_strdup_printf (_("%s: %s, the clock stands%s"), t->who, reason, note);
  return g_strdup_printf (_("%s: %s, the clock runs on%s"), t->who, reason, note);
}

static char *
tell_resume (Telling *t)
{
  g_autofree char *waited = amends_duration_words (amends_json_int (t->body, "waited_s"));

  return g_strdup_printf (_("%s goes on (waited %s)"), t->who, waited);
}

static char *
tell_resolve (Telling *t)
{
  return g_strdup_printf (_("%s gave the solution"), t->who);
}

static char *
tell_reopen (Telling *t)
{
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s reopened it%s"), t->who, why);
}

static char *
tell_close (Telling *t)
{
  g_autofree char *why = because (t);

  if (amends_json_boolean (t->body, "survey"))
    return g_strdup_printf (_("%s closed it%s"), t->who, why);
  return g_strdup_printf (_("%s closed it; the survey waits for an answer%s"), t->who, why);
}

static char *
tell_cancel (Telling *t)
{
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s cancelled it%s"), t->who, why);
}

static char *
tell_priority (Telling *t)
{
  g_autofree char *from = label_of (t, "from_label");
  g_autofree char *to = label_of (t, "to_label");
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s changed the priority from %s to %s%s"), t->who, from, to, why);
}

static char *
tell_category (Telling *t)
{
  g_autofree char *from = label_of (t, "from_label");
  g_autofree char *to = label_of (t, "to_label");
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s changed the category from %s to %s%s"), t->who, from, to, why);
}

static char *
tell_refund_requested (Telling *t)
{
  g_autofree char *money = money_of (t, "requested_minor");
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s recorded that the customer asks for %s%s"), t->who, money, why);
}

static char *
tell_refund_reviewed (Telling *t)
{
  g_autofree char *money = money_of (t, "amount_minor");
  g_autofree char *clause = clause_of (t);
  g_autofree char *why = because (t);
  const char *offered = amends_json_text (t->body, "alternatives");
  g_autofree char *line = offered != NULL ? g_markup_printf_escaped (_("Offered instead: %s"), offered) : NULL;
  g_autofree char *told = g_strdup_printf (_("%s approved %s under %s%s"), t->who, money, clause, why);

  return line != NULL ? g_strdup_printf ("%s\n%s", told, line) : g_steal_pointer (&told);
}

static char *
tell_refund_confirmed (Telling *t)
{
  g_autofree char *money = money_of (t, "amount_minor");

  return g_strdup_printf (_("%s confirmed %s"), t->who, money);
}

static char *
tell_refund_manager (Telling *t)
{
  g_autofree char *money = money_of (t, "amount_minor");

  return g_strdup_printf (_("%s confirmed %s as manager"), t->who, money);
}

static char *
tell_refund_sent_back (Telling *t)
{
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s sent the refund back to review%s"), t->who, why);
}

static char *
tell_refund_paid (Telling *t)
{
  g_autofree char *money = money_of (t, "amount_minor");
  g_autofree char *reference = g_markup_escape_text (amends_json_text (t->body, "reference") ? amends_json_text (t->body, "reference") : "", -1);

  return g_strdup_printf (_("%s recorded the payment of %s: %s, reference %s"), t->who, money,
                          amends_payment_method_words (amends_json_text (t->body, "method")), reference);
}

static char *
tell_refund_refused (Telling *t)
{
  g_autofree char *clause = clause_of (t);
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s refused the refund under %s%s"), t->who, clause, why);
}

static char *
tell_refund_withdrawn (Telling *t)
{
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s recorded that the customer withdrew the refund%s"), t->who, why);
}

static char *
tell_refund_error (Telling *t)
{
  AmendsTerm *kind = amends_json_text (t->body, "kind") != NULL
                       ? amends_catalogue_find (t->catalogue, AMENDS_TERM_REASON, amends_json_text (t->body, "kind")) : NULL;
  AmendsPerson *person = amends_catalogue_find_person (t->catalogue, amends_json_int (t->body, "made_by"));
  g_autofree char *maker = bold (person != NULL ? amends_person_get_name (person) : "");
  g_autofree char *what = g_markup_escape_text (kind != NULL ? amends_term_get_label (kind) : "", -1);
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s recorded a refund error of %s (%s)%s"), t->who, maker, what, why);
}

static char *
tell_refund_error_corrected (Telling *t)
{
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s corrected the refund error%s"), t->who, why);
}

static char *
tell_survey (Telling *t)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (amends_json_has (t->body, "solved"))
    g_string_append (words, amends_json_boolean (t->body, "solved") ? _("solved") : _("not solved"));
  if (amends_json_has (t->body, "speed"))
    g_string_append_printf (words, _(", speed %d"), (int) amends_json_int (t->body, "speed"));
  if (amends_json_has (t->body, "attitude"))
    g_string_append_printf (words, _(", attitude %d"), (int) amends_json_int (t->body, "attitude"));
  if (amends_json_has (t->body, "overall"))
    g_string_append_printf (words, _(", %s"), amends_overall_words (amends_json_int (t->body, "overall")));
  return g_strdup_printf (_("Survey answered: %s"), words->str);
}

static char *
tell_callback (Telling *t)
{
  const char *remedy = amends_json_text (t->body, "remedy");

  if (remedy == NULL)
    return g_strdup_printf (_("%s called the customer back"), t->who);
  return g_strdup_printf (_("%s called the customer back; remedy: %s"), t->who, amends_remedy_words (remedy));
}

static char *
tell_refund_followup (Telling *t)
{
  return g_strdup_printf (_("%s called after the refund"), t->who);
}

static char *
tell_coupon (Telling *t)
{
  g_autofree char *money = money_of (t, "amount_minor");

  return g_strdup_printf (_("Coupon of %s booked"), money);
}

static char *
tell_coupon_cancelled (Telling *t)
{
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s took the coupon back%s"), t->who, why);
}

static char *
tell_reveal (Telling *t)
{
  g_autofree char *why = because (t);

  return g_strdup_printf (_("%s looked at the customer's full data%s"), t->who, why);
}

static char *
tell_other (Telling *t)
{
  g_autofree char *why = because (t);
  g_autofree char *kind = g_markup_escape_text (amends_event_get_kind (t->event), -1);

  return g_strdup_printf (_("%s: %s%s"), t->who, kind, why);
}

static const struct
{
  const char *kind;
  const char *icon;
  TellFunc tell;
} kinds[] = {
  { "filed", "list-add-symbolic", tell_filed },
  { "contact", "call-start-symbolic", NULL },
  { "note", "changes-prevent-symbolic", NULL },
  { "take", "avatar-default-symbolic", tell_take },
  { "assigned", "avatar-default-symbolic", tell_assigned },
  { "hand_over", "avatar-default-symbolic", tell_hand_over },
  { "escalate", "go-up-symbolic", tell_escalate },
  { "escalated", "alarm-symbolic", tell_escalated },
  { "step_done", "object-select-symbolic", tell_step_done },
  { "step_skipped", "media-skip-forward-symbolic", tell_step_skipped },
  { "sent_back", "edit-undo-symbolic", tell_sent_back },
  { "wait", "media-playback-pause-symbolic", tell_wait },
  { "resume", "media-playback-start-symbolic", tell_resume },
  { "resolve", "emblem-ok-symbolic", tell_resolve },
  { "reopen", "view-refresh-symbolic", tell_reopen },
  { "close", "emblem-ok-symbolic", tell_close },
  { "cancel", "process-stop-symbolic", tell_cancel },
  { "priority", "document-edit-symbolic", tell_priority },
  { "category", "document-edit-symbolic", tell_category },
  { "refund_requested", "amends-money-symbolic", tell_refund_requested },
  { "refund_reviewed", "object-select-symbolic", tell_refund_reviewed },
  { "refund_confirmed", "object-select-symbolic", tell_refund_confirmed },
  { "refund_manager_confirmed", "object-select-symbolic", tell_refund_manager },
  { "refund_sent_back", "edit-undo-symbolic", tell_refund_sent_back },
  { "refund_paid", "amends-money-symbolic", tell_refund_paid },
  { "refund_refused", "process-stop-symbolic", tell_refund_refused },
  { "refund_withdrawn", "edit-undo-symbolic", tell_refund_withdrawn },
  { "refund_error", "dialog-warning-symbolic", tell_refund_error },
  { "refund_error_corrected", "emblem-ok-symbolic", tell_refund_error_corrected },
  { "refund_followup", "call-start-symbolic", tell_refund_followup },
  { "survey", "starred-symbolic", tell_survey },
  { "callback", "call-start-symbolic", tell_callback },
  { "coupon", "amends-money-symbolic", tell_coupon },
  { "coupon_cancelled", "edit-undo-symbolic", tell_coupon_cancelled },
  { "reveal", "view-reveal-symbolic", tell_reveal },
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
 * @ticket: the object of api.ticket(): for the fields of its steps
 * @catalogue: for labels of categories, clauses, people
 *
 * Returns: (transfer full): one sentence as Pango markup
 */
char *
amends_event_dup_markup (AmendsEvent     *event,
                         JsonObject      *ticket,
                         AmendsCatalogue *catalogue)
{
  const char *actor = amends_event_get_actor (event);
  g_autofree char *who = bold (actor != NULL ? actor : _("Amends"));
  gsize i = find_kind (event);
  Telling telling = { event, amends_event_get_body (event), ticket, catalogue, who };

  return i < G_N_ELEMENTS (kinds) && kinds[i].tell != NULL ? kinds[i].tell (&telling) : tell_other (&telling);
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
  const char *remedy = amends_json_text (amends_event_get_body (event), "remedy");

  if (g_str_equal (kind, "note"))
    return g_strdup (_("internal note · the customer does not see it"));
  if (g_str_equal (kind, "contact"))
    return contact_meta (event, catalogue);
  if (g_str_equal (kind, "survey"))
    {
      Telling telling = { event, amends_event_get_body (event), NULL, catalogue, "" };

      return tell_survey (&telling);
    }
  if (remedy != NULL)
    return g_strdup_printf (_("call-back by %s · remedy: %s"), amends_event_get_actor (event), amends_remedy_words (remedy));
  return g_strdup_printf (_("call-back by %s"), amends_event_get_actor (event));
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
