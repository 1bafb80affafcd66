/* Sentences about the way of the work: who took it in, who has it, which step is done, what it waits for. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-duration.h"
#include "amends-json.h"
#include "amends-telling.h"

char *
amends_tell_filed (AmendsTelling *t)
{
  g_autofree char *category = amends_telling_term_of (t, AMENDS_TERM_CATEGORY, "category");
  g_autofree char *priority = amends_telling_term_of (t, AMENDS_TERM_PRIORITY, "priority");

  return g_strdup_printf (_("%s took it in: %s, %s"), t->who, category, priority);
}

char *
amends_tell_take (AmendsTelling *t)
{
  return g_strdup_printf (_("%s took it over"), t->who);
}

char *
amends_tell_assigned (AmendsTelling *t)
{
  g_autofree char *person = amends_telling_bold (amends_json_text (t->body, "person_name"));
  g_autofree char *team = amends_telling_label_of (t, "team_label");
  g_autofree char *rule_label = amends_json_dup_label (amends_json_object (t->body, "rule"), "label");
  g_autofree char *rule = g_markup_escape_text (rule_label, -1);
  g_autofree char *why = amends_telling_because (t);
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

char *
amends_tell_hand_over (AmendsTelling *t)
{
  g_autofree char *person = amends_telling_bold (amends_json_text (t->body, "person_name"));
  g_autofree char *team = amends_telling_label_of (t, "team_label");
  g_autofree char *why = amends_telling_because (t);

  if (amends_json_has (t->body, "person_name"))
    return g_strdup_printf (_("%s handed it over to %s%s"), t->who, person, why);
  return g_strdup_printf (_("%s handed it over to the queue %s%s"), t->who, team, why);
}

char *
amends_tell_escalate (AmendsTelling *t)
{
  g_autofree char *person = amends_telling_bold (amends_json_text (t->body, "person_name"));
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s escalated it to %s%s"), t->who, person, why);
}

char *
amends_tell_escalated (AmendsTelling *t)
{
  g_autofree char *names = amends_telling_names_of (t);
  gint64 level = amends_json_int (t->body, "level");

  if (level == 0)
    return g_strdup_printf (_("The limit is near; %s got a reminder"), names);
  if (level == 1)
    return g_strdup_printf (_("<b>Past the limit</b>; %s got a reminder"), names);
  return g_strdup_printf (_("<b>Still past the limit</b>; it went up to %s"), names);
}

char *
amends_tell_step_done (AmendsTelling *t)
{
  g_autofree char *step = amends_telling_label_of (t, "step_label");
  g_autofree char *outcome = amends_telling_label_of (t, "outcome_label");
  g_autofree char *recorded = amends_telling_recorded_of (t);

  if (*outcome != '\0')
    return g_strdup_printf (_("%s finished “%s”: %s%s"), t->who, step, outcome, recorded);
  return g_strdup_printf (_("%s finished “%s”%s"), t->who, step, recorded);
}

char *
amends_tell_step_skipped (AmendsTelling *t)
{
  g_autofree char *step = amends_telling_label_of (t, "step_label");
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s left out “%s”%s"), t->who, step, why);
}

char *
amends_tell_sent_back (AmendsTelling *t)
{
  g_autofree char *step = amends_telling_label_of (t, "step_label");
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s sent “%s” back%s"), t->who, step, why);
}

char *
amends_tell_wait (AmendsTelling *t)
{
  g_autofree char *reason = amends_telling_label_of (t, "reason_label");
  const char *text = amends_event_get_text (t->event);
  g_autofree char *note = text != NULL ? g_markup_printf_escaped (" – %s", text) : g_strdup ("");

  if (amends_json_has (t->body, "remaining_s"))
    return g_strdup_printf (_("%s waits for: %s, the clock stands%s"), t->who, reason, note);
  return g_strdup_printf (_("%s waits for: %s, the clock runs on%s"), t->who, reason, note);
}

char *
amends_tell_resume (AmendsTelling *t)
{
  g_autofree char *waited = amends_duration_words (amends_json_int (t->body, "waited_s"));

  return g_strdup_printf (_("%s goes on (waited %s)"), t->who, waited);
}

char *
amends_tell_resolve (AmendsTelling *t)
{
  return g_strdup_printf (_("%s gave the solution"), t->who);
}

char *
amends_tell_reopen (AmendsTelling *t)
{
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s reopened it%s"), t->who, why);
}

char *
amends_tell_close (AmendsTelling *t)
{
  g_autofree char *why = amends_telling_because (t);

  if (amends_json_boolean (t->body, "survey"))
    return g_strdup_printf (_("%s closed it%s"), t->who, why);
  return g_strdup_printf (_("%s closed it; the survey waits for an answer%s"), t->who, why);
}

char *
amends_tell_cancel (AmendsTelling *t)
{
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s cancelled it%s"), t->who, why);
}

char *
amends_tell_priority (AmendsTelling *t)
{
  g_autofree char *from = amends_telling_label_of (t, "from_label");
  g_autofree char *to = amends_telling_label_of (t, "to_label");
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s changed the priority from %s to %s%s"), t->who, from, to, why);
}

char *
amends_tell_category (AmendsTelling *t)
{
  g_autofree char *from = amends_telling_label_of (t, "from_label");
  g_autofree char *to = amends_telling_label_of (t, "to_label");
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s changed the category from %s to %s%s"), t->who, from, to, why);
}

char *
amends_tell_reveal (AmendsTelling *t)
{
  g_autofree char *why = amends_telling_because (t);

  return g_strdup_printf (_("%s looked at the customer's full data%s"), t->who, why);
}

char *
amends_tell_other (AmendsTelling *t)
{
  g_autofree char *why = amends_telling_because (t);
  g_autofree char *kind = g_markup_escape_text (amends_event_get_kind (t->event), -1);

  return g_strdup_printf (_("%s: %s%s"), t->who, kind, why);
}
