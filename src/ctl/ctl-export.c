/* amendsctl export: rows for other programs. A superuser of the server gets everything, who leads every ticket they may see,
 * everybody else what the desk shows.
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
#define ALL_OF(view, moment, order) \
  "SELECT x.* FROM " PERIOD ", amends." view " x WHERE x." moment " >= d.from_at AND x." moment " < d.to_at ORDER BY " order
/* Supervisors and managers: the same columns, of the tickets they may see. */
#define SEEN(function) \
  "SELECT x.* FROM (SELECT $1::date AS first, $2::date AS last, $3::text[] AS codes, $4::text AS cohort) d CROSS JOIN LATERAL " function "(d.first, d.last) x"

#define CONTRIBUTIONS \
  "SELECT a.code AS measure, c.ticket_id, t.number, c.part, c.person_id, p.name AS person, c.numerator, c.denominator, c.at, c.counted, c.reason " \
  "FROM " PERIOD ", (SELECT DISTINCT m.code FROM amends.measure m WHERE amends.measure_has_source(m.code)) a " \
  "CROSS JOIN LATERAL amends.measure_contributions(a.code, d.from_at, d.to_at, d.cohort, '{}') c " \
  "LEFT JOIN amends.ticket t ON t.id = c.ticket_id LEFT JOIN amends.person p ON p.id = c.person_id " \
  "WHERE d.codes IS NULL OR a.code = ANY (d.codes) ORDER BY a.code, c.at, c.ticket_id, c.part"

/* Everybody else: the open tickets of every queue on their desk, 200 a page, and what the page of each tells. */
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

/* NULL: a desk has no such list. Who leads counts contributions as everybody does: the rule of the cards holds for them. */
static const struct
{
  const char *name;
  const char *of_superuser;
  const char *of_leader;
  const char *of_staff;
} kinds[] = {
  { "tickets", ALL_OF ("export_ticket", "opened_at", "x.id"), SEEN ("api.export_tickets"), TICKETS_OF_STAFF },
  { "segments", ALL_OF ("export_segment", "from_at", "x.ticket_id, x.ordinal"), SEEN ("api.export_segments"), NULL },
  { "events", ALL_OF ("export_event", "happened_at", "x.id"), SEEN ("api.export_events"), EVENTS_OF_STAFF },
  { "refunds", ALL_OF ("export_refund", "requested_at", "x.id"), SEEN ("api.export_refunds"), REFUNDS_OF_STAFF },
  { "surveys", ALL_OF ("export_survey", "sent_at", "x.sent_at, x.ticket_id"), SEEN ("api.export_surveys"), SURVEYS_OF_STAFF },
  { "contributions", CONTRIBUTIONS, CONTRIBUTIONS_OF_STAFF, CONTRIBUTIONS_OF_STAFF },
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

static const char *
choose_query (CtlDesk *desk,
              int      kind,
              int     *status)
{
  g_autoptr (AmendsResult) leads = NULL;
  const char *sql;

  if (desk->superuser)
    return kinds[kind].of_superuser;
  leads = ctl_query (desk, "SELECT has_function_privilege('api.export_tickets(date, date)', 'EXECUTE')", NULL, status);
  if (!leads)
    return NULL;
  sql = amends_result_get_bool (leads, 0, 0) ? kinds[kind].of_leader : kinds[kind].of_staff;
  if (!sql)
    *status = ctl_complain (CTL_NO_RIGHT, _("Only supervisors, managers and a superuser of the server export %s. Ask one of them to do it."),
                            kinds[kind].name);
  return sql;
}

int
ctl_export_run (int   argc,
                char *argv[])
{
  const CtlUsage usage = {
    .verb = "export", .parameters = "KIND", .entries = entries, .with = CTL_WITH_FORMAT | CTL_WITH_PERIOD, .min_words = 1, .max_words = 1,
    .summary = _("Prints rows for other programs; KIND is tickets, segments, events, refunds, surveys or contributions.\n"
                 "The period is that of opening (tickets), beginning (segments), happening (events), request (refunds), sending (surveys)."),
    .details = _("A superuser of the server exports everything; supervisors and managers every ticket they may see, closed ones too; "
                 "everybody else the open tickets of their queues. Measures are those of whom the person may see.\n"
                 "Moments are in UTC, amounts in the smallest unit of the currency. Names and addresses of customers are never exported."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  AmendsParams *params;
  const char *sql;
  CtlPeriod period;
  int status = CTL_OK, kind;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !check_options (kind = find_kind (argv[1]), &status)
      || !ctl_period_read ("export", &period, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !ctl_measures_known (desk, (const char * const *) measures, &status))
    return status;
  sql = choose_query (desk, kind, &status);
  if (!sql)
    return status;
  params = amends_params_new ();
  amends_params_add_date (params, &period.from);
  amends_params_add_date (params, &period.to);
  if (measures)
    amends_params_add_text_array (params, (const char * const *) measures);
  else
    amends_params_add_null (params);
  amends_params_add_text (params, cohort ? cohort : "ended");
  ctl_output_query (desk, sql, params, &status);
  return status;
}
