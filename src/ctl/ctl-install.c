/* The installer, waited for, with its progress on a terminal. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl-install.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

static void
progress_cb (guint    done,
             guint    total,
             gpointer user_data)
{
  if (!isatty (STDERR_FILENO))
    return;
  fprintf (stderr, "\r%3u %%", done * 100 / total);
  if (done == total)
    fprintf (stderr, "\r     \r");
  fflush (stderr);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

/**
 * ctl_install:
 * @connection: of ctl_connect()
 * @site: (nullable): settings of a first set-up
 * @flags: what to install
 * @status: (out): exit code on failure
 *
 * Returns: (transfer full) (nullable): the desk of the finished database; otherwise it was told why not, and nothing was changed
 */
CtlDesk *
ctl_install (AmendsConnection   *connection,
             const AmendsSite   *site,
             AmendsInstallFlags  flags,
             int                *status)
{
  GMainContext *context = amends_connection_get_context (connection);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CtlDesk *desk;

  g_main_context_push_thread_default (context);
  amends_installer_run_async (connection, site, flags, NULL, progress_cb, NULL, keep_result_cb, &result);
  while (!result)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  if (!amends_installer_run_finish (result, &error))
    {
      *status = ctl_fail (error);
      return NULL;
    }
  desk = g_new0 (CtlDesk, 1);
  desk->connection = g_object_ref (connection);
  desk->superuser = TRUE;
  return desk;
}
