/* The new ticket: all of intake on one page. Left what is said, right what the database makes of it, live.
 *
 * By keyboard: phone number, Enter, the customer's words, Ctrl+Enter. Everything else has a value already. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-intake-page-private.h"
#include "amends-message.h"
#include "amends-text-guard.h"
#include "amends-toast.h"

/* GTK's own way to the field takes 200 ms */
#define SCROLL_MS 250
/* around the form */
#define MARGIN 18

G_DEFINE_FINAL_TYPE (AmendsIntakePage, amends_intake_page, AMENDS_TYPE_PAGE)

/* ---- what was said ---------------------------------------------------------------------------------------------- */

static void
channel_chosen_cb (AmendsIntakePage *self)
{
  amends_intake_set_text (self->intake, "channel", amends_channel_picker_get_channel (self->channel_picker));
}

static void
scope_toggled_cb (AmendsIntakePage *self)
{
  amends_intake_set_text (self->intake, "scope", gtk_toggle_button_get_active (self->scope_batch) ? "batch" : NULL);
}

/* Only where the category asks for it: what stands in the field while it is not shown is not filed. */
static void
write_serial (AmendsIntakePage *self)
{
  amends_intake_set_text (self->intake, "serial",
                          gtk_widget_get_visible (self->serial_box) ? gtk_editable_get_text (GTK_EDITABLE (self->serial_entry)) : NULL);
}

static void
serial_changed_cb (AmendsIntakePage *self)
{
  if (!self->serial_filling)
    self->serial_typed = *gtk_editable_get_text (GTK_EDITABLE (self->serial_entry)) != '\0';
  write_serial (self);
}

/* The file knows which piece an order was for. */
static void
fill_serial (AmendsIntakePage *self)
{
  AmendsTerm *order = amends_intake_get_order (self->intake);
  const char *serial = order ? amends_term_get_text (order, "serial") : NULL;

  if (self->serial_typed)
    return;
  self->serial_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->serial_entry), serial ? serial : "");
  self->serial_filling = FALSE;
}

static void
order_chosen_cb (AmendsIntakePage *self)
{
  amends_refund_field_set_left (self->refund_field, amends_order_field_get_left (self->order_field));
  fill_serial (self);
}

/* What was typed about one customer's order is not true of another's. */
static void
customer_chosen_cb (AmendsIntakePage *self)
{
  AmendsTerm *customer = amends_intake_get_customer (self->intake);
  gboolean restoring = self->restoring;

  gtk_widget_set_visible (GTK_WIDGET (self->order_field), customer != NULL);
  if (!customer)
    {
      self->serial_typed = FALSE;
      amends_refund_field_follow (self->refund_field);
    }
  amends_order_field_set_customer (self->order_field, customer);
  if (!customer)
    return;
  amends_intake_page_order_offered (self);
  if (!restoring)
    gtk_widget_grab_focus (GTK_WIDGET (self->words_field));
  amends_intake_page_keep (self);
}

static void
customer_typed_cb (AmendsIntakePage *self)
{
  self->restoring = FALSE;
  amends_intake_page_keep (self);
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
  amends_intake_page_keep (self);
}

static gboolean
needs (AmendsIntakePage *self,
       const char       *what)
{
  JsonObject *proposal = amends_intake_get_proposal (self->intake);
  JsonNode *node = proposal ? json_object_get_member (proposal, "category") : NULL;
  AmendsTerm *category;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  category = amends_catalogue_find_id (amends_desk_get_catalogue (self->desk), AMENDS_TERM_CATEGORY,
                                       json_object_get_int_member_with_default (json_node_get_object (node), "id", 0));
  return category && amends_term_lists (category, "needs", what);
}

static void
proposal_changed_cb (AmendsIntakePage *self)
{
  g_autofree char *summary = amends_proposal_pane_dup_summary (self->proposals);

  gtk_label_set_label (self->summary_label, summary);
  gtk_widget_set_visible (self->serial_box, needs (self, "serial"));
  write_serial (self);
  amends_refund_field_set_needed (self->refund_field, needs (self, "refund"));
}

/* ---- filing ------------------------------------------------------------------------------------------------------- */

/**
 * amends_intake_page_start_over:
 * @self: the page
 *
 * Empties the form for the next call.
 */
void
amends_intake_page_start_over (AmendsIntakePage *self)
{
  self->restoring = FALSE;
  g_clear_pointer (&self->kept_order, json_object_unref);
  amends_words_field_set_words (self->words_field, NULL);
  self->serial_typed = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->serial_entry), "");
  gtk_toggle_button_set_active (self->scope_one, TRUE);
  amends_intake_reset (self->intake);
  gtk_widget_set_visible (GTK_WIDGET (self->order_field), FALSE);
  amends_order_field_set_error (self->order_field, NULL);
  amends_refund_field_clear (self->refund_field);
  amends_customer_field_clear (self->customer_field);
}

/* The viewport has moved to the field, but what is wrong with it stands underneath. */
static gboolean
reveal_cb (gpointer user_data)
{
  AmendsIntakePage *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  self->reveal = 0;
  while (focus && gtk_widget_get_parent (focus) != self->form_box)
    focus = gtk_widget_get_parent (focus);
  if (focus && gtk_widget_compute_bounds (focus, self->form_box, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height + 2 * MARGIN);
  return G_SOURCE_REMOVE;
}

/* Marks every field that cannot be filed as it is; the first one gets the focus. */
static gboolean
check (AmendsIntakePage *self)
{
  GtkWidget *first = NULL, *refund;
  g_autofree char *draft = amends_intake_to_json (self->intake);

  if (strstr (draft, "\"customer\":") == NULL)
    {
      amends_customer_field_set_error (self->customer_field, amends_customer_field_is_finding (self->customer_field)
                                       ? _("Still looking the customer up. Try again in a moment.")
                                       : _("Who is the customer? Enter a full phone number, e-mail, order number or name and press Enter."));
      first = GTK_WIDGET (self->customer_field);
    }
  if (!amends_intake_get_text (self->intake, "words"))
    {
      amends_words_field_set_error (self->words_field, _("Write down the customer's words, at least one sentence."));
      first = first ? first : GTK_WIDGET (self->words_field);
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->refund_field)) && amends_order_field_get_left (self->order_field) < 0)
    amends_order_field_set_error (self->order_field, _("A refund needs the order it is for."));
  refund = amends_refund_field_check (self->refund_field);
  first = first ? first : refund;
  if (first)
    {
      gtk_widget_child_focus (first, GTK_DIR_TAB_FORWARD);
      g_clear_handle_id (&self->reveal, g_source_remove);
      self->reveal = g_timeout_add (SCROLL_MS, reveal_cb, self);
    }
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
    amends_words_field_set_error (self->words_field, words);
  else if (g_str_has_prefix (field, "refund"))
    amends_refund_field_set_error (self->refund_field, words);
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
      amends_intake_page_keep (self);
      show_refusal (self, error);
      return;
    }
  assignee = amends_term_get_text (ticket, "assignee");
  words = assignee ? g_strdup_printf (_("%s is filed and with %s"), amends_term_get_text (ticket, "number"), assignee)
                   : g_strdup_printf (_("%s is filed"), amends_term_get_text (ticket, "number"));
  amends_toast_show_action (GTK_WIDGET (self), words, _("Open"), "win.open-ticket", g_variant_new_int64 (amends_term_get_id (ticket)));
  amends_intake_page_start_over (self);
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
  amends_intake_page_forget (self);
}

static void
start_over_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  AmendsIntakePage *self = user_data;

  if (self->filing)
    return;
  g_free (self->cleared);
  self->cleared = amends_intake_page_dup_draft (self);
  amends_intake_page_start_over (self);
  if (self->cleared)
    amends_toast_show_action (GTK_WIDGET (self), _("The form is empty again"), _("Undo"), "intake.take-back", NULL);
}

static void
take_back_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  AmendsIntakePage *self = user_data;
  g_autofree char *text = g_steal_pointer (&self->cleared);

  if (!text || self->filing)
    return;
  amends_intake_page_start_over (self);
  amends_intake_page_take_draft (self, text);
}

/* ---- the page ----------------------------------------------------------------------------------------------------- */

static void
session_state_cb (AmendsIntakePage *self)
{
  AmendsSession *session = amends_desk_get_session (self->desk);

  amends_proposal_pane_set_live (self->proposals, amends_session_get_state (session) == AMENDS_SESSION_READY);
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
catalogue_ready_cb (AmendsIntakePage *self)
{
  AmendsCatalogue *catalogue = amends_desk_get_catalogue (self->desk);

  if (!amends_catalogue_get_ready (catalogue))
    return;
  amends_channel_picker_set_channels (self->channel_picker, amends_catalogue_get_terms (catalogue, AMENDS_TERM_CHANNEL));
  amends_refund_field_set_reasons (self->refund_field, amends_catalogue_get_terms (catalogue, AMENDS_TERM_REASON));
  if (!self->looked)
    amends_intake_page_restore (self);
  self->looked = TRUE;
}

static void
band_cb (AmendsIntakePage *self)
{
  gboolean wide = amends_page_get_band (AMENDS_PAGE (self)) >= AMENDS_BAND_MEDIUM;

  gtk_widget_set_visible (GTK_WIDGET (self->kept_label), wide);
  gtk_widget_set_visible (self->keys_label, wide);
}

static void
amends_intake_page_shown (AmendsPage *page,
                          gboolean    shown)
{
  AmendsIntakePage *self = AMENDS_INTAKE_PAGE (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* the header and a toast stand outside the page, where the page's actions are not found by themselves */
  if (root)
    gtk_widget_insert_action_group (GTK_WIDGET (root), "intake", shown ? G_ACTION_GROUP (self->actions) : NULL);
  if (shown)
    gtk_widget_child_focus (amends_intake_is_empty (self->intake) ? GTK_WIDGET (self->customer_field) : GTK_WIDGET (self->words_field),
                            GTK_DIR_TAB_FORWARD);
}

static void
amends_intake_page_dispose (GObject *object)
{
  AmendsIntakePage *self = AMENDS_INTAKE_PAGE (object);

  g_clear_handle_id (&self->reveal, g_source_remove);
  g_clear_pointer (&self->kept_order, json_object_unref);
  g_clear_pointer (&self->cleared, g_free);
  g_clear_object (&self->intake);
  g_clear_object (&self->desk);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (amends_intake_page_parent_class)->dispose (object);
}

static void
amends_intake_page_class_init (AmendsIntakePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_intake_page_dispose;
  AMENDS_PAGE_CLASS (klass)->shown = amends_intake_page_shown;

  g_type_ensure (AMENDS_TYPE_CHANNEL_PICKER);
  g_type_ensure (AMENDS_TYPE_CUSTOMER_FIELD);
  g_type_ensure (AMENDS_TYPE_ORDER_FIELD);
  g_type_ensure (AMENDS_TYPE_PROPOSAL_PANE);
  g_type_ensure (AMENDS_TYPE_REFUND_FIELD);
  g_type_ensure (AMENDS_TYPE_WORDS_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/intake/intake-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, flap);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, proposals);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, channel_picker);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, customer_field);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, order_field);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, words_field);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, refund_field);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, serial_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, serial_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, scope_batch);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, scope_one);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, summary_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, form_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, kept_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsIntakePage, kept_label);
}

static void
add_header (AmendsIntakePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *keys = gtk_label_new (_("Ctrl+Enter"));
  GtkWidget *button = gtk_button_new_with_label (_("File Ticket"));

  self->keys_label = keys;
  gtk_widget_add_css_class (keys, "kbd");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "intake.file");
  gtk_box_append (GTK_BOX (box), keys);
  gtk_box_append (GTK_BOX (box), button);
  amends_page_set_header_end (AMENDS_PAGE (self), box);
}

static void
amends_intake_page_init (AmendsIntakePage *self)
{
  static const GActionEntry entries[] = {
    { "file", file_cb },
    { "start-over", start_over_cb },
    { "take-back", take_back_cb },
  };

  /* until the draft of the last time was looked for */
  self->restoring = TRUE;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "intake", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));

  amends_text_guard_attach (GTK_WIDGET (self->serial_entry), 100);
  g_signal_connect_swapped (self->channel_picker, "chosen", G_CALLBACK (channel_chosen_cb), self);
  g_signal_connect_swapped (self->scope_batch, "toggled", G_CALLBACK (scope_toggled_cb), self);
  g_signal_connect_swapped (self->serial_entry, "changed", G_CALLBACK (serial_changed_cb), self);
  g_signal_connect_swapped (self->customer_field, "chosen", G_CALLBACK (customer_chosen_cb), self);
  g_signal_connect_swapped (self->customer_field, "typed", G_CALLBACK (customer_typed_cb), self);
  g_signal_connect_swapped (self->order_field, "chosen", G_CALLBACK (order_chosen_cb), self);
  g_signal_connect_swapped (self->flap, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect (self, "notify::band", G_CALLBACK (band_cb), NULL);
  add_header (self);
}

/**
 * amends_intake_page_new:
 * @desk: where tickets are filed, and the catalogue of channels, categories, reasons
 * @ref: not used
 *
 * Returns: (transfer floating): the page, with what was typed the last time and not filed
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
  self->desk = g_object_ref (desk);
  self->intake = amends_intake_new (session);
  amends_customer_field_set_intake (self->customer_field, self->intake);
  amends_order_field_set_intake (self->order_field, self->intake);
  amends_words_field_set_intake (self->words_field, self->intake);
  amends_refund_field_set_intake (self->refund_field, self->intake, amends_session_get_currency (session));
  amends_proposal_pane_set_intake (self->proposals, self->intake, catalogue);
  g_signal_connect_object (self->intake, "notify::proposal", G_CALLBACK (proposal_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->intake, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (catalogue, "notify::ready", G_CALLBACK (catalogue_ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (session_state_cb), self, G_CONNECT_SWAPPED);
  catalogue_ready_cb (self);
  return GTK_WIDGET (self);
}
