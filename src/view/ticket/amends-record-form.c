/* What has to be recorded at a step: the fields of the procedure and the ways out, as it says in the database.
 *
 * The form is made once a step; when the ticket changes elsewhere meanwhile, what was typed stays. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-choice-field.h"
#include "amends-facts.h"
#include "amends-form-draft.h"
#include "amends-json.h"
#include "amends-record-form.h"

#define TEXT_MAX 2000

struct _AmendsRecordForm
{
  GtkBox parent_instance;

  gint64 step;
  AmendsFormDraft *draft;
};

G_DEFINE_FINAL_TYPE (AmendsRecordForm, amends_record_form, GTK_TYPE_BOX)

static void
amends_record_form_dispose (GObject *object)
{
  g_clear_object (&AMENDS_RECORD_FORM (object)->draft);

  G_OBJECT_CLASS (amends_record_form_parent_class)->dispose (object);
}

static void
amends_record_form_class_init (AmendsRecordFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_record_form_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amends_record_form_init (AmendsRecordForm *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  amends_confirm_key (GTK_WIDGET (self), "ticket.finish");
}

static GtkWidget *
new_choice (const char *name,
            const char *label,
            JsonArray  *options)
{
  GtkWidget *field = amends_choice_field_new (name, label);

  for (guint i = 0; options != NULL && i < json_array_get_length (options); i++)
    {
      JsonObject *option = amends_json_item (options, i);
      g_autofree char *words = amends_json_dup_label (option, "label");

      amends_choice_field_add (AMENDS_CHOICE_FIELD (field), amends_json_text (option, "code"), words, NULL, TRUE);
    }
  return field;
}

static void
add_field (AmendsRecordForm *self,
           JsonObject       *field,
           const char       *currency)
{
  g_autofree char *label = amends_json_dup_label (field, "label");
  g_autofree char *name = g_strdup_printf ("record.%s", amends_json_text (field, "code"));
  gboolean required = amends_json_boolean (field, "required");
  g_autofree char *title = required ? g_strdup (label) : g_strdup_printf (_("%s (optional)"), label);
  const char *kind = amends_json_text (field, "kind");
  GtkWidget *widget;

  if (g_strcmp0 (kind, "choice") == 0)
    widget = new_choice (name, title, amends_json_array (field, "choices"));
  else if (g_strcmp0 (kind, "money") == 0)
    widget = amends_money_field_new (name, title, currency, 0);
  else
    widget = amends_text_field_new (name, title, TRUE, TEXT_MAX);
  amends_field_set_required (AMENDS_FIELD (widget), required);
  gtk_box_append (GTK_BOX (self), widget);
}

/**
 * amends_record_form_set_step:
 * @self: a form
 * @step: a step with its "fields" and "outcomes"
 * @currency: of amounts of money
 * @drafts: keeps what is entered until it is sent
 *
 * Shows what to record at @step; nothing changes where it is the same step as before.
 */
void
amends_record_form_set_step (AmendsRecordForm *self,
                             JsonObject       *step,
                             const char       *currency,
                             AmendsDrafts     *drafts)
{
  g_autofree char *key = NULL;
  JsonArray *fields = amends_json_array (step, "fields");
  GtkWidget *child;

  g_return_if_fail (AMENDS_IS_RECORD_FORM (self));

  if (self->step == amends_json_int (step, "id"))
    return;
  self->step = amends_json_int (step, "id");
  g_clear_object (&self->draft);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    add_field (self, amends_json_item (fields, i), currency);
  if (amends_json_length (step, "outcomes") > 1)
    {
      child = new_choice ("outcome", _("Outcome"), amends_json_array (step, "outcomes"));
      amends_field_set_required (AMENDS_FIELD (child), TRUE);
      gtk_box_append (GTK_BOX (self), child);
    }
  key = amends_record_form_dup_draft_key (self);
  self->draft = amends_form_draft_new (drafts, key, GTK_WIDGET (self));
}

/**
 * amends_record_form_is_empty:
 * @self: a form
 *
 * Returns: whether there is nothing to record
 */
gboolean
amends_record_form_is_empty (AmendsRecordForm *self)
{
  g_return_val_if_fail (AMENDS_IS_RECORD_FORM (self), TRUE);

  return gtk_widget_get_first_child (GTK_WIDGET (self)) == NULL;
}

/**
 * amends_record_form_is_touched:
 * @self: a form
 *
 * Returns: whether something was entered
 */
gboolean
amends_record_form_is_touched (AmendsRecordForm *self)
{
  g_return_val_if_fail (AMENDS_IS_RECORD_FORM (self), FALSE);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (amends_field_is_touched (AMENDS_FIELD (child)))
      return TRUE;
  return FALSE;
}

/**
 * amends_record_form_collect:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): "record" and "outcome"; %NULL where something is missing: the fields say what,
 *   the first of them has the focus
 */
JsonObject *
amends_record_form_collect (AmendsRecordForm *self)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  AmendsField *wrong = NULL;

  g_return_val_if_fail (AMENDS_IS_RECORD_FORM (self), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!amends_field_collect (AMENDS_FIELD (child), arguments) && wrong == NULL)
      wrong = AMENDS_FIELD (child);
  if (wrong == NULL)
    return g_steal_pointer (&arguments);
  amends_field_focus (wrong);
  return NULL;
}

/**
 * amends_record_form_dup_draft_key:
 * @self: a form
 *
 * Returns: (transfer full): where what is entered is kept until it is sent
 */
char *
amends_record_form_dup_draft_key (AmendsRecordForm *self)
{
  g_return_val_if_fail (AMENDS_IS_RECORD_FORM (self), NULL);

  return g_strdup_printf ("step/%" G_GINT64_FORMAT, self->step);
}

/**
 * amends_record_form_show_error:
 * @self: a form
 * @field: (nullable): which field the database names
 * @words: what is wrong with it
 */
void
amends_record_form_show_error (AmendsRecordForm *self,
                               const char       *field,
                               const char       *words)
{
  g_return_if_fail (AMENDS_IS_RECORD_FORM (self));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL && field != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_str_has_suffix (amends_field_get_name (AMENDS_FIELD (child)), field))
      amends_field_set_error (AMENDS_FIELD (child), words);
}
