/* amendsctl init: sets Amends up in an empty database, with its first administrator. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <stdio.h>

#include "ctl-account.h"
#include "ctl-install.h"
#include "ctl-password.h"
#include "ctl-verbs.h"

static char *name, *zone, *currency, *language, *admin, *admin_name, *employee_no;
static gboolean demo, password_stdin;

static const GOptionEntry entries[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("What the department calls itself"), N_("NAME") },
  { "zone", 0, 0, G_OPTION_ARG_STRING, &zone,
    N_("Time zone of days and months, for good; Asia/Shanghai if nothing is said"), N_("ZONE") },
  { "currency", 0, 0, G_OPTION_ARG_STRING, &currency, N_("Currency of new orders; CNY if nothing is said"), N_("CODE") },
  { "language", 0, 0, G_OPTION_ARG_STRING, &language, N_("Language of texts the server writes: zh_CN or en"), N_("LANGUAGE") },
  { "demo", 0, 0, G_OPTION_ARG_NONE, &demo, N_("With the demo people and their tickets; not for real work"), NULL },
  { "admin", 0, 0, G_OPTION_ARG_STRING, &admin, N_("Login of the first administrator"), N_("LOGIN") },
  { "admin-name", 0, 0, G_OPTION_ARG_STRING, &admin_name, N_("The administrator's name; the login if nothing is said"), N_("NAME") },
  { "employee-no", 0, 0, G_OPTION_ARG_STRING, &employee_no, N_("The administrator's employee number; the login if nothing is said"), N_("NUMBER") },
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &password_stdin, N_("Read the administrator's password from the standard input"), NULL },
  { NULL }
};

static gboolean
is_currency (const char *code)
{
  return strlen (code) == 3 && g_ascii_isupper (code[0]) && g_ascii_isupper (code[1]) && g_ascii_isupper (code[2]);
}

static gboolean
check_options (int *status)
{
  if (currency && !is_currency (currency))
    *status = ctl_usage_error ("init", _("“%s” is no currency. Write three capital letters, such as CNY."), currency);
  else if (language && !g_str_equal (language, "zh_CN") && !g_str_equal (language, "en"))
    *status = ctl_usage_error ("init", _("“%s” is no language of Amends; there are zh_CN and en."), language);
  else if (name && (*name == '\0' || g_utf8_strlen (name, -1) > 100))
    *status = ctl_usage_error ("init", _("The name has to be of 1 to 100 characters."));
  else if (!admin && (admin_name || employee_no || password_stdin))
    *status = ctl_usage_error ("init", _("--admin-name, --employee-no and --password-stdin belong to --admin LOGIN."));
  else
    return !admin || ctl_account_login_check ("init", admin, status);
  return FALSE;
}

/* What would fail half-way is asked first: a zone the server does not know, a login somebody has. */
static gboolean
check_server (AmendsConnection *connection,
              int              *status)
{
  CtlDesk desk = { .connection = connection, .superuser = TRUE };
  AmendsParams *params = amends_params_new ();
  g_autoptr (AmendsResult) rows = NULL;

  amends_params_add_text (params, zone ? zone : "Asia/Shanghai");
  amends_params_add_text (params, admin);
  rows = ctl_query (&desk,
                    "SELECT EXISTS (SELECT FROM pg_catalog.pg_timezone_names z WHERE z.name = $1::text), "
                    "EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = $2::text)",
                    params, status);
  if (!rows)
    return FALSE;
  if (!amends_result_get_bool (rows, 0, 0))
    *status = ctl_usage_error ("init", _("The server knows no time zone “%s”. Write it as Asia/Shanghai."), zone);
  else if (amends_result_get_bool (rows, 0, 1))
    *status = ctl_complain (CTL_FAILED, _("The server has a login “%s” already. Choose another one for the administrator."), admin);
  else
    return TRUE;
  return FALSE;
}

static int
add_admin (CtlDesk    *desk,
           const char *password)
{
  CtlAccount account = {
    .login = admin, .name = admin_name ? admin_name : admin, .employee_no = employee_no ? employee_no : admin, .role = "admin",
  };
  int status = CTL_OK;

  if (ctl_account_create (desk, &account, password, &status))
    printf (_("%s is the first administrator.\n"), admin);
  else
    ctl_complain (status, _("Amends is set up, but without an administrator. Add one with “amendsctl staff add”."));
  return status;
}

int
ctl_init_run (int   argc,
              char *argv[])
{
  const CtlUsage usage = {
    .verb = "init", .entries = entries,
    .summary = _("Sets Amends up in an empty UTF-8 database: roles, tables, functions, starter content.\n"
                 "Connect as a superuser of the server. It is all done or nothing is."),
    .details = _("Create the database first: CREATE DATABASE amends ENCODING 'UTF8' TEMPLATE template0"),
  };
  g_autoptr (AmendsConnection) connection = NULL;
  g_autoptr (CtlDesk) desk = NULL;
  AmendsSite site = { NULL };
  char *password = NULL;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !check_options (&status))
    return status;
  site = (AmendsSite) { .name = name, .zone = zone, .currency = currency, .language = language };
  connection = ctl_connect (&status);
  if (!connection || !check_server (connection, &status))
    return status;
  if (admin && !(password = ctl_password_read (admin, password_stdin, &status)))
    return status;
  desk = ctl_install (connection, &site, demo ? AMENDS_INSTALL_DEMO : AMENDS_INSTALL_DEFAULT, &status);
  if (desk)
    printf (_("Amends is set up, version %d.\n"), amends_installer_get_schema_version ());
  if (desk && admin)
    status = add_admin (desk, password);
  ctl_password_free (password);
  return status;
}
