/* What has to be run to bring a database to this program's version, as one transaction. */

#define G_LOG_DOMAIN "amends-installer"

#include "config.h"

#include "amends-install-plan.h"

#include <glib/gi18n.h>

#include "amends-error.h"

static void
amends_install_step_free (AmendsInstallStep *step)
{
  g_free (step->name);
  g_free (step->sql);
  g_clear_pointer (&step->params, amends_params_unref);
  g_free (step);
}

static void
add_step (AmendsInstallRun *run,
          const char       *name,
          char             *sql,
          AmendsParams     *params)
{
  AmendsInstallStep *step = g_new0 (AmendsInstallStep, 1);

  step->name = g_strdup (name);
  step->sql = sql;
  step->params = params;
  g_ptr_array_add (run->steps, step);
}

static void
add_site_step (AmendsInstallRun *run)
{
  AmendsParams *params = amends_params_new ();

  amends_params_add_text (params, run->site_name);
  amends_params_add_text (params, run->zone);
  amends_params_add_text (params, run->currency);
  amends_params_add_text (params, run->language);
  amends_params_add_bool (params, (run->flags & AMENDS_INSTALL_DEMO) != 0);
  /* a zone the server does not know fails here, before anything counts on it */
  add_step (run, "site",
            g_strdup ("INSERT INTO amends.site (name, zone, currency, language, demo) "
                      "SELECT $1::text, z.zone, $3::text, $4::text, $5::boolean "
                      "FROM (SELECT $2::text AS zone, now() AT TIME ZONE $2::text) z ON CONFLICT DO NOTHING"),
            params);
}

static void
add_file_steps (AmendsInstallRun  *run,
                AmendsInstallFile *file,
                const char        *text,
                const char        *checksum)
{
  AmendsParams *params;
  gboolean as_role = !g_str_equal (file->role, "-");

  /* the role comes from our own list of files, not from input */
  add_step (run, file->name,
            g_strconcat (as_role ? "SET LOCAL ROLE " : "", as_role ? file->role : "", as_role ? ";\n" : "",
                         text, "\n;RESET ROLE;", NULL),
            NULL);
  if (g_str_equal (file->kind, "once") || g_str_equal (file->kind, "code"))
    return;

  params = amends_params_new ();
  amends_params_add_text (params, file->name);
  if (file->version)
    amends_params_add_int64 (params, file->version);
  else
    amends_params_add_null (params);
  amends_params_add_text (params, checksum);
  add_step (run, file->name,
            g_strdup ("INSERT INTO amends.schema_version (name, version, sha256) VALUES ($1::text, $2::int, $3::text)"), params);
}

static void
add_fingerprint_step (AmendsInstallRun *run)
{
  AmendsParams *params = amends_params_new ();
  g_autofree char *fingerprint = amends_installer_dup_fingerprint ();

  amends_params_add_text (params, fingerprint);
  add_step (run, AMENDS_INSTALLER_FINGERPRINT,
            g_strdup ("INSERT INTO amends.schema_version (name, sha256) VALUES ('" AMENDS_INSTALLER_FINGERPRINT "', $1::text) "
                      "ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, applied_at = now(), applied_by = session_user "
                      "WHERE schema_version.sha256 <> excluded.sha256"),
            params);
}

/* What was run once must be what this program knows under that name. */
static gboolean
check_applied (AmendsInstallRun  *run,
               GError           **error)
{
  GHashTableIter iter;
  gpointer name, checksum;

  g_hash_table_iter_init (&iter, run->applied);
  while (g_hash_table_iter_next (&iter, &name, &checksum))
    {
      gboolean known = g_str_equal (name, AMENDS_INSTALLER_FINGERPRINT);

      for (guint i = 0; i < run->files->len; i++)
        known |= g_str_equal (((AmendsInstallFile *) run->files->pdata[i])->name, name);
      if (!known)
        {
          g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_SCHEMA_NEW,
                       _("The database was set up by a newer Amends (it holds “%s”). Use that version or a newer one."),
                       (char *) name);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * amends_install_plan:
 * @run: with what was applied before, if anything; takes the steps
 * @error: the database was not made by this program
 */
gboolean
amends_install_plan (AmendsInstallRun  *run,
                     GError           **error)
{
  gboolean site_done = run->applied != NULL;

  if (run->applied && !check_applied (run, error))
    return FALSE;
  run->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_install_step_free);
  add_step (run, "begin", g_strdup ("BEGIN"), NULL);
  /* two upgrades at once: the second waits here and then finds everything done */
  if (run->applied)
    add_step (run, "lock", g_strdup ("LOCK TABLE amends.schema_version IN ACCESS EXCLUSIVE MODE"), NULL);

  for (guint i = 0; i < run->files->len; i++)
    {
      AmendsInstallFile *file = run->files->pdata[i];
      const char *known = run->applied ? g_hash_table_lookup (run->applied, file->name) : NULL;
      g_autofree char *text = NULL;
      g_autofree char *checksum = NULL;

      if (g_str_equal (file->kind, "demo") && !(run->flags & AMENDS_INSTALL_DEMO))
        continue;
      text = amends_install_load_text (file->name);
      g_return_val_if_fail (text != NULL, FALSE);
      checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      if (known && g_str_equal (file->kind, "schema") && !g_str_equal (known, checksum))
        {
          g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE,
                       _("“%s” was run here in another form. This database does not belong to this version of Amends; ask who set it up."),
                       file->name);
          return FALSE;
        }
      if (known)
        continue;
      if (!site_done && !g_str_equal (file->kind, "once") && !g_str_equal (file->kind, "schema"))
        {
          add_site_step (run);
          site_done = TRUE;
        }
      add_file_steps (run, file, text, checksum);
    }
  add_fingerprint_step (run);
  /* thirteen months of rows that the planner knows nothing of: the first pages would be slow until autovacuum comes by */
  if (run->flags & AMENDS_INSTALL_DEMO)
    add_step (run, "statistics", g_strdup ("ANALYZE"), NULL);
  add_step (run, "commit", g_strdup ("COMMIT"), NULL);
  return TRUE;
}
