/* amendsctl doctor: is this database safe, up to date and looked after? Every answer that is no is a finding. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "amends-error.h"
#include "amends-installer.h"
#include "ctl-output.h"
#include "ctl-verbs.h"

/* A clock further off than this shows wrong times left. */
#define CLOCK_TOLERANCE_MS 2000

typedef struct
{
  char *code;
  char *object;
  char *detail;
} Finding;

typedef struct
{
  CtlDesk   *desk;
  GPtrArray *facts;       /* name, value, name, value … */
  GPtrArray *findings;
  int        status;
} Visit;

static gboolean deep;

static const GOptionEntry entries[] = {
  { "deep", 0, 0, G_OPTION_ARG_NONE, &deep, N_("Also check that what is derived equals what it is derived from; reads every row"), NULL },
  { NULL }
};

static void
finding_free (Finding *finding)
{
  g_free (finding->code);
  g_free (finding->object);
  g_free (finding->detail);
  g_free (finding);
}

static void
add_finding (Visit      *visit,
             const char *code,
             const char *object,
             const char *detail)
{
  Finding *finding = g_new0 (Finding, 1);

  finding->code = g_strdup (code);
  finding->object = g_strdup (object ? object : "");
  finding->detail = g_strdup (detail ? detail : "");
  g_ptr_array_add (visit->findings, finding);
}

static void
add_fact (Visit      *visit,
          const char *name,
          char       *value)
{
  g_ptr_array_add (visit->facts, g_strdup (name));
  g_ptr_array_add (visit->facts, value);
}

static AmendsResult *
ask (Visit        *visit,
     const char   *sql,
     AmendsParams *params)
{
  return ctl_query (visit->desk, sql, params, &visit->status);
}

static gboolean
look_at_server (Visit *visit)
{
  g_autoptr (AmendsResult) rows =
    ask (visit, "SELECT current_setting('server_version'), current_setting('server_version_num')::int, pg_encoding_to_char(d.encoding), d.datname, "
                "pg_is_in_recovery(), d.datcollversion IS DISTINCT FROM pg_database_collation_actual_version(d.oid), "
                "(SELECT string_agg(c.relname, ', ') FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid) "
                "FROM pg_database d WHERE d.datname = current_database()", NULL);

  if (!rows)
    return FALSE;
  add_fact (visit, "server", g_strdup (amends_result_get_text (rows, 0, 0)));
  add_fact (visit, "database", g_strdup (amends_result_get_text (rows, 0, 3)));
  add_fact (visit, "encoding", g_strdup (amends_result_get_text (rows, 0, 2)));
  if (g_strcmp0 (amends_result_get_text (rows, 0, 2), "UTF8") != 0)
    add_finding (visit, "database.encoding", amends_result_get_text (rows, 0, 2), _("texts are not stored as UTF-8; move the data into a UTF-8 database"));
  if (amends_result_get_bool (rows, 0, 4))
    add_finding (visit, "server.standby", amends_result_get_text (rows, 0, 3), _("this is a standby; desks need the primary"));
  if (amends_result_get_bool (rows, 0, 5))
    add_finding (visit, "database.collation", amends_result_get_text (rows, 0, 3),
                 _("the system's sorting order changed since the indexes were made; run REINDEX DATABASE, then ALTER DATABASE … REFRESH COLLATION VERSION"));
  if (!amends_result_is_null (rows, 0, 6))
    add_finding (visit, "index.invalid", amends_result_get_text (rows, 0, 6), _("the index is not finished and of no use; drop it or REINDEX it"));
  return TRUE;
}

static gboolean
look_at_schema (Visit *visit)
{
  g_autoptr (AmendsResult) rows = ask (visit, "SELECT coalesce(max(version), 0) FROM amends.schema_version", NULL);
  int program = amends_installer_get_schema_version (), database;
  g_autofree char *number = NULL;

  if (!rows)
    return FALSE;
  database = amends_result_get_int64 (rows, 0, 0);
  number = g_strdup_printf ("%d", database);
  add_fact (visit, "schema", g_strdup (number));
  add_fact (visit, "program", g_strdup_printf ("%d", program));
  if (database < program)
    add_finding (visit, "schema.old", number, _("the database is older than this program; run “amendsctl upgrade”"));
  else if (database > program)
    add_finding (visit, "schema.new", number, _("the database is newer than this program; install the Amends that belongs to it"));
  return TRUE;
}

/* The server's answer was made somewhere between question and arrival: the middle is wrong by half the way at most. */
static gboolean
look_at_clock (Visit *visit)
{
  gint64 sent = g_get_real_time (), received, difference;
  g_autoptr (AmendsResult) rows = ask (visit, "SELECT clock_timestamp()", NULL);
  g_autofree char *words = NULL;

  if (!rows)
    return FALSE;
  received = g_get_real_time ();
  difference = (amends_result_get_timestamp (rows, 0, 0) - (sent + received) / 2) / 1000;
  words = g_strdup_printf ("%+" G_GINT64_FORMAT " ms", difference);
  add_fact (visit, "clock", g_strdup (words));
  if (ABS (difference) > CLOCK_TOLERANCE_MS + (received - sent) / 2000)
    add_finding (visit, "clock.difference", words, _("the server's clock and this computer's differ; let both follow a time service"));
  return TRUE;
}

/* A change is seen when its transaction ends; the feed forgets when the sweep tells it to. */
static gboolean
look_at_feed (Visit *visit)
{
  g_autoptr (AmendsResult) rows =
    ask (visit, "SELECT coalesce(a.seconds, 0), a.who, (SELECT count(*) FROM (SELECT 1 FROM amends.change c "
                "WHERE c.at < now() - make_interval(days => s.feed_days + 1) LIMIT 2) c) FROM amends.site s "
                "LEFT JOIN (SELECT extract(epoch FROM now() - x.xact_start)::bigint AS seconds, format('%s (%s)', x.usename, x.pid) AS who "
                "FROM pg_stat_activity x WHERE x.datname = current_database() AND x.backend_xid IS NOT NULL AND x.pid <> pg_backend_pid() "
                "ORDER BY x.xact_start LIMIT 1) a ON true", NULL);

  if (!rows || amends_result_get_n_rows (rows) == 0)
    return rows != NULL;
  add_fact (visit, "feed lag", g_strdup_printf ("%" G_GINT64_FORMAT " s", amends_result_get_int64 (rows, 0, 0)));
  if (amends_result_get_int64 (rows, 0, 0) > 60)
    add_finding (visit, "feed.lag", amends_result_get_text (rows, 0, 1),
                 _("a transaction has been open for more than a minute: nobody sees what it changed; end it"));
  /* the sweep leaves one old change as a mark */
  if (amends_result_get_int64 (rows, 0, 2) > 1)
    add_finding (visit, "feed.old", "amends.change", _("changes are kept longer than the site wants: no sweep tidies up"));
  return TRUE;
}

static gboolean
look_at_sweep (Visit *visit)
{
  g_autoptr (AmendsResult) rows =
    ask (visit, "SELECT CASE WHEN isfinite(m.last_run) THEN extract(epoch FROM now() - m.last_run)::bigint END, w.late, w.n, "
                "(m.last_run < now() - interval '1 hour') AND EXISTS (SELECT FROM amends.ticket t WHERE t.state NOT IN ('closed', 'cancelled', 'merged')) "
                "FROM amends.mutex m CROSS JOIN (SELECT extract(epoch FROM now() - min(x.at))::bigint AS late, count(*) AS n FROM ("
                "SELECT t.next_escalation_at AS at FROM amends.ticket t WHERE t.next_escalation_at < now() "
                "UNION ALL SELECT f.next_escalation_at FROM amends.followup f WHERE f.next_escalation_at < now()) x) w WHERE m.name = 'sweep'", NULL);
  g_autofree char *waiting = NULL;

  if (!rows || amends_result_get_n_rows (rows) == 0)
    return rows != NULL;
  add_fact (visit, "sweep", amends_result_is_null (rows, 0, 0) ? g_strdup (_("never"))
                            : g_strdup_printf (_("%s s ago"), amends_result_get_text (rows, 0, 0)));
  waiting = g_strdup_printf ("%" G_GINT64_FORMAT, amends_result_get_int64 (rows, 0, 2));
  if (amends_result_get_int64 (rows, 0, 1) > 300)
    add_finding (visit, "sweep.late", waiting, _("reminders have been waiting for more than five minutes; run “amendsctl sweep” by a timer"));
  else if (amends_result_get_bool (rows, 0, 3))
    add_finding (visit, "sweep.stopped", "amends.mutex", _("no sweep has finished for an hour; run “amendsctl sweep” by a timer"));
  return TRUE;
}

static gboolean
look_at_posture (Visit *visit)
{
  g_autofree char *sql = amends_installer_dup_posture_sql ();
  g_autoptr (AmendsResult) rows = ask (visit, sql, NULL);

  if (!rows)
    return FALSE;
  add_fact (visit, "posture", g_strdup_printf ("%d", amends_result_get_n_rows (rows)));
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    add_finding (visit, amends_result_get_text (rows, row, 0), amends_result_get_text (rows, row, 1), amends_result_get_text (rows, row, 2));
  return TRUE;
}

static gboolean
look_at_staff (Visit *visit)
{
  g_autoptr (AmendsResult) rows =
    ask (visit, "SELECT (SELECT count(*) FROM amends.person p WHERE p.active AND p.login IS NOT NULL), "
                "(SELECT count(*) FROM amends.person p WHERE p.active AND p.role = 'admin' AND p.login IS NOT NULL), "
                "(SELECT string_agg(p.login, ', ') FROM amends.person p WHERE p.active AND p.login IS NOT NULL "
                "AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = p.login))", NULL);

  if (!rows)
    return FALSE;
  add_fact (visit, "people", g_strdup (amends_result_get_text (rows, 0, 0)));
  if (amends_result_get_int64 (rows, 0, 0) > 0 && amends_result_get_int64 (rows, 0, 1) == 0)
    add_finding (visit, "staff.no_admin", "", _("nobody is administrator; make one with “amendsctl staff add … --role admin”"));
  if (!amends_result_is_null (rows, 0, 2))
    add_finding (visit, "staff.no_login", amends_result_get_text (rows, 0, 2),
                 _("the person's login does not exist on this server: after a restore, restore the roles too (pg_dumpall --roles-only)"));
  return TRUE;
}

/* Rows of the check, whatever their columns are: the first says what, the rest where and why. */
static gboolean
look_deep (Visit *visit)
{
  g_autoptr (AmendsResult) there = ask (visit, "SELECT to_regprocedure('amends.invariants()') IS NOT NULL", NULL);
  g_autoptr (AmendsResult) rows = NULL;

  if (!there)
    return FALSE;
  if (!amends_result_get_bool (there, 0, 0))
    {
      add_finding (visit, "deep.missing", "amends.invariants()", _("this database has no such check; run “amendsctl upgrade”"));
      return TRUE;
    }
  rows = ask (visit, "SELECT * FROM amends.invariants()", NULL);
  if (!rows)
    return FALSE;
  add_fact (visit, "deep", g_strdup_printf ("%d", amends_result_get_n_rows (rows)));
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    {
      g_autoptr (GPtrArray) rest = g_ptr_array_new ();
      g_autofree char *words = NULL;

      for (int i = 2; i < amends_result_get_n_columns (rows); i++)
        if (!amends_result_is_null (rows, row, i))
          g_ptr_array_add (rest, (gpointer) amends_result_get_text (rows, row, i));
      g_ptr_array_add (rest, NULL);
      words = g_strjoinv (" ", (char **) rest->pdata);
      add_finding (visit, amends_result_get_text (rows, row, 0),
                   amends_result_get_n_columns (rows) > 1 ? amends_result_get_text (rows, row, 1) : NULL, words);
    }
  return TRUE;
}

static void
print_json (Visit *visit)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < visit->facts->len; i += 2)
    {
      g_autofree char *key = g_strdelimit (g_strdup (visit->facts->pdata[i]), " ", '_');

      json_builder_set_member_name (builder, key);
      json_builder_add_string_value (builder, visit->facts->pdata[i + 1]);
    }
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < visit->findings->len; i++)
    {
      Finding *finding = visit->findings->pdata[i];

      json_builder_begin_object (builder);
      json_builder_add_string_value (json_builder_set_member_name (builder, "code"), finding->code);
      json_builder_add_string_value (json_builder_set_member_name (builder, "object"), finding->object);
      json_builder_add_string_value (json_builder_set_member_name (builder, "detail"), finding->detail);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  printf ("%s\n", text);
}

static void
print_words (Visit *visit)
{
  for (guint i = 0; i < visit->facts->len; i += 2)
    printf ("%-10s %s\n", (char *) visit->facts->pdata[i], (char *) visit->facts->pdata[i + 1]);
  for (guint i = 0; i < visit->findings->len; i++)
    {
      Finding *finding = visit->findings->pdata[i];
      g_autofree char *object = ctl_output_safe (finding->object);
      g_autofree char *detail = ctl_output_safe (finding->detail);

      printf ("! %s  %s: %s\n", finding->code, object, detail);
    }
  if (visit->findings->len)
    printf (ngettext ("%u finding\n", "%u findings\n", visit->findings->len), visit->findings->len);
  else
    printf ("%s\n", _("Nothing to find fault with."));
}

static int
examine (CtlDesk *desk)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) finding_free);
  Visit visit = { .desk = desk, .facts = facts, .findings = findings, .status = CTL_OK };

  if (!look_at_server (&visit) || !look_at_schema (&visit) || !look_at_clock (&visit) || !look_at_feed (&visit) || !look_at_sweep (&visit)
      || !look_at_staff (&visit) || !look_at_posture (&visit) || (deep && !look_deep (&visit)))
    return visit.status;
  if (ctl_output_format () == CTL_JSON)
    print_json (&visit);
  else
    print_words (&visit);
  return findings->len ? CTL_FINDINGS : CTL_OK;
}

int
ctl_doctor_run (int   argc,
                char *argv[])
{
  const CtlUsage usage = {
    .verb = "doctor", .entries = entries, .with = CTL_WITH_FORMAT,
    .summary = _("Looks whether the server is safe and up to date, the schema this program's, clocks together,\n"
                 "changes seen and reminders sent. Connect as a superuser of the server. With findings the exit code is 5."),
  };
  g_autoptr (CtlDesk) desk = NULL;
  int status = CTL_OK;

  if (!ctl_parse (&usage, &argc, &argv, &status))
    return status;
  if (ctl_output_format () == CTL_CSV)
    return ctl_usage_error ("doctor", _("The formats of doctor are table and json."));
  desk = ctl_desk_open (CTL_NEED_SUPERUSER_ANY_VERSION, &status);
  return desk ? examine (desk) : status;
}
