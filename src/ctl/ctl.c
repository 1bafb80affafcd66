/* What every verb of amendsctl stands on: exit codes, options, connecting, errors in words. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <unistd.h>

#include "amends-error.h"
#include "amends-installer.h"
#include "amends-message.h"
#include "ctl-output.h"
#include "ctl-password.h"
#include "ctl-period.h"

static char *db_option;

static const GOptionEntry db_entries[] = {
  { "db", 0, 0, G_OPTION_ARG_STRING, &db_option,
    N_("The database: a URI, “host=… dbname=… user=…”, “service=NAME”, or a database's name"), N_("DATABASE") },
  { NULL }
};

static GOptionContext *
new_context (const CtlUsage *usage)
{
  GOptionContext *context = g_option_context_new (usage->parameters);

  g_option_context_set_summary (context, usage->summary);
  g_option_context_set_description (context, usage->details);
  if (usage->entries)
    g_option_context_add_main_entries (context, usage->entries, GETTEXT_PACKAGE);
  if (usage->with & CTL_WITH_PERIOD)
    g_option_context_add_main_entries (context, ctl_period_entries, GETTEXT_PACKAGE);
  if (usage->with & CTL_WITH_FORMAT)
    g_option_context_add_main_entries (context, ctl_output_entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, db_entries, GETTEXT_PACKAGE);
  return context;
}

/**
 * ctl_parse:
 * @usage: the verb
 * @argc: (inout): words
 * @argv: (inout): the verb and what follows; afterwards the verb and the words that are no options
 * @status: (out): exit code when there is nothing more to do
 *
 * Reads the options into their variables. “--help” prints and ends the program.
 *
 * Returns: whether to go on
 */
gboolean
ctl_parse (const CtlUsage   *usage,
           int              *argc,
           char           ***argv,
           int              *status)
{
  g_autoptr (GOptionContext) context = new_context (usage);
  g_autofree char *program = g_strconcat ("amendsctl ", usage->verb, NULL);
  g_autoptr (GError) error = NULL;
  gboolean parsed;
  int words;

  g_set_prgname (program);
  parsed = g_option_context_parse (context, argc, argv, &error);
  g_set_prgname ("amendsctl");
  if (!parsed)
    {
      *status = ctl_usage_error (usage->verb, "%s", g_error_matches (error, G_CONVERT_ERROR, G_CONVERT_ERROR_ILLEGAL_SEQUENCE)
                                                      ? _("An option holds bytes that are no text. Write it in UTF-8.") : error->message);
      return FALSE;
    }
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      (*argv)[1] = (*argv)[0];
      (*argv)++;
      (*argc)--;
    }
  words = *argc - 1;
  if (usage->max_words >= 0 && words > usage->max_words)
    *status = ctl_usage_error (usage->verb, _("“%s” is one word too many."), (*argv)[usage->max_words + 1]);
  else if (words < usage->min_words)
    *status = ctl_usage_error (usage->verb, _("Something is missing: %s."), usage->parameters);
  else
    return TRUE;
  return FALSE;
}

static void
complain (const char *words)
{
  fflush (stdout);
  fprintf (stderr, "amendsctl: %s\n", words);
}

/**
 * ctl_usage_error:
 * @verb: (nullable): the verb, %NULL before there is one
 * @format: what is wrong with the command line
 *
 * Returns: %CTL_USAGE
 */
int
ctl_usage_error (const char *verb,
                 const char *format,
                 ...)
{
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  complain (words);
  if (verb)
    fprintf (stderr, _("“amendsctl %s --help” tells how to write it.\n"), verb);
  else
    fprintf (stderr, _("“amendsctl --help” lists the verbs.\n"));
  return CTL_USAGE;
}

/**
 * ctl_complain:
 * @status: the exit code
 * @format: what went wrong and what to do
 *
 * Returns: @status
 */
int
ctl_complain (int         status,
              const char *format,
              ...)
{
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  complain (words);
  return status;
}

static int
exit_for_error (const GError *error)
{
  if (error->domain != AMENDS_ERROR)
    return CTL_FAILED;
  /* well said, but not in this state */
  if (g_strcmp0 (amends_error_get_sqlstate (error), "AM423") == 0)
    return CTL_FAILED;
  switch ((AmendsErrorCode) error->code)
    {
    case AMENDS_ERROR_CONNECTION_LOST:
    case AMENDS_ERROR_AUTH:
    case AMENDS_ERROR_TLS:
    case AMENDS_ERROR_HOST:
    case AMENDS_ERROR_BUSY:
      return CTL_NO_CONNECTION;
    case AMENDS_ERROR_FORBIDDEN:
      return CTL_NO_RIGHT;
    case AMENDS_ERROR_INVALID:
    case AMENDS_ERROR_TOO_BIG:
      return CTL_USAGE;
    default:
      return CTL_FAILED;
    }
}

/* The field a refused value belongs to, which a form would show beside it. */
static char *
field_of (const GError *error)
{
  const char *detail = error->domain == AMENDS_ERROR ? amends_error_get_detail (error) : NULL;
  g_autoptr (JsonNode) node = detail ? json_from_string (detail, NULL) : NULL;
  const char *field;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  field = json_object_get_string_member_with_default (json_node_get_object (node), "field", NULL);
  return field && *field ? g_strdelimit (g_strdup (field), "_", '-') : NULL;
}

/**
 * ctl_fail:
 * @error: what happened
 *
 * Tells it on the standard error output.
 *
 * Returns: the exit code for it
 */
int
ctl_fail (const GError *error)
{
  g_autofree char *words = amends_message_for_error (error);
  g_autofree char *field = field_of (error);
  g_autofree char *named = field ? g_strdup_printf ("%s: %s", field, words) : NULL;
  const char *hint = amends_error_get_hint (error);

  complain (named ? named : words);
  if (hint)
    fprintf (stderr, "%s\n", hint);
  return exit_for_error (error);
}

/**
 * ctl_target:
 *
 * Returns: (transfer full): what --db names, else libpq's defaults
 */
AmendsTarget *
ctl_target (GError **error)
{
  g_autoptr (AmendsTarget) target = db_option ? amends_target_new_from_text (db_option, error) : amends_target_new ();

  if (!target || !amends_target_check (target, error))
    return NULL;
  if (!amends_target_get (target, "application_name"))
    amends_target_set (target, "application_name", "amendsctl");
  return g_steal_pointer (&target);
}

/* One question, at a terminal only: a script gets its error at once. */
static gboolean
ask_password (AmendsTarget *target)
{
  g_autofree char *login = amends_target_get_effective (target, "user");
  g_autofree char *prompt = NULL;
  char *password;

  if (!ctl_password_can_ask ())
    return FALSE;
  prompt = g_strdup_printf (_("Password of %s: "), login ? login : "");
  password = ctl_password_ask (prompt);
  amends_target_set (target, "password", password);
  ctl_password_free (password);
  return TRUE;
}

/**
 * ctl_connect:
 * @status: (out): exit code on failure
 *
 * Returns: (transfer full) (nullable): a connection, whatever the database holds
 */
AmendsConnection *
ctl_connect (int *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsTarget) target = ctl_target (&error);
  AmendsConnection *connection;

  if (!target)
    {
      *status = ctl_fail (error);
      return NULL;
    }
  connection = amends_connection_open_sync (target, &error);
  if (!connection && g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_AUTH) && ask_password (target))
    {
      g_clear_error (&error);
      connection = amends_connection_open_sync (target, &error);
    }
  if (!connection)
    {
      *status = g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_FORBIDDEN) ? CTL_NO_RIGHT : CTL_NO_CONNECTION;
      ctl_fail (error);
    }
  return connection;
}

static gboolean
check_version (AmendsConnection  *connection,
               gboolean           superuser,
               GError           **error)
{
  int known = amends_installer_get_schema_version (), schema;
  g_autoptr (AmendsParams) params = amends_params_add_int64 (amends_params_new (), known);
  g_autoptr (AmendsResult) rows = NULL;

  if (superuser)
    rows = amends_connection_query_sync (connection, "SELECT coalesce(max(version), 0) FROM amends.schema_version", NULL, error);
  else
    rows = amends_connection_query_sync (connection, "SELECT api.hello($1::int) ->> 'schema'", params, error);
  if (!rows)
    return FALSE;
  schema = amends_result_get_int64 (rows, 0, 0);
  if (schema > known)
    g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_SCHEMA_NEW,
                 _("The database is of version %d, newer than this program (%d). Install the Amends that belongs to it."), schema, known);
  else if (schema < known)
    g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_SCHEMA_OLD,
                 _("The database is of version %d, older than this program (%d). Run “amendsctl upgrade” as a superuser first."), schema, known);
  return schema == known;
}

static CtlDesk *
judge (AmendsConnection  *connection,
       CtlNeed            need,
       GError           **error)
{
  g_autoptr (AmendsResult) rows =
    amends_connection_query_sync (connection,
                                  "SELECT to_regnamespace('amends') IS NOT NULL AND to_regnamespace('api') IS NOT NULL, "
                                  "(SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = session_user)",
                                  NULL, error);
  gboolean superuser;
  CtlDesk *self;

  if (!rows)
    return NULL;
  if (!amends_result_get_bool (rows, 0, 0))
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE,
                   _("There is no Amends in this database. Check --db, or set it up with “amendsctl init”."));
      return NULL;
    }
  superuser = amends_result_get_bool (rows, 0, 1);
  if (need >= CTL_NEED_SUPERUSER && !superuser)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_FORBIDDEN,
                   _("This needs a superuser of the server. Connect as one, for example as “postgres”."));
      return NULL;
    }
  if ((need == CTL_NEED_STAFF || need == CTL_NEED_SUPERUSER) && !check_version (connection, superuser, error))
    return NULL;
  self = g_new0 (CtlDesk, 1);
  self->connection = g_object_ref (connection);
  self->superuser = superuser;
  return self;
}

/**
 * ctl_desk_open:
 * @need: who has to be calling
 * @status: (out): exit code on failure
 *
 * Returns: (transfer full) (nullable): a connection to a database with Amends in it; otherwise it was told why not
 */
CtlDesk *
ctl_desk_open (CtlNeed  need,
               int     *status)
{
  g_autoptr (AmendsConnection) connection = ctl_connect (status);
  g_autoptr (GError) error = NULL;
  CtlDesk *self;

  if (!connection)
    return NULL;
  self = judge (connection, need, &error);
  if (!self)
    *status = ctl_fail (error);
  return self;
}

void
ctl_desk_free (CtlDesk *self)
{
  amends_connection_close (self->connection);
  g_object_unref (self->connection);
  g_free (self);
}

/**
 * ctl_query:
 * @self: the desk
 * @sql: a statement
 * @params: (nullable) (transfer full): its parameters
 * @status: (out): exit code on failure
 *
 * Returns: (transfer full) (nullable): the rows; otherwise it was told why not
 */
AmendsResult *
ctl_query (CtlDesk      *self,
           const char   *sql,
           AmendsParams *params,
           int          *status)
{
  g_autoptr (AmendsParams) keep = params;
  g_autoptr (GError) error = NULL;
  AmendsResult *rows = amends_connection_query_sync (self->connection, sql, params, &error);

  if (!rows)
    *status = ctl_fail (error);
  return rows;
}
