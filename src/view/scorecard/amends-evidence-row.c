/* A ticket that makes a measure, or a reason why some do not. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-evidence-row.h"
#include "amends-tip.h"

struct _AmendsEvidenceRow
{
  GtkListBoxRow parent_instance;

  gint64 ticket_id;
  char *group;

  GtkImage *arrow;
  GtkLabel *head;
  GtkLabel *text;
  GtkLabel *value;
  GtkLabel *effect;
};

G_DEFINE_FINAL_TYPE (AmendsEvidenceRow, amends_evidence_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_evidence_row_finalize (GObject *object)
{
  g_free (AMENDS_EVIDENCE_ROW (object)->group);

  G_OBJECT_CLASS (amends_evidence_row_parent_class)->finalize (object);
}

static void
amends_evidence_row_class_init (AmendsEvidenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_evidence_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/evidence-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceRow, head);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceRow, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceRow, value);
  gtk_widget_class_bind_template_child (widget_class, AmendsEvidenceRow, effect);
}

static void
amends_evidence_row_init (AmendsEvidenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_evidence_row_new:
 * @head: number of the ticket, or a reason
 * @text: (nullable): what it is about
 * @value: (nullable): what it was measured at
 * @effect: (nullable): what it does to the result; %NULL leaves no room for it
 *
 * Returns: (transfer full): a row that opens nothing yet
 */
GtkWidget *
amends_evidence_row_new (const char *head,
                         const char *text,
                         const char *value,
                         const char *effect)
{
  AmendsEvidenceRow *self = g_object_new (AMENDS_TYPE_EVIDENCE_ROW, NULL);
  g_autofree char *words = g_strdup_printf ("%s, %s, %s", head, text != NULL ? text : "", value != NULL ? value : "");

  gtk_label_set_label (self->head, head);
  gtk_label_set_label (self->text, text != NULL ? text : "");
  gtk_label_set_label (self->value, value != NULL ? value : "");
  gtk_label_set_label (self->effect, effect != NULL ? effect : "");
  gtk_widget_set_visible (GTK_WIDGET (self->effect), effect != NULL);
  amends_tip_set (GTK_WIDGET (self->text), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  return GTK_WIDGET (self);
}

/**
 * amends_evidence_row_set_ticket:
 * @self: a row
 * @ticket_id: the ticket it opens, 0 for none the reader may see
 */
void
amends_evidence_row_set_ticket (AmendsEvidenceRow *self,
                                gint64             ticket_id)
{
  g_return_if_fail (AMENDS_IS_EVIDENCE_ROW (self));

  self->ticket_id = ticket_id;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), ticket_id != 0);
}

/**
 * amends_evidence_row_get_ticket:
 * @self: a row
 *
 * Returns: the ticket it opens, 0 for none
 */
gint64
amends_evidence_row_get_ticket (AmendsEvidenceRow *self)
{
  g_return_val_if_fail (AMENDS_IS_EVIDENCE_ROW (self), 0);

  return self->ticket_id;
}

/**
 * amends_evidence_row_set_group:
 * @self: a row without a ticket
 * @group: name of the rows it shows and hides, "" for the rest of a list, which it shows for good
 */
void
amends_evidence_row_set_group (AmendsEvidenceRow *self,
                               const char        *group)
{
  g_autoptr (PangoAttrList) bold = pango_attr_list_new ();

  g_return_if_fail (AMENDS_IS_EVIDENCE_ROW (self));

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  g_free (self->group);
  self->group = g_strdup (group);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), *group != '\0');
  if (*group != '\0')
    gtk_label_set_attributes (self->head, bold);
}

/**
 * amends_evidence_row_get_group:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): name of the rows it shows and hides
 */
const char *
amends_evidence_row_get_group (AmendsEvidenceRow *self)
{
  g_return_val_if_fail (AMENDS_IS_EVIDENCE_ROW (self), NULL);

  return self->group;
}

/**
 * amends_evidence_row_set_open:
 * @self: a row of a group
 * @open: whether its rows are shown
 */
void
amends_evidence_row_set_open (AmendsEvidenceRow *self,
                              gboolean           open)
{
  g_return_if_fail (AMENDS_IS_EVIDENCE_ROW (self));

  gtk_image_set_from_icon_name (self->arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}
