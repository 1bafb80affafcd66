/* Somebody in the comparison of a team: a bar with the interval, the score, the band. A colleague an agent may not know is nameless. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-score-words.h"
#include "amends-team-row.h"

struct _AmendsTeamRow
{
  GtkListBoxRow parent_instance;

  AmendsScoreMember *member;

  GtkWidget *person_cell;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *basis;
  AmendsIntervalBar *bar;
  GtkLabel *score;
  GtkLabel *interval;
  GtkWidget *band_cell;
  AmendsBandMark *mark;
  GtkLabel *band;
};

G_DEFINE_FINAL_TYPE (AmendsTeamRow, amends_team_row, GTK_TYPE_LIST_BOX_ROW)

static AmendsChartPoint *
make_point (AmendsScoreMember *member,
            const char        *name)
{
  const AmendsScoreMemberFields *f = amends_score_member_get (member);
  g_autofree char *text = amends_score_number_format (f->score, 1);
  g_autofree char *interval = amends_score_words_interval (f->low, f->high);
  AmendsChartPoint *point;

  if (f->score == AMENDS_SCORE_UNKNOWN)
    return amends_chart_point_new_missing (name, _("no data"));
  point = amends_chart_point_new (name, amends_score_number_to_double (f->score), text);
  amends_chart_point_set_interval (point, amends_score_number_to_double (f->low), amends_score_number_to_double (f->high), interval);
  amends_chart_point_set_small (point, !amends_score_member_is_ranked (member));
  amends_chart_point_set_highlighted (point, f->is_me);
  return point;
}

static void
set_edges (AmendsTeamRow   *self,
           AmendsScoreCard *card)
{
  guint n = amends_score_card_n_bands (card);
  g_autofree double *edges = g_new (double, MAX (n, 1));

  for (guint i = 1; i < n; i++)
    edges[i - 1] = amends_score_number_to_double (amends_score_card_nth_band (card, i)->min);
  amends_interval_bar_set_edges (self->bar, edges, n > 0 ? n - 1 : 0);
}

static void
show (AmendsTeamRow   *self,
      AmendsScoreCard *card)
{
  const AmendsScoreMemberFields *f = amends_score_member_get (self->member);
  gboolean ranked = amends_score_member_is_ranked (self->member);
  g_autofree char *name = amends_team_row_name (self->member);
  g_autofree char *n = amends_score_words_number (f->n);
  g_autofree char *basis = g_strdup_printf (ngettext ("%s case", "%s cases", f->n), n);
  g_autofree char *score = amends_score_number_format (f->score, 1);
  g_autofree char *interval = amends_score_words_interval (f->low, f->high);
  const char *band = amends_team_row_band (self->member, card);
  g_autoptr (AmendsChartPoint) point = make_point (self->member, name);
  g_autofree char *words = g_strdup_printf ("%s, %s, %s, %s", name, score, interval, band);

  adw_avatar_set_text (self->avatar, f->name);
  adw_avatar_set_show_initials (self->avatar, f->name != NULL);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->basis, basis);
  gtk_label_set_label (self->score, score);
  gtk_label_set_label (self->interval, interval);
  gtk_label_set_label (self->band, band);
  amends_band_mark_set_mark (self->mark, amends_score_words_mark (card, f->band));
  amends_interval_bar_set_point (self->bar, point);
  set_edges (self, card);
  if (f->is_me)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "strong");
  if (ranked)
    gtk_widget_add_css_class (GTK_WIDGET (self->score), "strong");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->band), "quiet");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), f->person_id != 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
amends_team_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_TEAM_ROW (object)->member);

  G_OBJECT_CLASS (amends_team_row_parent_class)->dispose (object);
}

static void
amends_team_row_class_init (AmendsTeamRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_team_row_dispose;

  g_type_ensure (AMENDS_TYPE_BAND_MARK);
  g_type_ensure (AMENDS_TYPE_INTERVAL_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/team-row.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AmendsTeamRow, name)
  BIND (person_cell);
  BIND (avatar);
  BIND (name);
  BIND (basis);
  BIND (bar);
  BIND (score);
  BIND (interval);
  BIND (band_cell);
  BIND (mark);
  BIND (band);
#undef BIND
}

static void
amends_team_row_init (AmendsTeamRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_team_row_new:
 * @member: somebody
 * @card: the team's own card, for its bands
 *
 * Returns: (transfer full): a row; it can be activated where the person's card may be opened
 */
GtkWidget *
amends_team_row_new (AmendsScoreMember *member,
                     AmendsScoreCard   *card)
{
  AmendsTeamRow *self;

  g_return_val_if_fail (AMENDS_IS_SCORE_MEMBER (member), NULL);
  g_return_val_if_fail (AMENDS_IS_SCORE_CARD (card), NULL);

  self = g_object_new (AMENDS_TYPE_TEAM_ROW, NULL);
  self->member = g_object_ref (member);
  show (self, card);
  return GTK_WIDGET (self);
}

/**
 * amends_team_row_get_member:
 * @self: a row
 *
 * Returns: (transfer none): who it is
 */
AmendsScoreMember *
amends_team_row_get_member (AmendsTeamRow *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM_ROW (self), NULL);

  return self->member;
}

/**
 * amends_team_row_set_narrow:
 * @self: a row
 * @narrow: whether there is little room
 */
void
amends_team_row_set_narrow (AmendsTeamRow *self,
                            gboolean       narrow)
{
  g_return_if_fail (AMENDS_IS_TEAM_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->basis), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->interval), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->band), !narrow);
}

/**
 * amends_team_row_get_cells:
 * @self: a row
 * @cells: (out): room for the %AMENDS_N_TEAM_CELLS cells that line up with the heads
 */
void
amends_team_row_get_cells (AmendsTeamRow  *self,
                           GtkWidget     **cells)
{
  g_return_if_fail (AMENDS_IS_TEAM_ROW (self));

  cells[0] = self->person_cell;
  cells[1] = GTK_WIDGET (self->score);
  cells[2] = GTK_WIDGET (self->interval);
  cells[3] = self->band_cell;
}

/**
 * amends_team_row_name:
 * @member: somebody
 *
 * Returns: (transfer full): the name, or a word for somebody whose name the reader may not know
 */
char *
amends_team_row_name (AmendsScoreMember *member)
{
  const AmendsScoreMemberFields *f;

  g_return_val_if_fail (AMENDS_IS_SCORE_MEMBER (member), NULL);

  f = amends_score_member_get (member);
  return g_strdup (f->name != NULL ? f->name : _("Colleague"));
}

/**
 * amends_team_row_band:
 * @member: somebody
 * @card: the team's own card, for its bands
 *
 * Returns: (transfer none): what the band is called, or that there is none
 */
const char *
amends_team_row_band (AmendsScoreMember *member,
                      AmendsScoreCard   *card)
{
  const AmendsScoreBand *band;
  int index;

  g_return_val_if_fail (AMENDS_IS_SCORE_MEMBER (member), NULL);
  g_return_val_if_fail (AMENDS_IS_SCORE_CARD (card), NULL);

  index = amends_score_card_band_index (card, amends_score_member_get (member)->band);
  if (index < 0)
    return _("No band yet");
  band = amends_score_card_nth_band (card, index);
  return amends_score_words_band (band->code, band->label);
}
