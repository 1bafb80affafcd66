/* Figures and names of scorecards in words: values with their units, short names for charts, shapes of bands.
 *
 * What is read is formatted from the exact numbers; floating point is for drawing only.
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "amends-duration.h"
#include "amends-score-words.h"

typedef struct
{
  const char *code;
  const char *words;
} Short;

/* What stands below a bar of a chart; measures of the site's own keep their label. */
static const Short measures[] = {
  { "refund_time", NC_("measure", "Refund time") },
  { "refund_success", NC_("measure", "Success") },
  { "refund_csat", NC_("measure", "CSAT") },
  { "refund_errors", NC_("measure", "Errors") },
  { "refund_followup", NC_("measure", "Follow-up") },
  { "csat", NC_("measure", "CSAT") },
  { "resolution_rate", NC_("measure", "Resolved") },
  { "response_first", NC_("measure", "Response") },
  { "resolution_last", NC_("measure", "Resolution") },
  { "first_contact_resolution", NC_("measure", "First contact") },
  { "work_quality", NC_("measure", "Quality") },
  { "teamwork", NC_("measure", "Teamwork") },
};

static const Short bands[] = {
  { "bonus_letter", NC_("band", "Bonus, letter") },
  { "bonus", NC_("band", "Bonus") },
  { "none", NC_("band", "No change") },
  { "training", NC_("band", "Training plan") },
};

static const char * const months[] = {
  NC_("month", "Jan"), NC_("month", "Feb"), NC_("month", "Mar"), NC_("month", "Apr"), NC_("month", "May"), NC_("month", "Jun"),
  NC_("month", "Jul"), NC_("month", "Aug"), NC_("month", "Sep"), NC_("month", "Oct"), NC_("month", "Nov"), NC_("month", "Dec"),
};

static gint64
whole_seconds (gint64 value)
{
  return (ABS (value) + AMENDS_SCORE_ONE / 2) / AMENDS_SCORE_ONE * (value < 0 ? -1 : 1);
}

static gint64
percent (gint64 value)
{
  return value == AMENDS_SCORE_UNKNOWN ? value : value * 100;
}

static gboolean
is_whole (gint64 value)
{
  return value != AMENDS_SCORE_UNKNOWN && value % AMENDS_SCORE_ONE == 0;
}

/**
 * amends_score_words_number:
 * @number: a number of cases
 *
 * Returns: (transfer full): its figures
 */
char *
amends_score_words_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/**
 * amends_score_words_value:
 * @unit: what it is counted in
 * @value: a measured value in ten-thousandths
 *
 * Returns: (transfer full): "31.2 h", "94.0 %", "1", "4.35"; a dash for an unknown one
 */
char *
amends_score_words_value (AmendsMeasureUnit unit,
                          gint64            value)
{
  g_autofree char *figure = NULL;

  if (value == AMENDS_SCORE_UNKNOWN)
    return g_strdup ("—");
  switch (unit)
    {
    case AMENDS_MEASURE_SECONDS:
      return amends_duration_value (whole_seconds (value));
    case AMENDS_MEASURE_RATIO:
      figure = amends_score_number_format (percent (value), 1);
      return g_strdup_printf (_("%s %%"), figure);
    case AMENDS_MEASURE_COUNT:
      figure = amends_score_number_format (value, is_whole (value) ? 0 : 1);
      /* Translators: a number of things that were counted, with the counting word where the language has one */
      return g_strdup_printf (C_("count", "%s"), figure);
    case AMENDS_MEASURE_POINTS:
    default:
      return amends_score_number_format (value, 2);
    }
}

/**
 * amends_score_words_range:
 * @unit: what it is counted in
 * @low: lower end in ten-thousandths
 * @high: upper end
 *
 * Returns: (transfer full): "27.9–34.5 h"; the unit stands once where both ends have the same
 */
char *
amends_score_words_range (AmendsMeasureUnit unit,
                          gint64            low,
                          gint64            high)
{
  g_autofree char *from = amends_score_words_value (unit, low);
  g_autofree char *to = amends_score_words_value (unit, high);
  char *from_unit = strrchr (from, ' ');
  const char *to_unit = strrchr (to, ' ');

  if (from_unit != NULL && g_strcmp0 (from_unit, to_unit) == 0)
    *from_unit = '\0';
  return g_strdup_printf ("%s–%s", from, to);
}

/**
 * amends_score_words_limit:
 * @unit: what it is counted in
 * @value: a target or zero line in ten-thousandths
 *
 * Returns: (transfer full): the value without a fraction of nothing: "24 h", "96 %"
 */
char *
amends_score_words_limit (AmendsMeasureUnit unit,
                          gint64            value)
{
  g_autofree char *words = amends_score_words_value (unit, value);
  g_autoptr (GString) text = g_string_new (words);
  char *fraction = strstr (text->str, ".00");

  if (fraction == NULL)
    fraction = strstr (text->str, ".0");
  if (fraction != NULL)
    g_string_erase (text, fraction - text->str, strspn (fraction + 1, "0") + 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * amends_score_words_bound:
 * @part: a measure
 * @target: its target, else its zero line
 *
 * Returns: (transfer full): the side on which all points are earned, or none: "≤ 24 h", "≥ 60 h"
 */
char *
amends_score_words_bound (const AmendsMeasurePartFields *part,
                          gboolean                       target)
{
  g_autofree char *limit = amends_score_words_limit (part->unit, target ? part->target : part->zero);
  gboolean below = (part->target < part->zero) == !!target;

  if (below && (target ? part->target : part->zero) == 0)
    return g_steal_pointer (&limit);
  return g_strdup_printf ("%s %s", below ? "≤" : "≥", limit);
}

/**
 * amends_score_words_interval:
 * @low: lower end of a score's interval, in ten-thousandths
 * @high: upper end
 *
 * Returns: (transfer full): "78.2–88.7"
 */
char *
amends_score_words_interval (gint64 low,
                             gint64 high)
{
  g_autofree char *from = amends_score_number_format (low, 1);
  g_autofree char *to = amends_score_number_format (high, 1);

  return low == AMENDS_SCORE_UNKNOWN ? g_strdup ("") : g_strdup_printf ("%s–%s", from, to);
}

static const char *
find_short (const Short *list,
            guint        n,
            const char  *context,
            const char  *code,
            const char  *label)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (list[i].code, code) == 0)
      return g_dpgettext2 (NULL, context, list[i].words);
  return label;
}

/**
 * amends_score_words_short:
 * @measure: code of a measure
 * @label: its label
 *
 * Returns: (transfer none): one or two words for a chart, @label where there are none
 */
const char *
amends_score_words_short (const char *measure,
                          const char *label)
{
  return find_short (measures, G_N_ELEMENTS (measures), "measure", measure, label);
}

/**
 * amends_score_words_band:
 * @code: code of a band
 * @label: its label
 *
 * Returns: (transfer none): one or two words for a chart, @label where there are none
 */
const char *
amends_score_words_band (const char *code,
                         const char *label)
{
  return find_short (bands, G_N_ELEMENTS (bands), "band", code, label);
}

/**
 * amends_score_words_mark:
 * @card: a scorecard
 * @code: (nullable): code of one of its bands
 *
 * Returns: the shape that stands for the band, so that it is told apart without colour
 */
AmendsChartMark
amends_score_words_mark (AmendsScoreCard *card,
                         const char      *code)
{
  static const AmendsChartMark middle[] = { AMENDS_CHART_MARK_DISC, AMENDS_CHART_MARK_DIAMOND, AMENDS_CHART_MARK_SQUARE };
  int index = amends_score_card_band_index (card, code), last = amends_score_card_n_bands (card) - 1;

  if (index < 0)
    return AMENDS_CHART_MARK_NONE;
  if (index == 0 || index == last)
    return index == 0 ? AMENDS_CHART_MARK_DOWN : AMENDS_CHART_MARK_STAR;
  return middle[(index - 1) % G_N_ELEMENTS (middle)];
}

/**
 * amends_score_words_period:
 * @kind: how long it is
 * @start: its first day
 *
 * Returns: (transfer full): what stands below it on an axis: "May", "Q2", "2024"
 */
char *
amends_score_words_period (AmendsPeriodKind  kind,
                           const GDate      *start)
{
  int month = g_date_get_month (start);

  switch (kind)
    {
    case AMENDS_PERIOD_MONTH:
      return g_strdup (g_dpgettext2 (NULL, "month", months[CLAMP (month - 1, 0, 11)]));
    case AMENDS_PERIOD_QUARTER:
      return g_strdup_printf (_("Q%d"), (month + 2) / 3);
    case AMENDS_PERIOD_YEAR:
    default:
      return g_strdup_printf ("%d", g_date_get_year (start));
    }
}

/* ── for charts ── */

/**
 * amends_score_words_chart_unit:
 * @unit: what a measure is counted in
 *
 * Returns: the same for the axis of a chart
 */
AmendsChartUnit
amends_score_words_chart_unit (AmendsMeasureUnit unit)
{
  switch (unit)
    {
    case AMENDS_MEASURE_SECONDS:
      return AMENDS_CHART_UNIT_DURATION;
    case AMENDS_MEASURE_RATIO:
      return AMENDS_CHART_UNIT_PERCENT;
    case AMENDS_MEASURE_COUNT:
      return AMENDS_CHART_UNIT_COUNT;
    case AMENDS_MEASURE_POINTS:
    default:
      return AMENDS_CHART_UNIT_POINTS;
    }
}

/**
 * amends_score_words_chart_value:
 * @unit: what it is counted in
 * @value: a value in ten-thousandths
 *
 * Returns: where it lies on the axis of a chart
 */
double
amends_score_words_chart_value (AmendsMeasureUnit unit,
                                gint64            value)
{
  return amends_score_number_to_double (unit == AMENDS_MEASURE_RATIO ? percent (value) : value);
}

static AmendsChartPoint *
trend_point (const AmendsScoreTrendPoint *point,
             AmendsMeasureUnit            unit,
             AmendsPeriodKind             kind,
             int                          min_n)
{
  g_autofree char *label = amends_score_words_period (kind, &point->start);
  g_autofree char *text = amends_score_words_value (unit, point->value);
  g_autofree char *range = amends_score_words_range (unit, point->low, point->high);
  gboolean small = point->n < min_n && unit != AMENDS_MEASURE_COUNT;
  g_autofree char *n = amends_score_words_number (point->n);
  g_autofree char *note = small ? g_strdup_printf (_("n = %s, too few to score"), n) : g_strdup_printf ("n = %s", n);
  AmendsChartPoint *made;

  if (point->value == AMENDS_SCORE_UNKNOWN)
    made = amends_chart_point_new_missing (label, _("no data"));
  else
    made = amends_chart_point_new (label, amends_score_words_chart_value (unit, point->value), text);
  amends_chart_point_set_title (made, point->label);
  if (point->value == AMENDS_SCORE_UNKNOWN)
    return made;
  if (point->low != AMENDS_SCORE_UNKNOWN)
    amends_chart_point_set_interval (made, amends_score_words_chart_value (unit, point->low),
                                     amends_score_words_chart_value (unit, point->high), range);
  amends_chart_point_set_note (made, note);
  amends_chart_point_set_small (made, small);
  return made;
}

/**
 * amends_score_words_trend:
 * @trend: (nullable): a measure over its last periods
 * @unit: what it is counted in
 * @kind: how long the periods are
 * @min_n: fewer cases are a small sample
 *
 * Returns: (transfer full): list of #AmendsChartPoint
 */
GListModel *
amends_score_words_trend (AmendsScoreTrend  *trend,
                          AmendsMeasureUnit  unit,
                          AmendsPeriodKind   kind,
                          int                min_n)
{
  GListStore *points = g_list_store_new (AMENDS_TYPE_CHART_POINT);

  for (guint i = 0; trend != NULL && i < amends_score_trend_get_n (trend); i++)
    {
      g_autoptr (AmendsChartPoint) point = trend_point (amends_score_trend_get (trend, i), unit, kind, min_n);

      g_list_store_append (points, point);
    }
  return G_LIST_MODEL (points);
}

/**
 * amends_score_words_score_trend:
 * @trend: (nullable): the score over its last periods
 * @kind: how long the periods are
 *
 * Returns: (transfer full): list of #AmendsChartPoint
 */
GListModel *
amends_score_words_score_trend (AmendsScoreTrend *trend,
                                AmendsPeriodKind  kind)
{
  GListStore *points = g_list_store_new (AMENDS_TYPE_CHART_POINT);

  for (guint i = 0; trend != NULL && i < amends_score_trend_get_n (trend); i++)
    {
      const AmendsScoreTrendPoint *at = amends_score_trend_get (trend, i);
      g_autofree char *label = amends_score_words_period (kind, &at->start);
      g_autofree char *text = amends_score_number_format (at->value, 1);
      g_autofree char *range = amends_score_words_interval (at->low, at->high);
      g_autoptr (AmendsChartPoint) point = at->value == AMENDS_SCORE_UNKNOWN
        ? amends_chart_point_new_missing (label, _("no score"))
        : amends_chart_point_new (label, amends_score_number_to_double (at->value), text);

      amends_chart_point_set_title (point, at->label);
      if (at->low != AMENDS_SCORE_UNKNOWN)
        amends_chart_point_set_interval (point, amends_score_number_to_double (at->low), amends_score_number_to_double (at->high),
                                         range);
      g_list_store_append (points, point);
    }
  return G_LIST_MODEL (points);
}
