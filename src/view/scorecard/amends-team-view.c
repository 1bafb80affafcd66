/* The people of a team side by side, in groups that can be told apart; as bars or as a table, and whether the targets are fair. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-score-verdict.h"
#include "amends-score-words.h"
#include "amends-stack.h"
#include "amends-target-strips.h"
#include "amends-team-row.h"
#include "amends-team-table.h"
#include "amends-team-view.h"

struct _AmendsTeamView
{
  AdwBin parent_instance;

  AmendsScoreStore *store;
  gboolean narrow;

  GtkLabel *verdict;
  GtkStack *stack;
  GtkWidget *head_person;
  AmendsScaleHead *scale;
  GtkWidget *head_score;
  GtkWidget *head_interval;
  GtkWidget *head_band;
  GtkListBox *people;
  AmendsTeamTable *table;
  GtkWidget *targets;
  AmendsTargetStrips *strips;
  GtkSizeGroup *sizes[AMENDS_N_TEAM_CELLS];
};

G_DEFINE_FINAL_TYPE (AmendsTeamView, amends_team_view, ADW_TYPE_BIN)

/* ── the list ── */

static char *
group_place (AmendsScoreMember *member)
{
  guint first = amends_score_member_get_first (member), last = amends_score_member_get_last (member);

  if (first == 0)
    return g_strdup (_("Not compared"));
  if (first == last)
    return g_strdup_printf (_("Place %u"), first);
  return g_strdup_printf (_("Places %u–%u"), first, last);
}

static char *
group_words (AmendsTeamView    *self,
             AmendsScoreMember *member,
             AmendsScoreCard   *card)
{
  guint n_groups = amends_score_store_get_n_groups (self->store), group = amends_score_member_get_group (member);
  gboolean alone = amends_score_member_get_first (member) == amends_score_member_get_last (member);

  if (!amends_score_member_is_ranked (member))
    return g_strdup_printf (_("less than %d %% of the weight has data"), amends_score_card_get (card)->min_weight);
  if (n_groups > 1 && group == 0)
    return g_strdup (alone ? _("clearly ahead") : _("clearly ahead · by name"));
  if (n_groups > 1 && group == n_groups - 1)
    return g_strdup (alone ? _("clearly behind") : _("clearly behind · by name"));
  return g_strdup (alone ? "" : _("cannot be told apart · by name"));
}

static gboolean
starts_group (GtkListBoxRow *row,
              GtkListBoxRow *before)
{
  return before == NULL || amends_score_member_get_group (amends_team_row_get_member (AMENDS_TEAM_ROW (row)))
                             != amends_score_member_get_group (amends_team_row_get_member (AMENDS_TEAM_ROW (before)));
}

/* Heads of groups are no rows: the keyboard goes from person to person. */
static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  AmendsTeamView *self = user_data;
  AmendsScoreMember *member = amends_team_row_get_member (AMENDS_TEAM_ROW (row));
  AmendsScoreCard *card = amends_score_store_get_card (self->store);
  g_autofree char *place = group_place (member), *words = group_words (self, member, card);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *left = gtk_label_new (place), *right = gtk_label_new (words);

  gtk_widget_add_css_class (box, "group-head");
  gtk_widget_add_css_class (left, "strong");
  gtk_widget_add_css_class (left, "numeric");
  gtk_widget_add_css_class (right, "quiet");
  gtk_label_set_ellipsize (GTK_LABEL (right), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  g_object_ref_sink (box);
  gtk_list_box_row_set_header (row, starts_group (row, before) ? box : NULL);
  g_object_unref (box);
}

static void
add_member (AmendsTeamView    *self,
            AmendsScoreMember *member,
            AmendsScoreCard   *card)
{
  GtkWidget *row = amends_team_row_new (member, card), *cells[AMENDS_N_TEAM_CELLS];

  amends_team_row_set_narrow (AMENDS_TEAM_ROW (row), self->narrow);
  amends_team_row_get_cells (AMENDS_TEAM_ROW (row), cells);
  for (guint i = 0; i < AMENDS_N_TEAM_CELLS; i++)
    gtk_size_group_add_widget (self->sizes[i], cells[i]);
  gtk_list_box_append (self->people, row);
}

static void
show_people (AmendsTeamView  *self,
             AmendsScoreCard *card,
             GListModel      *members)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->people, 0)) != NULL)
    gtk_list_box_remove (self->people, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (AmendsScoreMember) member = g_list_model_get_item (members, i);

      add_member (self, member, card);
    }
}

static void
show_scale (AmendsTeamView  *self,
            AmendsScoreCard *card)
{
  guint n = amends_score_card_n_bands (card);

  amends_scale_head_remove_bands (self->scale);
  for (guint i = 0; i < n; i++)
    {
      const AmendsScoreBand *band = amends_score_card_nth_band (card, i);
      double upper = i + 1 < n ? amends_score_number_to_double (amends_score_card_nth_band (card, i + 1)->min) : 100;

      amends_scale_head_add_band (self->scale, amends_score_number_to_double (band->min), upper,
                                  amends_score_words_mark (card, band->code));
    }
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (self->scale), _("Bands"));
}

/* The card of the team comes first, it brings measures and bands; then the people. */
static void
show (AmendsTeamView *self)
{
  AmendsScoreCard *card = amends_score_store_get_card (self->store);
  AmendsScoreSubject *subject = amends_score_store_get_subject (self->store);
  GListModel *members = amends_score_store_get_members (self->store);
  g_autofree char *verdict = NULL;

  if (card == NULL || subject == NULL || !amends_score_subject_is_team (subject) || g_list_model_get_n_items (members) == 0)
    return;
  verdict = amends_score_verdict_team (members, amends_score_store_get_n_groups (self->store), amends_score_card_get (card)->min_weight);
  gtk_label_set_markup (self->verdict, verdict);
  show_scale (self, card);
  show_people (self, card, members);
  amends_team_table_fill (self->table, card, members);
  amends_target_strips_fill (self->strips, card, members);
}

static void
open_member (AmendsTeamView    *self,
             AmendsScoreMember *member)
{
  gint64 id = amends_score_member_get (member)->person_id;
  AmendsScoreSubject *subject = id != 0 ? amends_score_store_find_subject (self->store, FALSE, id) : NULL;

  if (subject != NULL)
    amends_score_store_set_subject (self->store, subject);
}

static void
activated_cb (AmendsTeamView *self,
              GtkListBoxRow  *row)
{
  open_member (self, amends_team_row_get_member (AMENDS_TEAM_ROW (row)));
}

static void
amends_team_view_dispose (GObject *object)
{
  AmendsTeamView *self = AMENDS_TEAM_VIEW (object);

  if (self->store != NULL)
    gtk_list_box_set_header_func (self->people, NULL, NULL, NULL);
  g_clear_object (&self->store);
  for (guint i = 0; i < AMENDS_N_TEAM_CELLS; i++)
    g_clear_object (&self->sizes[i]);

  G_OBJECT_CLASS (amends_team_view_parent_class)->dispose (object);
}

static void
amends_team_view_class_init (AmendsTeamViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_team_view_dispose;

  g_type_ensure (AMENDS_TYPE_SCALE_HEAD);
  g_type_ensure (AMENDS_TYPE_TARGET_STRIPS);
  g_type_ensure (AMENDS_TYPE_TEAM_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/team-view.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AmendsTeamView, name)
  BIND (verdict);
  BIND (stack);
  BIND (head_person);
  BIND (scale);
  BIND (head_score);
  BIND (head_interval);
  BIND (head_band);
  BIND (people);
  BIND (table);
  BIND (targets);
  BIND (strips);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_member);
}

static void
amends_team_view_init (AmendsTeamView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < AMENDS_N_TEAM_CELLS; i++)
    self->sizes[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_size_group_add_widget (self->sizes[0], self->head_person);
  gtk_size_group_add_widget (self->sizes[1], self->head_score);
  gtk_size_group_add_widget (self->sizes[2], self->head_interval);
  gtk_size_group_add_widget (self->sizes[3], self->head_band);
  amends_stack_hide_covered (self->stack);
  gtk_list_box_set_header_func (self->people, header_cb, self, NULL);
}

/**
 * amends_team_view_set_store:
 * @self: a view
 * @store: where the comparison comes from
 */
void
amends_team_view_set_store (AmendsTeamView   *self,
                            AmendsScoreStore *store)
{
  g_return_if_fail (AMENDS_IS_TEAM_VIEW (self));
  g_return_if_fail (AMENDS_IS_SCORE_STORE (store));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "notify::card", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::members", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

/**
 * amends_team_view_get_table:
 * @self: a view
 *
 * Returns: whether people are shown as a table
 */
gboolean
amends_team_view_get_table (AmendsTeamView *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM_VIEW (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "table") == 0;
}

/**
 * amends_team_view_set_table:
 * @self: a view
 * @table: people as a table, else as bars
 */
void
amends_team_view_set_table (AmendsTeamView *self,
                            gboolean        table)
{
  g_return_if_fail (AMENDS_IS_TEAM_VIEW (self));

  gtk_stack_set_visible_child_name (self->stack, table ? "table" : "bars");
}

/**
 * amends_team_view_set_narrow:
 * @self: a view
 * @narrow: whether there is little room
 */
void
amends_team_view_set_narrow (AmendsTeamView *self,
                             gboolean        narrow)
{
  GtkListBoxRow *row;

  g_return_if_fail (AMENDS_IS_TEAM_VIEW (self));

  self->narrow = !!narrow;
  gtk_widget_set_visible (self->head_interval, !narrow);
  gtk_widget_set_visible (self->head_band, !narrow);
  gtk_widget_set_visible (self->targets, !narrow);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->people, i)) != NULL; i++)
    amends_team_row_set_narrow (AMENDS_TEAM_ROW (row), self->narrow);
}

/**
 * amends_team_view_focus:
 * @self: a view
 *
 * Puts the keyboard on the people.
 *
 * Returns: whether there are any
 */
gboolean
amends_team_view_focus (AmendsTeamView *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM_VIEW (self), FALSE);

  if (amends_team_view_get_table (self))
    return amends_team_table_focus (self->table);
  return gtk_widget_child_focus (GTK_WIDGET (self->people), GTK_DIR_TAB_FORWARD);
}
