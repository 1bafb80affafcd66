/* One measure of a scorecard: weight, target, value with interval, points as a bar, the last periods. Without a measure: the sum.
 *
 * A measure with too few cases, or with none, must not look like a bad one: hatched and hollow instead of red, a dash for points,
 * and its weight handed to the others where everybody sees it.
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-measure-row.h"
#include "amends-score-words.h"
#include "amends-tip.h"

struct _AmendsMeasureRow
{
  GtkListBoxRow parent_instance;

  AmendsMeasurePart *part;

  GtkWidget *box;
  GtkWidget *name_cell;
  GtkLabel *name;
  GtkLabel *target;
  GtkWidget *weight_cell;
  GtkLabel *weight;
  GtkLabel *weight_note;
  GtkWidget *value_cell;
  GtkImage *flag;
  GtkLabel *value;
  GtkLabel *interval;
  GtkLabel *points;
  AmendsPointsBar *bar;
  GtkLabel *note;
  AmendsSparkline *trend;
  GtkWidget *go;
};

G_DEFINE_FINAL_TYPE (AmendsMeasureRow, amends_measure_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
set_flag (AmendsMeasureRow *self,
          const char       *icon,
          const char       *css_class,
          const char       *words)
{
  static const char * const classes[] = { "met", "bad", "thin" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    set_class (GTK_WIDGET (self->flag), classes[i], g_strcmp0 (classes[i], css_class) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->flag), icon != NULL);
  if (icon == NULL)
    return;
  gtk_image_set_from_icon_name (self->flag, icon);
  amends_tip_set (GTK_WIDGET (self->flag), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->flag), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_flag (AmendsMeasureRow *self)
{
  const AmendsMeasurePartFields *f = amends_measure_part_get (self->part);

  if (f->state == AMENDS_PART_ABSENT)
    set_flag (self, "action-unavailable-symbolic", "thin", _("no data"));
  else if (f->state == AMENDS_PART_SMALL)
    set_flag (self, "content-loading-symbolic", "thin", _("too few cases to score"));
  else if (amends_measure_part_is_poor (self->part))
    set_flag (self, "dialog-warning-symbolic", "bad", _("near or below the zero line"));
  else if (amends_measure_part_is_met (self->part))
    set_flag (self, "object-select-symbolic", "met", _("target met"));
  else
    set_flag (self, NULL, NULL, NULL);
}

static char *
interval_words (const AmendsMeasurePartFields *f,
                int                            min_n)
{
  if (f->state == AMENDS_PART_ABSENT)
    return g_strdup (f->has_source ? _("nothing to count") : _("no source yet"));
  if (f->state == AMENDS_PART_SMALL)
    {
      g_autofree char *n = amends_score_words_number (f->n);

      return g_strdup_printf (_("only %s of %d needed"), n, min_n);
    }
  if (f->unit == AMENDS_MEASURE_COUNT)
    return g_strdup (_("each one reviewed"));
  if (f->low == AMENDS_SCORE_UNKNOWN)
    return g_strdup ("");
  return amends_score_words_range (f->unit, f->low, f->high);
}

static void
show_weight (AmendsMeasureRow *self)
{
  const AmendsMeasurePartFields *f = amends_measure_part_get (self->part);
  gboolean shared = f->weight_used != f->weight;
  g_autofree char *weight = f->weight_used > 0 ? g_strdup_printf (_("%d %%"), f->weight_used) : g_strdup ("—");
  g_autofree char *note = f->weight_used > 0 ? g_strdup_printf (_("instead of %d"), f->weight)
                                             : g_strdup_printf (_("%d shared out"), f->weight);

  gtk_label_set_label (self->weight, weight);
  gtk_label_set_label (self->weight_note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->weight_note), shared);
}

/* What the value would have earned: drawn for a small sample, never counted. */
static double
drawn_points (const AmendsMeasurePartFields *f,
              int                            weight)
{
  double value = amends_score_number_to_double (f->value), target = amends_score_number_to_double (f->target);
  double zero = amends_score_number_to_double (f->zero);

  return f->value == AMENDS_SCORE_UNKNOWN ? 0 : CLAMP ((value - zero) / (target - zero), 0, 1) * weight;
}

static int
heaviest (AmendsScoreCard *card)
{
  GListModel *parts = amends_score_card_get_parts (card);
  int most = 1;

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);

      most = MAX (most, MAX (amends_measure_part_get (part)->weight, amends_measure_part_get (part)->weight_used));
    }
  return most;
}

static void
show_bar (AmendsMeasureRow *self,
          AmendsScoreCard  *card)
{
  const AmendsMeasurePartFields *f = amends_measure_part_get (self->part);
  gboolean scored = f->state == AMENDS_PART_SCORED;
  int weight = scored ? f->weight_used : f->weight;
  g_autofree char *points = amends_score_number_format (f->points, 1);
  g_autofree char *words = g_strdup_printf (_("%s of %d points"), points, weight);

  amends_points_bar_set_values (self->bar, weight, heaviest (card),
                                scored ? amends_score_number_to_double (f->points) : drawn_points (f, weight));
  if (scored && f->low != AMENDS_SCORE_UNKNOWN)
    amends_points_bar_set_interval (self->bar, amends_score_number_to_double (f->points_low),
                                    amends_score_number_to_double (f->points_high));
  else
    amends_points_bar_clear_interval (self->bar);
  amends_points_bar_set_state (self->bar, f->state == AMENDS_PART_ABSENT ? AMENDS_POINTS_STATE_ABSENT
                                          : f->state == AMENDS_PART_SMALL ? AMENDS_POINTS_STATE_SMALL
                                          : amends_measure_part_is_poor (self->part) ? AMENDS_POINTS_STATE_LOW
                                          : AMENDS_POINTS_STATE_SCORED);
  amends_points_bar_set_text (self->bar, _("no data"));
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (self->bar), f->label);
  amends_chart_drawing_say (AMENDS_CHART_DRAWING (self->bar), words);
  gtk_label_set_label (self->points, points);
}

static void
show_measure (AmendsMeasureRow *self,
              AmendsScoreCard  *card)
{
  const AmendsMeasurePartFields *f = amends_measure_part_get (self->part);
  g_autofree char *bound = amends_score_words_bound (f, TRUE);
  g_autofree char *target = g_strdup_printf (_("Target %s"), bound);
  g_autofree char *value = amends_score_words_value (f->unit, f->value);
  g_autofree char *interval = interval_words (f, amends_score_card_get (card)->min_n);
  g_autofree char *words = NULL;

  gtk_label_set_label (self->name, f->label);
  gtk_label_set_label (self->target, target);
  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->interval, interval);
  gtk_widget_set_visible (GTK_WIDGET (self->interval), *interval != '\0');
  set_class (self->box, "small-sample", f->state == AMENDS_PART_SMALL);
  set_class (self->box, "no-data", f->state == AMENDS_PART_ABSENT);
  show_weight (self);
  show_bar (self, card);
  show_flag (self);
  words = g_strdup_printf (_("%s, %s, value %s, %s, %s of %d points"), f->label, target, value, interval,
                           gtk_label_get_label (self->points), f->weight_used);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_total (AmendsMeasureRow *self,
            AmendsScoreCard  *card)
{
  const AmendsScoreCardFields *f = amends_score_card_get (card);
  gboolean shared = f->weight_used < 100 && f->weight_used > 0;
  g_autofree char *weight = g_strdup_printf (_("%d %%"), f->score == AMENDS_SCORE_UNKNOWN ? 0 : 100);
  g_autofree char *score = amends_score_number_format (f->score, 1);
  g_autofree char *note = shared ? g_strdup_printf (_("the %d %% with data are scaled up to 100"), f->weight_used)
                                 : g_strdup (_("each rounded to one decimal, then added"));
  g_autofree char *words = g_strdup_printf (_("Total, %s, %s"), score, note);

  gtk_label_set_label (self->name, _("Total"));
  gtk_label_set_label (self->weight, weight);
  gtk_label_set_label (self->points, score);
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), f->score != AMENDS_SCORE_UNKNOWN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
amends_measure_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_MEASURE_ROW (object)->part);

  G_OBJECT_CLASS (amends_measure_row_parent_class)->dispose (object);
}

static void
amends_measure_row_class_init (AmendsMeasureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_measure_row_dispose;

  g_type_ensure (AMENDS_TYPE_POINTS_BAR);
  g_type_ensure (AMENDS_TYPE_SPARKLINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/measure-row.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AmendsMeasureRow, name)
  BIND (box);
  BIND (name_cell);
  BIND (name);
  BIND (target);
  BIND (weight_cell);
  BIND (weight);
  BIND (weight_note);
  BIND (value_cell);
  BIND (flag);
  BIND (value);
  BIND (interval);
  BIND (points);
  BIND (bar);
  BIND (note);
  BIND (trend);
  BIND (go);
#undef BIND
}

static void
amends_measure_row_init (AmendsMeasureRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_measure_row_new:
 * @part: (nullable): the measure, %NULL for the sum of all
 *
 * Returns: (transfer full): a row without figures
 */
GtkWidget *
amends_measure_row_new (AmendsMeasurePart *part)
{
  AmendsMeasureRow *self = g_object_new (AMENDS_TYPE_MEASURE_ROW, NULL);

  g_set_object (&self->part, part);
  if (part != NULL)
    return GTK_WIDGET (self);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_add_css_class (self->box, "total");
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "strong");
  gtk_widget_add_css_class (GTK_WIDGET (self->points), "strong");
  gtk_widget_set_visible (GTK_WIDGET (self->target), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->value), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->interval), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  return GTK_WIDGET (self);
}

/**
 * amends_measure_row_get_part:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): its measure, %NULL for the sum
 */
AmendsMeasurePart *
amends_measure_row_get_part (AmendsMeasureRow *self)
{
  g_return_val_if_fail (AMENDS_IS_MEASURE_ROW (self), NULL);

  return self->part;
}

/**
 * amends_measure_row_show:
 * @self: a row
 * @card: the card it stands on
 *
 * Shows the figures of now.
 */
void
amends_measure_row_show (AmendsMeasureRow *self,
                         AmendsScoreCard  *card)
{
  g_return_if_fail (AMENDS_IS_MEASURE_ROW (self));
  g_return_if_fail (AMENDS_IS_SCORE_CARD (card));

  if (self->part != NULL)
    show_measure (self, card);
  else
    show_total (self, card);
}

/**
 * amends_measure_row_set_trend:
 * @self: a row
 * @trend: (nullable): its last periods
 * @kind: how long they are
 * @min_n: fewer cases are a small sample
 */
void
amends_measure_row_set_trend (AmendsMeasureRow *self,
                              AmendsScoreTrend *trend,
                              AmendsPeriodKind  kind,
                              int               min_n)
{
  g_autoptr (GListModel) points = NULL;

  g_return_if_fail (AMENDS_IS_MEASURE_ROW (self));

  if (self->part != NULL)
    {
      const AmendsMeasurePartFields *f = amends_measure_part_get (self->part);

      points = amends_score_words_trend (trend, f->unit, kind, min_n);
      amends_sparkline_set_target (self->trend, amends_score_words_chart_value (f->unit, f->target));
    }
  else
    points = amends_score_words_score_trend (trend, kind);
  amends_sparkline_set_model (self->trend, points);
}

/**
 * amends_measure_row_set_folded:
 * @self: a row
 * @folded: whether the pane beside the card has to be opened
 * @narrow: whether there is no room for weight and trend
 */
void
amends_measure_row_set_folded (AmendsMeasureRow *self,
                               gboolean          folded,
                               gboolean          narrow)
{
  g_return_if_fail (AMENDS_IS_MEASURE_ROW (self));

  gtk_widget_set_visible (self->go, folded);
  gtk_widget_set_opacity (self->go, self->part != NULL ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->trend), !narrow);
  gtk_widget_set_visible (self->weight_cell, !narrow);
}

/**
 * amends_measure_row_get_cells:
 * @self: a row
 * @cells: (out): room for the %AMENDS_N_MEASURE_CELLS cells that line up with the heads
 */
void
amends_measure_row_get_cells (AmendsMeasureRow  *self,
                              GtkWidget        **cells)
{
  g_return_if_fail (AMENDS_IS_MEASURE_ROW (self));

  cells[0] = self->name_cell;
  cells[1] = self->weight_cell;
  cells[2] = self->value_cell;
  cells[3] = GTK_WIDGET (self->points);
  cells[4] = GTK_WIDGET (self->trend);
}
