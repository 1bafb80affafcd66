/* amendsctl staff reset-password, password: somebody's first password, and one's own. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl-staff.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ctl-account.h"
#include "ctl-password.h"

static gboolean password_stdin;

static const GOptionEntry entries[] = {
  { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &password_stdin, N_("Read the password from the standard input"), NULL },
  { NULL }
};

int
ctl_staff_reset_password (int   argc,
                          char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff reset-password", .parameters = "WHO", .entries = entries, .min_words = 1, .max_words = 1,
    .summary = _("Gives a person a new first password. The server gets a SCRAM verifier, never the password.\n"
                 "It is good for a day: until then the person signs in and changes it."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_autoptr (AmendsResult) done = NULL;
  g_autofree char *request = g_uuid_string_random ();
  AmendsParams *params;
  int status = CTL_OK;
  gint64 person;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk || !(person = ctl_account_find (desk, argv[1], &status)))
    return status;
  params = amends_params_add_int64 (amends_params_new (), person);
  if (!ctl_password_add_new (desk, params, argv[1], password_stdin, &status))
    return status;
  if (!desk->superuser)
    amends_params_add_uuid (params, request);
  done = ctl_query (desk, desk->superuser ? "SELECT amends.account_password(NULL::int, $1::int, $2::text)"
                                          : "SELECT api.staff_reset_password($3::uuid, $1::int, $2::text)", params, &status);
  if (done)
    printf (_("%s has a new password, and a day to choose a password of their own.\n"), argv[1]);
  return status;
}

static char *
own_login (CtlDesk *desk,
           int     *status)
{
  g_autoptr (AmendsResult) row = ctl_query (desk, "SELECT session_user::text", NULL, status);

  return row ? g_strdup (amends_result_get_text (row, 0, 0)) : NULL;
}

int
ctl_staff_password (int   argc,
                    char *argv[])
{
  const CtlUsage usage = {
    .verb = "staff password", .entries = entries,
    .summary = _("Changes your own password. A first password, given by somebody else, has to be changed within a day."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  g_autoptr (AmendsResult) done = NULL;
  g_autofree char *request = g_uuid_string_random ();
  g_autofree char *login = NULL;
  AmendsParams *params;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_STAFF, &status);
  if (!desk)
    return status;
  if (desk->superuser)
    return ctl_complain (CTL_NO_RIGHT, _("This takes your own login in the department, not a superuser of the server."));
  login = own_login (desk, &status);
  if (!login)
    return status;
  params = amends_params_add_uuid (amends_params_new (), request);
  if (!ctl_password_add_new (desk, params, login, password_stdin, &status))
    return status;
  done = ctl_query (desk, "SELECT api.staff_password($1::uuid, $2::text)", params, &status);
  if (done)
    printf ("%s\n", _("Your password is changed."));
  return status;
}
