/* Accounts: a person with a login. Administrators call schema api, a superuser of the server the functions below it. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl-account.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ctl-names.h"
#include "ctl-password.h"

#define CREATE_BY_ADMIN \
  "SELECT api.staff_create($11::uuid, $1::text, $2::text, $3::text, $4::text, $5::text, $6::text[], $7::int, $8::text, $9::text[], $10::text)"
#define CREATE_BY_SUPERUSER \
  "SELECT amends.account_create(NULL::int, $1::text, $2::text, $3::text, $4::text, $5::text, $6::text[], $7::int, $8::text, $9::text[], $10::text)"

/* The closest reading first: a login, an employee number, a name, an id. Only names may be of several people. */
#define FIND_AMONG(people) \
  "SELECT p.id, f.place FROM " people " AS p (id, login, employee_no, name, active), LATERAL (" \
  "SELECT CASE WHEN p.login = $1::text THEN 1 WHEN p.employee_no = $1::text THEN 2 " \
  "WHEN p.name = $1::text THEN 3 WHEN p.id::text = $1::text THEN 4 END AS place) f " \
  "WHERE f.place IS NOT NULL ORDER BY f.place, p.active DESC, p.id LIMIT 2"
#define EVERYBODY "(SELECT a.id, a.login, a.employee_no, a.name, a.active FROM amends.person a)"
#define STAFF "(SELECT a.id, a.login, a.employee_no, a.name, a.active FROM api.staff_list() a)"
#define CARDS \
  "(SELECT a.person_id, CASE WHEN a.person_id = (h.me ->> 'id')::int THEN h.me ->> 'login' END, NULL::text, a.name, true " \
  "FROM api.scorecard_people() a, (SELECT api.hello(1) -> 'person' AS me) h)"

/**
 * ctl_account_login_check:
 * @verb: for the usage error
 * @login: what was typed
 * @status: (out): exit code when it is none
 *
 * The database has the same rule; it is looked at here before anything is begun.
 *
 * Returns: whether it may be a login; otherwise it was told what one looks like
 */
gboolean
ctl_account_login_check (const char *verb,
                         const char *login,
                         int        *status)
{
  if (g_regex_match_simple ("^[a-z][a-z0-9_]{2,30}$", login, G_REGEX_DOLLAR_ENDONLY, 0)
      && !g_str_has_prefix (login, "pg_") && !g_str_has_prefix (login, "amends")
      && !g_str_equal (login, "postgres") && !g_str_equal (login, "public") && !g_str_equal (login, "none"))
    return TRUE;
  *status = ctl_usage_error (verb, _("“%s” is no login. Take 3 to 31 small letters, digits and _, a letter first, not beginning with pg_ or amends."),
                             login);
  return FALSE;
}

static AmendsParams *
account_params (const CtlAccount *account,
                const char       *verifier)
{
  static const char * const none[] = { NULL };
  AmendsParams *params = amends_params_new ();

  amends_params_add_text (params, account->login);
  amends_params_add_text (params, account->employee_no);
  amends_params_add_text (params, account->name);
  amends_params_add_text (params, account->role);
  amends_params_add_text (params, account->team);
  amends_params_add_text_array (params, account->teams ? account->teams : none);
  ctl_params_add_id (params, account->superior);
  amends_params_add_text (params, account->level);
  amends_params_add_text_array (params, account->skills ? account->skills : none);
  amends_params_add_text (params, verifier);
  return params;
}

/**
 * ctl_account_create:
 * @desk: an administrator's or a superuser's
 * @account: who
 * @password: (nullable): in clear text; %NULL makes a login that has to prove itself in another way
 * @status: (out): exit code on failure
 *
 * Returns: whether the person and the login were made; it is told when another administrator has to agree
 */
gboolean
ctl_account_create (CtlDesk          *desk,
                    const CtlAccount *account,
                    const char       *password,
                    int              *status)
{
  g_autofree char *verifier = NULL;
  g_autofree char *request = g_uuid_string_random ();
  g_autoptr (AmendsResult) rows = NULL;
  AmendsParams *params;

  if (password && !(verifier = ctl_password_encrypt (desk, account->login, password, status)))
    return FALSE;
  params = account_params (account, verifier);
  if (!desk->superuser)
    amends_params_add_uuid (params, request);
  rows = ctl_query (desk, desk->superuser ? CREATE_BY_SUPERUSER " ->> 'pending'" : CREATE_BY_ADMIN " ->> 'pending'", params, status);
  if (!rows)
    return FALSE;
  if (g_strcmp0 (amends_result_get_text (rows, 0, 0), "true") == 0)
    printf (_("Another administrator has to agree to this role: “amendsctl staff list” shows the request, “staff confirm” grants it.\n"));
  return TRUE;
}

/* 0 and no complaint when nobody fits. */
static gint64
find_among (CtlDesk    *desk,
            const char *sql,
            const char *who,
            int        *status)
{
  g_autoptr (AmendsResult) rows = ctl_query (desk, sql, amends_params_add_text (amends_params_new (), who), status);

  if (!rows)
    return -1;
  if (amends_result_get_n_rows (rows) == 0)
    return 0;
  if (amends_result_get_n_rows (rows) == 2 && amends_result_get_int64 (rows, 0, 1) == 3 && amends_result_get_int64 (rows, 1, 1) == 3)
    {
      *status = ctl_complain (CTL_FAILED, _("Several people are called “%s”. Name the login, the employee number or the id."), who);
      return -1;
    }
  return amends_result_get_int64 (rows, 0, 0);
}

/**
 * ctl_account_find:
 * @desk: anybody's
 * @who: login, employee number, name or id
 * @status: (out): exit code on failure
 *
 * Returns: the id of a person the caller may know of; 0 when it was told that there is none
 */
gint64
ctl_account_find (CtlDesk    *desk,
                  const char *who,
                  int        *status)
{
  g_autoptr (AmendsResult) may =
    ctl_query (desk, "SELECT has_function_privilege('api.staff_list()', 'EXECUTE'), has_function_privilege('api.scorecard_people()', 'EXECUTE')",
               NULL, status);
  gint64 id = 0;

  if (!may)
    return 0;
  if (desk->superuser)
    id = find_among (desk, FIND_AMONG (EVERYBODY), who, status);
  if (!desk->superuser && amends_result_get_bool (may, 0, 0))
    id = find_among (desk, FIND_AMONG (STAFF), who, status);
  if (!desk->superuser && id == 0 && amends_result_get_bool (may, 0, 1))
    id = find_among (desk, FIND_AMONG (CARDS), who, status);
  if (id == 0)
    *status = ctl_complain (CTL_FAILED, _("There is nobody “%s” here, or not for you to see."), who);
  return MAX (id, 0);
}
