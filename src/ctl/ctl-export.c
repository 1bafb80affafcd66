/* amendsctl export: rows for other programs. A person's login gets what its desk shows, a superuser of the server everything.
 *
 * What identifies customers (names, phones, addresses) is never among the columns. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <stdio.h>

#include "ctl-names.h"
#include "ctl-output.h"
#include "ctl-period.h"
#include "ctl-verbs.h"

static char *cohort;
static char **measures;

static const GOptionEntry entries[] = {
  { "measure", 0, 0, G_OPTION_ARG_STRING_ARRAY, &measures, N_("For contributions: this measure only; may be given several times"), N_("CODE") },
  { "cohort", 0, 0, G_OPTION_ARG_STRING, &cohort, N_("For contributions: ended (if nothing is said) or opened"), N_("COHORT") },
  { NULL }
};

/* Everywhere: $1 from, $2 to, $3 measures, $4 cohort. */
#define PERIOD "(SELECT amends.site_instant($1::date) AS from_at, amends.site_instant($2::date) AS to_at, $3::text[] AS codes, $4::text AS cohort) d"

#define TICKETS \
  "SELECT t.id, t.number, t.opened_at, t.recorded_at, t.channel, g.code AS category, r.code AS priority, t.scope, t.state, t.wait_reason, " \
  "x.code AS procedure, v.ver AS procedure_ver, m.code AS team, t.assignee_id, a.name AS assignee, t.filed_by AS filed_by_id, f.name AS filed_by, " \
  "t.customer_id, u.tier, o.ref AS order_ref, o.product, t.serial, t.subject, t.words, t.due_at, t.due_kind, t.response_due_at, t.first_response_at, " \
  "t.first_response_by AS first_response_by_id, t.resolve_due_at, t.first_resolved_at, t.resolved_at, t.closed_at, t.reopened, t.survey_state, " \
  "i.code AS source, t.source_key, t.rev FROM " PERIOD ", amends.ticket t JOIN amends.category g ON g.id = t.category_id " \
  "JOIN amends.priority r ON r.id = t.priority_id JOIN amends.procedure_version v ON v.id = t.procedure_version_id " \
  "JOIN amends.procedure x ON x.id = v.procedure_id JOIN amends.team m ON m.id = t.team_id JOIN amends.customer u ON u.id = t.customer_id " \
  "LEFT JOIN amends.person a ON a.id = t.assignee_id LEFT JOIN amends.person f ON f.id = t.filed_by " \
  "LEFT JOIN amends.customer_order o ON o.id = t.order_id LEFT JOIN amends.import_source i ON i.id = t.source_id " \
  "WHERE t.opened_at >= d.from_at AND t.opened_at < d.to_at ORDER BY t.id"
#define SEGMENTS \
  "SELECT s.ticket_id, t.number, s.ordinal, s.from_at, s.to_at, s.step_id, k.ordinal AS step_no, k.kind AS step_kind, s.holder_id, p.name AS holder, " \
  "m.code AS team, s.state, s.wait_reason, s.calendar_version_id FROM " PERIOD ", amends.segment s JOIN amends.ticket t ON t.id = s.ticket_id " \
  "LEFT JOIN amends.ticket_step k ON k.id = s.step_id LEFT JOIN amends.person p ON p.id = s.holder_id LEFT JOIN amends.team m ON m.id = s.team_id " \
  "WHERE s.from_at >= d.from_at AND s.from_at < d.to_at ORDER BY s.ticket_id, s.ordinal"
#define EVENTS \
  "SELECT e.id, e.ticket_id, t.number, e.kind, e.happened_at, e.recorded_at, e.actor_id, p.name AS actor, e.text, e.body FROM " PERIOD ", amends.event e " \
  "JOIN amends.ticket t ON t.id = e.ticket_id LEFT JOIN amends.person p ON p.id = e.actor_id " \
  "WHERE e.happened_at >= d.from_at AND e.happened_at < d.to_at ORDER BY e.id"
#define REFUNDS \
  "SELECT r.id, r.ticket_id, t.number, o.ref AS order_ref, r.state, r.currency, o.paid_minor, r.requested_minor, r.amount_minor, r.reason, " \
  "c.code AS clause, r.requested_at, r.reviewed_at, r.reviewed_by AS reviewed_by_id, r.confirmed_at, r.confirmed_by AS confirmed_by_id, r.manager_at, " \
  "r.manager_by AS manager_by_id, r.paid_at, r.paid_by AS paid_by_id, r.method, r.payment_ref, r.decided_at, r.decision_note, " \
  "(SELECT count(*) FROM amends.refund_error e WHERE e.refund_id = r.id) AS errors FROM " PERIOD ", amends.refund r JOIN amends.ticket t ON t.id = r.ticket_id " \
  "JOIN amends.customer_order o ON o.id = r.order_id LEFT JOIN amends.policy_clause c ON c.id = r.clause_id " \
  "WHERE r.requested_at >= d.from_at AND r.requested_at < d.to_at ORDER BY r.id"
#define SURVEYS \
  "SELECT s.ticket_id, t.number, s.sent_at, s.answered_at, s.via, s.solved, s.speed, s.attitude, s.overall, s.what, s.suggestion, " \
  "s.recorded_by AS recorded_by_id, s.credited_id, p.name AS credited FROM " PERIOD ", amends.survey s JOIN amends.ticket t ON t.id = s.ticket_id " \
  "LEFT JOIN amends.person p ON p.id = s.credited_id WHERE s.sent_at >= d.from_at AND s.sent_at < d.to_at ORDER BY s.sent_at, s.ticket_id"
#define CONTRIBUTIONS \
  "SELECT a.code AS measure, c.ticket_id, t.number, c.part, c.person_id, p.name AS person, c.numerator, c.denominator, c.at, c.counted, c.reason " \
  "FROM " PERIOD ", (SELECT DISTINCT m.code FROM amends.measure m WHERE amends.measure_has_source(m.code)) a " \
  "CROSS JOIN LATERAL amends.measure_contributions(a.code, d.from_at, d.to_at, d.cohort, '{}') c " \
  "LEFT JOIN amends.ticket t ON t.id = c.ticket_id LEFT JOIN amends.person p ON p.id = c.person_id " \
  "WHERE d.codes IS NULL OR a.code = ANY (d.codes) ORDER BY a.code, c.at, c.ticket_id, c.part"

/* A person: the open tickets of every queue on their desk, 200 a page, and what the page of each tells. */
#define DAYS_OF_STAFF \
  "(SELECT ($1::date)::timestamp AT TIME ZONE (h.site ->> 'zone') AS from_at, ($2::date)::timestamp AT TIME ZONE (h.site ->> 'zone') AS to_at, " \
  "$3::text[] AS codes, $4::text AS cohort FROM (SELECT api.hello(1) -> 'site' AS site) h) d"
#define OPEN_TICKETS \
  "WITH RECURSIVE page (team_id, code, cards) AS (" \
  "SELECT q.team_id, q.code, ARRAY(SELECT to_jsonb(c) FROM api.queue_page(q.team_id, NULL, NULL, 200) c) FROM api.queue_list() q " \
  "UNION ALL SELECT p.team_id, p.code, ARRAY(SELECT to_jsonb(c) FROM api.queue_page(p.team_id, (p.cards[200] ->> 'due_at')::timestamptz, " \
  "(p.cards[200] ->> 'id')::bigint, 200) c) FROM page p WHERE cardinality(p.cards) = 200), " \
  "open_ticket AS (SELECT p.code AS team, u.card, (u.card ->> 'id')::bigint AS id, u.card ->> 'number' AS number, " \
  "(u.card ->> 'opened_at')::timestamptz AS opened_at FROM page p, unnest(p.cards) u (card)) "
#define TICKETS_OF_STAFF OPEN_TICKETS \
  "SELECT o.id, o.number, o.opened_at, t ->> 'channel' AS channel, t #>> '{category,code}' AS category, o.card ->> 'priority' AS priority, " \
  "o.card ->> 'scope' AS scope, o.card ->> 'state' AS state, o.card ->> 'wait_reason' AS wait_reason, t #>> '{procedure,code}' AS procedure, " \
  "o.team, (o.card ->> 'assignee_id')::int AS assignee_id, o.card ->> 'assignee' AS assignee, o.card ->> 'tier' AS tier, " \
  "t #>> '{order,ref}' AS order_ref, t #>> '{order,product}' AS product, t ->> 'serial' AS serial, t ->> 'subject' AS subject, t ->> 'words' AS words, " \
  "(o.card ->> 'due_at')::timestamptz AS due_at, o.card ->> 'due_kind' AS due_kind, (t ->> 'first_response_at')::timestamptz AS first_response_at, " \
  "(o.card ->> 'rev')::int AS rev FROM " DAYS_OF_STAFF ", open_ticket o CROSS JOIN LATERAL api.ticket(o.id) t " \
  "WHERE o.opened_at >= d.from_at AND o.opened_at < d.to_at ORDER BY o.id"
#define EVENTS_OF_STAFF OPEN_TICKETS \
  "SELECT e.id, o.id AS ticket_id, o.number, e.kind, e.happened_at, e.recorded_at, e.actor_id, e.actor, e.text, e.body " \
  "FROM " DAYS_OF_STAFF ", open_ticket o CROSS JOIN LATERAL api.ticket_timeline(o.id, 0, 1000) e " \
  "WHERE e.happened_at >= d.from_at AND e.happened_at < d.to_at ORDER BY e.id"
#define REFUNDS_OF_STAFF OPEN_TICKETS \
  "SELECT (r ->> 'id')::bigint AS id, o.id AS ticket_id, o.number, t #>> '{order,ref}' AS order_ref, r ->> 'state' AS state, r ->> 'currency' AS currency, " \
  "(t #>> '{order,paid_minor}')::bigint AS paid_minor, (r ->> 'requested_minor')::bigint AS requested_minor, (r ->> 'amount_minor')::bigint AS amount_minor, " \
  "(r ->> 'requested_at')::timestamptz AS requested_at, (r ->> 'reviewed_at')::timestamptz AS reviewed_at, (r ->> 'confirmed_at')::timestamptz AS confirmed_at, " \
  "(r ->> 'paid_at')::timestamptz AS paid_at, r ->> 'payment_ref' AS payment_ref " \
  "FROM " DAYS_OF_STAFF ", open_ticket o CROSS JOIN LATERAL api.ticket(o.id) t CROSS JOIN LATERAL (SELECT t -> 'refund' AS r) x " \
  "WHERE jsonb_typeof(r) = 'object' AND (r ->> 'requested_at')::timestamptz >= d.from_at AND (r ->> 'requested_at')::timestamptz < d.to_at ORDER BY 1"
#define SURVEYS_OF_STAFF OPEN_TICKETS \
  "SELECT o.id AS ticket_id, o.number, (s ->> 'sent_at')::timestamptz AS sent_at, (s ->> 'answered_at')::timestamptz AS answered_at, s ->> 'via' AS via, " \
  "(s ->> 'solved')::boolean AS solved, (s ->> 'speed')::int AS speed, (s ->> 'attitude')::int AS attitude, (s ->> 'overall')::int AS overall, " \
  "s ->> 'what' AS what, s ->> 'suggestion' AS suggestion " \
  "FROM " DAYS_OF_STAFF ", open_ticket o CROSS JOIN LATERAL api.ticket(o.id) t CROSS JOIN LATERAL (SELECT t -> 'survey' AS s) x " \
  "WHERE jsonb_typeof(s) = 'object' AND (s ->> 'sent_at')::timestamptz >= d.from_at AND (s ->> 'sent_at')::timestamptz < d.to_at ORDER BY 3, 1"
#define CONTRIBUTIONS_OF_STAFF \
  "SELECT a.code AS measure, c.ticket_id, c.number, c.part, c.person_id, c.person, c.numerator, c.denominator, c.at, c.counted, c.reason " \
  "FROM (SELECT $1::date AS first, $2::date AS last, $3::text[] AS codes, $4::text AS cohort) d, " \
  "(SELECT DISTINCT m.measure AS code FROM api.measures('1990-01-01', '3000-01-01', 'none', 'opened', NULL, '{}') m) a " \
  "CROSS JOIN LATERAL api.contributions(a.code, d.first, d.last, NULL, NULL, d.cohort) c " \
  "WHERE d.codes IS NULL OR a.code = ANY (d.codes) ORDER BY a.code, c.at, c.ticket_id, c.part"

/* NULL: a desk has no such list. */
static const struct
{
  const char *name;
  const char *of_superuser;
  const char *of_staff;
} kinds[] = {
  { "tickets", TICKETS, TICKETS_OF_STAFF },
  { "segments", SEGMENTS, NULL },
  { "events", EVENTS, EVENTS_OF_STAFF },
  { "refunds", REFUNDS, REFUNDS_OF_STAFF },
  { "surveys", SURVEYS, SURVEYS_OF_STAFF },
  { "contributions", CONTRIBUTIONS, CONTRIBUTIONS_OF_STAFF },
};

static int
find_kind (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return i;
  return -1;
}

static gboolean
check_options (int  kind,
               int *status)
{
  gboolean contributions = kind >= 0 && g_str_equal (kinds[kind].name, "contributions");

  if (kind < 0)
    *status = ctl_usage_error ("export", _("There are tickets, segments, events, refunds, surveys and contributions to export."));
  else if (!contributions && (measures || cohort))
    *status = ctl_usage_error ("export", _("--measure and --cohort belong to contributions."));
  else if (cohort && !ctl_word_is_one_of (cohort, "ended opened"))
    *status = ctl_usage_error ("export", _("“%s” is no cohort; there are ended and opened."), cohort);
  else
    return TRUE;
  return FALSE;
}

int
ctl_export_run (int   argc,
                char *argv[])
{
  const CtlUsage usage = {
    .verb = "export", .parameters = "KIND", .entries = entries, .with = CTL_WITH_FORMAT | CTL_WITH_PERIOD, .min_words = 1, .max_words = 1,
    .summary = _("Prints rows for other programs; KIND is tickets, segments, events, refunds, surveys or contributions.\n"
                 "The period is that of opening (tickets), beginning (segments), happening (events), request (refunds), sending (surveys)."),
    .details = _("A superuser of the server exports everything; a person's login the open tickets of its queues and its own measures.\n"
                 "Moments are in UTC, amounts in the smallest unit of the currency. Names and addresses of customers are never exported."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  AmendsParams *params;
  CtlPeriod period;
  int status = CTL_OK, kind;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !check_options (kind = find_kind (argv[1]), &status)
      || !ctl_period_read ("export", &period, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !ctl_measures_known (desk, (const char * const *) measures, &status))
    return status;
  if (!desk->superuser && !kinds[kind].of_staff)
    return ctl_complain (CTL_NO_RIGHT, _("Only a superuser of the server exports %s. Ask your administrator to do it."), argv[1]);
  params = amends_params_new ();
  amends_params_add_date (params, &period.from);
  amends_params_add_date (params, &period.to);
  if (measures)
    amends_params_add_text_array (params, (const char * const *) measures);
  else
    amends_params_add_null (params);
  amends_params_add_text (params, cohort ? cohort : "ended");
  ctl_output_query (desk, desk->superuser ? kinds[kind].of_superuser : kinds[kind].of_staff, params, &status);
  return status;
}
