/* amendsctl import: the history of another system, by a mapping. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "amends-import.h"
#include "ctl-output.h"
#include "ctl-verbs.h"

/* A file that does not fit its mapping has as many problems as rows. */
#define PROBLEMS_SHOWN 200

static char *map_option;
static gboolean dry_run;

static const GOptionEntry entries[] = {
  { "map", 0, 0, G_OPTION_ARG_FILENAME, &map_option, N_("What the columns mean, as JSON"), N_("MAP.json") },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Try it and take it back: nothing stays"), NULL },
  { NULL }
};

/* In the order in which a person asks. */
static const struct { const char *member; const char *label; } lines[] = {
  { "read", N_("Rows read") },
  { "unusable", N_("Rows that could not be used") },
  { "copies", N_("Exact copies of other rows, dropped") },
  { "known", N_("Rows that were in already") },
  { "rows", N_("Rows taken in") },
  { "tickets_new", N_("New tickets") },
  { "tickets_changed", N_("Tickets that went on") },
  { "events", N_("Events") },
  { "people", N_("New people, without a login") },
  { "customers", N_("New customers") },
  { "terms", N_("New channels, categories, priorities and teams") },
  { "surveys", N_("Survey answers") },
  { "refunds", N_("Refunds") },
  { "refunds_left_out", N_("Refunds left out") },
};

static void
problem_cb (GFile      *file,
            gint64      line,
            const char *reason,
            gpointer    user_data)
{
  guint *n = user_data;
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *safe = ctl_output_safe (reason);

  if (++*n <= PROBLEMS_SHOWN)
    fprintf (stderr, "%s:%" G_GINT64_FORMAT ": %s\n", name, line, safe);
  else if (*n == PROBLEMS_SHOWN + 1)
    fprintf (stderr, "%s\n", _("There are more; these are the first."));
}

static void
print_report (JsonObject *report)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    printf ("%10" G_GINT64_FORMAT "  %s\n", json_object_get_int_member_with_default (report, lines[i].member, 0), _(lines[i].label));
  if (dry_run)
    printf ("%s\n", _("This was a trial: nothing has been changed."));
}

static void
print_csv (JsonObject *report)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    printf ("%s%s", i ? "," : "", lines[i].member);
  fputs ("\r\n", stdout);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    printf ("%s%" G_GINT64_FORMAT, i ? "," : "", json_object_get_int_member_with_default (report, lines[i].member, 0));
  fputs ("\r\n", stdout);
}

static int
show (const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *report = json_node_get_object (root);
  gboolean left_out = json_object_get_int_member_with_default (report, "unusable", 0) > 0
                      || json_object_get_int_member_with_default (report, "refunds_left_out", 0) > 0;

  if (ctl_output_format () == CTL_JSON)
    printf ("%s\n", json);
  else if (ctl_output_format () == CTL_CSV)
    print_csv (report);
  else
    print_report (report);
  return left_out ? CTL_BAD_DATA : CTL_OK;
}

/* Whatever is wrong with a file or a mapping is bad data; a lost server is not. */
static int
fail (const GError *error)
{
  int status = ctl_fail (error);

  return status == CTL_USAGE || error->domain == G_IO_ERROR || error->domain == G_CONVERT_ERROR ? CTL_BAD_DATA : status;
}

static int
import_files (CtlDesk         *desk,
              AmendsImportMap *map,
              char           **names)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;
  guint n = 0;

  for (int i = 0; names[i]; i++)
    g_ptr_array_add (files, g_file_new_for_commandline_arg (names[i]));
  report = amends_import_run (desk->connection, map, files, dry_run, problem_cb, &n, &error);
  if (!report)
    {
      int status = fail (error);

      ctl_complain (status, _("Nothing was imported."));
      return status;
    }
  return show (report);
}

int
ctl_import_run (int   argc,
                char *argv[])
{
  const CtlUsage usage = {
    .verb = "import", .parameters = _("FILE…"), .entries = entries, .with = CTL_WITH_FORMAT, .min_words = 1, .max_words = -1,
    .summary = _("Brings the history of another system in: CSV or other separated values, plain or gzip.\n"
                 "Connect as a superuser of the server. The same rows twice add nothing."),
    .details = _("Rows that cannot be used are told with file and line, the rest is taken in; the exit code is then 6.\n"
                 "The mapping is described in the README beside the examples."),
  };
  g_autoptr (AmendsImportMap) map = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtlDesk) desk = NULL;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  if (!map_option)
    return ctl_usage_error ("import", _("Something is missing: %s."), "--map MAP.json");
  file = g_file_new_for_commandline_arg (map_option);
  map = amends_import_map_new_from_file (file, &error);
  if (!map)
    return fail (error);
  desk = ctl_desk_open (CTL_NEED_SUPERUSER, &status);
  return desk ? import_files (desk, map, argv + 1) : status;
}
