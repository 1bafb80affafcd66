/* The new ticket: all of intake on one page. Left what is said, right what the database makes of it, live.
 *
 * By keyboard: phone number, Enter, the customer's words, Ctrl+Enter. Everything else has a value already. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-customer-field.h"
#include "amends-error.h"
#include "amends-intake-page.h"
#include "amends-intake.h"
#include "amends-message.h"
#include "amends-money-entry.h"
#include "amends-money.h"
#include "amends-order-field.h"
#include "amends-proposal-pane.h"
#include "amends-text-guard.h"
#include "amends-toast.h"

#define WORDS_MAX 10000

struct _AmendsIntakePage
{
  AmendsPage parent_instance;

  AmendsSession *session;
  AmendsCatalogue *catalogue;
  AmendsIntake *intake;
  GSimpleActionGroup *actions;
  GtkTextTag *keyword_tag;
  gboolean filing;
  gboolean amount_touched;   /* the person typed an amount: no longer filled in by itself */
  gboolean filling;

  AdwFlap *flap;
  AmendsProposalPane *proposals;
  GtkBox *channel_box;
  GtkBox *channel_icon_box;
  AmendsCustomerField *customer_field;
  AmendsOrderField *order_field;
  GtkTextView *words_view;
  GtkWidget *words_frame;
  GtkLabel *words_count;
  GtkLabel *words_error;
  GtkWidget *refund_grid;
  GtkDropDown *reason_drop;
  GtkLabel *reason_error;
  AmendsMoneyEntry *amount_entry;
  GtkLabel *amount_note;
  GtkWidget *serial_box;
  GtkEntry *serial_entry;
  GtkToggleButton *scope_batch;
  GtkToggleButton *scope_one;
  GtkWidget *summary_button;
  GtkLabel *summary_label;
};

G_DEFINE_FINAL_TYPE (AmendsIntakePage, amends_intake_page, AMENDS_TYPE_PAGE)

static gboolean
needs (AmendsIntakePage *self,
       const char       *what)
{
  JsonObject *proposal = amends_intake_get_proposal (self->intake);
  JsonNode *node = proposal ? json_object_get_member (proposal, "category") : NULL;
  AmendsTerm *category;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  category = amends_catalogue_find_id (self->catalogue, AMENDS_TERM_CATEGORY,
                                       json_object_get_int_member_with_default (json_node_get_object (node), "id", 0));
  return category && amends_term_lists (category, "needs", what);
}

/* ---- what was said ---------------------------------------------------------------------------------------------- */

static void
channel_toggled_cb (AmendsIntakePage *self,
                    GtkToggleButton  *button)
{
  if (gtk_toggle_button_get_active (button))
    amends_intake_set_text (self->intake, "channel", g_object_get_data (G_OBJECT (button), "code"));
}

static GtkToggleButton *
add_channel (AmendsIntakePage *self,
             GtkBox           *box,
             AmendsTerm       *channel,
             gboolean          with_label,
             GtkToggleButton  *leader)
{
  GtkWidget *button = gtk_toggle_button_new ();

  if (with_label)
    {
      GtkWidget *content = adw_button_content_new ();

      adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), amends_term_get_icon_name (channel));
      adw_button_content_set_label (ADW_BUTTON_CONTENT (content), amends_term_get_label (channel));
      gtk_button_set_child (GTK_BUTTON (button), content);
    }
  else
    gtk_button_set_icon_name (GTK_BUTTON (button), amends_term_get_icon_name (channel));
  gtk_widget_set_tooltip_text (button, amends_term_get_label (channel));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, amends_term_get_label (channel), -1);
  g_object_set_data_full (G_OBJECT (button), "code", g_strdup (amends_term_get_code (channel)), g_free);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), leader);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (channel_toggled_cb), self);
  gtk_box_append (box, button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
fill_channels (AmendsIntakePage *self)
{
  GListModel *channels = amends_catalogue_get_terms (self->catalogue, AMENDS_TERM_CHANNEL);
  GtkToggleButton *leader = NULL, *icon_leader = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->channel_box))))
    gtk_box_remove (self->channel_box, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->channel_icon_box))))
    gtk_box_remove (self->channel_icon_box, child);
  for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
    {
      g_autoptr (AmendsTerm) channel = g_list_model_get_item (channels, i);
      GtkToggleButton *button = add_channel (self, self->channel_box, channel, TRUE, leader);
      GtkToggleButton *icon_button = add_channel (self, self->channel_icon_box, channel, FALSE, icon_leader);

      g_object_bind_property (button, "active", icon_button, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      leader = leader ? leader : button;
      icon_leader = icon_leader ? icon_leader : icon_button;
    }
  if (leader)
    gtk_toggle_button_set_active (leader, TRUE);
}

static void
fill_reasons (AmendsIntakePage *self)
{
  GListModel *reasons = amends_catalogue_get_terms (self->catalogue, AMENDS_TERM_REASON);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  gtk_string_list_append (labels, _("Choose a reason"));
  g_ptr_array_add (codes, g_strdup (""));
  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (AmendsTerm) reason = g_list_model_get_item (reasons, i);

      if (g_strcmp0 (amends_term_get_text (reason, "kind"), "refund") != 0)
        continue;
      gtk_string_list_append (labels, amends_term_get_label (reason));
      g_ptr_array_add (codes, g_strdup (amends_term_get_code (reason)));
    }
  g_object_set_data_full (G_OBJECT (self->reason_drop), "codes", g_steal_pointer (&codes), (GDestroyNotify) g_ptr_array_unref);
  gtk_drop_down_set_model (self->reason_drop, G_LIST_MODEL (labels));
}

static void
catalogue_ready_cb (AmendsIntakePage *self)
{
  if (!amends_catalogue_get_ready (self->catalogue))
    return;
  fill_channels (self);
  fill_reasons (self);
}

static void
clear_words_error (AmendsIntakePage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->words_error), FALSE);
  gtk_widget_remove_css_class (self->words_frame, "error");
}

static void
words_changed_cb (AmendsIntakePage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->words_view);
  g_autofree char *words = NULL;
  g_autofree char *count = g_strdup_printf (_("%'d of %'d characters"), gtk_text_buffer_get_char_count (buffer), WORDS_MAX);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  words = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  gtk_label_set_label (self->words_count, count);
  clear_words_error (self);
  amends_intake_set_text (self->intake, "words", words);
}

/* The words that made the category stand out in the customer's sentence. */
static void
mark_keywords (AmendsIntakePage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->words_view);
  JsonObject *proposal = amends_intake_get_proposal (self->intake);
  JsonNode *node = proposal ? json_object_get_member (proposal, "category") : NULL;
  JsonArray *words = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->keyword_tag, &start, &end);
  if (node && JSON_NODE_HOLDS_OBJECT (node) && json_object_has_member (json_node_get_object (node), "words"))
    words = json_object_get_array_member (json_node_get_object (node), "words");
  for (guint i = 0; words && i < json_array_get_length (words); i++)
    {
      const char *word = json_array_get_string_element (words, i);
      GtkTextIter from, to;

      gtk_text_buffer_get_start_iter (buffer, &start);
      while (word && *word
             && gtk_text_iter_forward_search (&start, word, GTK_TEXT_SEARCH_CASE_INSENSITIVE | GTK_TEXT_SEARCH_TEXT_ONLY, &from, &to, NULL))
        {
          gtk_text_buffer_apply_tag (buffer, self->keyword_tag, &from, &to);
          start = to;
        }
    }
}

static void
scope_toggled_cb (AmendsIntakePage *self)
{
  amends_intake_set_text (self->intake, "scope", gtk_toggle_button_get_active (self->scope_batch) ? "batch" : NULL);
}

static void
serial_changed_cb (AmendsIntakePage *self)
{
  amends_intake_set_text (self->intake, "serial", gtk_editable_get_text (GTK_EDITABLE (self->serial_entry)));
}

static void
reason_chosen_cb (AmendsIntakePage *self)
{
  GPtrArray *codes = g_object_get_data (G_OBJECT (self->reason_drop), "codes");
  guint selected = gtk_drop_down_get_selected (self->reason_drop);
  const char *code = codes && selected < codes->len ? codes->pdata[selected] : "";

  gtk_widget_set_visible (GTK_WIDGET (self->reason_error), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->reason_drop), "error");
  amends_intake_set_text (self->intake, "refund.reason", gtk_widget_get_visible (self->refund_grid) ? code : NULL);
}

static void
show_amount_note (AmendsIntakePage *self)
{
  gint64 left = amends_order_field_get_left (self->order_field);
  gint64 amount = 0;
  g_autofree char *money = NULL;
  g_autofree char *note = NULL;
  gboolean readable = amends_money_entry_get_amount (self->amount_entry, &amount);
  gboolean too_much = readable && left >= 0 && amount > left;

  if (left < 0)
    note = g_strdup (_("Choose an order to know how much can be refunded"));
  else
    {
      money = amends_money_format (left, amends_session_get_currency (self->session));
      note = g_strdup_printf (_("At most %s"), money);
    }
  gtk_label_set_label (self->amount_note, note);
  if (too_much || (!readable && *gtk_editable_get_text (GTK_EDITABLE (self->amount_entry))))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->amount_entry), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->amount_note), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->amount_entry), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->amount_note), "error");
    }
}

static void
amount_changed_cb (AmendsIntakePage *self)
{
  gint64 amount = 0;

  if (!self->filling)
    self->amount_touched = *gtk_editable_get_text (GTK_EDITABLE (self->amount_entry)) != '\0';
  show_amount_note (self);
  if (!amends_money_entry_get_amount (self->amount_entry, &amount))
    amount = 0;
  amends_intake_set_number (self->intake, "refund.amount_minor", gtk_widget_get_visible (self->refund_grid) ? amount : 0);
}

/* Most refunds are for all that is left on the order. */
static void
fill_amount (AmendsIntakePage *self)
{
  gint64 left = amends_order_field_get_left (self->order_field);

  if (self->amount_touched)
    return;
  self->filling = TRUE;
  if (left > 0 && gtk_widget_get_visible (self->refund_grid))
    amends_money_entry_set_amount (self->amount_entry, left);
  else
    amends_money_entry_clear (self->amount_entry);
  self->filling = FALSE;
}

static void
order_chosen_cb (AmendsIntakePage *self)
{
  fill_amount (self);
  amount_changed_cb (self);
}

static void
customer_chosen_cb (AmendsIntakePage *self)
{
  AmendsTerm *customer = amends_intake_get_customer (self->intake);

  gtk_widget_set_visible (GTK_WIDGET (self->order_field), customer != NULL);
  amends_order_field_set_customer (self->order_field, customer);
  if (customer)
    gtk_widget_grab_focus (GTK_WIDGET (self->words_view));
}

/* A customer who is not in the file has an order all the same. */
static void
draft_changed_cb (AmendsIntakePage *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->order_field)) && !amends_intake_is_empty (self->intake)
      && !amends_intake_get_customer (self->intake))
    {
      amends_order_field_set_customer (self->order_field, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->order_field), TRUE);
    }
}

static void
proposal_changed_cb (AmendsIntakePage *self)
{
  gboolean refund = needs (self, "refund");
  g_autofree char *summary = amends_proposal_pane_dup_summary (self->proposals);

  mark_keywords (self);
  gtk_label_set_label (self->summary_label, summary);
  gtk_widget_set_visible (self->serial_box, needs (self, "serial"));
  if (refund == gtk_widget_get_visible (self->refund_grid))
    return;
  gtk_widget_set_visible (self->refund_grid, refund);
  fill_amount (self);
  reason_chosen_cb (self);
  amount_changed_cb (self);
}

/* ---- filing ------------------------------------------------------------------------------------------------------- */

static void
start_over (AmendsIntakePage *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->words_view), "", 0);
  gtk_drop_down_set_selected (self->reason_drop, 0);
  self->amount_touched = FALSE;
  amends_money_entry_clear (self->amount_entry);
  gtk_editable_set_text (GTK_EDITABLE (self->serial_entry), "");
  gtk_toggle_button_set_active (self->scope_one, TRUE);
  amends_intake_reset (self->intake);
  gtk_widget_set_visible (GTK_WIDGET (self->order_field), FALSE);
  gtk_widget_set_visible (self->refund_grid, FALSE);
  amends_customer_field_clear (self->customer_field);
}

static void
fail_words (AmendsIntakePage *self,
            const char       *words)
{
  gtk_label_set_label (self->words_error, words);
  gtk_widget_set_visible (GTK_WIDGET (self->words_error), TRUE);
  gtk_widget_add_css_class (self->words_frame, "error");
}

/* Marks every field that cannot be filed as it is; the first one gets the focus. */
static gboolean
check (AmendsIntakePage *self)
{
  GtkWidget *first = NULL;
  g_autofree char *draft = amends_intake_to_json (self->intake);
  gint64 amount, left = amends_order_field_get_left (self->order_field);

  if (strstr (draft, "\"customer\":") == NULL)
    {
      amends_customer_field_set_error (self->customer_field, amends_customer_field_is_finding (self->customer_field)
                                       ? _("Still looking the customer up. Try again in a moment.")
                                       : _("Who is the customer? Enter a full phone number, e-mail, order number or name and press Enter."));
      first = GTK_WIDGET (self->customer_field);
    }
  if (!amends_intake_get_text (self->intake, "words"))
    {
      fail_words (self, _("Write down the customer's words, at least one sentence."));
      first = first ? first : GTK_WIDGET (self->words_view);
    }
  if (gtk_widget_get_visible (self->refund_grid))
    {
      if (gtk_drop_down_get_selected (self->reason_drop) == 0)
        {
          gtk_label_set_label (self->reason_error, _("Choose a reason for the refund."));
          gtk_widget_set_visible (GTK_WIDGET (self->reason_error), TRUE);
          gtk_widget_add_css_class (GTK_WIDGET (self->reason_drop), "error");
          first = first ? first : GTK_WIDGET (self->reason_drop);
        }
      if (left < 0)
        amends_order_field_set_error (self->order_field, _("A refund needs the order it is for."));
      if (left < 0 || !amends_money_entry_get_amount (self->amount_entry, &amount) || amount <= 0 || amount > left)
        {
          gtk_widget_add_css_class (GTK_WIDGET (self->amount_entry), "error");
          first = first ? first : GTK_WIDGET (self->amount_entry);
        }
    }
  if (first)
    gtk_widget_child_focus (first, GTK_DIR_TAB_FORWARD);
  return first == NULL;
}

static void
ask_category (AmendsIntakePage *self)
{
  adw_flap_set_reveal_flap (self->flap, TRUE);
  amends_proposal_pane_ask_category (self->proposals);
}

/* What the server found wrong stands at the field it names; everything typed stays. */
static void
show_refusal (AmendsIntakePage *self,
              const GError     *error)
{
  g_autofree char *words = amends_message_for_error (error);
  const char *detail = amends_error_get_detail (error);
  g_autoptr (JsonNode) node = detail ? json_from_string (detail, NULL) : NULL;
  const char *field = node && JSON_NODE_HOLDS_OBJECT (node)
                        ? json_object_get_string_member_with_default (json_node_get_object (node), "field", "") : "";

  if (g_str_equal (field, "category"))
    ask_category (self);
  else if (g_str_has_prefix (field, "customer"))
    amends_customer_field_set_error (self->customer_field, words);
  else if (g_str_has_prefix (field, "order"))
    amends_order_field_set_error (self->order_field, words);
  else if (g_str_equal (field, "words"))
    fail_words (self, words);
  else if (g_str_has_prefix (field, "refund"))
    {
      gtk_label_set_label (self->reason_error, words);
      gtk_widget_set_visible (GTK_WIDGET (self->reason_error), TRUE);
    }
  else
    amends_toast_show (GTK_WIDGET (self), words);
}

static void
set_filing (AmendsIntakePage *self,
            gboolean          filing)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "file");

  self->filing = filing;
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), !filing);
}

static void
filed_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AmendsIntakePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsTerm) ticket = amends_intake_file_finish (AMENDS_INTAKE (source), result, &error);
  g_autofree char *words = NULL;
  const char *assignee;

  set_filing (self, FALSE);
  if (!ticket)
    {
      show_refusal (self, error);
      return;
    }
  assignee = amends_term_get_text (ticket, "assignee");
  words = assignee ? g_strdup_printf (_("%s is filed and with %s"), amends_term_get_text (ticket, "number"), assignee)
                   : g_strdup_printf (_("%s is filed"), amends_term_get_text (ticket, "number"));
  amends_toast_show_action (GTK_WIDGET (self), words, _("Open"), "win.open-ticket", g_variant_new_int64 (amends_term_get_id (ticket)));
  start_over (self);
}

static void
file_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  AmendsIntakePage *self = user_data;

  if (self->filing || !check (self))
    return;
  set_filing (self, TRUE);
  amends_intake_file_async (self->intake, NULL, filed_cb, g_object_ref (self));
}

/* ---- the page ----------------------------------------------------------------------------------------------------- */

static void
session_state_cb (AmendsIntakePage *self)
{
  amends_proposal_pane_set_live (self->proposals, amends_session_get_state (self->session) == AMENDS_SESSION_READY);
}

static gboolean
folded_idle_cb (gpointer user_data)
{
  AmendsIntakePage *self = user_data;

  gtk_widget_set_visible (self->summary_button, adw_flap_get_folded (self->flap));
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_folded (self->flap));
  return G_SOURCE_REMOVE;
}

/* showing a widget in the middle of an allocation leaves it without one */
static void
folded_cb (AmendsIntakePage *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, folded_idle_cb, g_object_ref (self), g_object_unref);
}

static void
amends_intake_page_shown (AmendsPage *page,
                          gboolean    shown)
{
  AmendsIntakePage *self = AMENDS_INTAKE_PAGE (page);

  if (shown && amends_intake_is_empty (self->intake))
    gtk_widget_child_focus (GTK_WIDGET (self->customer_field), GTK_DIR_TAB_FORWARD);
}

static void
amends_intake_page_dispose (GObject *object)
{
  AmendsIntakePage *self = AMENDS_INTAKE_PAGE (object);

  g_clear_object (&self->intake);
  g_clear_object (&self->session);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (amends_intake_page_parent_class)->dispose (object);
}

static void
amends_intake_page_class_init (AmendsIntakePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_intake_page_dispose;
  AMENDS_PAGE_CLASS (klass)->shown = amends_intake_page_shown;

  g_type_ensure (AMENDS_TYPE_CUSTOMER_FIELD);
  g_type_ensure (AMENDS_TYPE_ORDER_FIELD);
  g_type_ensure (AMENDS_TYPE_PROPOSAL_PANE);
  g_type_ensure (AMENDS_TYPE_MONEY_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/intake/intake-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, flap);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, proposals);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, channel_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, channel_icon_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, customer_field);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, order_field);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, words_view);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, words_frame);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, words_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, words_error);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, refund_grid);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, reason_drop);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, reason_error);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, amount_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, amount_note);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, serial_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, serial_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, scope_batch);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, scope_one);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, summary_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, summary_label);
}

static void
add_header (AmendsIntakePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *keys = gtk_label_new (_("Ctrl+Enter"));
  GtkWidget *button = gtk_button_new_with_label (_("File Ticket"));

  gtk_widget_add_css_class (keys, "kbd");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "intake.file");
  gtk_box_append (GTK_BOX (box), keys);
  gtk_box_append (GTK_BOX (box), button);
  /* the header stands outside the page, where the page's actions are not found by themselves */
  gtk_widget_insert_action_group (box, "intake", G_ACTION_GROUP (self->actions));
  amends_page_set_header_end (AMENDS_PAGE (self), box);
}

static void
amends_intake_page_init (AmendsIntakePage *self)
{
  static const GActionEntry entries[] = { { "file", file_cb } };
  GtkTextBuffer *buffer;

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "intake", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  /* the name says more than the short label above the field, which would be added to it */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->amount_entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY);

  buffer = gtk_text_view_get_buffer (self->words_view);
  self->keyword_tag = gtk_text_buffer_create_tag (buffer, "keyword", "weight", PANGO_WEIGHT_BOLD, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  amends_text_guard_attach (GTK_WIDGET (self->words_view), WORDS_MAX);
  amends_text_guard_attach (GTK_WIDGET (self->serial_entry), 100);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (words_changed_cb), self);
  g_signal_connect_swapped (self->scope_batch, "toggled", G_CALLBACK (scope_toggled_cb), self);
  g_signal_connect_swapped (self->serial_entry, "changed", G_CALLBACK (serial_changed_cb), self);
  g_signal_connect_swapped (self->reason_drop, "notify::selected", G_CALLBACK (reason_chosen_cb), self);
  g_signal_connect_swapped (self->amount_entry, "changed", G_CALLBACK (amount_changed_cb), self);
  g_signal_connect_swapped (self->customer_field, "chosen", G_CALLBACK (customer_chosen_cb), self);
  g_signal_connect_swapped (self->order_field, "chosen", G_CALLBACK (order_chosen_cb), self);
  g_signal_connect_swapped (self->flap, "notify::folded", G_CALLBACK (folded_cb), self);
  add_header (self);
}

/**
 * amends_intake_page_new:
 * @desk: where tickets are filed, and the catalogue of channels, categories, reasons
 * @ref: not used
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
amends_intake_page_new (AmendsDesk *desk,
                        gint64      ref)
{
  AmendsSession *session;
  AmendsCatalogue *catalogue;
  AmendsIntakePage *self;

  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  session = amends_desk_get_session (desk);
  catalogue = amends_desk_get_catalogue (desk);
  self = g_object_new (AMENDS_TYPE_INTAKE_PAGE, NULL);
  self->session = g_object_ref (session);
  self->catalogue = g_object_ref (catalogue);
  self->intake = amends_intake_new (session);
  amends_customer_field_set_intake (self->customer_field, self->intake);
  amends_order_field_set_intake (self->order_field, self->intake);
  amends_proposal_pane_set_intake (self->proposals, self->intake, catalogue);
  amends_money_entry_set_currency (self->amount_entry, amends_session_get_currency (session));
  g_signal_connect_object (self->intake, "notify::proposal", G_CALLBACK (proposal_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->intake, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (catalogue, "notify::ready", G_CALLBACK (catalogue_ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (session_state_cb), self, G_CONNECT_SWAPPED);
  catalogue_ready_cb (self);
  words_changed_cb (self);
  return GTK_WIDGET (self);
}
