/* Something done to a ticket that needs a word more: a reason, a person, an answer.
 *
 * It stays open until the database has said yes: what was typed is there to be corrected after a no, and after a conflict the
 * next try carries the ticket as it is then. Ctrl+Enter confirms, Escape leaves; what was typed is there the next time. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-act-dialog.h"
#include "amends-error.h"
#include "amends-facts.h"
#include "amends-form-draft.h"
#include "amends-json.h"
#include "amends-message.h"
#include "amends-toast.h"

struct _AmendsActDialog
{
  AdwWindow parent_instance;

  AmendsTicketStore *store;
  GtkWidget *page;           /* weak: where the toast appears */
  char *verb;
  char *done;
  char *section;             /* what the way out leaves away */
  AmendsFormDraft *draft;
  JsonObject *fixed;
  gint64 rev;                /* of the ticket and its refund as the person saw them */
  gint64 refund_rev;

  GtkButton *confirm_button;
  GtkSpinner *spinner;
  GtkWidget *restored_box;
  GtkLabel *body_label;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkBox *field_box;
  GtkCheckButton *way_out;
};

G_DEFINE_FINAL_TYPE (AmendsActDialog, amends_act_dialog, ADW_TYPE_WINDOW)

static void
show_error (AmendsActDialog *self,
            const char      *words)
{
  gtk_label_set_label (self->error_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->error_box, words != NULL);
}

static void
set_busy (AmendsActDialog *self,
          gboolean         busy)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.confirm", !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static gboolean
leaves_out (AmendsActDialog *self,
            AmendsField     *field)
{
  return self->way_out != NULL && gtk_check_button_get_active (self->way_out)
         && g_str_has_prefix (amends_field_get_name (field), self->section);
}

/* Every field says what is missing; the first one gets the focus. */
static JsonObject *
collect (AmendsActDialog *self)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  AmendsField *wrong = NULL;
  const char *to;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->field_box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (AMENDS_IS_FIELD (child) && !leaves_out (self, AMENDS_FIELD (child))
        && !amends_field_collect (AMENDS_FIELD (child), arguments) && wrong == NULL)
      wrong = AMENDS_FIELD (child);
  if (wrong != NULL)
    {
      amends_field_focus (wrong);
      return NULL;
    }
  for (GList *names = json_object_get_members (self->fixed), *l = names; l != NULL; l = l->next)
    json_object_set_int_member (arguments, l->data, json_object_get_int_member (self->fixed, l->data));
  /* what the person saw when the dialog opened: a change since then has to be told before it is overwritten */
  json_object_set_int_member (arguments, "@rev", self->rev);
  json_object_set_int_member (arguments, "@refund_rev", self->refund_rev);
  /* one list holds people and queues: "person:5", "team:2" */
  to = amends_json_text (arguments, "to");
  if (to != NULL)
    {
      const char *colon = strchr (to, ':');
      g_autofree char *name = g_strndup (to, colon - to);

      json_object_set_int_member (arguments, name, g_ascii_strtoll (colon + 1, NULL, 10));
    }
  return g_steal_pointer (&arguments);
}

static void
mark_field (AmendsActDialog *self,
            const GError    *error)
{
  const char *detail = amends_error_get_detail (error);
  g_autoptr (JsonNode) node = detail != NULL ? json_from_string (detail, NULL) : NULL;
  const char *name = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? amends_json_text (json_node_get_object (node), "field") : NULL;
  g_autofree char *words = amends_message_for_error (error);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->field_box)); child != NULL && name != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (AMENDS_IS_FIELD (child) && g_str_has_suffix (amends_field_get_name (AMENDS_FIELD (child)), name))
      {
        amends_field_set_error (AMENDS_FIELD (child), words);
        amends_field_focus (AMENDS_FIELD (child));
        return;
      }
  show_error (self, words);
}

/* Told now, so the next try may go on from there. */
static void
learn_rev (AmendsActDialog *self,
           const GError    *error)
{
  const char *code = amends_error_get_machine (error), *detail = amends_error_get_detail (error);
  g_autoptr (JsonNode) node = detail != NULL ? json_from_string (detail, NULL) : NULL;
  gint64 rev = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? amends_json_int (json_node_get_object (node), "rev") : 0;

  if (!g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_CONFLICT) || rev == 0)
    return;
  if (code != NULL && g_str_has_prefix (code, "refund"))
    self->refund_rev = rev;
  else
    self->rev = rev;
}

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AmendsActDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = amends_ticket_store_act_finish (AMENDS_TICKET_STORE (source), result, &error);

  if (answer != NULL)
    {
      if (self->draft != NULL)
        amends_form_draft_sent (self->draft);
      if (self->page != NULL && self->done != NULL)
        amends_toast_show (self->page, self->done);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  /* left meanwhile: the answer has to be heard all the same */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      if (self->page != NULL)
        amends_toast_show_error (self->page, error);
      return;
    }
  set_busy (self, FALSE);
  learn_rev (self, error);
  mark_field (self, error);
}

static void
confirm_action (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  AmendsActDialog *self = AMENDS_ACT_DIALOG (widget);
  g_autoptr (JsonObject) arguments = collect (self);

  if (arguments == NULL)
    return;
  show_error (self, NULL);
  set_busy (self, TRUE);
  amends_ticket_store_act_async (self->store, self->verb, arguments, acted_cb, g_object_ref (self));
}

static void
afresh_cb (AmendsActDialog *self)
{
  amends_form_draft_reset (self->draft);
  gtk_widget_set_visible (self->restored_box, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (self->field_box), GTK_DIR_TAB_FORWARD);
}

static void
way_out_cb (AmendsActDialog *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->field_box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (AMENDS_IS_FIELD (child) && g_str_has_prefix (amends_field_get_name (AMENDS_FIELD (child)), self->section))
      gtk_widget_set_sensitive (child, !leaves_out (self, AMENDS_FIELD (child)));
}

/* Not before it is shown: a field that is not mapped takes no focus. */
static void
amends_act_dialog_map (GtkWidget *widget)
{
  AmendsActDialog *self = AMENDS_ACT_DIALOG (widget);

  GTK_WIDGET_CLASS (amends_act_dialog_parent_class)->map (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->field_box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (AMENDS_IS_FIELD (child))
      {
        amends_field_focus (AMENDS_FIELD (child));
        return;
      }
  gtk_widget_grab_focus (GTK_WIDGET (self->confirm_button));
}

static void
amends_act_dialog_dispose (GObject *object)
{
  AmendsActDialog *self = AMENDS_ACT_DIALOG (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->store);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->fixed, json_object_unref);

  G_OBJECT_CLASS (amends_act_dialog_parent_class)->dispose (object);
}

static void
amends_act_dialog_finalize (GObject *object)
{
  AmendsActDialog *self = AMENDS_ACT_DIALOG (object);

  g_free (self->verb);
  g_free (self->done);
  g_free (self->section);

  G_OBJECT_CLASS (amends_act_dialog_parent_class)->finalize (object);
}

static void
amends_act_dialog_class_init (AmendsActDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_act_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_act_dialog_finalize;
  widget_class->map = amends_act_dialog_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/act-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsActDialog, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsActDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, AmendsActDialog, restored_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsActDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsActDialog, error_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsActDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsActDialog, field_box);
  gtk_widget_class_bind_template_callback (widget_class, afresh_cb);
  gtk_widget_class_install_action (widget_class, "dialog.confirm", NULL, confirm_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_act_dialog_init (AmendsActDialog *self)
{
  self->fixed = json_object_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_confirm_key (GTK_WIDGET (self), "dialog.confirm");
}

/**
 * amends_act_dialog_new:
 * @page: the page it belongs to
 * @store: the ticket
 * @verb: what is done, as amends_ticket_store_act_async() takes it
 * @title: what is done, in words
 * @confirm: the verb on the button
 *
 * Returns: (transfer none): a dialog without fields; add them, then present it
 */
AmendsActDialog *
amends_act_dialog_new (GtkWidget         *page,
                       AmendsTicketStore *store,
                       const char        *verb,
                       const char        *title,
                       const char        *confirm)
{
  AmendsActDialog *self = g_object_new (AMENDS_TYPE_ACT_DIALOG, "title", title, "modal", TRUE,
                                        "transient-for", gtk_widget_get_root (page), NULL);

  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->page, page);
  self->verb = g_strdup (verb);
  self->rev = amends_json_int (amends_ticket_store_get_detail (store), "rev");
  self->refund_rev = amends_json_int (amends_json_object (amends_ticket_store_get_detail (store), "refund"), "rev");
  gtk_button_set_label (self->confirm_button, confirm);
  return self;
}

/**
 * amends_act_dialog_set_body:
 * @self: a dialog
 * @body: what will happen
 */
void
amends_act_dialog_set_body (AmendsActDialog *self,
                            const char      *body)
{
  g_return_if_fail (AMENDS_IS_ACT_DIALOG (self));

  gtk_label_set_label (self->body_label, body);
  gtk_widget_set_visible (GTK_WIDGET (self->body_label), TRUE);
}

/**
 * amends_act_dialog_set_destructive:
 * @self: a dialog
 *
 * What it does cannot be taken back: the button says so.
 */
void
amends_act_dialog_set_destructive (AmendsActDialog *self)
{
  g_return_if_fail (AMENDS_IS_ACT_DIALOG (self));

  gtk_widget_remove_css_class (GTK_WIDGET (self->confirm_button), "suggested-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->confirm_button), "destructive-action");
}

/**
 * amends_act_dialog_set_done:
 * @self: a dialog
 * @done: what a toast says afterwards
 */
void
amends_act_dialog_set_done (AmendsActDialog *self,
                            const char      *done)
{
  g_return_if_fail (AMENDS_IS_ACT_DIALOG (self));

  g_free (self->done);
  self->done = g_strdup (done);
}

/**
 * amends_act_dialog_add:
 * @self: a dialog
 * @field: an #AmendsField, or something to look at
 */
void
amends_act_dialog_add (AmendsActDialog *self,
                       GtkWidget       *field)
{
  g_return_if_fail (AMENDS_IS_ACT_DIALOG (self));

  gtk_box_append (self->field_box, field);
}

/**
 * amends_act_dialog_add_number:
 * @self: a dialog
 * @name: name of an argument
 * @number: its value, not to be chosen
 */
void
amends_act_dialog_add_number (AmendsActDialog *self,
                              const char      *name,
                              gint64           number)
{
  g_return_if_fail (AMENDS_IS_ACT_DIALOG (self));

  json_object_set_int_member (self->fixed, name, number);
}

/**
 * amends_act_dialog_keep:
 * @self: a dialog with all its fields
 * @drafts: where they are kept until they are sent
 * @about: which one of several it is about, as the id of a coupon; 0 where there is one
 *
 * Puts back what was entered the last time and keeps what is entered now.
 */
void
amends_act_dialog_keep (AmendsActDialog *self,
                        AmendsDrafts    *drafts,
                        gint64           about)
{
  g_autofree char *key = NULL;

  g_return_if_fail (AMENDS_IS_ACT_DIALOG (self));
  g_return_if_fail (self->draft == NULL);

  key = g_strdup_printf ("act/%" G_GINT64_FORMAT "/%s/%" G_GINT64_FORMAT, amends_ticket_store_get_id (self->store), self->verb, about);
  self->draft = amends_form_draft_new (drafts, key, GTK_WIDGET (self->field_box));
  gtk_widget_set_visible (self->restored_box, amends_form_draft_get_restored (self->draft));
}

/**
 * amends_act_dialog_add_way_out:
 * @self: a dialog
 * @label: why there is nothing to enter
 * @section: beginning of the names of the fields left out then
 */
void
amends_act_dialog_add_way_out (AmendsActDialog *self,
                               const char      *label,
                               const char      *section)
{
  GtkWidget *button;

  g_return_if_fail (AMENDS_IS_ACT_DIALOG (self));

  button = gtk_check_button_new_with_label (label);
  self->way_out = GTK_CHECK_BUTTON (button);
  self->section = g_strdup (section);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (way_out_cb), self);
  gtk_box_append (self->field_box, button);
}
