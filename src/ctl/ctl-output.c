/* Rows on the standard output: a table to read, JSON, or CSV (RFC 4180).
 *
 * JSON is made by the server and passed on as it comes: a number never becomes a float on the way. CSV and JSON are fetched
 * piece by piece, so that a million rows need no memory here. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl-output.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "amends-error.h"

#define FETCH "FETCH 2000 FROM amends_rows"

static CtlFormat format;

static gboolean
format_cb (const char  *option,
           const char  *value,
           gpointer     data,
           GError     **error)
{
  if (g_str_equal (value, "table"))
    format = CTL_TABLE;
  else if (g_str_equal (value, "json"))
    format = CTL_JSON;
  else if (g_str_equal (value, "csv"))
    format = CTL_CSV;
  else
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“%s” is no format; there are table, json and csv."), value);
      return FALSE;
    }
  return TRUE;
}

const GOptionEntry ctl_output_entries[] = {
  { "format", 0, 0, G_OPTION_ARG_CALLBACK, (gpointer) format_cb, N_("How to print: table (as if nothing is said), json or csv"), N_("FORMAT") },
  { NULL }
};

CtlFormat
ctl_output_format (void)
{
  return format;
}

/* Marks that turn the direction of writing round, and separators that some terminals take for line ends. */
static gboolean
is_tricky (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * ctl_output_safe:
 * @text: anything from the database
 *
 * Returns: (transfer full): one line that cannot steer a terminal: control characters are written out
 */
char *
ctl_output_safe (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (is_tricky (c))
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static guint
width_of (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static gboolean
is_number (const char *text)
{
  return *text && strspn (text, "0123456789.-") == strlen (text) && strchr (text + 1, '-') == NULL;
}

typedef struct
{
  GPtrArray *cells;     /* of safe texts */
  guint      width;
  gboolean   numbers;
} Column;

/* Names of columns that people read; JSON and CSV keep them as they are. */
static const char * const headings[] = {
  NC_("column", "measure"), NC_("column", "group"), NC_("column", "numerator"), NC_("column", "denominator"), NC_("column", "n"),
  NC_("column", "value"), NC_("column", "mean"), NC_("column", "median"), NC_("column", "p90"), NC_("column", "min"), NC_("column", "max"),
  NC_("column", "number"), NC_("column", "subject"), NC_("column", "person"), NC_("column", "at"), NC_("column", "counted"),
  NC_("column", "reason"), NC_("column", "weight"), NC_("column", "weight_used"), NC_("column", "target"), NC_("column", "points"),
  NC_("column", "state"), NC_("column", "person_id"), NC_("column", "name"), NC_("column", "score"), NC_("column", "band"),
  NC_("column", "low"), NC_("column", "high"), NC_("column", "employee_no"), NC_("column", "login"), NC_("column", "role"),
  NC_("column", "team"), NC_("column", "superior"), NC_("column", "level"), NC_("column", "active"), NC_("column", "on_duty"),
  NC_("column", "request"), NC_("column", "asked_role"), NC_("column", "asked_by"),
};

static const char *
heading_for (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    if (g_str_equal (headings[i], name))
      return g_dpgettext2 (GETTEXT_PACKAGE, "column", name);
  return name;
}

static Column *
read_column (AmendsResult *rows,
             int           number)
{
  Column *column = g_new0 (Column, 1);

  column->cells = g_ptr_array_new_with_free_func (g_free);
  column->numbers = TRUE;
  g_ptr_array_add (column->cells, ctl_output_safe (heading_for (amends_result_column_name (rows, number))));
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    {
      const char *text = amends_result_get_text (rows, row, number);

      if (text && !is_number (text))
        column->numbers = FALSE;
      g_ptr_array_add (column->cells, text ? ctl_output_safe (text) : g_strdup (""));
    }
  for (guint i = 0; i < column->cells->len; i++)
    column->width = MAX (column->width, width_of (column->cells->pdata[i]));
  return column;
}

static void
column_free (Column *column)
{
  g_ptr_array_unref (column->cells);
  g_free (column);
}

static void
print_cell (Column   *column,
            guint     row,
            gboolean  last)
{
  const char *text = column->cells->pdata[row];
  int space = column->width - width_of (text);

  if (column->numbers)
    printf ("%*s%s", last && *text == '\0' ? 0 : space, "", text);
  else
    printf ("%s%*s", text, last ? 0 : space, "");
}

/**
 * ctl_output_table:
 * @rows: to print
 *
 * Prints columns under their names, numbers to the right; Chinese characters are two wide.
 */
void
ctl_output_table (AmendsResult *rows)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);

  for (int i = 0; i < amends_result_get_n_columns (rows); i++)
    g_ptr_array_add (columns, read_column (rows, i));
  for (int row = 0; row <= amends_result_get_n_rows (rows); row++)
    {
      for (guint i = 0; i < columns->len; i++)
        {
          fputs (i ? "  " : "", stdout);
          print_cell (columns->pdata[i], row, i + 1 == columns->len);
        }
      putchar ('\n');
    }
}

static void
print_field (const char *text,
             gboolean    first)
{
  if (!first)
    putchar (',');
  if (!text)
    return;
  /* an empty text is quoted, so that it differs from no value */
  if (*text && !strpbrk (text, ",\"\r\n") && *text != ' ')
    {
      fputs (text, stdout);
      return;
    }
  putchar ('"');
  for (const char *p = text; *p; p++)
    {
      if (*p == '"')
        putchar ('"');
      putchar (*p);
    }
  putchar ('"');
}

static const char *
cell_text (AmendsResult *rows,
           int           row,
           int           column)
{
  if (!amends_result_is_null (rows, row, column) && amends_result_is_bool_column (rows, column))
    return amends_result_get_bool (rows, row, column) ? "true" : "false";
  return amends_result_get_text (rows, row, column);
}

static void
print_csv (AmendsResult *rows,
           gboolean      head)
{
  int columns = amends_result_get_n_columns (rows);

  for (int i = 0; head && i < columns; i++)
    print_field (amends_result_column_name (rows, i), i == 0);
  if (head)
    fputs ("\r\n", stdout);
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    {
      for (int i = 0; i < columns; i++)
        print_field (cell_text (rows, row, i), i == 0);
      fputs ("\r\n", stdout);
    }
}

static void
print_json (AmendsResult *rows,
            gboolean      head)
{
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    printf ("%s%s", head && row == 0 ? "\n" : ",\n", amends_result_get_text (rows, row, 0));
}

static gboolean
fetch_all (CtlDesk  *desk,
           GError  **error)
{
  gboolean head = TRUE;
  int n;

  if (format == CTL_JSON)
    putchar ('[');
  do
    {
      g_autoptr (AmendsResult) rows = amends_connection_query_sync (desk->connection, FETCH, NULL, error);

      if (!rows)
        return FALSE;
      n = amends_result_get_n_rows (rows);
      if (format == CTL_JSON)
        print_json (rows, head);
      else
        print_csv (rows, head);
      head = FALSE;
    }
  while (n > 0 && !ferror (stdout));
  if (format == CTL_JSON)
    fputs ("\n]\n", stdout);
  return TRUE;
}

static gboolean
print_streamed (CtlDesk       *desk,
                const char    *sql,
                AmendsParams  *params,
                GError       **error)
{
  g_autofree char *declare = format == CTL_JSON
    ? g_strconcat ("DECLARE amends_rows NO SCROLL CURSOR FOR SELECT row_to_json(q)::text FROM (", sql, ") q", NULL)
    : g_strconcat ("DECLARE amends_rows NO SCROLL CURSOR FOR ", sql, NULL);
  g_autoptr (AmendsResult) begun = amends_connection_script_sync (desk->connection, "BEGIN", error);
  g_autoptr (AmendsResult) declared = begun ? amends_connection_query_sync (desk->connection, declare, params, error) : NULL;
  gboolean done = declared && fetch_all (desk, error);
  g_autoptr (AmendsResult) ended = amends_connection_script_sync (desk->connection, "ROLLBACK", done ? error : NULL);

  return done && ended;
}

/**
 * ctl_output_query:
 * @desk: a connection
 * @sql: one SELECT
 * @params: (nullable) (transfer full): its parameters
 * @status: (out): exit code on failure
 *
 * Prints the rows in the format asked for.
 *
 * Returns: whether it did
 */
gboolean
ctl_output_query (CtlDesk      *desk,
                  const char   *sql,
                  AmendsParams *params,
                  int          *status)
{
  g_autoptr (AmendsParams) keep = params;
  g_autoptr (AmendsResult) rows = NULL;
  g_autoptr (GError) error = NULL;

  if (format != CTL_TABLE)
    {
      if (print_streamed (desk, sql, params, &error))
        return TRUE;
      *status = ctl_fail (error);
      return FALSE;
    }
  rows = amends_connection_query_sync (desk->connection, sql, params, &error);
  if (!rows)
    {
      *status = ctl_fail (error);
      return FALSE;
    }
  ctl_output_table (rows);
  return TRUE;
}
