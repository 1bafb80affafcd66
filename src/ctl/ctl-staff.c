/* amendsctl staff: people and their logins. Making and changing them stands in ctl-staff-change.c, passwords in
 * ctl-staff-password.c. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <stdio.h>

#include "amends-label.h"
#include "ctl-account.h"
#include "ctl-output.h"
#include "ctl-staff.h"
#include "ctl-verbs.h"

static char *reason;
static gboolean refuse, active_only;

static const GOptionEntry disable_entries[] = {
  { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why, for the record"), N_("TEXT") },
  { NULL }
};

static const GOptionEntry list_entries[] = {
  { "active", 0, 0, G_OPTION_ARG_NONE, &active_only, N_("Without those who left"), NULL },
  { NULL }
};

static const GOptionEntry confirm_entries[] = {
  { "refuse", 0, 0, G_OPTION_ARG_NONE, &refuse, N_("Refuse the role instead of granting it"), NULL },
  { NULL }
};

/* What the leaver leaves to others. */
typedef struct
{
  int ended, tickets, people, teams;
} Leaving;

static gboolean
disable_and_disconnect (CtlDesk *desk,
                        gint64   person,
                        Leaving *left,
                        int     *status)
{
  g_autofree char *request = g_uuid_string_random ();
  AmendsParams *params = amends_params_new ();
  g_autoptr (AmendsResult) disabled = NULL;
  g_autoptr (AmendsResult) disconnected = NULL;

  amends_params_add_int64 (params, person);
  amends_params_add_text (params, reason);
  if (!desk->superuser)
    amends_params_add_uuid (params, request);
  disabled = ctl_query (desk,
                        desk->superuser
                          ? "SELECT d.ended, l.n ->> 'tickets', l.n ->> 'people', l.n ->> 'teams' FROM "
                            "(SELECT amends.account_disable(NULL::int, $1::int, $2::text) AS ended) d, (SELECT amends.work_left($1::int) AS n) l"
                          : "SELECT d.n ->> 'ended', d.n #>> '{left,tickets}', d.n #>> '{left,people}', d.n #>> '{left,teams}' "
                            "FROM (SELECT api.staff_disable($3::uuid, $1::int, $2::text) AS n) d",
                        params, status);
  if (!disabled)
    return FALSE;
  left->ended = amends_result_get_int64 (disabled, 0, 0);
  left->tickets = amends_result_get_int64 (disabled, 0, 1);
  left->people = amends_result_get_int64 (disabled, 0, 2);
  left->teams = amends_result_get_int64 (disabled, 0, 3);
  /* only now, committed, does no new session begin; whoever slipped in between is ended too */
  params = amends_params_add_int64 (amends_params_new (), person);
  disconnected = ctl_query (desk, desk->superuser ? "SELECT amends.sessions_end($1::int)" : "SELECT api.staff_disconnect($1::int)", params, status);
  if (disconnected)
    left->ended += amends_result_get_int64 (disconnected, 0, 0);
  return disconnected != NULL;
}

static int
disable (int   argc,
         char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff disable", .parameters = "WHO", .entries = disable_entries, .min_words = 1, .max_words = 1,
    .summary = _("Takes login and rights from a leaver and ends the sessions that run. Name and history stay."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  Leaving left = { 0 };
  int status = CTL_OK;
  gint64 person;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !(person = ctl_account_find (desk, argv[1], &status)) || !disable_and_disconnect (desk, person, &left, &status))
    return status;
  printf (_("%s may not sign in any more; sessions ended: %d.\n"), argv[1], left.ended);
  if (left.tickets || left.people || left.teams)
    printf (_("Left to be given to others: %d open tickets, %d people below, %d teams led.\n"), left.tickets, left.people, left.teams);
  return CTL_OK;
}

/* What api.staff_list() tells, for who is no person here. $1 active only, $2 language */
#define LIST_OF_SUPERUSER \
  "(SELECT p.id, p.employee_no, p.login, p.name, p.role, t.code AS team, ARRAY(SELECT m.code FROM amends.team_member x " \
  "JOIN amends.team m ON m.id = x.team_id WHERE x.person_id = p.id ORDER BY m.position, m.id) AS teams, d.label AS department, " \
  "p.superior_id, s.name AS superior, p.level, p.skills, p.active, p.on_duty, r.id AS pending_id, r.role AS pending_role, " \
  "a.name AS pending_by, p.created_at, nullif(w.rolvaliduntil, 'infinity') AS password_until FROM amends.person p LEFT JOIN amends.team t ON t.id = p.home_team_id " \
  "LEFT JOIN amends.department d ON d.id = p.department_id LEFT JOIN amends.person s ON s.id = p.superior_id " \
  "LEFT JOIN amends.account_request r ON r.person_id = p.id AND r.decided_at IS NULL LEFT JOIN amends.person a ON a.id = r.asked_by " \
  "LEFT JOIN pg_catalog.pg_roles w ON w.rolname = p.login WHERE p.role <> 'imported') l"
#define LIST_FOR_CSV \
  "l.id, l.employee_no, l.login, l.name, l.role, l.team, array_to_string(l.teams, ' ') AS teams, " \
  "coalesce(l.department ->> k.language, l.department ->> 'en') AS department, l.superior_id, l.superior, l.level, " \
  "array_to_string(l.skills, ' ') AS skills, l.active, l.on_duty, l.pending_id, l.pending_role, l.pending_by, l.created_at, l.password_until"
#define LIST_FOR_TABLE \
  "l.employee_no, l.login, l.name, l.role, l.team, l.superior, l.level, CASE WHEN l.active THEN '✓' END AS active, " \
  "CASE WHEN l.on_duty THEN '✓' END AS on_duty, l.pending_id AS request, l.pending_role AS asked_role, l.pending_by AS asked_by"

static int
list (int   argc,
      char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff list", .entries = list_entries, .with = CTL_WITH_FORMAT,
    .summary = _("Prints everybody who works or worked here, and roles that wait for a second administrator's word.\n"
                 "For administrators, managers, supervisors, and a superuser of the server."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_autofree char *sql = NULL;
  AmendsParams *params;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk)
    return status;
  params = amends_params_new ();
  amends_params_add_bool (params, active_only);
  amends_params_add_text (params, amends_label_get_language ());
  sql = g_strconcat ("SELECT ", ctl_output_format () == CTL_JSON ? "l.*" : ctl_output_format () == CTL_CSV ? LIST_FOR_CSV : LIST_FOR_TABLE,
                     " FROM (SELECT $2::text AS language) k, ", desk->superuser ? LIST_OF_SUPERUSER : "api.staff_list() l",
                     " WHERE l.active OR NOT $1::boolean ORDER BY l.active DESC, l.employee_no", NULL);
  ctl_output_query (desk, sql, params, &status);
  return status;
}

static int
confirm (int   argc,
         char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff confirm", .parameters = "REQUEST", .entries = confirm_entries, .min_words = 1, .max_words = 1,
    .summary = _("Agrees to a role that another administrator asked for. “amendsctl staff list” shows the numbers of requests.\n"
                 "This takes an administrator's own login: a superuser of the server is no second person."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_autoptr (AmendsResult) done = NULL;
  g_autofree char *request = g_uuid_string_random ();
  AmendsParams *params;
  int status = CTL_OK;
  guint64 id;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  if (!g_ascii_string_to_unsigned (argv[1], 10, 1, G_MAXINT64, &id, NULL))
    return ctl_usage_error ("staff confirm", _("“%s” is no number of a request."), argv[1]);
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk)
    return status;
  if (desk->superuser)
    return ctl_complain (CTL_NO_RIGHT, _("This takes an administrator's own login: a superuser of the server is no second person."));
  params = amends_params_new ();
  amends_params_add_uuid (params, request);
  amends_params_add_int64 (params, id);
  amends_params_add_bool (params, !refuse);
  done = ctl_query (desk, "SELECT api.staff_confirm($1::uuid, $2::bigint, $3::boolean)", params, &status);
  if (done)
    printf ("%s\n", refuse ? _("The role is refused.") : _("The role is granted."));
  return status;
}

static const CtlVerb words[] = {
  { "add", N_("Make a person and the login"), ctl_staff_add },
  { "change", N_("Give a person another role, team or superior"), ctl_staff_change },
  { "disable", N_("Take login and rights from a leaver"), disable },
  { "enable", N_("Let somebody who left come back"), ctl_staff_enable },
  { "list", N_("Print everybody"), list },
  { "password", N_("Change your own password"), ctl_staff_password },
  { "reset-password", N_("Give a person a new first password"), ctl_staff_reset_password },
  { "confirm", N_("Agree to a role that another administrator asked for"), confirm },
};

int
ctl_staff_run (int   argc,
               char *argv[])
{
  gboolean help = argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"));

  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (argv[1], words[i].name))
      return words[i].run (argc - 1, argv + 1);
  if (argc > 1 && !help)
    return ctl_usage_error ("staff", _("There is no “staff %s”."), argv[1]);
  fprintf (help ? stdout : stderr, "%s\n\n", _("Usage: amendsctl staff WORD [OPTION…]"));
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    fprintf (help ? stdout : stderr, "  %-16s %s\n", words[i].name, _(words[i].summary));
  return help ? CTL_OK : CTL_USAGE;
}
