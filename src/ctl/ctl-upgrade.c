/* amendsctl upgrade: brings a database up to date with this program. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <stdio.h>

#include "ctl-install.h"
#include "ctl-verbs.h"

/* 0 while there is none; the installer then says so. */
static gboolean
read_version (AmendsConnection *connection,
              int              *version,
              int              *status)
{
  CtlDesk desk = { .connection = connection, .superuser = TRUE };
  g_autoptr (AmendsResult) look =
    ctl_query (&desk, "SELECT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) "
                      "AND EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = to_regnamespace('amends') AND c.relname = 'schema_version')",
               NULL, status);
  g_autoptr (AmendsResult) rows = NULL;

  *version = 0;
  if (!look)
    return FALSE;
  if (!amends_result_get_bool (look, 0, 0))
    return TRUE;
  rows = ctl_query (&desk, "SELECT max(version) FROM amends.schema_version", NULL, status);
  if (!rows)
    return FALSE;
  *version = amends_result_get_int64 (rows, 0, 0);
  return TRUE;
}

int
ctl_upgrade_run (int   argc,
                 char *argv[])
{
  const CtlUsage usage = {
    .verb = "upgrade",
    .summary = _("Brings an installed Amends up to this program's version: new tables, all functions and rights anew.\n"
                 "Connect as a superuser of the server. It is all done or nothing is."),
  };
  g_autoptr (AmendsConnection) connection = NULL;
  g_autoptr (CtlDesk) desk = NULL;
  int status = CTL_OK, before = 0, now = amends_installer_get_schema_version ();

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  connection = ctl_connect (&status);
  if (!connection || !read_version (connection, &before, &status))
    return status;
  desk = ctl_install (connection, NULL, AMENDS_INSTALL_UPGRADE, &status);
  if (!desk)
    return status;
  if (before == now)
    printf (_("The database is of version %d as before; its functions and rights are those of this program.\n"), now);
  else
    printf (_("The database went from version %d to %d.\n"), before, now);
  return CTL_OK;
}
