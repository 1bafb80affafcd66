/* amendsctl scorecard: a person's card, a team's, or those of a team's people side by side. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <stdio.h>

#include "amends-label.h"
#include "ctl-account.h"
#include "ctl-names.h"
#include "ctl-output.h"
#include "ctl-period.h"
#include "ctl-verbs.h"

static char *person, *team, *scheme;
static gboolean people;

static const GOptionEntry entries[] = {
  { "person", 0, 0, G_OPTION_ARG_STRING, &person, N_("Of this person: login, employee number, name or id; oneself if nothing is said"), N_("WHO") },
  { "team", 0, 0, G_OPTION_ARG_STRING, &team, N_("Of this team together: code, label or id"), N_("TEAM") },
  { "people", 0, 0, G_OPTION_ARG_NONE, &people, N_("Everybody of --team, or everybody, side by side"), NULL },
  { "scheme", 0, 0, G_OPTION_ARG_STRING, &scheme, N_("By this scheme: code, label or id; the team's own if nothing is said"), N_("SCHEME") },
  { NULL }
};

/* $1 person, $2 team, $3 scheme, $4 kind, $5 start */
#define CARD_OF_STAFF "SELECT api.scorecard($1::int, $2::int, $3::int, $4::text, $5::date) AS card"
#define PERSON_CARD_OF_SUPERUSER \
  "SELECT jsonb_build_object('person', jsonb_build_object('id', p.id, 'name', p.name, 'role', p.role, 'team', p.home_team_id)) || " \
  "amends.scorecard_json(amends.score_version($3::int, p.home_team_id, $5::date), $4::text, $5::date, ARRAY[p.id], false) AS card " \
  "FROM amends.person p WHERE p.id = $1::int AND $2::int IS NULL"
#define TEAM_CARD_OF_SUPERUSER \
  "SELECT jsonb_build_object('team', jsonb_build_object('id', t.id, 'code', t.code, 'label', t.label)) || " \
  "amends.scorecard_json(amends.score_version($3::int, t.id, $5::date), $4::text, $5::date, amends.score_members(t.id), true) AS card " \
  "FROM amends.team t WHERE t.id = $2::int AND $1::int IS NULL"

/* The same with $6 language */
#define HEAD \
  "SELECT coalesce(c.card #>> '{person,name}', c.card #>> ARRAY['team', 'label', k.language]), " \
  "coalesce(c.card #>> ARRAY['scheme', 'label', k.language], c.card #>> '{scheme,label,en}'), " \
  "coalesce(c.card #>> ARRAY['period', 'label', k.language], c.card #>> '{period,label,en}'), " \
  "c.card ->> 'score', c.card #>> ARRAY['band', 'label', k.language], c.card ->> 'weight_used', " \
  "c.card #>> '{interval,low}', c.card #>> '{interval,high}' "
#define PARTS \
  "SELECT coalesce(x.part #>> ARRAY['label', k.language], x.part ->> 'measure') AS measure, (x.part ->> 'weight')::int AS weight, " \
  "(x.part ->> 'weight_used')::int AS weight_used, (x.part ->> 'n')::numeric AS n, (x.part ->> 'value')::numeric AS value, " \
  "(x.part ->> 'target')::numeric AS target, (x.part ->> 'points')::numeric AS points, x.part ->> 'state' AS state "
#define PARTS_FOR_CSV \
  "SELECT x.part ->> 'measure' AS measure, coalesce(x.part #>> ARRAY['label', k.language], x.part ->> 'measure') AS label, " \
  "(x.part ->> 'weight')::int AS weight, (x.part ->> 'weight_used')::int AS weight_used, (x.part ->> 'n')::numeric AS n, " \
  "(x.part ->> 'numerator')::numeric AS numerator, (x.part ->> 'denominator')::numeric AS denominator, (x.part ->> 'value')::numeric AS value, " \
  "(x.part ->> 'target')::numeric AS target, (x.part ->> 'zero')::numeric AS zero, (x.part ->> 'points')::numeric AS points, x.part ->> 'state' AS state "
#define EACH_PART ", jsonb_array_elements(c.card -> 'parts') WITH ORDINALITY x (part, i) ORDER BY x.i"

/* $1 team, $2 scheme, $3 kind, $4 start, $5 language */
#define PEOPLE_OF_STAFF "api.scorecard_team($1::int, $2::int, $3::text, $4::date) s"
#define PEOPLE_OF_SUPERUSER \
  "(SELECT p.id AS person_id, p.name, t.score, t.band, t.low, t.high, t.n, t.weight_used, false AS is_me FROM amends.score_totals(" \
  "amends.score_version($2::int, $1::int, $4::date), $3::text, ARRAY[$4::date], CASE WHEN $1::int IS NOT NULL THEN amends.score_members($1::int) " \
  "ELSE (SELECT array_agg(a.id) FROM amends.person a WHERE a.role <> 'admin') END, false) t JOIN amends.person p ON p.id = t.unit " \
  "WHERE t.n > 0 OR p.active AND p.role IN ('agent', 'specialist', 'finance')) s"
#define PEOPLE_FIELDS \
  "SELECT s.person_id, s.name, s.score, %s AS band, s.low, s.high, s.n, s.weight_used FROM (SELECT $5::text AS language) k, "
#define BAND "coalesce(s.band #>> ARRAY['label', k.language], s.band #>> '{label,en}')"

static gboolean
check_options (const CtlPeriod *period,
               int             *status)
{
  if (!period->limited || !period->kind)
    *status = ctl_usage_error ("scorecard", _("A card is of a month, a quarter or a year: give --month, --quarter or --year."));
  else if (person && (team || people))
    *status = ctl_usage_error ("scorecard", _("Name a person, or a team, or people; not several of them."));
  else
    return TRUE;
  return FALSE;
}

static int
print_people (CtlDesk         *desk,
              gint64           team_id,
              gint64           scheme_id,
              const CtlPeriod *period)
{
  AmendsParams *params = amends_params_new ();
  g_autofree char *fields = g_strdup_printf (PEOPLE_FIELDS, ctl_output_format () == CTL_JSON ? "s.band" : BAND);
  g_autofree char *sql = g_strconcat (fields, desk->superuser ? PEOPLE_OF_SUPERUSER : PEOPLE_OF_STAFF,
                                      " ORDER BY s.score DESC NULLS LAST, s.name, s.n DESC", NULL);
  int status = CTL_OK;
  GDate start = period->from;

  ctl_params_add_id (params, team_id);
  ctl_params_add_id (params, scheme_id);
  amends_params_add_text (params, period->kind);
  amends_params_add_date (params, &start);
  amends_params_add_text (params, amends_label_get_language ());
  ctl_output_query (desk, sql, params, &status);
  return status;
}

static const char *
or_dash (AmendsResult *rows,
         int           column)
{
  const char *text = amends_result_get_text (rows, 0, column);

  return text ? text : "–";
}

static gboolean
print_head (CtlDesk      *desk,
            const char   *card,
            AmendsParams *params,
            int          *status)
{
  g_autofree char *sql = g_strconcat (HEAD "FROM (SELECT $6::text AS language) k, (", card, ") c", NULL);
  g_autoptr (AmendsResult) rows = ctl_query (desk, sql, amends_params_ref (params), status);
  g_autofree char *name = NULL;

  if (!rows || amends_result_get_n_rows (rows) == 0)
    return FALSE;
  name = ctl_output_safe (or_dash (rows, 0));
  printf ("%s · %s · %s\n", name, or_dash (rows, 1), or_dash (rows, 2));
  if (amends_result_is_null (rows, 0, 3))
    printf ("%s\n\n", _("No score: there is too little to count."));
  else
    printf (_("Score %s of 100 (%s to %s) · %s · %s %% of the weight has data\n\n"),
            or_dash (rows, 3), or_dash (rows, 6), or_dash (rows, 7), or_dash (rows, 4), or_dash (rows, 5));
  return TRUE;
}

static int
print_card (CtlDesk      *desk,
            const char   *card,
            AmendsParams *params)
{
  gboolean csv = ctl_output_format () == CTL_CSV;
  g_autofree char *sql = g_strconcat (csv ? PARTS_FOR_CSV : PARTS, "FROM (SELECT $6::text AS language) k, (", card, ") c", EACH_PART, NULL);
  int status = CTL_OK;

  if (csv || print_head (desk, card, params, &status))
    ctl_output_query (desk, sql, amends_params_ref (params), &status);
  return status;
}

/* One object, as the server made it. */
static int
print_json (CtlDesk      *desk,
            const char   *card,
            AmendsParams *params)
{
  g_autofree char *sql = g_strconcat ("SELECT c.card::text FROM (SELECT $6::text AS language) k, (", card, ") c", NULL);
  int status = CTL_OK;
  g_autoptr (AmendsResult) rows = ctl_query (desk, sql, amends_params_ref (params), &status);

  if (rows && amends_result_get_n_rows (rows) == 1)
    printf ("%s\n", amends_result_get_text (rows, 0, 0));
  return status;
}

static gint64
find_person (CtlDesk *desk,
             int     *status)
{
  g_autoptr (AmendsResult) rows = NULL;

  if (person)
    return ctl_account_find (desk, person, status);
  if (desk->superuser)
    {
      *status = ctl_usage_error ("scorecard", _("Say whose: --person, --team or --people."));
      return 0;
    }
  rows = ctl_query (desk, "SELECT api.hello(1) #>> '{person,id}'", NULL, status);
  return rows ? amends_result_get_int64 (rows, 0, 0) : 0;
}

static int
print_one (CtlDesk         *desk,
           gint64           team_id,
           gint64           scheme_id,
           const CtlPeriod *period)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  const char *card = desk->superuser ? team_id ? TEAM_CARD_OF_SUPERUSER : PERSON_CARD_OF_SUPERUSER : CARD_OF_STAFF;
  int status = CTL_OK;
  gint64 person_id = team_id ? 0 : find_person (desk, &status);
  GDate start = period->from;

  if (!team_id && !person_id)
    return status;
  ctl_params_add_id (params, person_id);
  ctl_params_add_id (params, team_id);
  ctl_params_add_id (params, scheme_id);
  amends_params_add_text (params, period->kind);
  amends_params_add_date (params, &start);
  amends_params_add_text (params, amends_label_get_language ());
  return ctl_output_format () == CTL_JSON ? print_json (desk, card, params) : print_card (desk, card, params);
}

int
ctl_scorecard_run (int   argc,
                   char *argv[])
{
  const CtlUsage usage = {
    .verb = "scorecard", .entries = entries, .with = CTL_WITH_FORMAT | CTL_WITH_PERIOD,
    .summary = _("Prints a scorecard: the score with its band, then each measure with weight, value and points."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  gint64 team_id = 0, scheme_id = 0;
  CtlPeriod period;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !ctl_period_read ("scorecard", &period, &status) || !check_options (&period, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || (team && !(team_id = ctl_team_find (desk, team, &status)))
      || (scheme && !(scheme_id = ctl_scheme_find (desk, scheme, &status))))
    return status;
  return people ? print_people (desk, team_id, scheme_id, &period) : print_one (desk, team_id, scheme_id, &period);
}
