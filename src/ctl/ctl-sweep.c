/* amendsctl sweep: sends due reminders and tidies up, for a timer. Desks do the same while they are open. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <stdio.h>

#include "ctl-verbs.h"

static gboolean quiet;

static const GOptionEntry entries[] = {
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, N_("Say nothing when all is well"), NULL },
  { NULL }
};

static gboolean
sweep_once (CtlDesk  *desk,
            gboolean *ran,
            gboolean *more,
            int      *status)
{
  g_autoptr (AmendsResult) rows =
    ctl_query (desk, "SELECT (s ->> 'ran')::boolean, (s ->> 'more')::boolean FROM api.sweep() s", NULL, status);

  if (!rows)
    return FALSE;
  *ran = amends_result_get_bool (rows, 0, 0);
  *more = amends_result_get_bool (rows, 0, 1);
  return TRUE;
}

int
ctl_sweep_run (int   argc,
               char *argv[])
{
  const CtlUsage usage = {
    .verb = "sweep", .entries = entries,
    .summary = _("Sends the reminders that are due, closes the windows of surveys, tidies up.\n"
                 "It may run beside any number of desks and other sweeps: every reminder goes out once."),
    .details = _("Any person's login will do, or one that is a member of amends_service and nothing else."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  gboolean ran = FALSE, more = TRUE;
  int status = CTL_OK;
  guint passes = 0;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  desk = ctl_desk_open (CTL_NEED_ANY, &status);
  if (!desk)
    return status;
  while (more)
    {
      if (!sweep_once (desk, &ran, &more, &status))
        return status;
      passes += ran;
    }
  if (!quiet && passes == 0)
    printf ("%s\n", _("Nothing to do: a sweep ran a moment ago, or is running."));
  else if (!quiet)
    printf (ngettext ("Swept in %u pass.\n", "Swept in %u passes.\n", passes), passes);
  return CTL_OK;
}
