/* Brings the history of another system in, all of it or nothing:
 *
 *   BEGIN → import_begin() → COPY rows as they are read → import_apply() → COMMIT (ROLLBACK for a trial)
 */

#define G_LOG_DOMAIN "amends-import"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "amends-connection-sync.h"
#include "amends-error.h"
#include "amends-import.h"
#include "amends-import-row.h"

#define PIECE (128 * 1024)

typedef struct
{
  AmendsImportMap     *map;
  GPtrArray           *files;       /* GFile */
  guint                file;        /* the one that is read, counted from 0 */
  AmendsImportReader  *reader;
  guint                n_fields;    /* of its header, or of its first row */
  GTimeZone           *zone;
  char                *currency;
  gint64               seq;
  gint64               n_read, n_good;
  AmendsImportProblem  problem;
  gpointer             problem_data;
} Feed;

static void
feed_clear (Feed *feed)
{
  g_clear_object (&feed->reader);
  g_clear_pointer (&feed->zone, g_time_zone_unref);
  g_clear_pointer (&feed->currency, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Feed, feed_clear)

static void
prefix_file (Feed    *feed,
             GError **error)
{
  g_autofree char *name = g_file_get_parse_name (feed->files->pdata[feed->file]);

  g_prefix_error (error, "%s: ", name);
}

static void
tell (Feed       *feed,
      const char *reason)
{
  if (feed->problem)
    feed->problem (feed->files->pdata[feed->file], amends_import_reader_get_line (feed->reader), reason, feed->problem_data);
}

static gboolean
read_header (Feed    *feed,
             GError **error)
{
  AmendsImportRead read = amends_import_reader_next (feed->reader, error);

  if (read == AMENDS_IMPORT_READ_END)
    g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("The file is empty."));
  if (read != AMENDS_IMPORT_READ_ROW)
    return FALSE;
  feed->n_fields = amends_import_reader_n_fields (feed->reader);
  return amends_import_map_bind (feed->map, feed->reader, error);
}

static gboolean
open_file (Feed    *feed,
           GError **error)
{
  feed->reader = amends_import_reader_new (feed->files->pdata[feed->file], amends_import_map_get_dialect (feed->map), error);
  feed->n_fields = 0;
  if (feed->reader == NULL)
    return FALSE;
  for (guint i = 0; i < amends_import_map_get_skip (feed->map); i++)
    if (amends_import_reader_next (feed->reader, NULL) != AMENDS_IMPORT_READ_ROW)
      break;
  if (!amends_import_map_has_header (feed->map))
    return amends_import_map_bind (feed->map, NULL, error);
  return read_header (feed, error);
}

static gboolean
row_is_whole (Feed    *feed,
              GError **error)
{
  guint n = amends_import_reader_n_fields (feed->reader);

  if (feed->n_fields == 0)
    feed->n_fields = n;
  if (n == feed->n_fields)
    return TRUE;
  g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("the row has %u fields instead of %u"), n, feed->n_fields);
  return FALSE;
}

static void
take_row (Feed    *feed,
          GString *out)
{
  g_autoptr(GError) error = NULL;

  feed->n_read++;
  if (row_is_whole (feed, &error)
      && amends_import_row_append (out, feed->map, feed->reader, feed->zone, feed->currency, ++feed->seq, (int) feed->file, &error))
    feed->n_good++;
  else
    tell (feed, error->message);
}

/* FALSE at the end of the last file, or with @error set. */
static gboolean
take_next (Feed     *feed,
           GString  *out,
           GError  **error)
{
  g_autoptr(GError) local = NULL;

  if (feed->reader == NULL && (feed->file >= feed->files->len || !open_file (feed, error)))
    return FALSE;
  switch (amends_import_reader_next (feed->reader, &local))
    {
    case AMENDS_IMPORT_READ_ROW:
      take_row (feed, out);
      return TRUE;
    case AMENDS_IMPORT_READ_BAD:
      feed->n_read++;
      tell (feed, local->message);
      return TRUE;
    case AMENDS_IMPORT_READ_END:
      g_clear_object (&feed->reader);
      feed->file++;
      return TRUE;
    case AMENDS_IMPORT_READ_FAILED:
    default:
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
}

static GBytes *
feed_cb (gpointer   user_data,
         GError   **error)
{
  Feed *feed = user_data;
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) local = NULL;

  while (out->len < PIECE && take_next (feed, out, &local))
    ;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      prefix_file (feed, error);
      return NULL;
    }
  if (out->len == 0)
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static gboolean
set_up_feed (Feed              *feed,
             AmendsConnection  *connection,
             GError           **error)
{
  const char *zone = amends_import_map_get_zone (feed->map);
  const char *currency = amends_import_map_get_currency (feed->map);
  g_autoptr(AmendsResult) site = amends_connection_query_sync (connection, "SELECT s.zone, s.currency FROM amends.site s", NULL, error);

  if (site == NULL)
    return FALSE;
  if (zone == NULL)
    zone = amends_result_get_text (site, 0, 0);
  feed->zone = g_time_zone_new_identifier (zone);
  feed->currency = g_strdup (currency ? currency : amends_result_get_text (site, 0, 1));
  if (feed->zone == NULL)
    g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("There is no time zone called “%s”."), zone);
  return feed->zone != NULL;
}

static gint64
begin (AmendsConnection  *connection,
       AmendsImportMap   *map,
       GError           **error)
{
  g_autoptr(AmendsResult) begun = amends_connection_script_sync (connection, "BEGIN", error);
  g_autoptr(AmendsParams) params = amends_params_new ();
  g_autoptr(AmendsResult) source = NULL;

  if (begun == NULL)
    return -1;
  amends_params_add_text (params, amends_import_map_get_source (map));
  amends_params_add_text (params, amends_import_map_get_label (map));
  source = amends_connection_query_sync (connection, "SELECT amends.import_begin($1::text, $2::text)", params, error);
  return source ? amends_result_get_int64 (source, 0, 0) : -1;
}

static char *
apply (Feed              *feed,
       AmendsConnection  *connection,
       gint64             source,
       GError           **error)
{
  g_autoptr(AmendsParams) params = amends_params_new ();
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AmendsResult) report = NULL;

  for (guint i = 0; i < feed->files->len; i++)
    g_ptr_array_add (names, g_file_get_basename (feed->files->pdata[i]));
  g_ptr_array_add (names, NULL);
  amends_params_add_int64 (params, source);
  amends_params_add_text (params, amends_import_map_get_shape (feed->map) == AMENDS_IMPORT_SHAPE_EVENTS ? "events" : "snapshots");
  amends_params_add_json (params, amends_import_map_get_options (feed->map));
  amends_params_add_text (params, amends_import_map_get_currency (feed->map));
  amends_params_add_text_array (params, (const char * const *) names->pdata);
  report = amends_connection_query_sync (connection,
    "SELECT amends.import_apply($1::int, $2::text, $3::jsonb, $4::text, $5::text[])::text", params, error);
  return report ? g_strdup (amends_result_get_text (report, 0, 0)) : NULL;
}

/* What the database left out is told like the rest, and counted. */
static char *
finish_report (Feed       *feed,
               const char *json,
               gboolean    dry_run)
{
  g_autoptr(JsonNode) root = json_from_string (json, NULL);
  JsonObject *report = json_node_get_object (root);
  JsonArray *problems = json_object_get_array_member (report, "problems");

  for (guint i = 0; i < json_array_get_length (problems); i++)
    {
      JsonObject *problem = json_array_get_object_element (problems, i);
      gboolean over = g_str_equal (json_object_get_string_member (problem, "reason"), "refund.over_paid");

      if (feed->problem)
        feed->problem (feed->files->pdata[json_object_get_int_member (problem, "file")], json_object_get_int_member (problem, "line"),
                       over ? _("the refund is above what was paid and left out; the ticket is in")
                            : _("the refund names nobody who paid it and is left out; the ticket is in"),
                       feed->problem_data);
    }
  json_object_set_int_member (report, "refunds_left_out", json_array_get_length (problems));
  json_object_remove_member (report, "problems");
  json_object_set_int_member (report, "read", feed->n_read);
  json_object_set_int_member (report, "unusable", feed->n_read - feed->n_good);
  json_object_set_boolean_member (report, "dry_run", dry_run);
  return json_to_string (root, FALSE);
}

static char *
carry_out (Feed              *feed,
           AmendsConnection  *connection,
           GError           **error)
{
  gint64 source = begin (connection, feed->map, error);
  g_autofree char *columns = amends_import_row_columns (feed->map);
  g_autofree char *copy = g_strdup_printf ("COPY amends.import_stage (%s) FROM STDIN", columns);

  if (source < 0 || amends_connection_copy_in_sync (connection, copy, feed_cb, feed, error) < 0)
    return NULL;
  if (feed->n_read > 0 && feed->n_good == 0)
    {
      g_set_error_literal (error, AMENDS_ERROR, AMENDS_ERROR_INVALID,
                           _("Not one row could be used. Does the mapping belong to this file?"));
      return NULL;
    }
  return apply (feed, connection, source, error);
}

/**
 * amends_import_run:
 * @connection: of amends_connection_open_sync(), as a superuser of the server
 * @map: what the columns mean
 * @files: (element-type GFile): files of the same make, read in this order
 * @dry_run: do it all, then take it back
 * @problem: (nullable): is told every row that could not be used
 * @problem_data: for @problem
 * @error: why nothing was imported
 *
 * Reads the files and makes tickets with their history of them, in one transaction.
 *
 * Returns: (transfer full) (nullable): a report as a JSON object of counts
 */
char *
amends_import_run (AmendsConnection     *connection,
                   AmendsImportMap      *map,
                   GPtrArray            *files,
                   gboolean              dry_run,
                   AmendsImportProblem   problem,
                   gpointer              problem_data,
                   GError              **error)
{
  g_auto(Feed) feed = { .map = map, .files = files, .problem = problem, .problem_data = problem_data };
  g_autofree char *report = NULL;
  g_autoptr(AmendsResult) ended = NULL;

  g_return_val_if_fail (AMENDS_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (AMENDS_IS_IMPORT_MAP (map), NULL);
  g_return_val_if_fail (files != NULL && files->len > 0, NULL);

  if (!set_up_feed (&feed, connection, error))
    return NULL;
  report = carry_out (&feed, connection, error);
  ended = amends_connection_script_sync (connection, report != NULL && !dry_run ? "COMMIT" : "ROLLBACK", report != NULL ? error : NULL);
  if (report == NULL || ended == NULL)
    return NULL;
  return finish_report (&feed, report, dry_run);
}
