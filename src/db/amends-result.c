/* The rows a call brought. Columns are asked for by name once a result, cells by number; what is not there reads as NULL. */

#define G_LOG_DOMAIN "amends-result"

#include "config.h"

#include "amends-result-private.h"
#include "amends-time.h"

struct _AmendsResult
{
  gatomicrefcount  ref_count;
  PGresult        *pg;
};

G_DEFINE_BOXED_TYPE (AmendsResult, amends_result, amends_result_ref, amends_result_unref)

AmendsResult *
amends_result_new_take (PGresult *pg)
{
  AmendsResult *self = g_new0 (AmendsResult, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->pg = pg;
  return self;
}

AmendsResult *
amends_result_ref (AmendsResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
amends_result_unref (AmendsResult *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  PQclear (self->pg);
  g_free (self);
}

int
amends_result_get_n_rows (AmendsResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return PQntuples (self->pg);
}

int
amends_result_get_n_columns (AmendsResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return PQnfields (self->pg);
}

/**
 * amends_result_get_n_affected:
 *
 * Returns: rows inserted, updated, deleted, copied or selected
 */
gint64
amends_result_get_n_affected (AmendsResult *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_ascii_strtoll (PQcmdTuples (self->pg), NULL, 10);
}

/**
 * amends_result_column:
 * @name: a column's name, exactly
 *
 * Returns: its number, or -1, which every getter takes as a column of NULLs: an older server lacks newer columns
 */
int
amends_result_column (AmendsResult *self,
                      const char   *name)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (name != NULL, -1);

  for (int i = 0; i < PQnfields (self->pg); i++)
    if (g_str_equal (PQfname (self->pg, i), name))
      return i;
  return -1;
}

const char *
amends_result_column_name (AmendsResult *self,
                           int           column)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column >= 0 && column < PQnfields (self->pg), NULL);

  return PQfname (self->pg, column);
}

/* pg_type.h is the server's header; this number of it never changes. */
#define BOOLOID 16

/**
 * amends_result_is_bool_column:
 *
 * Returns: whether the column holds truth values, which travel as “t” and “f”
 */
gboolean
amends_result_is_bool_column (AmendsResult *self,
                              int           column)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (column >= 0 && column < PQnfields (self->pg), FALSE);

  return PQftype (self->pg, column) == BOOLOID;
}

gboolean
amends_result_is_null (AmendsResult *self,
                       int           row,
                       int           column)
{
  g_return_val_if_fail (self != NULL, TRUE);
  g_return_val_if_fail (row >= 0 && row < PQntuples (self->pg), TRUE);
  g_return_val_if_fail (column < PQnfields (self->pg), TRUE);

  return column < 0 || PQgetisnull (self->pg, row, column);
}

/**
 * amends_result_get_text:
 *
 * Returns: (nullable) (transfer none): the cell, valid as long as @self; %NULL for SQL NULL
 */
const char *
amends_result_get_text (AmendsResult *self,
                        int           row,
                        int           column)
{
  return amends_result_is_null (self, row, column) ? NULL : PQgetvalue (self->pg, row, column);
}

/**
 * amends_result_get_json_text:
 *
 * Returns: (nullable) (transfer none): the JSON text of a json or jsonb cell; its length is amends_result_get_size()
 */
const char *
amends_result_get_json_text (AmendsResult *self,
                             int           row,
                             int           column)
{
  return amends_result_get_text (self, row, column);
}

gsize
amends_result_get_size (AmendsResult *self,
                        int           row,
                        int           column)
{
  return amends_result_is_null (self, row, column) ? 0 : PQgetlength (self->pg, row, column);
}

/**
 * amends_result_get_int64:
 *
 * Returns: the number; 0 for SQL NULL
 */
gint64
amends_result_get_int64 (AmendsResult *self,
                         int           row,
                         int           column)
{
  const char *text = amends_result_get_text (self, row, column);

  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

gboolean
amends_result_get_bool (AmendsResult *self,
                        int           row,
                        int           column)
{
  const char *text = amends_result_get_text (self, row, column);

  return text != NULL && text[0] == 't';
}

/**
 * amends_result_get_timestamp:
 *
 * Returns: microseconds since 1970 UTC; 0 for SQL NULL
 */
gint64
amends_result_get_timestamp (AmendsResult *self,
                             int           row,
                             int           column)
{
  const char *text = amends_result_get_text (self, row, column);
  gint64 usec = 0;

  if (text != NULL && !amends_time_parse (text, &usec))
    g_warning ("column %s is no moment: %s", PQfname (self->pg, column), text);
  return usec;
}

/**
 * amends_result_get_date:
 * @date: (out caller-allocates): the day
 *
 * Returns: %FALSE for SQL NULL
 */
gboolean
amends_result_get_date (AmendsResult *self,
                        int           row,
                        int           column,
                        GDate        *date)
{
  return amends_date_parse (amends_result_get_text (self, row, column), date);
}

static char *
read_element (const char **p)
{
  GString *out = g_string_new (NULL);
  gboolean quoted = **p == '"';

  if (quoted)
    (*p)++;
  while (**p != '\0' && (quoted ? **p != '"' : **p != ',' && **p != '}'))
    {
      if (**p == '\\' && (*p)[1] != '\0')
        (*p)++;
      g_string_append_c (out, *(*p)++);
    }
  if (quoted && **p == '"')
    (*p)++;
  return g_string_free (out, FALSE);
}

/**
 * amends_result_get_strv:
 *
 * Returns: (transfer full) (array zero-terminated=1): the elements of a one-dimensional array as text; empty for SQL NULL
 */
char **
amends_result_get_strv (AmendsResult *self,
                        int           row,
                        int           column)
{
  const char *p = amends_result_get_text (self, row, column);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (p != NULL && *p == '{' && p[1] != '}')
    while (*p == '{' || *p == ',')
      {
        g_autofree char *element = NULL;

        p++;
        element = read_element (&p);
        g_strv_builder_add (builder, element);
      }
  return g_strv_builder_end (builder);
}
