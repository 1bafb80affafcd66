/* amendsctl measures: what the measures of a period are, in all or by group. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <string.h>

#include "amends-label.h"
#include "ctl-names.h"
#include "ctl-output.h"
#include "ctl-period.h"
#include "ctl-verbs.h"

#define GROUPS "staff team category channel priority none"

static char *by, *cohort;
static char **measures, **settings;

static const GOptionEntry entries[] = {
  { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Group by staff, team, category, channel or priority; none if nothing is said"), N_("GROUP") },
  { "cohort", 0, 0, G_OPTION_ARG_STRING, &cohort,
    N_("A ticket counts in the period in which what is measured ended (ended, if nothing is said) or in which it was opened (opened)"), N_("COHORT") },
  { "measure", 0, 0, G_OPTION_ARG_STRING_ARRAY, &measures, N_("This measure only; may be given several times"), N_("CODE") },
  { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings,
    N_("A setting of the measures: days, response_s, resolution_s (numbers) or count_all (true)"), N_("NAME=VALUE") },
  { NULL }
};

/* $1 from, $2 to, $3 by, $4 cohort, $5 measures, $6 settings, $7 language */
#define OF_STAFF \
  "api.measures($1::date, $2::date, $3::text, $4::text, $5::text[], $6::jsonb) WITH ORDINALITY " \
  "AS m (measure, grp, grp_label, numerator, denominator, n, value, mean, median, p90, min, max, i), " \
  "(SELECT coalesce(jsonb_object_agg(e ->> 'code', e -> 'label'), '{}') AS labels FROM jsonb_array_elements(api.catalogue() -> 'measures') e) l"
#define OF_SUPERUSER \
  "(SELECT s.measure, s.grp, amends.measure_label($3::text, s.grp) AS grp_label, s.numerator, s.denominator, s.n, s.value, " \
  "round(s.mean, 4) AS mean, s.median, s.p90, s.min, s.max, s.i " \
  "FROM amends.measure_summary(coalesce($5::text[], (SELECT array_agg(a.code ORDER BY a.position, a.code) FROM amends.measure a " \
  "WHERE amends.measure_has_source(a.code))), amends.site_instant($1::date), amends.site_instant($2::date), $3::text, $4::text, $6::jsonb) " \
  "WITH ORDINALITY AS s (measure, grp, numerator, denominator, n, value, mean, median, p90, min, max, i)) m, " \
  "(SELECT jsonb_object_agg(e.code, e.label) AS labels FROM amends.measure e) l"

#define LABEL(json) "coalesce(" json " ->> k.language, " json " ->> 'en')"
#define NUMBERS "m.numerator, m.denominator, m.n, m.value, m.mean, m.median, m.p90, m.min, m.max"
#define FOR_JSON "m.measure, l.labels -> m.measure AS label, m.grp AS \"group\", m.grp_label AS group_label, " NUMBERS
#define FOR_CSV "m.measure, " LABEL ("(l.labels -> m.measure)") " AS label, m.grp AS \"group\", " LABEL ("m.grp_label") " AS group_label, " NUMBERS
#define SHORT(number) "trim_scale(round(" number ", 4))"
#define SHORT_NUMBERS \
  "m.numerator, m.denominator, m.n, m.value, " SHORT ("m.mean") " AS mean, " SHORT ("m.median") " AS median, " \
  SHORT ("m.p90") " AS p90, " SHORT ("m.min") " AS min, " SHORT ("m.max") " AS max"
#define FOR_TABLE LABEL ("(l.labels -> m.measure)") " AS measure, " LABEL ("m.grp_label") " AS \"group\", " SHORT_NUMBERS
#define FOR_TABLE_UNGROUPED LABEL ("(l.labels -> m.measure)") " AS measure, " SHORT_NUMBERS

static const char *
fields (void)
{
  switch (ctl_output_format ())
    {
    case CTL_JSON:
      return FOR_JSON;
    case CTL_CSV:
      return FOR_CSV;
    default:
      return g_str_equal (by, "none") ? FOR_TABLE_UNGROUPED : FOR_TABLE;
    }
}

/* NAME=VALUE words as a JSON object; the server judges names and values. */
static char *
read_settings (int *status)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; settings && settings[i]; i++)
    {
      g_auto (GStrv) pair = g_strsplit (settings[i], "=", 2);

      if (!g_regex_match_simple ("^[a-z_]+=([0-9]{1,9}|true|false)$", settings[i], G_REGEX_DOLLAR_ENDONLY, 0))
        {
          *status = ctl_usage_error ("measures", _("“%s” is no setting. Write it as days=30 or count_all=true."), settings[i]);
          g_string_free (json, TRUE);
          return NULL;
        }
      g_string_append_printf (json, "%s\"%s\": %s", i ? ", " : "", pair[0], pair[1]);
    }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static gboolean
check_options (int *status)
{
  if (!by)
    by = g_strdup ("none");
  if (!cohort)
    cohort = g_strdup ("ended");
  if (!ctl_word_is_one_of (by, GROUPS))
    *status = ctl_usage_error ("measures", _("“%s” is nothing to group by; there are: %s."), by, GROUPS);
  else if (!ctl_word_is_one_of (cohort, "ended opened"))
    *status = ctl_usage_error ("measures", _("“%s” is no cohort; there are ended and opened."), cohort);
  else
    return TRUE;
  return FALSE;
}

int
ctl_measures_run (int   argc,
                  char *argv[])
{
  const CtlUsage usage = {
    .verb = "measures", .entries = entries, .with = CTL_WITH_FORMAT | CTL_WITH_PERIOD,
    .summary = _("Prints the measures of a period, or of all time. Durations are in seconds.\n"
                 "A person's login sees its own results, those of the teams below it, or all; a superuser of the server sees all."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_autofree char *json = NULL;
  g_autofree char *sql = NULL;
  AmendsParams *params;
  CtlPeriod period;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !check_options (&status) || !ctl_period_read ("measures", &period, &status)
      || !(json = read_settings (&status)))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !ctl_measures_known (desk, (const char * const *) measures, &status))
    return status;
  params = amends_params_new ();
  amends_params_add_date (params, &period.from);
  amends_params_add_date (params, &period.to);
  amends_params_add_text (params, by);
  amends_params_add_text (params, cohort);
  if (measures)
    amends_params_add_text_array (params, (const char * const *) measures);
  else
    amends_params_add_null (params);
  amends_params_add_json (params, json);
  amends_params_add_text (params, amends_label_get_language ());
  sql = g_strconcat ("SELECT ", fields (), " FROM (SELECT $7::text AS language) k, ", desk->superuser ? OF_SUPERUSER : OF_STAFF,
                     " ORDER BY m.i", NULL);
  ctl_output_query (desk, sql, params, &status);
  return status;
}
