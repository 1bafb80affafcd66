/* amendsctl demo: a plausible history of any size, made inside the database. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <stdio.h>

#include "ctl-output.h"
#include "ctl-verbs.h"

static int tickets = 5000, staff, months = 13, seed = 1;
static gboolean really;

static const GOptionEntry entries[] = {
  { "tickets", 0, 0, G_OPTION_ARG_INT, &tickets, N_("How many tickets; 5000 if nothing is said"), N_("N") },
  { "staff", 0, 0, G_OPTION_ARG_INT, &staff, N_("How many people act; who is missing is made up, without a login"), N_("M") },
  { "months", 0, 0, G_OPTION_ARG_INT, &months, N_("Finished months before the running one; 13 if nothing is said"), N_("K") },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, N_("The same seed makes the same history; 1 if nothing is said"), N_("S") },
  { "really", 0, 0, G_OPTION_ARG_NONE, &really, N_("Also in a database that is not for demonstration"), NULL },
  { NULL }
};

static gboolean
check_options (int *status)
{
  if (tickets < 1 || tickets > 50000000)
    *status = ctl_usage_error ("demo", _("--tickets has to be from 1 to 50000000."));
  else if (staff < 0 || staff > 20000)
    *status = ctl_usage_error ("demo", _("--staff has to be from 0 to 20000."));
  else if (months < 1 || months > 240)
    *status = ctl_usage_error ("demo", _("--months has to be from 1 to 240."));
  else if (seed < 0)
    *status = ctl_usage_error ("demo", _("--seed has to be 0 or more."));
  else
    return TRUE;
  return FALSE;
}

/* Invented tickets among real ones could never be taken out again. */
static gboolean
check_site (CtlDesk *desk,
            int     *status)
{
  g_autoptr (AmendsResult) rows =
    ctl_query (desk, "SELECT s.demo, EXISTS (SELECT FROM amends.ticket) FROM amends.site s", NULL, status);

  if (!rows)
    return FALSE;
  if (!really && !amends_result_get_bool (rows, 0, 0) && amends_result_get_bool (rows, 0, 1))
    {
      *status = ctl_complain (CTL_NO_RIGHT,
                              _("This database holds real tickets: invented ones could never be told from them. Use another database."));
      return FALSE;
    }
  return TRUE;
}

static int
make_history (CtlDesk *desk)
{
  AmendsParams *params = amends_params_new ();
  g_autoptr (AmendsResult) rows = NULL;
  g_autoptr (AmendsResult) analyzed = NULL;
  int status = CTL_OK;

  amends_params_add_int64 (params, tickets);
  amends_params_add_int64 (params, staff);
  amends_params_add_int64 (params, months);
  amends_params_add_int64 (params, seed);
  rows = ctl_query (desk, "SELECT g::text, g ->> 'tickets', g ->> 'people', g ->> 'seconds' "
                          "FROM amends.demo_generate($1::int, $2::int, $3::int, $4::int, date_trunc('second', now())) g",
                    params, &status);
  if (!rows)
    return status;
  /* so many new rows are news to the planner */
  analyzed = ctl_query (desk, "ANALYZE", NULL, &status);
  if (ctl_output_format () == CTL_JSON)
    printf ("%s\n", amends_result_get_text (rows, 0, 0));
  else if (ctl_output_format () == CTL_CSV)
    printf ("tickets,people,seconds\r\n%s,%s,%s\r\n", amends_result_get_text (rows, 0, 1), amends_result_get_text (rows, 0, 2),
            amends_result_get_text (rows, 0, 3));
  else
    printf (_("%s tickets and %s new people in %s seconds.\n"), amends_result_get_text (rows, 0, 1), amends_result_get_text (rows, 0, 2),
            amends_result_get_text (rows, 0, 3));
  return status;
}

int
ctl_demo_run (int   argc,
              char *argv[])
{
  const CtlUsage usage = {
    .verb = "demo", .entries = entries, .with = CTL_WITH_FORMAT,
    .summary = _("Makes up a history, with Chinese text, in seconds or minutes.\n"
                 "Connect as a superuser of the server. It is all done or nothing is."),
    .details = _("For trying out and for measuring; never among real tickets."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status) || !check_options (&status))
    return status;
  desk = ctl_desk_open (CTL_NEED_SUPERUSER, &status);
  if (!desk || !check_site (desk, &status))
    return status;
  return make_history (desk);
}
