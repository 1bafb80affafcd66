/* amendsctl staff: people and their logins. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <stdio.h>

#include "amends-label.h"
#include "ctl-account.h"
#include "ctl-names.h"
#include "ctl-output.h"
#include "ctl-password.h"
#include "ctl-verbs.h"

#define ROLES "agent specialist finance supervisor manager admin"

static char *name, *employee_no, *role, *team, *teams, *superior, *level, *skills, *reason;
static gboolean password_stdin, no_password, refuse, active_only;

static const GOptionEntry add_entries[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("The person's name; needed"), N_("NAME") },
  { "employee-no", 0, 0, G_OPTION_ARG_STRING, &employee_no, N_("Employee number; needed: one person, one number"), N_("NUMBER") },
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("agent, specialist, finance, supervisor, manager or admin; needed"), N_("ROLE") },
  { "team", 0, 0, G_OPTION_ARG_STRING, &team, N_("Code of the home team"), N_("TEAM") },
  { "teams", 0, 0, G_OPTION_ARG_STRING, &teams, N_("Codes of further teams, with commas between"), N_("TEAMS") },
  { "superior", 0, 0, G_OPTION_ARG_STRING, &superior, N_("The superior: login, employee number, name or id"), N_("WHO") },
  { "level", 0, 0, G_OPTION_ARG_STRING, &level, N_("Job title"), N_("TITLE") },
  { "skills", 0, 0, G_OPTION_ARG_STRING, &skills, N_("Codes of skills, with commas between"), N_("SKILLS") },
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &password_stdin, N_("Read the password from the standard input"), NULL },
  { "no-password", 0, 0, G_OPTION_ARG_NONE, &no_password, N_("Without a password: the server lets this login in by other proof (a superuser only)"), NULL },
  { NULL }
};

static const GOptionEntry disable_entries[] = {
  { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why, for the record"), N_("TEXT") },
  { NULL }
};

static const GOptionEntry list_entries[] = {
  { "active", 0, 0, G_OPTION_ARG_NONE, &active_only, N_("Without those who left"), NULL },
  { NULL }
};

static const GOptionEntry password_entries[] = {
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &password_stdin, N_("Read the password from the standard input"), NULL },
  { NULL }
};

static const GOptionEntry confirm_entries[] = {
  { "refuse", 0, 0, G_OPTION_ARG_NONE, &refuse, N_("Refuse the role instead of granting it"), NULL },
  { NULL }
};

static gboolean
check_add (const char *login,
           int        *status)
{
  if (!name || !employee_no || !role)
    *status = ctl_usage_error ("staff add", _("--name, --employee-no and --role are needed."));
  else if (!ctl_word_is_one_of (role, ROLES))
    *status = ctl_usage_error ("staff add", _("“%s” is no role; there are: %s."), role, ROLES);
  else if (password_stdin && no_password)
    *status = ctl_usage_error ("staff add", _("--password-stdin and --no-password exclude each other."));
  else
    return ctl_account_login_check ("staff add", login, status);
  return FALSE;
}

static int
add (int   argc,
     char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff add", .parameters = "LOGIN", .entries = add_entries, .min_words = 1, .max_words = 1,
    .summary = _("Makes a person and the login. Connect as an administrator or a superuser of the server.\n"
                 "The server gets a SCRAM verifier, never the password."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_auto (GStrv) team_list = NULL, skill_list = NULL;
  CtlAccount account = { NULL };
  char *password = NULL;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !check_add (argv[1], &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk)
    return status;
  team_list = teams ? g_strsplit (teams, ",", -1) : NULL;
  skill_list = skills ? g_strsplit (skills, ",", -1) : NULL;
  account = (CtlAccount) {
    .login = argv[1], .name = name, .employee_no = employee_no, .role = role, .team = team,
    .teams = (const char * const *) team_list, .level = level, .skills = (const char * const *) skill_list,
  };
  if (superior && !(account.superior = ctl_account_find (desk, superior, &status)))
    return status;
  if (!no_password && !(password = ctl_password_read (argv[1], password_stdin, &status)))
    return status;
  if (ctl_account_create (desk, &account, password, &status))
    printf (_("%s may sign in now.\n"), argv[1]);
  ctl_password_free (password);
  return status;
}

static gboolean
disable_and_disconnect (CtlDesk *desk,
                        gint64   person,
                        int     *ended,
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
  disabled = ctl_query (desk, desk->superuser ? "SELECT amends.account_disable(NULL::int, $1::int, $2::text)"
                                              : "SELECT api.staff_disable($3::uuid, $1::int, $2::text)", params, status);
  if (!disabled)
    return FALSE;
  /* only now, committed, does no new session begin */
  params = amends_params_add_int64 (amends_params_new (), person);
  disconnected = ctl_query (desk, desk->superuser ? "SELECT amends.sessions_end($1::int)" : "SELECT api.staff_disconnect($1::int)", params, status);
  *ended = disconnected ? amends_result_get_int64 (disconnected, 0, 0) : 0;
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
  int status = CTL_OK, ended = 0;
  gint64 person;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !(person = ctl_account_find (desk, argv[1], &status)) || !disable_and_disconnect (desk, person, &ended, &status))
    return status;
  printf (_("%s may not sign in any more; sessions ended: %d.\n"), argv[1], ended);
  return CTL_OK;
}

/* What api.staff_list() tells, for who is no person here. $1 active only, $2 language */
#define LIST_OF_SUPERUSER \
  "(SELECT p.id, p.employee_no, p.login, p.name, p.role, t.code AS team, ARRAY(SELECT m.code FROM amends.team_member x " \
  "JOIN amends.team m ON m.id = x.team_id WHERE x.person_id = p.id ORDER BY m.position, m.id) AS teams, d.label AS department, " \
  "p.superior_id, s.name AS superior, p.level, p.skills, p.active, p.on_duty, r.id AS pending_id, r.role AS pending_role, " \
  "a.name AS pending_by, p.created_at FROM amends.person p LEFT JOIN amends.team t ON t.id = p.home_team_id " \
  "LEFT JOIN amends.department d ON d.id = p.department_id LEFT JOIN amends.person s ON s.id = p.superior_id " \
  "LEFT JOIN amends.account_request r ON r.person_id = p.id AND r.decided_at IS NULL LEFT JOIN amends.person a ON a.id = r.asked_by " \
  "WHERE p.role <> 'imported') l"
#define LIST_FOR_CSV \
  "l.id, l.employee_no, l.login, l.name, l.role, l.team, array_to_string(l.teams, ' ') AS teams, " \
  "coalesce(l.department ->> k.language, l.department ->> 'en') AS department, l.superior_id, l.superior, l.level, " \
  "array_to_string(l.skills, ' ') AS skills, l.active, l.on_duty, l.pending_id, l.pending_role, l.pending_by, l.created_at"
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
reset_password (int   argc,
                char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff reset-password", .parameters = "WHO", .entries = password_entries, .min_words = 1, .max_words = 1,
    .summary = _("Gives a person a new password. The server gets a SCRAM verifier, never the password."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_autoptr (AmendsResult) login = NULL;
  g_autoptr (AmendsResult) done = NULL;
  g_autofree char *request = g_uuid_string_random ();
  g_autofree char *verifier = NULL;
  AmendsParams *params;
  char *password = NULL;
  int status = CTL_OK;
  gint64 person;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !(person = ctl_account_find (desk, argv[1], &status))
      || !(password = ctl_password_read (argv[1], password_stdin, &status)))
    return status;
  verifier = ctl_password_encrypt (desk, argv[1], password, &status);
  ctl_password_free (password);
  if (!verifier)
    return status;
  params = amends_params_new ();
  amends_params_add_int64 (params, person);
  amends_params_add_text (params, verifier);
  if (!desk->superuser)
    amends_params_add_uuid (params, request);
  done = ctl_query (desk, desk->superuser ? "SELECT amends.account_password(NULL::int, $1::int, $2::text)"
                                          : "SELECT api.staff_reset_password($3::uuid, $1::int, $2::text)", params, &status);
  if (done)
    printf (_("%s has a new password.\n"), argv[1]);
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
  { "add", N_("Make a person and the login"), add },
  { "disable", N_("Take login and rights from a leaver"), disable },
  { "list", N_("Print everybody"), list },
  { "reset-password", N_("Give a person a new password"), reset_password },
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
