/* Asks why: one of the reasons of the catalogue, or the person's own words. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "amends-reason-dialog.h"
#include "amends-text-guard.h"

#define MAX_CHARS 500

typedef struct
{
  AmendsReasonFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
  GPtrArray *codes;
  AdwMessageDialog *dialog;   /* unowned: it holds this */
  GtkDropDown *choice;
  GtkEditable *words;
} Question;

static void
question_free (gpointer data,
               GClosure *closure)
{
  Question *question = data;

  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_ptr_array_unref (question->codes);
  g_free (question);
}

static gboolean
own_words (Question *question)
{
  return gtk_drop_down_get_selected (question->choice) >= question->codes->len;
}

static char *
typed (Question *question)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (question->words)));
}

static void
update_cb (Question *question)
{
  g_autofree char *text = typed (question);
  gboolean own = own_words (question);

  gtk_widget_set_visible (GTK_WIDGET (question->words), own);
  adw_message_dialog_set_response_enabled (question->dialog, "go", !own || *text != '\0');
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Question *question = user_data;
  g_autofree char *text = typed (question);

  if (g_strcmp0 (response, "go") != 0)
    return;
  question->func (own_words (question) ? text : question->codes->pdata[gtk_drop_down_get_selected (question->choice)],
                  question->user_data);
}

static void
entry_activate_cb (Question *question)
{
  if (adw_message_dialog_get_response_enabled (question->dialog, "go"))
    adw_message_dialog_response (question->dialog, "go");
}

/* The reasons of one kind, and a last line for the person's own words. */
static GtkStringList *
list_reasons (Question        *question,
              AmendsCatalogue *catalogue,
              const char      *kind)
{
  GListModel *terms = amends_catalogue_get_terms (catalogue, AMENDS_TERM_REASON);
  GtkStringList *labels = gtk_string_list_new (NULL);

  question->codes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (terms); i++)
    {
      g_autoptr (AmendsTerm) term = g_list_model_get_item (terms, i);

      if (g_strcmp0 (amends_term_get_text (term, "kind"), kind) != 0)
        continue;
      g_ptr_array_add (question->codes, g_strdup (amends_term_get_code (term)));
      gtk_string_list_append (labels, amends_term_get_label (term));
    }
  gtk_string_list_append (labels, _("Another reason…"));
  return labels;
}

static GtkWidget *
create_form (Question      *question,
             GtkStringList *labels)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  GtkWidget *words = gtk_entry_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (words), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason in your words"), -1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (words), _("Reason in your words"));
  amends_text_guard_attach (words, MAX_CHARS);
  gtk_box_append (GTK_BOX (box), choice);
  gtk_box_append (GTK_BOX (box), words);
  question->choice = GTK_DROP_DOWN (choice);
  question->words = GTK_EDITABLE (words);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (update_cb), question);
  g_signal_connect_swapped (words, "changed", G_CALLBACK (update_cb), question);
  g_signal_connect_swapped (words, "activate", G_CALLBACK (entry_activate_cb), question);
  return box;
}

/**
 * amends_reason_dialog_ask:
 * @parent: a widget of the window
 * @catalogue: knows the reasons
 * @kind: which of them, as "hand_over"
 * @heading: what is asked
 * @body: what it is about
 * @verb: what is done with the answer
 * @func: called with the answer; not called when the person thinks better of it
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 */
void
amends_reason_dialog_ask (GtkWidget        *parent,
                          AmendsCatalogue  *catalogue,
                          const char       *kind,
                          const char       *heading,
                          const char       *body,
                          const char       *verb,
                          AmendsReasonFunc  func,
                          gpointer          user_data,
                          GDestroyNotify    destroy)
{
  Question *question;
  GtkWidget *dialog;
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (AMENDS_IS_CATALOGUE (catalogue));
  g_return_if_fail (func != NULL);

  root = gtk_widget_get_root (parent);
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body);
  question = g_new0 (Question, 1);
  question->func = func;
  question->user_data = user_data;
  question->destroy = destroy;
  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_add_responses (question->dialog, "cancel", _("_Cancel"), "go", verb, NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "go", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "go");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  adw_message_dialog_set_extra_child (question->dialog, create_form (question, list_reasons (question, catalogue, kind)));
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  update_cb (question);
  gtk_window_present (GTK_WINDOW (dialog));
  /* Enter means the verb: on the list of reasons it would only open the list */
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
}
