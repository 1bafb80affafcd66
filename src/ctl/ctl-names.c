/* What people call teams and schemes, against the ids the database wants. */

#define G_LOG_DOMAIN "amends-ctl"

#include "config.h"

#include "ctl-names.h"

#include <glib/gi18n.h>

#define TEAMS "SELECT t.id::text, t.code, t.label FROM amends.team t WHERE t.active ORDER BY t.position, t.id"
#define TEAMS_OF_STAFF "SELECT t ->> 'id', t ->> 'code', t -> 'label' FROM jsonb_array_elements(api.catalogue() -> 'teams') t"
#define SCHEMES "SELECT s.id::text, s.code, s.label FROM amends.scheme s ORDER BY s.position, s.id"
#define SCHEMES_OF_STAFF "SELECT s ->> 'id', s ->> 'code', s -> 'label' FROM jsonb_array_elements(api.catalogue() -> 'schemes') s"
#define MEASURES "SELECT DISTINCT m.code FROM amends.measure m WHERE amends.measure_has_source(m.code) ORDER BY 1"
#define MEASURES_OF_STAFF "SELECT m ->> 'code' FROM jsonb_array_elements(api.catalogue() -> 'measures') m"

static char *
list_column (AmendsResult *rows,
             int           column)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (int i = 0; i < amends_result_get_n_rows (rows); i++)
    g_ptr_array_add (words, (gpointer) amends_result_get_text (rows, i, column));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

/* By code, by id, or by the label in either language, which stands in the JSON as it is written. */
static gboolean
row_fits (AmendsResult *rows,
          int           row,
          const char   *name)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);

  return g_str_equal (amends_result_get_text (rows, row, 1), name) || g_str_equal (amends_result_get_text (rows, row, 0), name)
         || (strchr (name, '"') == NULL && strstr (amends_result_get_text (rows, row, 2), quoted) != NULL);
}

static gint64
find (CtlDesk    *desk,
      const char *sql,
      const char *name,
      const char *complaint,
      int        *status)
{
  g_autoptr (AmendsResult) rows = ctl_query (desk, sql, NULL, status);
  g_autofree char *codes = NULL;

  if (!rows)
    return 0;
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    if (row_fits (rows, row, name))
      return amends_result_get_int64 (rows, row, 0);
  codes = list_column (rows, 1);
  *status = ctl_complain (CTL_FAILED, complaint, name, codes);
  return 0;
}

/**
 * ctl_team_find:
 * @desk: anybody's
 * @name: code, id or label
 * @status: (out): exit code when there is none
 *
 * Returns: the id, 0 when it was told that there is no such team
 */
gint64
ctl_team_find (CtlDesk    *desk,
               const char *name,
               int        *status)
{
  return find (desk, desk->superuser ? TEAMS : TEAMS_OF_STAFF, name, _("There is no team “%s”. There are: %s."), status);
}

/**
 * ctl_scheme_find:
 * @desk: anybody's
 * @name: code, id or label
 * @status: (out): exit code when there is none
 *
 * Returns: the id, 0 when it was told that there is no such scheme
 */
gint64
ctl_scheme_find (CtlDesk    *desk,
                 const char *name,
                 int        *status)
{
  return find (desk, desk->superuser ? SCHEMES : SCHEMES_OF_STAFF, name, _("There is no scheme “%s”. There are: %s."), status);
}

/**
 * ctl_measures_known:
 * @desk: anybody's
 * @codes: (nullable) (array zero-terminated=1): codes of measures
 * @status: (out): exit code when one is none
 *
 * Returns: whether each is the code of a measure; otherwise it was told which there are
 */
gboolean
ctl_measures_known (CtlDesk            *desk,
                    const char * const *codes,
                    int                *status)
{
  g_autoptr (AmendsResult) rows = NULL;

  if (!codes)
    return TRUE;
  rows = ctl_query (desk, desk->superuser ? MEASURES : MEASURES_OF_STAFF, NULL, status);
  if (!rows)
    return FALSE;
  for (guint i = 0; codes[i]; i++)
    {
      gboolean known = FALSE;

      for (int row = 0; row < amends_result_get_n_rows (rows) && !known; row++)
        known = g_str_equal (amends_result_get_text (rows, row, 0), codes[i]);
      if (!known)
        {
          g_autofree char *list = list_column (rows, 0);

          *status = ctl_complain (CTL_USAGE, _("There is no measure “%s”. There are: %s."), codes[i], list);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * ctl_word_is_one_of:
 * @word: what was typed
 * @words: what may be, separated by spaces
 */
gboolean
ctl_word_is_one_of (const char *word,
                    const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char * const *) list, word);
}

/**
 * ctl_params_add_id:
 * @params: to add to
 * @id: 0 for none
 */
void
ctl_params_add_id (AmendsParams *params,
                   gint64        id)
{
  if (id)
    amends_params_add_int64 (params, id);
  else
    amends_params_add_null (params);
}
