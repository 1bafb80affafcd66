/* The acts on a ticket that ask for a word more: which dialog each opens. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-ticket-acts.h"
#include "amends-ticket-acts-private.h"

#define NOTE_MAX 2000

AmendsActDialog *
amends_act_new_dialog (AmendsAct  *act,
                       const char *verb,
                       const char *title,
                       const char *confirm,
                       const char *done)
{
  AmendsActDialog *dialog = amends_act_dialog_new (act->page, act->store, verb, title, confirm);

  amends_act_dialog_set_done (dialog, done);
  return dialog;
}

void
amends_act_add_required (AmendsActDialog *dialog,
                         GtkWidget       *field)
{
  amends_field_set_required (AMENDS_FIELD (field), TRUE);
  amends_act_dialog_add (dialog, field);
}

void
amends_act_add_note (AmendsActDialog *dialog,
                     const char      *label)
{
  amends_act_dialog_add (dialog, amends_text_field_new ("note", label, TRUE, NOTE_MAX));
}

/* The coded reasons of a kind, as radio buttons. */
void
amends_act_add_reasons (AmendsActDialog *dialog,
                        AmendsAct       *act,
                        const char      *kind,
                        const char      *member)
{
  GListModel *reasons = amends_catalogue_get_terms (amends_desk_get_catalogue (act->desk), AMENDS_TERM_REASON);
  GtkWidget *field = amends_choice_field_new (member, _("Reason"));

  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (AmendsTerm) reason = g_list_model_get_item (reasons, i);

      if (g_strcmp0 (amends_term_get_text (reason, "kind"), kind) == 0)
        amends_choice_field_add (AMENDS_CHOICE_FIELD (field), amends_term_get_code (reason), amends_term_get_label (reason), NULL, TRUE);
    }
  amends_act_add_required (dialog, field);
}

static const struct
{
  const char *name;
  AmendsActDialog *(*open) (AmendsAct *act);
} dialogs[] = {
  { "wait", amends_act_open_wait },
  { "hand-over", amends_act_open_hand_over },
  { "escalate", amends_act_open_escalate },
  { "skip", amends_act_open_skip },
  { "reopen", amends_act_open_reopen },
  { "cancel", amends_act_open_cancel },
  { "category", amends_act_open_category },
  { "priority", amends_act_open_priority },
  { "close", amends_act_open_close },
  { "survey", amends_act_open_survey },
  { "callback", amends_act_open_callback },
  { "refund-followup", amends_act_open_refund_followup },
  { "coupon-cancel", amends_act_open_coupon_cancel },
  { "refund-request", amends_act_open_refund_request },
  { "refund-send-back", amends_act_open_refund_send_back },
  { "refund-refuse", amends_act_open_refund_refuse },
  { "refund-withdraw", amends_act_open_refund_withdraw },
  { "refund-error", amends_act_open_refund_error },
  { "refund-correct", amends_act_open_refund_correct },
};

/**
 * amends_ticket_acts_open:
 * @name: an action of the page that asks for more: "wait", "hand-over" …
 * @ref: which coupon or error; 0 where there is nothing to choose
 * @page: the page it belongs to
 * @store: the ticket
 * @desk: for reasons, people, clauses
 *
 * Opens the dialog of an act.
 *
 * Returns: %FALSE where that action has no dialog
 */
gboolean
amends_ticket_acts_open (const char        *name,
                         gint64             ref,
                         GtkWidget         *page,
                         AmendsTicketStore *store,
                         AmendsDesk        *desk)
{
  AmendsAct act = { page, store, desk, amends_ticket_store_get_detail (store), ref };

  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    if (g_str_equal (dialogs[i].name, name))
      {
        AmendsActDialog *dialog = dialogs[i].open (&act);

        amends_act_dialog_keep (dialog, amends_desk_get_drafts (desk), ref);
        gtk_window_present (GTK_WINDOW (dialog));
        return TRUE;
      }
  return FALSE;
}
