/* What can be done on the page of a ticket. One action is the one way in for menu, key, header and card; whether it is enabled
 * comes from what the database says the person may do. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-json.h"
#include "amends-message.h"
#include "amends-ticket-acts.h"
#include "amends-ticket-page-private.h"
#include "amends-toast.h"

/* An act on its way, and where its answer belongs. */
typedef struct
{
  AmendsTicketPage *page;
  char *action;
  char *done;
  char *draft;          /* where what it sends was kept; NULL: nowhere */
  JsonObject *arguments;
} Doing;

static void
doing_free (Doing *doing)
{
  g_object_unref (doing->page);
  g_free (doing->action);
  g_free (doing->done);
  g_free (doing->draft);
  json_object_unref (doing->arguments);
  g_free (doing);
}

static void
set_busy (AmendsTicketPage *self,
          gboolean          busy)
{
  self->busy = busy;
  amends_ticket_page_update_actions (self);
}

static void
show_step_error (AmendsTicketPage *self,
                 const GError     *error)
{
  AmendsStepRow *row = amends_ticket_page_current_step (self);
  const char *detail = amends_error_get_detail (error);
  g_autoptr (JsonNode) node = detail != NULL ? json_from_string (detail, NULL) : NULL;
  g_autofree char *words = amends_message_for_error (error);

  amends_toast_show_error (GTK_WIDGET (self), error);
  if (row != NULL && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    amends_record_form_show_error (amends_step_row_get_form (row), amends_json_text (json_node_get_object (node), "field"), words);
}

static void
show_error (Doing        *doing,
            const GError *error)
{
  if (g_str_equal (doing->action, "finish"))
    show_step_error (doing->page, error);
  else if (g_str_has_prefix (doing->action, "refund-"))
    amends_refund_panel_show_error (doing->page->refund_panel, error);
  else
    amends_toast_show_error (GTK_WIDGET (doing->page), error);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Doing *doing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = amends_ticket_store_act_finish (AMENDS_TICKET_STORE (source), result, &error);

  set_busy (doing->page, FALSE);
  if (answer == NULL)
    show_error (doing, error);
  else
    {
      if (doing->draft != NULL && doing->page->desk != NULL)
        amends_drafts_set (amends_desk_get_drafts (doing->page->desk), doing->draft, NULL);
      if (g_str_equal (doing->action, "say"))
        amends_composer_done (doing->page->composer, doing->arguments);
      amends_toast_show (GTK_WIDGET (doing->page), doing->done);
    }
  doing_free (doing);
}

/* Arguments of NULL: something is missing, and it says so already. */
static void
run (AmendsTicketPage *self,
     const char       *action,
     const char       *verb,
     JsonObject       *arguments,
     const char       *draft,
     const char       *done)
{
  Doing *doing;

  if (arguments == NULL || self->busy)
    {
      g_clear_pointer (&arguments, json_object_unref);
      return;
    }
  doing = g_new0 (Doing, 1);
  doing->page = g_object_ref (self);
  doing->action = g_strdup (action);
  doing->done = g_strdup (done);
  doing->draft = g_strdup (draft);
  doing->arguments = arguments;
  set_busy (self, TRUE);
  amends_ticket_store_act_async (self->store, verb, arguments, done_cb, doing);
}

/* ── acts that need no dialog ── */

static void
take_cb (AmendsTicketPage *self)
{
  run (self, "take", "ticket_take", json_object_new (), NULL, _("It is yours."));
}

static void
resume_cb (AmendsTicketPage *self)
{
  run (self, "resume", "ticket_resume", json_object_new (), NULL, _("The clock runs again."));
}

static void
finish_cb (AmendsTicketPage *self)
{
  AmendsStepRow *row = amends_ticket_page_current_step (self);
  g_autofree char *draft = NULL;

  if (row == NULL)
    return;
  adw_flap_set_reveal_flap (self->steps_flap, TRUE);
  draft = amends_record_form_dup_draft_key (amends_step_row_get_form (row));
  run (self, "finish", "step_finish", amends_record_form_collect (amends_step_row_get_form (row)), draft, _("The step is finished."));
}

static void
say_cb (AmendsTicketPage *self)
{
  const char *verb = NULL;
  JsonObject *arguments = amends_composer_collect (self->composer, &verb);
  gboolean note = g_strcmp0 (verb, "note_add") == 0;

  run (self, "say", verb, arguments, NULL, note ? _("The note is added.") : _("The contact is recorded."));
}

static void
refund_cb (AmendsTicketPage *self,
           const char       *action)
{
  static const char * const done[] = {
    "refund-approve", N_("Approved; finance confirms the amount."), "refund-confirm", N_("The amount is confirmed."),
    "refund-manager", N_("The amount is confirmed."), "refund-pay", N_("The payment is recorded."),
  };
  const char *verb = NULL;
  JsonObject *arguments;

  adw_flap_set_reveal_flap (self->side_flap, TRUE);
  arguments = amends_refund_panel_collect (self->refund_panel, action, &verb);
  for (gsize i = 0; i < G_N_ELEMENTS (done); i += 2)
    if (g_str_equal (done[i], action))
      run (self, action, verb, arguments, amends_refund_panel_get_draft_key (self->refund_panel), _(done[i + 1]));
}

static void
approve_cb (AmendsTicketPage *self)
{
  refund_cb (self, "refund-approve");
}

static void
confirm_cb (AmendsTicketPage *self)
{
  refund_cb (self, "refund-confirm");
}

static void
manager_cb (AmendsTicketPage *self)
{
  refund_cb (self, "refund-manager");
}

static void
pay_cb (AmendsTicketPage *self)
{
  refund_cb (self, "refund-pay");
}

/* ── looking and moving ── */

static void
revealed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AmendsTicketPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) full = amends_ticket_store_reveal_finish (AMENDS_TICKET_STORE (source), result, &error);

  if (full != NULL)
    amends_customer_card_show_full (self->customer_card, full);
  else
    amends_toast_show_error (GTK_WIDGET (self), error);
}

static void
reveal_cb (AmendsTicketPage *self,
           GVariant         *purpose)
{
  amends_ticket_store_reveal_async (self->store, g_variant_get_string (purpose, NULL), self->cancellable, revealed_cb, g_object_ref (self));
}

static void
copy_number_cb (AmendsTicketPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_label (self->number_label));
  amends_toast_show (GTK_WIDGET (self), _("The number is copied."));
}

static void
why_cb (AmendsTicketPage *self)
{
  gtk_menu_button_popup (gtk_widget_get_visible (self->facts_bar) ? self->bar_due_button : self->due_button);
}

static void
note_cb (AmendsTicketPage *self)
{
  amends_composer_start (self->composer, FALSE);
}

static void
contact_cb (AmendsTicketPage *self)
{
  amends_composer_start (self->composer, TRUE);
}

static void
to_refund_cb (AmendsTicketPage *self)
{
  adw_flap_set_reveal_flap (self->side_flap, TRUE);
  amends_refund_panel_focus (self->refund_panel);
}

static void
possible_cb (AmendsTicketPage *self,
             GVariant         *possible)
{
  self->amount_possible = g_variant_get_boolean (possible);
  amends_ticket_page_update_actions (self);
}

static void
main_cb (AmendsTicketPage *self)
{
  if (self->main_action != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), self->main_action, NULL);
}

/* ── the table ── */

typedef void (*ActFunc) (AmendsTicketPage *self,
                         GVariant         *parameter);

static const struct
{
  const char *name;
  const char *can;          /* member of "can"; NULL: always */
  ActFunc act;              /* NULL: a dialog asks for more */
  const char *parameter;
} actions[] = {
  { "main", NULL, (ActFunc) main_cb },
  { "finish", "finish", (ActFunc) finish_cb },
  { "take", "take", (ActFunc) take_cb },
  { "resume", "resume", (ActFunc) resume_cb },
  { "wait", "wait" },
  { "hand-over", "hand_over" },
  { "escalate", "escalate" },
  { "skip", "skip" },
  { "reopen", "reopen" },
  { "close", "close" },
  { "cancel", "cancel" },
  { "category", "category" },
  { "priority", "priority" },
  { "survey", "survey" },
  { "callback", "callback" },
  { "coupon-cancel", "coupon_cancel", NULL, "x" },
  { "refund-request", "refund_request" },
  { "refund-approve", "refund_review", (ActFunc) approve_cb },
  { "refund-confirm", "refund_confirm", (ActFunc) confirm_cb },
  { "refund-manager", "refund_manager", (ActFunc) manager_cb },
  { "refund-pay", "refund_pay", (ActFunc) pay_cb },
  { "refund-send-back", "refund_send_back" },
  { "refund-refuse", "refund_refuse" },
  { "refund-withdraw", "refund_withdraw" },
  { "refund-error", "refund_error" },
  { "refund-correct", "refund_error", NULL, "x" },
  { "refund-followup", "refund_followup" },
  { "refund-possible", NULL, possible_cb, "b" },
  { "to-refund", NULL, (ActFunc) to_refund_cb },
  { "say", "note", (ActFunc) say_cb },
  { "note", "note", (ActFunc) note_cb },
  { "contact", "contact", (ActFunc) contact_cb },
  { "reveal", "reveal", reveal_cb, "s" },
  { "copy-number", NULL, (ActFunc) copy_number_cb },
  { "why", NULL, (ActFunc) why_cb },
};

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  AmendsTicketPage *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (!g_str_equal (actions[i].name, name))
        continue;
      if (actions[i].act != NULL)
        actions[i].act (self, parameter);
      else
        amends_ticket_acts_open (name, parameter != NULL ? g_variant_get_int64 (parameter) : 0, GTK_WIDGET (self), self->store, self->desk);
      return;
    }
}

/**
 * amends_ticket_page_add_actions:
 * @self: the page
 *
 * Makes the group "ticket".
 */
void
amends_ticket_page_add_actions (AmendsTicketPage *self)
{
  self->actions = g_simple_action_group_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GVariantType) type = actions[i].parameter != NULL ? g_variant_type_new (actions[i].parameter) : NULL;
      g_autoptr (GSimpleAction) action = g_simple_action_new (actions[i].name, type);

      g_simple_action_set_enabled (action, actions[i].can == NULL);
      g_signal_connect (action, "activate", G_CALLBACK (activate_cb), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "ticket", G_ACTION_GROUP (self->actions));
}

/* Only an impossible amount disables; what is missing is said at the click. */
static gboolean
is_possible (AmendsTicketPage *self,
             const char       *name)
{
  if (g_str_equal (name, "main"))
    return self->main_action != NULL && !self->busy && g_action_group_get_action_enabled (G_ACTION_GROUP (self->actions), self->main_action);
  if (g_str_equal (name, "why"))
    return self->due_at != 0 || amends_json_has (amends_ticket_store_get_detail (self->store), "wait");
  if (g_str_equal (name, "refund-approve") || g_str_equal (name, "refund-confirm") || g_str_equal (name, "refund-manager"))
    return self->amount_possible;
  return TRUE;
}

static void
update_action (AmendsTicketPage *self,
               gsize             i)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), actions[i].name);
  gboolean acts = actions[i].can != NULL && actions[i].act != NULL && !g_str_equal (actions[i].name, "note") && !g_str_equal (actions[i].name, "contact");
  gboolean may = actions[i].can == NULL || amends_ticket_store_can (self->store, actions[i].can, NULL);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), may && is_possible (self, actions[i].name) && !(acts && self->busy));
}

/**
 * amends_ticket_page_update_actions:
 * @self: the page
 *
 * Enables what the person may do now.
 */
void
amends_ticket_page_update_actions (AmendsTicketPage *self)
{
  for (gsize i = 1; i < G_N_ELEMENTS (actions); i++)
    update_action (self, i);
  /* last: it follows the one it stands for */
  update_action (self, 0);
}
