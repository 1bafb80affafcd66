/* The tickets behind a measure: those counted, those that pull it down first, and those left out, by reason. Each opens. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-evidence-list.h"
#include "amends-evidence-row.h"
#include "amends-message.h"
#include "amends-score-words.h"
#include "amends-time.h"

#define FIRST_ROWS 6

struct _AmendsEvidenceList
{
  GtkBox parent_instance;

  AmendsContributionStore *store;
  AmendsMeasurePart *part;
  gboolean team;
  gboolean all;                 /* every row that was read, not only the first */
  GHashTable *open;             /* reasons whose tickets are shown */

  GtkLabel *counted_head;
  GtkLabel *counted_order;
  GtkListBox *counted;
  GtkLabel *left_out_head;
  GtkWidget *left_out_order;
  GtkListBox *left_out;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (AmendsEvidenceList, amends_evidence_list, GTK_TYPE_BOX)

/* ── words ── */

static const char *
order_words (const AmendsMeasurePartFields *f)
{
  switch (f->unit)
    {
    case AMENDS_MEASURE_SECONDS:
      return f->lower_better ? _("slowest first · effect of one") : _("shortest first · effect of one");
    case AMENDS_MEASURE_POINTS:
      return _("lowest first · effect of one");
    case AMENDS_MEASURE_COUNT:
      return _("by day");
    case AMENDS_MEASURE_RATIO:
    default:
      return f->lower_better ? _("hits first") : _("misses first");
    }
}

static char *
value_words (const AmendsMeasurePartFields  *f,
             const AmendsContributionFields *row)
{
  if (f->unit == AMENDS_MEASURE_RATIO)
    /* Translators: whether a case counts as a hit in a rate */
    return g_strdup (row->numerator > 0 ? C_("case", "yes") : C_("case", "no"));
  if (f->unit == AMENDS_MEASURE_COUNT)
    return amends_time_format_day (row->at, amends_clock_now ());
  return amends_score_words_value (f->unit, row->numerator);
}

/* How far one case pulls the mean: (x − mean) ÷ (n − 1), in whole ten-thousandths. */
static char *
effect_words (const AmendsMeasurePartFields  *f,
              const AmendsContributionFields *row)
{
  g_autofree char *words = NULL;
  gint64 effect;

  if (f->unit != AMENDS_MEASURE_SECONDS && f->unit != AMENDS_MEASURE_POINTS)
    return NULL;
  if (f->n < 2 || f->value == AMENDS_SCORE_UNKNOWN || row->numerator == AMENDS_SCORE_UNKNOWN)
    return g_strdup ("");
  effect = (row->numerator - f->value) / (f->n - 1);
  words = amends_score_words_value (f->unit, effect);
  return effect > 0 ? g_strconcat ("+", words, NULL) : g_steal_pointer (&words);
}

static char *
about_words (AmendsEvidenceList             *self,
             const AmendsContributionFields *row)
{
  const char *subject = row->subject != NULL ? row->subject : _("not yours to see");

  if (self->team && row->person != NULL)
    return g_strdup_printf ("%s · %s", row->person, subject);
  return g_strdup (subject);
}

/* ── rows ── */

static GtkWidget *
ticket_row (AmendsEvidenceList *self,
            AmendsContribution *contribution)
{
  const AmendsContributionFields *row = amends_contribution_get (contribution);
  const AmendsMeasurePartFields *f = amends_measure_part_get (self->part);
  g_autofree char *about = about_words (self, row);
  g_autofree char *value = row->counted ? value_words (f, row) : NULL;
  g_autofree char *effect = row->counted ? effect_words (f, row) : NULL;
  GtkWidget *widget = amends_evidence_row_new (row->number != NULL ? row->number : "—", about, value, effect);

  amends_evidence_row_set_ticket (AMENDS_EVIDENCE_ROW (widget), row->number != NULL ? row->ticket_id : 0);
  return widget;
}

static void
add_more (AmendsEvidenceList *self,
          gint64              rest)
{
  g_autofree char *number = amends_score_words_number (rest);
  g_autofree char *words = g_strdup_printf (ngettext ("%s more …", "%s more …", rest), number);
  GtkWidget *row = amends_evidence_row_new (words, NULL, NULL, NULL);

  amends_evidence_row_set_group (AMENDS_EVIDENCE_ROW (row), "");
  gtk_list_box_append (self->counted, row);
}

static void
add_beyond (GtkListBox *list,
            gint64      beyond)
{
  g_autofree char *number = amends_score_words_number (beyond);
  g_autofree char *words = g_strdup_printf (_("and %s more, not listed"), number);

  gtk_list_box_append (list, amends_evidence_row_new (words, NULL, NULL, NULL));
}

static void
clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static guint
show_counted (AmendsEvidenceList *self)
{
  GListModel *rows = amends_contribution_store_get_rows (self->store);
  gint64 total = amends_contribution_store_get_total (self->store, TRUE);
  guint n = 0;

  clear (self->counted);
  for (; n < g_list_model_get_n_items (rows); n++)
    {
      g_autoptr (AmendsContribution) contribution = g_list_model_get_item (rows, n);

      if (!amends_contribution_get (contribution)->counted)
        break;
      if (self->all || n < FIRST_ROWS)
        gtk_list_box_append (self->counted, ticket_row (self, contribution));
    }
  if (!self->all && total > FIRST_ROWS)
    add_more (self, total - FIRST_ROWS);
  else if (total > n)
    add_beyond (self->counted, total - n);
  return n;
}

static void
add_reason (AmendsEvidenceList             *self,
            const AmendsContributionFields *row,
            const char                     *first)
{
  g_autofree char *count = amends_score_words_number (row->total);
  gboolean open = g_hash_table_contains (self->open, row->reason);
  g_autofree char *example = open || first == NULL ? NULL : row->total > 1 ? g_strconcat (first, " …", NULL) : g_strdup (first);
  GtkWidget *head = amends_evidence_row_new (*row->reason_label != '\0' ? row->reason_label : row->reason, example, count, NULL);

  amends_evidence_row_set_group (AMENDS_EVIDENCE_ROW (head), row->reason);
  amends_evidence_row_set_open (AMENDS_EVIDENCE_ROW (head), open);
  gtk_list_box_append (self->left_out, head);
}

static void
show_left_out (AmendsEvidenceList *self,
               guint               from)
{
  GListModel *rows = amends_contribution_store_get_rows (self->store);
  g_autofree char *reason = NULL;
  gint64 beyond = 0;

  clear (self->left_out);
  for (guint i = from; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (AmendsContribution) contribution = g_list_model_get_item (rows, i);
      const AmendsContributionFields *row = amends_contribution_get (contribution);
      gboolean open = g_hash_table_contains (self->open, row->reason);

      if (g_strcmp0 (reason, row->reason) != 0)
        {
          if (beyond > 0)
            add_beyond (self->left_out, beyond);
          g_free (reason);
          reason = g_strdup (row->reason);
          add_reason (self, row, row->number);
          beyond = open ? row->total : 0;
        }
      if (open)
        {
          gtk_list_box_append (self->left_out, ticket_row (self, contribution));
          beyond--;
        }
    }
  if (beyond > 0)
    add_beyond (self->left_out, beyond);
}

/* ── states ── */

static void
show_heads (AmendsEvidenceList *self)
{
  gint64 n_counted = amends_contribution_store_get_total (self->store, TRUE);
  gint64 n_left_out = amends_contribution_store_get_total (self->store, FALSE);
  g_autofree char *in = amends_score_words_number (n_counted), *out = amends_score_words_number (n_left_out);
  g_autofree char *counted = g_strdup_printf (_("Counted %s"), in), *left_out = g_strdup_printf (_("Left out %s"), out);
  gboolean ready = amends_contribution_store_get_state (self->store) == AMENDS_STORE_READY;

  gtk_label_set_label (self->counted_head, ready ? counted : _("Counted"));
  gtk_label_set_label (self->counted_order, order_words (amends_measure_part_get (self->part)));
  gtk_label_set_label (self->left_out_head, left_out);
  gtk_widget_set_visible (GTK_WIDGET (self->counted_order), ready && n_counted > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->counted), n_counted > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out_head), ready);
  gtk_widget_set_visible (self->left_out_order, n_left_out > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), n_left_out > 0);
}

static void
show_message (AmendsEvidenceList *self)
{
  AmendsStoreState state = amends_contribution_store_get_state (self->store);
  g_autofree char *words = NULL;

  if (state == AMENDS_STORE_ERROR)
    words = amends_message_for_error (amends_contribution_store_get_error (self->store));
  else if (state == AMENDS_STORE_LOADING)
    words = g_strdup (_("Reading the tickets…"));
  else if (amends_contribution_store_get_total (self->store, TRUE) == 0)
    words = g_strdup (amends_measure_part_get (self->part)->has_source
                        ? _("No ticket counts in this period.")
                        : _("There is no source for this measure yet, so its weight is shared among the others."));
  gtk_label_set_label (self->message, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), words != NULL);
}

static void
show (AmendsEvidenceList *self)
{
  guint n;

  if (self->part == NULL || self->store == NULL)
    return;
  n = show_counted (self);
  show_left_out (self, n);
  show_heads (self);
  show_message (self);
}

static void
activated_cb (AmendsEvidenceList *self,
              GtkListBoxRow      *widget,
              GtkListBox         *list)
{
  AmendsEvidenceRow *row = AMENDS_EVIDENCE_ROW (widget);
  const char *group = amends_evidence_row_get_group (row);
  int index = gtk_list_box_row_get_index (widget);
  GtkListBoxRow *again;

  if (group == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-ticket", "x", amends_evidence_row_get_ticket (row));
      return;
    }
  if (list == self->counted)
    self->all = TRUE;
  else if (!g_hash_table_remove (self->open, group))
    g_hash_table_add (self->open, g_strdup (group));
  show (self);
  again = gtk_list_box_get_row_at_index (list, index);
  if (again != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (again));
}

static void
amends_evidence_list_dispose (GObject *object)
{
  AmendsEvidenceList *self = AMENDS_EVIDENCE_LIST (object);

  g_clear_object (&self->store);
  g_clear_object (&self->part);

  G_OBJECT_CLASS (amends_evidence_list_parent_class)->dispose (object);
}

static void
amends_evidence_list_finalize (GObject *object)
{
  g_hash_table_unref (AMENDS_EVIDENCE_LIST (object)->open);

  G_OBJECT_CLASS (amends_evidence_list_parent_class)->finalize (object);
}

static void
amends_evidence_list_class_init (AmendsEvidenceListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_evidence_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_evidence_list_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/evidence-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceList, counted_head);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceList, counted_order);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceList, counted);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceList, left_out_head);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceList, left_out_order);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceList, left_out);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceList, message);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
amends_evidence_list_init (AmendsEvidenceList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * amends_evidence_list_set_store:
 * @self: a list
 * @store: the tickets
 */
void
amends_evidence_list_set_store (AmendsEvidenceList      *self,
                                AmendsContributionStore *store)
{
  g_return_if_fail (AMENDS_IS_EVIDENCE_LIST (self));
  g_return_if_fail (AMENDS_IS_CONTRIBUTION_STORE (store));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

/**
 * amends_evidence_list_set_part:
 * @self: a list
 * @part: the measure the tickets make
 * @team: whether it is a team's, so that rows say whose they are
 */
void
amends_evidence_list_set_part (AmendsEvidenceList *self,
                               AmendsMeasurePart  *part,
                               gboolean            team)
{
  g_return_if_fail (AMENDS_IS_EVIDENCE_LIST (self));
  g_return_if_fail (AMENDS_IS_MEASURE_PART (part));

  self->team = team;
  if (g_set_object (&self->part, part))
    {
      self->all = FALSE;
      g_hash_table_remove_all (self->open);
    }
}
