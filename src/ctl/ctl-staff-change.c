/* amendsctl staff add, change, enable: a person's login, role, teams and superior. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl-staff.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ctl-account.h"
#include "ctl-names.h"
#include "ctl-password.h"

#define ROLES "agent specialist finance supervisor manager admin"

static char *name, *employee_no, *role, *team, *teams, *superior, *level, *skills;
static gboolean password_stdin, no_password;

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

static const GOptionEntry change_entries[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("agent, specialist, finance, supervisor, manager or admin"), N_("ROLE") },
  { "team", 0, 0, G_OPTION_ARG_STRING, &team, N_("Code of the new home team; empty for none"), N_("TEAM") },
  { "teams", 0, 0, G_OPTION_ARG_STRING, &teams, N_("Codes of all further teams, with commas between; empty for none"), N_("TEAMS") },
  { "superior", 0, 0, G_OPTION_ARG_STRING, &superior, N_("The new superior: login, employee number, name or id; empty for none"), N_("WHO") },
  { NULL }
};

static const GOptionEntry enable_entries[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("Another role than before"), N_("ROLE") },
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &password_stdin, N_("Read the password from the standard input"), NULL },
  { NULL }
};

static gboolean
check_role (const char *verb,
            int        *status)
{
  if (!role || ctl_word_is_one_of (role, ROLES))
    return TRUE;
  *status = ctl_usage_error (verb, _("“%s” is no role; there are: %s."), role, ROLES);
  return FALSE;
}

static gboolean
check_add (const char *login,
           int        *status)
{
  if (!name || !employee_no || !role)
    *status = ctl_usage_error ("staff add", _("--name, --employee-no and --role are needed."));
  else if (password_stdin && no_password)
    *status = ctl_usage_error ("staff add", _("--password-stdin and --no-password exclude each other."));
  else
    return check_role ("staff add", status) && ctl_account_login_check ("staff add", login, status);
  return FALSE;
}

int
ctl_staff_add (int   argc,
               char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff add", .parameters = "LOGIN", .entries = add_entries, .min_words = 1, .max_words = 1,
    .summary = _("Makes a person and the login. Connect as an administrator or a superuser of the server.\n"
                 "The server gets a SCRAM verifier, never the password. It is good for a day: until then the person signs in and changes it."),
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
    printf (password ? _("%s may sign in now, and has a day to choose a password of their own.\n") : _("%s may sign in now.\n"), argv[1]);
  ctl_password_free (password);
  return status;
}

/* What is not named stays as it is; whoever gets another home team leaves the former one. $1 person, $2 role, $3 team,
 * $4 further teams, $5 superior: NULL = as it is, '' and 0 = none. */
#define CHANGED \
  "coalesce($2::text, l.role), CASE WHEN $3::text IS NULL THEN l.team ELSE nullif($3::text, '') END, " \
  "coalesce($4::text[], array_remove(l.teams, l.team)), CASE WHEN $5::int IS NULL THEN l.superior_id ELSE nullif($5::int, 0) END"
#define CHANGE_BY_ADMIN \
  "SELECT api.staff_set_groups($6::uuid, l.id, " CHANGED ") ->> 'pending' FROM api.staff_list() l WHERE l.id = $1::int"
#define CHANGE_BY_SUPERUSER \
  "SELECT amends.account_change(NULL::int, l.id, " CHANGED ")::text FROM (SELECT p.id, p.role, t.code AS team, ARRAY(SELECT m.code " \
  "FROM amends.team_member x JOIN amends.team m ON m.id = x.team_id WHERE x.person_id = p.id) AS teams, p.superior_id " \
  "FROM amends.person p LEFT JOIN amends.team t ON t.id = p.home_team_id) l WHERE l.id = $1::int"

static AmendsParams *
change_params (CtlDesk *desk,
               gint64   person,
               gint64   new_superior)
{
  g_auto (GStrv) team_list = teams ? g_strsplit (teams, ",", -1) : NULL;
  g_autofree char *request = g_uuid_string_random ();
  AmendsParams *params = amends_params_new ();

  amends_params_add_int64 (params, person);
  amends_params_add_text (params, role);
  amends_params_add_text (params, team);
  if (team_list)
    amends_params_add_text_array (params, (const char * const *) team_list);
  else
    amends_params_add_null (params);
  if (superior)
    amends_params_add_int64 (params, new_superior);
  else
    amends_params_add_null (params);
  if (!desk->superuser)
    amends_params_add_uuid (params, request);
  return params;
}

static void
tell_pending (const char *pending)
{
  if (g_strcmp0 (pending, "true") == 0)
    printf ("%s\n", _("Another administrator has to agree to this role: “amendsctl staff list” shows the request, “staff confirm” grants it."));
}

int
ctl_staff_change (int   argc,
                  char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff change", .parameters = "WHO", .entries = change_entries, .min_words = 1, .max_words = 1,
    .summary = _("Gives a person another role, other teams or another superior; what is not named stays.\n"
                 "Whoever gets another home team leaves the former one."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_autoptr (AmendsResult) done = NULL;
  gint64 person, new_superior = 0;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !check_role ("staff change", &status))
    return status;
  if (!role && !team && !teams && !superior)
    return ctl_usage_error ("staff change", _("Say what shall change: --role, --team, --teams or --superior."));
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !(person = ctl_account_find (desk, argv[1], &status))
      || (superior && *superior && !(new_superior = ctl_account_find (desk, superior, &status))))
    return status;
  done = ctl_query (desk, desk->superuser ? CHANGE_BY_SUPERUSER : CHANGE_BY_ADMIN, change_params (desk, person, new_superior), &status);
  if (!done)
    return status;
  tell_pending (amends_result_get_text (done, 0, 0));
  printf (_("%s is changed.\n"), argv[1]);
  return CTL_OK;
}

int
ctl_staff_enable (int   argc,
                  char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff enable", .parameters = "WHO", .entries = enable_entries, .min_words = 1, .max_words = 1,
    .summary = _("Lets somebody who left come back, with history, teams and superior as they were and a new first password."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_autoptr (AmendsResult) done = NULL;
  g_autofree char *request = g_uuid_string_random ();
  AmendsParams *params;
  int status = CTL_OK;
  gint64 person;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !check_role ("staff enable", &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !(person = ctl_account_find (desk, argv[1], &status)))
    return status;
  params = amends_params_new ();
  amends_params_add_int64 (params, person);
  amends_params_add_text (params, role);
  if (!ctl_password_add_new (desk, params, argv[1], password_stdin, &status))
    return status;
  if (!desk->superuser)
    amends_params_add_uuid (params, request);
  done = ctl_query (desk,
                    desk->superuser ? "SELECT amends.account_enable(NULL::int, $1::int, $2::text, $3::text)::text"
                                    : "SELECT api.staff_enable($4::uuid, $1::int, $2::text, $3::text) ->> 'pending'", params, &status);
  if (!done)
    return status;
  tell_pending (amends_result_get_text (done, 0, 0));
  printf (_("%s may sign in now, and has a day to choose a password of their own.\n"), argv[1]);
  return CTL_OK;
}
