/* Reads scorecards, trends and comparisons off the answers of the database.
 *
 * Numbers are asked for as text and kept exact; a JSON parser would turn them into floating point.
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <json-glib/json-glib.h>

#include "amends-label-json.h"
#include "amends-score-member.h"
#include "amends-score-reader.h"
#include "amends-score-trend.h"

static const char *
text_of (AmendsResult *rows,
         int           row,
         const char   *column)
{
  return amends_result_get_text (rows, row, amends_result_column (rows, column));
}

static gint64
number_of (AmendsResult *rows,
           int           row,
           const char   *column)
{
  return amends_score_number_parse (text_of (rows, row, column));
}

static JsonObject *
object_of (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
dup_code (JsonObject *object)
{
  return object != NULL ? g_strdup (json_object_get_string_member_with_default (object, "code", NULL)) : NULL;
}

/* ── a card ── */

/* The definition is one object by language, each with the same members. */
static void
read_definition (JsonObject              *part,
                 AmendsMeasurePartFields *fields)
{
  struct { const char *member; char **text; } texts[] = {
    { "what", &fields->what }, { "numerator", &fields->numerator_words }, { "denominator", &fields->denominator_words },
    { "person", &fields->person_words }, { "date", &fields->date_words },
  };
  JsonObject *definition = object_of (part, "definition");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonObject) by_language = json_object_new ();
      g_autoptr (GList) languages = definition != NULL ? json_object_get_members (definition) : NULL;
      g_autoptr (JsonNode) node = json_node_alloc ();

      for (GList *l = languages; l != NULL; l = l->next)
        {
          JsonObject *words = object_of (definition, l->data);
          const char *text = words != NULL ? json_object_get_string_member_with_default (words, texts[i].member, NULL) : NULL;

          if (text != NULL)
            json_object_set_string_member (by_language, l->data, text);
        }
      json_node_init_object (node, by_language);
      *texts[i].text = amends_label_from_node (node);
    }
}

static void
read_part (AmendsResult            *rows,
           int                      row,
           AmendsMeasurePartFields *fields)
{
  g_autoptr (JsonNode) node = json_from_string (text_of (rows, row, "part"), NULL);
  JsonObject *part = json_node_get_object (node);

  fields->measure = g_strdup (json_object_get_string_member_with_default (part, "measure", ""));
  fields->label = amends_label_member (part, "label");
  fields->unit = amends_measure_unit_from_nick (json_object_get_string_member_with_default (part, "unit", NULL));
  fields->lower_better = g_str_equal (json_object_get_string_member_with_default (part, "better", "higher"), "lower");
  fields->weight = json_object_get_int_member_with_default (part, "weight", 0);
  fields->weight_used = json_object_get_int_member_with_default (part, "weight_used", 0);
  fields->n = json_object_get_int_member_with_default (part, "n", 0);
  fields->state = amends_part_state_from_nick (json_object_get_string_member_with_default (part, "state", NULL));
  fields->has_source = json_object_get_boolean_member_with_default (part, "source", TRUE);
  read_definition (part, fields);
  fields->target = number_of (rows, row, "target");
  fields->zero = number_of (rows, row, "zero");
  fields->numerator = number_of (rows, row, "numerator");
  fields->denominator = number_of (rows, row, "denominator");
  fields->value = number_of (rows, row, "value");
  fields->low = number_of (rows, row, "low");
  fields->high = number_of (rows, row, "high");
  fields->points = number_of (rows, row, "points");
  fields->points_low = number_of (rows, row, "points_low");
  fields->points_high = number_of (rows, row, "points_high");
  fields->previous_value = number_of (rows, row, "value_before");
  fields->previous_points = number_of (rows, row, "points_before");
  fields->step = number_of (rows, row, "step");
}

/* The same measures as before keep their objects, so that rows and selection stay where they are. */
static gboolean
same_measures (AmendsMeasurePartFields *fields,
               guint                    n,
               GListStore              *parts)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (parts)) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (G_LIST_MODEL (parts), i);

      if (g_strcmp0 (amends_measure_part_get (part)->measure, fields[i].measure) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
take_parts (AmendsResult *rows,
            GListStore   *parts)
{
  guint n = amends_result_get_n_rows (rows);
  g_autofree AmendsMeasurePartFields *fields = g_new0 (AmendsMeasurePartFields, n);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    read_part (rows, i, &fields[i]);
  if (!same_measures (fields, n, parts))
    {
      for (guint i = 0; i < n; i++)
        g_ptr_array_add (fresh, amends_measure_part_new (&fields[i]));
      g_list_store_splice (parts, 0, g_list_model_get_n_items (G_LIST_MODEL (parts)), fresh->pdata, n);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (G_LIST_MODEL (parts), i);

      amends_measure_part_update (part, &fields[i]);
    }
}

static GArray *
read_bands (AmendsResult *rows,
            JsonObject   *head)
{
  g_auto (GStrv) mins = amends_result_get_strv (rows, 0, amends_result_column (rows, "band_mins"));
  JsonArray *list = json_object_get_array_member (head, "bands");
  GArray *bands = amends_score_bands_new ();

  for (guint i = 0; list != NULL && mins != NULL && i < json_array_get_length (list) && mins[i] != NULL; i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      AmendsScoreBand band = { dup_code (object), amends_label_member (object, "label"), amends_score_number_parse (mins[i]) };

      g_array_append_val (bands, band);
    }
  return bands;
}

/**
 * amends_score_reader_card:
 * @rows: the answer to %AMENDS_SCORE_CARD_SQL
 * @parts: list of #AmendsMeasurePart that is brought up to date
 *
 * Returns: (transfer full) (nullable): the card; %NULL for an answer without one
 */
AmendsScoreCard *
amends_score_reader_card (AmendsResult *rows,
                          GListStore   *parts)
{
  AmendsScoreCardFields fields = { 0 };
  g_autoptr (JsonNode) node = NULL;
  JsonObject *head, *scheme, *period, *previous;

  if (amends_result_get_n_rows (rows) == 0)
    return NULL;
  node = json_from_string (text_of (rows, 0, "head"), NULL);
  head = json_node_get_object (node);
  scheme = object_of (head, "scheme");
  period = object_of (head, "period");
  previous = object_of (head, "previous");
  fields.scheme_id = json_object_get_int_member_with_default (scheme, "id", 0);
  fields.scheme = amends_label_member (scheme, "label");
  fields.scheme_ver = json_object_get_int_member_with_default (scheme, "ver", 0);
  fields.min_n = json_object_get_int_member_with_default (scheme, "min_n", 0);
  fields.min_weight = json_object_get_int_member_with_default (scheme, "min_weight", 0);
  fields.weight_used = json_object_get_int_member_with_default (head, "weight_used", 0);
  fields.n = json_object_get_int_member_with_default (head, "n", 0);
  fields.score = number_of (rows, 0, "score");
  fields.low = number_of (rows, 0, "score_low");
  fields.high = number_of (rows, 0, "score_high");
  fields.band = dup_code (object_of (head, "band"));
  fields.bands = read_bands (rows, head);
  fields.previous = number_of (rows, 0, "score_before");
  if (previous != NULL)
    {
      fields.previous_band = dup_code (object_of (previous, "band"));
      fields.previous_label = amends_label_member (previous, "label");
    }
  fields.done = json_object_get_boolean_member_with_default (period, "done", TRUE);
  take_parts (rows, parts);
  return amends_score_card_new (&fields, G_LIST_MODEL (parts));
}

/* ── trends ── */

static AmendsScoreTrend *
find_trend (GPtrArray  *trends,
            const char *measure)
{
  for (guint i = 0; i < trends->len; i++)
    if (g_strcmp0 (amends_score_trend_get_measure (g_ptr_array_index (trends, i)), measure) == 0)
      return g_ptr_array_index (trends, i);
  g_ptr_array_add (trends, amends_score_trend_new (measure));
  return g_ptr_array_index (trends, trends->len - 1);
}

/**
 * amends_score_reader_trends:
 * @rows: the answer to %AMENDS_SCORE_TREND_SQL
 *
 * Returns: (transfer full) (element-type AmendsScoreTrend): the score's and every measure's
 */
GPtrArray *
amends_score_reader_trends (AmendsResult *rows)
{
  GPtrArray *trends = g_ptr_array_new_with_free_func (g_object_unref);

  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    {
      g_autofree char *label = amends_label_from_json (text_of (rows, row, "label"));
      AmendsScoreTrendPoint point = {
        .label = label,
        .value = number_of (rows, row, "value"),
        .points = number_of (rows, row, "points"),
        .n = amends_result_get_int64 (rows, row, amends_result_column (rows, "n")),
        .low = number_of (rows, row, "low"),
        .high = number_of (rows, row, "high"),
      };

      if (amends_result_get_date (rows, row, amends_result_column (rows, "period"), &point.start))
        amends_score_trend_append (find_trend (trends, text_of (rows, row, "measure")), &point);
    }
  return trends;
}

/* ── comparison ── */

static void
read_member (AmendsResult            *rows,
             int                      row,
             AmendsScoreMemberFields *fields)
{
  fields->person_id = amends_result_get_int64 (rows, row, amends_result_column (rows, "person_id"));
  fields->name = g_strdup (text_of (rows, row, "name"));
  fields->is_me = amends_result_get_bool (rows, row, amends_result_column (rows, "is_me"));
  fields->score = number_of (rows, row, "score");
  fields->low = number_of (rows, row, "low");
  fields->high = number_of (rows, row, "high");
  fields->n = amends_result_get_int64 (rows, row, amends_result_column (rows, "n"));
  fields->weight_used = amends_result_get_int64 (rows, row, amends_result_column (rows, "weight_used"));
  fields->band = g_strdup (text_of (rows, row, "band"));
  fields->parts = amends_score_member_parts_new ();
}

/**
 * amends_score_reader_members:
 * @rows: the answer to %AMENDS_SCORE_TEAM_SQL
 *
 * Returns: (transfer full) (element-type AmendsScoreMember): everybody compared, the best score first
 */
GPtrArray *
amends_score_reader_members (AmendsResult *rows)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (g_object_unref);
  int place = amends_result_column (rows, "place"), n = amends_result_get_n_rows (rows);
  AmendsScoreMemberFields fields = { 0 };

  for (int row = 0; row < n; row++)
    {
      AmendsScoreMemberPart part = {
        g_strdup (text_of (rows, row, "measure")), number_of (rows, row, "value"), number_of (rows, row, "points"),
        amends_part_state_from_nick (text_of (rows, row, "state")),
      };

      if (fields.parts == NULL)
        read_member (rows, row, &fields);
      g_array_append_val (fields.parts, part);
      if (row + 1 == n || amends_result_get_int64 (rows, row + 1, place) != amends_result_get_int64 (rows, row, place))
        g_ptr_array_add (members, amends_score_member_new (&fields));
    }
  return members;
}
