/* Whether targets are fair: everybody on each measure, a dot each, better to the right, and how many reach the target. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-score-member.h"
#include "amends-score-words.h"
#include "amends-target-strips.h"
#include "amends-team-row.h"

/* Fewer people say nothing about a target. */
#define FEW 4

struct _AmendsTargetStrips
{
  GtkBox parent_instance;

  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (AmendsTargetStrips, amends_target_strips, GTK_TYPE_BOX)

typedef struct
{
  GListStore *points;
  gint64 worst;
  gint64 best;
  guint n;
  guint n_met;
} Spread;

/* Only who has enough data: a value of three cases says nothing about a target. */
static void
survey (const AmendsMeasurePartFields *part,
        GListModel                    *members,
        Spread                        *spread)
{
  gboolean lower = part->target < part->zero;

  *spread = (Spread) { g_list_store_new (AMENDS_TYPE_CHART_POINT), part->target, part->target, 0, 0 };
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (AmendsScoreMember) member = g_list_model_get_item (members, i);
      const AmendsScoreMemberPart *own = amends_score_member_find_part (member, part->measure);
      g_autofree char *name = amends_team_row_name (member);
      g_autofree char *text = NULL;
      g_autoptr (AmendsChartPoint) point = NULL;

      if (own == NULL || own->state != AMENDS_PART_SCORED)
        continue;
      text = amends_score_words_value (part->unit, own->value);
      point = amends_chart_point_new (name, amends_score_words_chart_value (part->unit, own->value), text);
      g_list_store_append (spread->points, point);
      spread->worst = lower ? MAX (spread->worst, own->value) : MIN (spread->worst, own->value);
      spread->best = lower ? MIN (spread->best, own->value) : MAX (spread->best, own->value);
      spread->n++;
      spread->n_met += lower ? own->value <= part->target : own->value >= part->target;
    }
}

static const char *
judge (const Spread *spread)
{
  if (spread->n < FEW)
    return "";
  if (spread->n_met == 0)
    return _("out of reach?");
  if (spread->n_met * 5 <= spread->n)
    return _("hard");
  return spread->n_met == spread->n ? _("too easy?") : "";
}

static void
attach_label (AmendsTargetStrips *self,
              int                 column,
              int                 row,
              const char         *text,
              float               xalign,
              const char         *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (column > 0)
    gtk_widget_add_css_class (label, "small");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
attach_strip (AmendsTargetStrips            *self,
              int                            row,
              const AmendsMeasurePartFields *part,
              const Spread                  *spread,
              const char                    *words)
{
  GtkWidget *strip = amends_strip_plot_new ();

  gtk_widget_set_hexpand (strip, TRUE);
  amends_strip_plot_set_model (AMENDS_STRIP_PLOT (strip), G_LIST_MODEL (spread->points));
  amends_strip_plot_set_scale (AMENDS_STRIP_PLOT (strip), amends_score_words_chart_value (part->unit, part->target),
                               amends_score_words_chart_value (part->unit, spread->worst),
                               amends_score_words_chart_value (part->unit, spread->best));
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (strip), part->label);
  amends_chart_drawing_say (AMENDS_CHART_DRAWING (strip), words);
  gtk_grid_attach (self->grid, strip, 3, row, 1, 1);
}

static void
add_strip (AmendsTargetStrips            *self,
           int                            row,
           const AmendsMeasurePartFields *part,
           GListModel                    *members)
{
  Spread spread;
  g_autofree char *bound = amends_score_words_bound (part, TRUE);
  g_autofree char *target = g_strdup_printf (_("Target %s"), bound);
  g_autofree char *met = NULL, *worst = NULL, *best = NULL;

  survey (part, members, &spread);
  met = spread.n > 0 ? g_strdup_printf (_("%u of %u met"), spread.n_met, spread.n) : g_strdup (_("no data"));
  worst = amends_score_words_limit (part->unit, spread.worst);
  best = amends_score_words_limit (part->unit, spread.best);
  attach_label (self, 0, row, part->label, 0, NULL);
  attach_label (self, 1, row, target, 1, "quiet");
  attach_label (self, 2, row, spread.n > 0 ? worst : "", 1, "quiet");
  attach_strip (self, row, part, &spread, met);
  attach_label (self, 4, row, spread.n > 0 ? best : "", 0, "quiet");
  attach_label (self, 5, row, met, 1, NULL);
  attach_label (self, 6, row, judge (&spread), 0, "strong");
  g_object_unref (spread.points);
}

static void
amends_target_strips_class_init (AmendsTargetStripsClass *klass)
{
}

static void
amends_target_strips_init (AmendsTargetStrips *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_widget_set_hexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->grid));
}

/**
 * amends_target_strips_fill:
 * @self: the strips
 * @card: the team's own card, for its measures
 * @members: list of #AmendsScoreMember
 */
void
amends_target_strips_fill (AmendsTargetStrips *self,
                           AmendsScoreCard    *card,
                           GListModel         *members)
{
  GListModel *parts;
  GtkWidget *child;
  int row = 0;

  g_return_if_fail (AMENDS_IS_TARGET_STRIPS (self));
  g_return_if_fail (AMENDS_IS_SCORE_CARD (card));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  parts = amends_score_card_get_parts (card);
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);

      if (amends_measure_part_get (part)->has_source)
        add_strip (self, row++, amends_measure_part_get (part), members);
    }
}
