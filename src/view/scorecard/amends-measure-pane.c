/* What a measure is: its definition in words, the sum behind the figure, its trend, and the tickets it is made of. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-chart-frame.h"
#include "amends-evidence-list.h"
#include "amends-measure-pane.h"
#include "amends-score-words.h"

struct _AmendsMeasurePane
{
  GtkBox parent_instance;

  AmendsMeasurePart *part;
  int min_n;

  GtkWidget *back;
  GtkLabel *title;
  GtkLabel *weight;
  GtkLabel *definition;
  GtkLabel *numerator_words;
  GtkLabel *numerator;
  GtkLabel *denominator_words;
  GtkLabel *denominator;
  GtkLabel *person_words;
  GtkLabel *date_words;
  GtkLabel *interval;
  GtkLabel *value;
  GtkLabel *rule;
  AmendsChartFrame *frame;
  AmendsLineChart *trend;
  AmendsEvidenceList *evidence;
};

enum
{
  BACK,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsMeasurePane, amends_measure_pane, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

static void
back_cb (AmendsMeasurePane *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

/* A numerator of seconds is read in hours, one of a rate is a number of cases. */
static char *
numerator_figure (const AmendsMeasurePartFields *f)
{
  if (f->numerator == AMENDS_SCORE_UNKNOWN)
    return g_strdup ("—");
  if (f->unit == AMENDS_MEASURE_SECONDS)
    return amends_score_words_value (f->unit, f->numerator);
  return amends_score_number_format (f->numerator, f->numerator % AMENDS_SCORE_ONE == 0 ? 0 : 2);
}

static void
show_equation (AmendsMeasurePane *self)
{
  const AmendsMeasurePartFields *f = amends_measure_part_get (self->part);
  g_autofree char *numerator = numerator_figure (f);
  g_autofree char *denominator = amends_score_number_format (f->denominator, f->denominator % AMENDS_SCORE_ONE == 0 ? 0 : 2);
  g_autofree char *range = f->low != AMENDS_SCORE_UNKNOWN ? amends_score_words_range (f->unit, f->low, f->high) : NULL;
  g_autofree char *interval = range != NULL ? g_strdup_printf (_("95 %% interval %s"), range) : g_strdup ("");
  g_autofree char *value = amends_score_words_value (f->unit, f->value);

  gtk_label_set_label (self->numerator_words, f->numerator_words);
  gtk_label_set_label (self->numerator, numerator);
  gtk_label_set_label (self->denominator_words, f->denominator_words);
  gtk_label_set_label (self->denominator, denominator);
  gtk_label_set_label (self->person_words, f->person_words);
  gtk_label_set_label (self->date_words, f->date_words);
  gtk_label_set_label (self->interval, interval);
  gtk_label_set_label (self->value, value);
}

static char *
rule_words (const AmendsMeasurePartFields *f,
            int                            min_n)
{
  g_autofree char *target = amends_score_words_bound (f, TRUE);
  g_autofree char *zero = amends_score_words_bound (f, FALSE);
  g_autofree char *value = amends_score_words_value (f->unit, f->value);
  g_autofree char *points = amends_score_number_format (f->points, 1);

  if (f->state == AMENDS_PART_SMALL)
    return g_strdup_printf (_("Below %d cases it is not scored: its %d %% are shared among the other measures."), min_n, f->weight);
  if (f->state == AMENDS_PART_ABSENT)
    return g_strdup_printf (_("Without data it is not scored: its %d %% are shared among the other measures."), f->weight);
  /* Translators: target, weight, zero line, value, points: "≤ 24 h earns all 30, ≥ 60 h earns none, …" */
  return g_strdup_printf (_("%s earns all %d, %s earns none, a straight line between: %s → %s points."), target, f->weight_used, zero,
                          value, points);
}

static void
amends_measure_pane_dispose (GObject *object)
{
  g_clear_object (&AMENDS_MEASURE_PANE (object)->part);

  G_OBJECT_CLASS (amends_measure_pane_parent_class)->dispose (object);
}

static void
amends_measure_pane_class_init (AmendsMeasurePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_measure_pane_dispose;

  /**
   * AmendsMeasurePane::back:
   *
   * The person wants to see the scorecard again.
   */
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_CHART_FRAME);
  g_type_ensure (AMENDS_TYPE_LINE_CHART);
  g_type_ensure (AMENDS_TYPE_EVIDENCE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/measure-pane.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AmendsMeasurePane, name)
  BIND (back);
  BIND (title);
  BIND (weight);
  BIND (definition);
  BIND (numerator_words);
  BIND (numerator);
  BIND (denominator_words);
  BIND (denominator);
  BIND (person_words);
  BIND (date_words);
  BIND (interval);
  BIND (value);
  BIND (rule);
  BIND (frame);
  BIND (trend);
  BIND (evidence);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
amends_measure_pane_init (AmendsMeasurePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_chart_set_empty_text (AMENDS_CHART (self->trend), _("No data in these periods"));
}

/**
 * amends_measure_pane_set_evidence:
 * @self: a pane
 * @store: the tickets of the measure shown
 */
void
amends_measure_pane_set_evidence (AmendsMeasurePane       *self,
                                  AmendsContributionStore *store)
{
  g_return_if_fail (AMENDS_IS_MEASURE_PANE (self));

  amends_evidence_list_set_store (self->evidence, store);
}

/**
 * amends_measure_pane_show:
 * @self: a pane
 * @part: the measure
 * @card: the card it stands on
 * @team: whether it is a team's
 */
void
amends_measure_pane_show (AmendsMeasurePane *self,
                          AmendsMeasurePart *part,
                          AmendsScoreCard   *card,
                          gboolean           team)
{
  const AmendsMeasurePartFields *f;
  g_autofree char *weight = NULL, *rule = NULL;

  g_return_if_fail (AMENDS_IS_MEASURE_PANE (self));
  g_return_if_fail (AMENDS_IS_MEASURE_PART (part));
  g_return_if_fail (AMENDS_IS_SCORE_CARD (card));

  g_set_object (&self->part, part);
  self->min_n = amends_score_card_get (card)->min_n;
  f = amends_measure_part_get (part);
  weight = g_strdup_printf (_("weight %d %%"), f->weight_used > 0 ? f->weight_used : f->weight);
  rule = rule_words (f, self->min_n);
  gtk_label_set_label (self->title, f->label);
  gtk_label_set_label (self->weight, weight);
  gtk_label_set_label (self->definition, f->what);
  gtk_label_set_label (self->rule, rule);
  show_equation (self);
  amends_evidence_list_set_part (self->evidence, part, team);
}

/**
 * amends_measure_pane_set_trend:
 * @self: a pane that shows a measure
 * @trend: (nullable): its last periods
 * @kind: how long they are
 */
void
amends_measure_pane_set_trend (AmendsMeasurePane *self,
                               AmendsScoreTrend  *trend,
                               AmendsPeriodKind   kind)
{
  const AmendsMeasurePartFields *f;
  g_autoptr (GListModel) points = NULL;
  g_autofree char *limit = NULL, *target = NULL, *value = NULL, *title = NULL;

  g_return_if_fail (AMENDS_IS_MEASURE_PANE (self));

  if (self->part == NULL)
    return;
  f = amends_measure_part_get (self->part);
  points = amends_score_words_trend (trend, f->unit, kind, self->min_n);
  limit = amends_score_words_limit (f->unit, f->target);
  target = g_strdup_printf (_("target %s"), limit);
  value = amends_score_words_value (f->unit, f->value);
  title = g_strdup_printf (_("%s, trend"), f->label);
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (self->trend), title);
  amends_line_chart_set_unit (self->trend, amends_score_words_chart_unit (f->unit));
  amends_line_chart_set_zero_based (self->trend, f->unit == AMENDS_MEASURE_COUNT);
  amends_line_chart_set_end_label (self->trend, f->value != AMENDS_SCORE_UNKNOWN ? value : NULL);
  amends_line_chart_set_target (self->trend, amends_score_words_chart_value (f->unit, f->target), target);
  amends_line_chart_set_model (self->trend, points);
  amends_chart_frame_set_headings (self->frame, _("Period"), f->label);
  gtk_widget_set_visible (GTK_WIDGET (self->frame), trend != NULL && amends_score_trend_count_known (trend) > 1);
}

/**
 * amends_measure_pane_set_folded:
 * @self: a pane
 * @folded: whether it stands in place of the card, so that there has to be a way back
 */
void
amends_measure_pane_set_folded (AmendsMeasurePane *self,
                                gboolean           folded)
{
  g_return_if_fail (AMENDS_IS_MEASURE_PANE (self));

  gtk_widget_set_visible (self->back, folded);
}

/**
 * amends_measure_pane_focus:
 * @self: a pane that stands in place of the card
 *
 * Puts the keyboard on the way back.
 */
void
amends_measure_pane_focus (AmendsMeasurePane *self)
{
  g_return_if_fail (AMENDS_IS_MEASURE_PANE (self));

  gtk_widget_grab_focus (self->back);
}
