/* A scorecard: the score with its band, what moved it, and the measures it is the sum of. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-chart-frame.h"
#include "amends-clock.h"
#include "amends-measure-row.h"
#include "amends-score-bridge.h"
#include "amends-score-verdict.h"
#include "amends-score-view.h"
#include "amends-score-words.h"
#include "amends-time.h"

struct _AmendsScoreView
{
  AdwBin parent_instance;

  AmendsScoreStore *store;
  gboolean folded;
  gboolean narrow;

  GtkWidget *strip;
  GtkImage *strip_icon;
  GtkLabel *strip_word;
  GtkLabel *strip_text;
  GtkLabel *strip_scheme;
  GtkBox *top;
  GtkLabel *score;
  GtkLabel *interval;
  GtkLabel *verdict;
  AmendsBandScale *bands;
  GtkLabel *bridge_head;
  GtkToggleButton *against_before;
  GtkToggleButton *against_full;
  AmendsChartFrame *frame;
  AmendsBridgeChart *bridge;
  GtkWidget *heads;
  GtkWidget *head_name;
  GtkWidget *head_weight;
  GtkWidget *head_value;
  GtkWidget *head_points;
  GtkWidget *head_trend;
  GtkWidget *head_go;
  GtkListBox *measures;
  AmendsMeasureRow *total;
  GtkWidget *legend;
  GtkSizeGroup *sizes[AMENDS_N_MEASURE_CELLS];
};

enum
{
  SELECTED,
  OPENED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsScoreView, amends_score_view, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static AmendsPeriodKind
get_kind (AmendsScoreView *self)
{
  AmendsScorePeriod *period = amends_score_store_get_period (self->store);

  return period != NULL ? amends_score_period_get_kind (period) : AMENDS_PERIOD_MONTH;
}

/* ── the head ── */

static void
show_strip (AmendsScoreView *self,
            AmendsScoreCard *card)
{
  const AmendsScoreCardFields *f = amends_score_card_get (card);
  g_autofree char *at = amends_time_format (amends_score_store_get_read_at (self->store), amends_clock_now ());
  g_autofree char *until = g_strdup_printf (_("Data until %s; figures still move until the period ends"), at);
  /* Translators: a scheme and its version */
  g_autofree char *scheme = g_strdup_printf (_("%s, version %d"), f->scheme, f->scheme_ver);

  gtk_image_set_from_icon_name (self->strip_icon, f->done ? "object-select-symbolic" : "document-edit-symbolic");
  gtk_label_set_label (self->strip_word, f->done ? C_("period", "Ended") : C_("period", "Running"));
  gtk_label_set_label (self->strip_text, f->done ? _("Late entries can still change it") : until);
  gtk_label_set_label (self->strip_scheme, scheme);
}

static void
show_bands (AmendsScoreView *self,
            AmendsScoreCard *card)
{
  const AmendsScoreCardFields *f = amends_score_card_get (card);
  g_autofree char *score = amends_score_number_format (f->score, 1);
  int band = amends_score_card_band_index (card, f->band);
  g_autofree char *words = g_strdup_printf (_("score %s, band: %s"), score,
                                            band >= 0 ? amends_score_card_nth_band (card, band)->label : _("none yet"));

  amends_band_scale_remove_bands (self->bands);
  for (guint i = 0; i < amends_score_card_n_bands (card); i++)
    {
      const AmendsScoreBand *b = amends_score_card_nth_band (card, i);
      double upper = i + 1 < amends_score_card_n_bands (card)
        ? amends_score_number_to_double (amends_score_card_nth_band (card, i + 1)->min) : 100;

      amends_band_scale_add_band (self->bands, amends_score_number_to_double (b->min), upper, amends_score_words_mark (card, b->code),
                                  amends_score_words_band (b->code, b->label));
    }
  if (f->score != AMENDS_SCORE_UNKNOWN)
    amends_band_scale_set_score (self->bands, amends_score_number_to_double (f->score));
  else
    amends_band_scale_clear_score (self->bands);
  if (f->low != AMENDS_SCORE_UNKNOWN)
    amends_band_scale_set_interval (self->bands, amends_score_number_to_double (f->low), amends_score_number_to_double (f->high));
  else
    amends_band_scale_clear_interval (self->bands);
  amends_band_scale_set_firm (self->bands, band >= 0);
  amends_chart_drawing_say (AMENDS_CHART_DRAWING (self->bands), words);
}

static char *
dup_previous_short (AmendsScoreView *self)
{
  AmendsPeriodKind kind = get_kind (self);
  GDate start = *amends_score_period_get_start (amends_score_store_get_period (self->store));

  g_date_subtract_months (&start, kind == AMENDS_PERIOD_MONTH ? 1 : kind == AMENDS_PERIOD_QUARTER ? 3 : 12);
  return amends_score_words_period (kind, &start);
}

static void
show_previous (AmendsScoreView *self,
               AmendsScoreCard *card)
{
  const AmendsScoreCardFields *f = amends_score_card_get (card);
  g_autofree char *period = dup_previous_short (self);
  g_autofree char *score = amends_score_number_format (f->previous, 1);
  g_autofree char *label = g_strdup_printf ("%s %s", period, score);

  if (f->previous != AMENDS_SCORE_UNKNOWN)
    amends_band_scale_set_previous (self->bands, amends_score_number_to_double (f->previous), label);
  else
    amends_band_scale_clear_previous (self->bands);
}

static void
show_score (AmendsScoreView *self,
            AmendsScoreCard *card)
{
  const AmendsScoreCardFields *f = amends_score_card_get (card);
  g_autofree char *score = amends_score_number_format (f->score, 1);
  g_autofree char *range = amends_score_words_interval (f->low, f->high);
  g_autofree char *interval = g_strdup_printf (_("95 %% interval %s"), range);
  g_autofree char *verdict = amends_score_verdict_card (card);

  gtk_label_set_label (self->score, score);
  gtk_label_set_label (self->interval, interval);
  gtk_widget_set_visible (GTK_WIDGET (self->interval), f->low != AMENDS_SCORE_UNKNOWN);
  gtk_label_set_markup (self->verdict, verdict);
  if (f->band != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->score), "open");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->score), "open");
  show_bands (self, card);
  show_previous (self, card);
}

/* ── the bridge ── */

static void
show_bridge (AmendsScoreView *self)
{
  AmendsScoreCard *card = amends_score_store_get_card (self->store);
  gboolean full = gtk_toggle_button_get_active (self->against_full);
  g_autofree char *now = NULL, *before = NULL;

  if (card == NULL)
    return;
  now = amends_score_words_period (get_kind (self), amends_score_period_get_start (amends_score_store_get_period (self->store)));
  before = dup_previous_short (self);
  amends_score_bridge_fill (self->bridge, card, full, full ? NULL : before, now);
  gtk_label_set_label (self->bridge_head, full ? _("Where the points went") : _("What moved the score"));
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (self->bridge), gtk_label_get_label (self->bridge_head));
  amends_chart_frame_set_headings (self->frame, _("Measure"), C_("score", "Points"));
}

static void
show_basis (AmendsScoreView *self,
            AmendsScoreCard *card)
{
  const AmendsScoreCardFields *f = amends_score_card_get (card);
  gboolean possible = f->previous != AMENDS_SCORE_UNKNOWN && f->score != AMENDS_SCORE_UNKNOWN;

  gtk_widget_set_sensitive (GTK_WIDGET (self->against_before), possible);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->against_before), possible ? NULL : _("There is no score of the period before"));
  if (!possible)
    gtk_toggle_button_set_active (self->against_full, TRUE);
  show_bridge (self);
}

static void
basis_cb (AmendsScoreView *self,
          GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    show_bridge (self);
}

/* ── the measures ── */

static void
line_up (AmendsScoreView *self,
         GtkWidget       *row)
{
  GtkWidget *cells[AMENDS_N_MEASURE_CELLS];

  amends_measure_row_get_cells (AMENDS_MEASURE_ROW (row), cells);
  for (guint i = 0; i < AMENDS_N_MEASURE_CELLS; i++)
    gtk_size_group_add_widget (self->sizes[i], cells[i]);
}

static void
fold_row (AmendsScoreView *self,
          GtkWidget       *row)
{
  amends_measure_row_set_folded (AMENDS_MEASURE_ROW (row), self->folded, self->narrow);
}

static void
add_row (AmendsScoreView   *self,
         AmendsMeasurePart *part)
{
  GtkWidget *row = amends_measure_row_new (part);

  line_up (self, row);
  fold_row (self, row);
  gtk_list_box_append (self->measures, row);
  if (part == NULL)
    self->total = AMENDS_MEASURE_ROW (row);
}

static void
fill_rows (AmendsScoreView *self,
           GListModel      *parts)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->measures, 0)) != NULL)
    gtk_list_box_remove (self->measures, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);

      add_row (self, part);
    }
  add_row (self, NULL);
  row = gtk_list_box_get_row_at_index (self->measures, 0);
  if (gtk_list_box_row_get_selectable (row))
    gtk_list_box_select_row (self->measures, row);
}

/* The measures of another scheme are other objects; of the same one they stay. */
static gboolean
has_rows_of (AmendsScoreView *self,
             GListModel      *parts)
{
  guint n = g_list_model_get_n_items (parts);

  for (guint i = 0; i < n; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->measures, i);
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);

      if (row == NULL || amends_measure_row_get_part (AMENDS_MEASURE_ROW (row)) != part)
        return FALSE;
    }
  return n > 0 && gtk_list_box_get_row_at_index (self->measures, n) == GTK_LIST_BOX_ROW (self->total);
}

static void
show_rows (AmendsScoreView *self,
           AmendsScoreCard *card)
{
  GListModel *parts = amends_score_card_get_parts (card);
  gboolean unscored = FALSE;
  GtkListBoxRow *row;

  if (!has_rows_of (self, parts))
    fill_rows (self, parts);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->measures, i)) != NULL; i++)
    {
      AmendsMeasurePart *part = amends_measure_row_get_part (AMENDS_MEASURE_ROW (row));

      amends_measure_row_show (AMENDS_MEASURE_ROW (row), card);
      unscored |= part != NULL && amends_measure_part_get (part)->state != AMENDS_PART_SCORED;
    }
  gtk_widget_set_visible (self->legend, unscored);
}

static void
show_trends (AmendsScoreView *self)
{
  AmendsScoreCard *card = amends_score_store_get_card (self->store);
  GtkListBoxRow *row;

  for (int i = 0; card != NULL && (row = gtk_list_box_get_row_at_index (self->measures, i)) != NULL; i++)
    {
      AmendsMeasurePart *part = amends_measure_row_get_part (AMENDS_MEASURE_ROW (row));
      const char *measure = part != NULL ? amends_measure_part_get (part)->measure : NULL;

      amends_measure_row_set_trend (AMENDS_MEASURE_ROW (row), amends_score_store_get_trend (self->store, measure), get_kind (self),
                                    amends_score_card_get (card)->min_n);
    }
}

static void
show_card (AmendsScoreView *self)
{
  AmendsScoreCard *card = amends_score_store_get_card (self->store);

  if (card == NULL)
    return;
  show_strip (self, card);
  show_score (self, card);
  show_basis (self, card);
  show_rows (self, card);
  show_trends (self);
  g_signal_emit (self, signals[SELECTED], 0);
}

/* A list that goes away with the page loses its selection too. */
static void
selected_cb (AmendsScoreView *self,
             GtkListBoxRow   *row)
{
  if (row != NULL && self->store != NULL)
    g_signal_emit (self, signals[SELECTED], 0);
}

static void
activated_cb (AmendsScoreView *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static void
amends_score_view_dispose (GObject *object)
{
  AmendsScoreView *self = AMENDS_SCORE_VIEW (object);

  g_clear_object (&self->store);
  for (guint i = 0; i < AMENDS_N_MEASURE_CELLS; i++)
    g_clear_object (&self->sizes[i]);

  G_OBJECT_CLASS (amends_score_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AmendsScoreView, name)
  BIND (strip);
  BIND (strip_icon);
  BIND (strip_word);
  BIND (strip_text);
  BIND (strip_scheme);
  BIND (top);
  BIND (score);
  BIND (interval);
  BIND (verdict);
  BIND (bands);
  BIND (bridge_head);
  BIND (against_before);
  BIND (against_full);
  BIND (frame);
  BIND (bridge);
  BIND (heads);
  BIND (head_name);
  BIND (head_weight);
  BIND (head_value);
  BIND (head_points);
  BIND (head_trend);
  BIND (head_go);
  BIND (measures);
  BIND (legend);
#undef BIND
}

static void
amends_score_view_class_init (AmendsScoreViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_score_view_dispose;

  /**
   * AmendsScoreView::selected:
   *
   * Another measure is selected, or its figures are others.
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * AmendsScoreView::opened:
   *
   * The person wants to see more of the selected measure.
   */
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_BAND_SCALE);
  g_type_ensure (AMENDS_TYPE_BRIDGE_CHART);
  g_type_ensure (AMENDS_TYPE_CHART_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/score-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, basis_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
amends_score_view_init (AmendsScoreView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < AMENDS_N_MEASURE_CELLS; i++)
    self->sizes[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_size_group_add_widget (self->sizes[0], self->head_name);
  gtk_size_group_add_widget (self->sizes[1], self->head_weight);
  gtk_size_group_add_widget (self->sizes[2], self->head_value);
  gtk_size_group_add_widget (self->sizes[3], self->head_points);
  gtk_size_group_add_widget (self->sizes[4], self->head_trend);
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (self->bands), _("Score and band"));
}

/**
 * amends_score_view_set_store:
 * @self: a view
 * @store: where the scorecard comes from
 */
void
amends_score_view_set_store (AmendsScoreView  *self,
                             AmendsScoreStore *store)
{
  g_return_if_fail (AMENDS_IS_SCORE_VIEW (self));
  g_return_if_fail (AMENDS_IS_SCORE_STORE (store));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "notify::card", G_CALLBACK (show_card), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::trends", G_CALLBACK (show_trends), self, G_CONNECT_SWAPPED);
}

/**
 * amends_score_view_get_part:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the selected measure
 */
AmendsMeasurePart *
amends_score_view_get_part (AmendsScoreView *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (AMENDS_IS_SCORE_VIEW (self), NULL);

  row = gtk_list_box_get_selected_row (self->measures);
  return row != NULL ? amends_measure_row_get_part (AMENDS_MEASURE_ROW (row)) : NULL;
}

/**
 * amends_score_view_set_folded:
 * @self: a view
 * @folded: whether there is no room for the pane beside it
 * @narrow: whether there is little room altogether
 */
void
amends_score_view_set_folded (AmendsScoreView *self,
                              gboolean         folded,
                              gboolean         narrow)
{
  GtkListBoxRow *row;

  g_return_if_fail (AMENDS_IS_SCORE_VIEW (self));

  self->folded = !!folded;
  self->narrow = !!narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->top, narrow ? 12 : 30);
  gtk_widget_set_visible (GTK_WIDGET (self->strip_scheme), !narrow);
  gtk_widget_set_visible (self->head_weight, !narrow);
  gtk_widget_set_visible (self->head_trend, !narrow);
  gtk_widget_set_visible (self->head_go, folded);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->measures, i)) != NULL; i++)
    fold_row (self, GTK_WIDGET (row));
}

/**
 * amends_score_view_focus:
 * @self: a view
 *
 * Puts the keyboard on the selected measure.
 *
 * Returns: whether there is one
 */
gboolean
amends_score_view_focus (AmendsScoreView *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (AMENDS_IS_SCORE_VIEW (self), FALSE);

  row = gtk_list_box_get_selected_row (self->measures);
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}
