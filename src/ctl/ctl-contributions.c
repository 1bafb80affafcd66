/* amendsctl contributions: the very tickets that make a measure, and those left out with the reason. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "amends-label.h"
#include "ctl-account.h"
#include "ctl-names.h"
#include "ctl-output.h"
#include "ctl-period.h"
#include "ctl-verbs.h"

static char *measure, *cohort, *person, *team;

static const GOptionEntry entries[] = {
  { "measure", 0, 0, G_OPTION_ARG_STRING, &measure, N_("The measure; needed"), N_("CODE") },
  { "person", 0, 0, G_OPTION_ARG_STRING, &person, N_("Credited to this person: login, employee number, name or id"), N_("WHO") },
  { "team", 0, 0, G_OPTION_ARG_STRING, &team, N_("Credited to this team's people: code, label or id"), N_("TEAM") },
  { "cohort", 0, 0, G_OPTION_ARG_STRING, &cohort,
    N_("By the moment that ends what is measured (ended, if nothing is said) or by that of opening (opened)"), N_("COHORT") },
  { NULL }
};

/* $1 measure, $2 from, $3 to, $4 person, $5 team, $6 cohort, $7 language */
#define OF_STAFF "api.contributions($1::text, $2::date, $3::date, $4::int, $5::int, $6::text) WITH ORDINALITY " \
  "AS c (ticket_id, number, subject, part, person_id, person, numerator, denominator, at, counted, reason, reason_label, i)"
#define OF_SUPERUSER \
  "(SELECT c.ticket_id, t.number, t.subject, c.part, c.person_id, p.name AS person, c.numerator, c.denominator, c.at, c.counted, c.reason, " \
  "amends.contribution_reason(c.reason) AS reason_label, row_number() OVER (ORDER BY c.counted DESC, c.numerator DESC NULLS LAST, c.at, c.ticket_id) AS i " \
  "FROM amends.measure_contributions($1::text, amends.site_instant($2::date), amends.site_instant($3::date), $6::text, '{}', " \
  "CASE WHEN $4::int IS NOT NULL THEN ARRAY[$4::int] WHEN $5::int IS NOT NULL THEN amends.score_members($5::int) END) c " \
  "LEFT JOIN amends.ticket t ON t.id = c.ticket_id LEFT JOIN amends.person p ON p.id = c.person_id) c"

#define WHOSE "c.ticket_id, c.number, c.subject, c.part, c.person_id, c.person, c.numerator, c.denominator, c.at, "
#define LABEL "coalesce(c.reason_label ->> k.language, c.reason_label ->> 'en')"
#define FOR_JSON WHOSE "c.counted, c.reason, c.reason_label"
#define FOR_CSV WHOSE "c.counted, c.reason, " LABEL " AS reason_label"
#define FOR_TABLE "c.number, c.subject, c.person, c.numerator, c.denominator, c.at, CASE WHEN c.counted THEN '✓' END AS counted, " LABEL " AS reason"

static gboolean
check_options (int *status)
{
  if (!measure)
    *status = ctl_usage_error ("contributions", _("Say of which measure: --measure CODE. “amendsctl measures --format csv” shows the codes."));
  else if (person && team)
    *status = ctl_usage_error ("contributions", _("Name a person or a team, not both."));
  else if (cohort && !ctl_word_is_one_of (cohort, "ended opened"))
    *status = ctl_usage_error ("contributions", _("“%s” is no cohort; there are ended and opened."), cohort);
  else
    return TRUE;
  return FALSE;
}

static gboolean
find_whose (CtlDesk *desk,
            gint64  *person_id,
            gint64  *team_id,
            int     *status)
{
  const char *codes[] = { measure, NULL };

  *person_id = *team_id = 0;
  return ctl_measures_known (desk, codes, status)
         && (!person || (*person_id = ctl_account_find (desk, person, status)))
         && (!team || (*team_id = ctl_team_find (desk, team, status)));
}

int
ctl_contributions_run (int   argc,
                       char *argv[])
{
  const CtlUsage usage = {
    .verb = "contributions", .entries = entries, .with = CTL_WITH_FORMAT | CTL_WITH_PERIOD,
    .summary = _("Prints the tickets that make a measure, then those left out with the reason."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_autofree char *sql = NULL;
  AmendsParams *params;
  CtlPeriod period;
  gint64 person_id, team_id;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !check_options (&status) || !ctl_period_read ("contributions", &period, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !find_whose (desk, &person_id, &team_id, &status))
    return status;
  params = amends_params_new ();
  amends_params_add_text (params, measure);
  amends_params_add_date (params, &period.from);
  amends_params_add_date (params, &period.to);
  ctl_params_add_id (params, person_id);
  ctl_params_add_id (params, team_id);
  amends_params_add_text (params, cohort ? cohort : "ended");
  amends_params_add_text (params, amends_label_get_language ());
  sql = g_strconcat ("SELECT ", ctl_output_format () == CTL_JSON ? FOR_JSON : ctl_output_format () == CTL_CSV ? FOR_CSV : FOR_TABLE,
                     " FROM (SELECT $7::text AS language) k, ", desk->superuser ? OF_SUPERUSER : OF_STAFF, " ORDER BY c.i", NULL);
  ctl_output_query (desk, sql, params, &status);
  return status;
}
