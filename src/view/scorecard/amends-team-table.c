/* The comparison of a team as a table: place, person, score, band, and the points of every measure. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "amends-score-member.h"
#include "amends-score-words.h"
#include "amends-team-row.h"
#include "amends-team-table.h"

enum
{
  COLUMN_PLACE,
  COLUMN_PERSON,
  COLUMN_N,
  COLUMN_SCORE,
  COLUMN_INTERVAL,
  COLUMN_BAND,
  N_COLUMNS
};

struct _AmendsTeamTable
{
  AdwBin parent_instance;

  AmendsScoreCard *card;
  char *measures;               /* which ones the columns are of */

  GtkColumnView *view;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsTeamTable, amends_team_table, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static char *
place_words (AmendsScoreMember *member)
{
  guint first = amends_score_member_get_first (member), last = amends_score_member_get_last (member);

  if (first == 0)
    return g_strdup ("—");
  return first == last ? g_strdup_printf ("%u", first) : g_strdup_printf ("%u–%u", first, last);
}

static char *
cell_words (AmendsTeamTable   *self,
            AmendsScoreMember *member,
            guint              column)
{
  const AmendsScoreMemberFields *f = amends_score_member_get (member);

  switch (column)
    {
    case COLUMN_PLACE:
      return place_words (member);
    case COLUMN_PERSON:
      return amends_team_row_name (member);
    case COLUMN_N:
      return amends_score_words_number (f->n);
    case COLUMN_SCORE:
      return amends_score_number_format (f->score, 1);
    case COLUMN_INTERVAL:
      return amends_score_words_interval (f->low, f->high);
    case COLUMN_BAND:
      return g_strdup (amends_team_row_band (member, self->card));
    default:
      break;
    }
  column -= N_COLUMNS;
  if (column >= f->parts->len)
    return g_strdup ("—");
  return amends_score_number_format (g_array_index (f->parts, AmendsScoreMemberPart, column).points, 1);
}

static gboolean
is_right (guint column)
{
  return column != COLUMN_PLACE && column != COLUMN_PERSON && column != COLUMN_BAND;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  guint column = GPOINTER_TO_UINT (user_data);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_right (column) ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");
  if (column == COLUMN_SCORE)
    gtk_widget_add_css_class (label, "strong");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (AmendsTeamTable          *self,
         GtkListItem              *item,
         GtkSignalListItemFactory *factory)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  g_autofree char *words = cell_words (self, gtk_list_item_get_item (item), column);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), words);
}

static void
add_column (AmendsTeamTable *self,
            guint            column,
            const char      *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) made = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (column));
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  made = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (made, column == COLUMN_PERSON || column == COLUMN_BAND);
  gtk_column_view_append_column (self->view, made);
}

/* GTK 4.8 cannot align the title of a column: the label in the header is reached and set. */
static void
align_titles (GtkWidget *widget,
              guint     *column)
{
  for (; widget != NULL; widget = gtk_widget_get_next_sibling (widget))
    {
      if (GTK_IS_LABEL (widget))
        {
          gtk_widget_set_hexpand (widget, is_right (*column));
          gtk_label_set_xalign (GTK_LABEL (widget), is_right (*column) ? 1 : 0);
          (*column)++;
        }
      else if (!GTK_IS_LIST_VIEW (widget))
        align_titles (gtk_widget_get_first_child (widget), column);
    }
}

static void
make_columns (AmendsTeamTable *self,
              AmendsScoreCard *card)
{
  GListModel *columns = gtk_column_view_get_columns (self->view), *parts = amends_score_card_get_parts (card);
  const char *titles[N_COLUMNS] = { _("Place"), _("Person"), C_("heading", "Cases"), _("Score"), _("95 % interval"), _("Band") };
  guint n = 0;

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  for (guint i = 0; i < N_COLUMNS; i++)
    add_column (self, i, titles[i]);
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);
      const AmendsMeasurePartFields *f = amends_measure_part_get (part);
      /* Translators: a measure and its weight in a scheme, as the heading of a column */
      g_autofree char *title = g_strdup_printf (C_("heading", "%s (%d)"), amends_score_words_short (f->measure, f->label), f->weight);

      add_column (self, N_COLUMNS + i, title);
    }
  align_titles (gtk_widget_get_first_child (GTK_WIDGET (self->view)), &n);
}

static char *
dup_measures (AmendsScoreCard *card)
{
  GListModel *parts = amends_score_card_get_parts (card);
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsMeasurePart) part = g_list_model_get_item (parts, i);

      g_string_append_printf (codes, "%s/%d ", amends_measure_part_get (part)->measure, amends_measure_part_get (part)->weight);
    }
  return g_string_free (g_steal_pointer (&codes), FALSE);
}

static void
activate_cb (AmendsTeamTable *self,
             guint            position)
{
  g_autoptr (AmendsScoreMember) member = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (self->view)), position);

  if (member != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, member);
}

static void
amends_team_table_dispose (GObject *object)
{
  g_clear_object (&AMENDS_TEAM_TABLE (object)->card);

  G_OBJECT_CLASS (amends_team_table_parent_class)->dispose (object);
}

static void
amends_team_table_finalize (GObject *object)
{
  g_free (AMENDS_TEAM_TABLE (object)->measures);

  G_OBJECT_CLASS (amends_team_table_parent_class)->finalize (object);
}

static void
amends_team_table_class_init (AmendsTeamTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_team_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_team_table_finalize;

  /**
   * AmendsTeamTable::activated:
   * @member: who
   *
   * A row was activated.
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     AMENDS_TYPE_SCORE_MEMBER);
}

static void
amends_team_table_init (AmendsTeamTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("People, as a table"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * amends_team_table_fill:
 * @self: a table
 * @card: the team's own card, for measures and bands
 * @members: list of #AmendsScoreMember
 */
void
amends_team_table_fill (AmendsTeamTable *self,
                        AmendsScoreCard *card,
                        GListModel      *members)
{
  g_autofree char *measures = NULL;
  g_autoptr (GtkSingleSelection) selection = NULL;

  g_return_if_fail (AMENDS_IS_TEAM_TABLE (self));
  g_return_if_fail (AMENDS_IS_SCORE_CARD (card));
  g_return_if_fail (G_IS_LIST_MODEL (members));

  g_set_object (&self->card, card);
  measures = dup_measures (card);
  if (g_strcmp0 (measures, self->measures) != 0)
    {
      g_free (self->measures);
      self->measures = g_steal_pointer (&measures);
      make_columns (self, card);
    }
  selection = gtk_single_selection_new (g_object_ref (members));
  /* nobody is chosen before somebody is: a row that is marked would look like one's own */
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

/**
 * amends_team_table_focus:
 * @self: a table
 *
 * Puts the keyboard into it.
 *
 * Returns: whether it has rows
 */
gboolean
amends_team_table_focus (AmendsTeamTable *self)
{
  g_return_val_if_fail (AMENDS_IS_TEAM_TABLE (self), FALSE);

  return gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}
