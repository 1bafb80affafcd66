/* One ticket: steps on the left, what happened in the middle, customer, order and refund on the right.
 *
 *   header: number, subject, state, due, owner, the step's main action, menu
 *   ┌ steps ┬ timeline ─────────┬ side ┐     below about 980 px the side is folded, below about 640 px the steps too;
 *   │       │ composer          │      │     then a strip under the header says state, due, step and owner
 *   └───────┴───────────────────┴──────┘
 *
 * The page follows the ticket live. What somebody has typed into a form, the composer or a dialog stays. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-deadline-popover.h"
#include "amends-error.h"
#include "amends-facts.h"
#include "amends-json.h"
#include "amends-ticket-page-private.h"
#include "amends-ticket-words.h"
#include "amends-tick.h"

G_DEFINE_FINAL_TYPE (AmendsTicketPage, amends_ticket_page, AMENDS_TYPE_PAGE)

JsonObject *
amends_ticket_page_get_ticket (AmendsTicketPage *self)
{
  return amends_ticket_store_get_detail (self->store);
}

const char *
amends_ticket_page_get_channel (AmendsTicketPage *self)
{
  const char *code = amends_json_text (amends_ticket_page_get_ticket (self), "channel");
  AmendsTerm *channel = code != NULL ? amends_catalogue_find (amends_desk_get_catalogue (self->desk), AMENDS_TERM_CHANNEL, code) : NULL;

  return channel != NULL ? amends_term_get_label (channel) : NULL;
}

/* ── steps ── */

static AmendsStepRow *
row_for (AmendsTicketPage *self,
         int               position,
         gint64            step)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->step_list, position);

  if (row != NULL && amends_step_row_get_step (AMENDS_STEP_ROW (row)) == step)
    return AMENDS_STEP_ROW (row);
  row = GTK_LIST_BOX_ROW (amends_step_row_new (step, amends_desk_get_drafts (self->desk)));
  gtk_list_box_insert (self->step_list, GTK_WIDGET (row), position);
  return AMENDS_STEP_ROW (row);
}

static void
remove_rows_from (AmendsTicketPage *self,
                  int               position)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->step_list, position)) != NULL)
    gtk_list_box_remove (self->step_list, GTK_WIDGET (row));
}

static gboolean
is_current (JsonObject *step)
{
  return g_strcmp0 (amends_json_text (step, "state"), "current") == 0;
}

static void
show_steps (AmendsTicketPage *self)
{
  JsonObject *ticket = amends_ticket_page_get_ticket (self);
  JsonArray *steps = amends_json_array (ticket, "steps");
  guint n = amends_json_length (ticket, "steps"), done = 0;
  g_autofree char *procedure = amends_json_dup_label (amends_json_object (ticket, "procedure"), "label");
  g_autofree char *progress = NULL;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *step = amends_json_item (steps, i);
      AmendsStepRow *row = row_for (self, i, amends_json_int (step, "id"));

      amends_step_row_show (row, step, amends_ticket_page_get_channel (self), self->store);
      amends_step_row_set_ends (row, i == 0, i + 1 == n);
      done += amends_json_has (step, "finished_at");
    }
  remove_rows_from (self, n);
  progress = g_strdup_printf ("%u / %u", done, n);
  gtk_label_set_label (self->procedure_label, procedure);
  gtk_label_set_label (self->progress_label, progress);
}

JsonObject *
amends_ticket_page_get_step (AmendsTicketPage *self)
{
  JsonArray *steps = amends_json_array (amends_ticket_page_get_ticket (self), "steps");

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    if (is_current (amends_json_item (steps, i)))
      return amends_json_item (steps, i);
  return NULL;
}

/**
 * amends_ticket_page_current_step:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the row of the current step
 */
AmendsStepRow *
amends_ticket_page_current_step (AmendsTicketPage *self)
{
  gint64 id = amends_json_int (amends_ticket_page_get_step (self), "id");
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->step_list, i)) != NULL; i++)
    if (id != 0 && amends_step_row_get_step (AMENDS_STEP_ROW (row)) == id)
      return AMENDS_STEP_ROW (row);
  return NULL;
}

/* ── the whole ── */

static void
show_ticket (AmendsTicketPage *self)
{
  JsonObject *ticket = amends_ticket_page_get_ticket (self);

  if (ticket == NULL)
    return;
  amends_ticket_page_show_head (self);
  amends_ticket_page_update_actions (self);
  show_steps (self);
  amends_customer_card_show (self->customer_card, ticket, amends_ticket_store_can (self->store, "reveal", NULL));
  amends_order_card_show (self->order_card, ticket);
  amends_refund_panel_show (self->refund_panel);
  amends_aftercare_card_show (self->aftercare_card, self->store);
  amends_composer_set_channel (self->composer, amends_json_text (ticket, "channel"));
  gtk_widget_set_visible (GTK_WIDGET (self->composer), amends_ticket_store_can (self->store, "note", NULL));
  amends_state_pane_show_content (self->pane);
}

/* A ticket that was seen and is not any more was handed on: what stands there is not kept up. */
static void
error_cb (AmendsTicketPage *self)
{
  const GError *error = amends_ticket_store_get_error (self->store);

  if (error != NULL && (amends_ticket_page_get_ticket (self) == NULL || g_error_matches (error, AMENDS_ERROR, AMENDS_ERROR_NOT_FOUND)))
    amends_state_pane_show_error (self->pane, error);
  else if (error == NULL && amends_ticket_page_get_ticket (self) != NULL)
    amends_state_pane_show_content (self->pane);
}

static void
retry_cb (AmendsTicketPage *self)
{
  amends_ticket_store_refresh (self->store);
}

/* ── room ── */

/* In an idle: these come from inside the allocation that folds, and would change sizes in it. */
static gboolean
fold_cb (gpointer user_data)
{
  AmendsTicketPage *self = user_data;
  gboolean steps = adw_flap_get_folded (self->steps_flap);

  gtk_widget_set_visible (self->steps_button, steps);
  gtk_widget_set_visible (GTK_WIDGET (self->bar_step_label), steps);
  gtk_widget_set_visible (self->side_button, adw_flap_get_folded (self->side_flap));
  gtk_widget_set_visible (self->facts_bar, !gtk_widget_get_visible (GTK_WIDGET (self->facts_squeezer))
                                           || adw_squeezer_get_visible_child (self->facts_squeezer) == NULL);
  return G_SOURCE_REMOVE;
}

static void
room_changed_cb (AmendsTicketPage *self)
{
  g_idle_add_full (GTK_PRIORITY_RESIZE - 5, fold_cb, g_object_ref (self), g_object_unref);
}

/* Below 600 px the header has room for the subject, the strip under it for everything else. */
static void
band_changed_cb (AmendsTicketPage *self)
{
  gboolean narrow = amends_page_get_band (AMENDS_PAGE (self)) == AMENDS_BAND_NARROW;

  gtk_widget_set_visible (GTK_WIDGET (self->facts_squeezer), !narrow);
  amends_ticket_page_place_action (self);
  room_changed_cb (self);
}

/* The step turns red at its limit, not at the next change. */
static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  AmendsTicketPage *self = user_data;

  if (self->due_at != 0 && now < self->due_at)
    return self->due_at;
  if (amends_ticket_page_get_ticket (self) != NULL)
    show_steps (self);
  return G_MAXINT64;
}

/* ── page ── */

static void
amends_ticket_page_refresh (AmendsPage *page)
{
  amends_ticket_store_refresh (AMENDS_TICKET_PAGE (page)->store);
}

static void
amends_ticket_page_shown (AmendsPage *page,
                          gboolean    shown)
{
  AmendsTicketPage *self = AMENDS_TICKET_PAGE (page);

  amends_tick_remove (tick_cb, self);
  if (!shown)
    return;
  amends_tick_add (tick_cb, self);
  amends_timeline_focus (self->timeline);
}

static void
detail_cb (AmendsTicketPage *self)
{
  show_ticket (self);
  if (amends_page_get_shown (AMENDS_PAGE (self)))
    {
      amends_tick_remove (tick_cb, self);
      amends_tick_add (tick_cb, self);
    }
}

static void
amends_ticket_page_dispose (GObject *object)
{
  AmendsTicketPage *self = AMENDS_TICKET_PAGE (object);

  amends_tick_remove (tick_cb, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->actions);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (amends_ticket_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, steps_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, subject_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, number_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, origin_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, side_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, action_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, action_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, facts_squeezer);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, due_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, due_pill);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, owner_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, owner_avatar);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, owner_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, facts_bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, bar_state_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, bar_due_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, bar_due_pill);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, bar_step_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, bar_owner_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, bar_action_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, pane);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, steps_flap);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, side_flap);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, procedure_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, step_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, customer_card);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, order_card);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, refund_panel);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, aftercare_card);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketPage, composer);
}

/* Plain letters: they reach the page only from where nothing is typed. */
static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, 0, "ticket.main", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "ticket.note", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, 0, "ticket.contact", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, 0, "ticket.hand-over", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, 0, "ticket.wait", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, 0, "ticket.escalate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, 0, "ticket.why", NULL);
}

static void
amends_ticket_page_class_init (AmendsTicketPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_ticket_page_dispose;
  AMENDS_PAGE_CLASS (klass)->refresh = amends_ticket_page_refresh;
  AMENDS_PAGE_CLASS (klass)->shown = amends_ticket_page_shown;

  g_type_ensure (AMENDS_TYPE_AFTERCARE_CARD);
  g_type_ensure (AMENDS_TYPE_COMPOSER);
  g_type_ensure (AMENDS_TYPE_CUSTOMER_CARD);
  g_type_ensure (AMENDS_TYPE_DUE_PILL);
  g_type_ensure (AMENDS_TYPE_ORDER_CARD);
  g_type_ensure (AMENDS_TYPE_PERSON_AVATAR);
  g_type_ensure (AMENDS_TYPE_REFUND_PANEL);
  g_type_ensure (AMENDS_TYPE_STATE_PANE);
  g_type_ensure (AMENDS_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/ticket-page.ui");
  bind_children (widget_class);
  add_keys (widget_class);
}

static void
amends_ticket_page_init (AmendsTicketPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->amount_possible = TRUE;
  amends_ticket_page_add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->pane, "retry", G_CALLBACK (retry_cb), self);
  g_signal_connect (self, "notify::band", G_CALLBACK (band_changed_cb), NULL);
  g_signal_connect_swapped (self->steps_flap, "notify::folded", G_CALLBACK (room_changed_cb), self);
  g_signal_connect_swapped (self->side_flap, "notify::folded", G_CALLBACK (room_changed_cb), self);
  g_signal_connect_swapped (self->facts_squeezer, "notify::visible-child", G_CALLBACK (room_changed_cb), self);
}

/**
 * amends_ticket_page_new:
 * @desk: the desk
 * @ref: id of the ticket
 *
 * Returns: (transfer floating): the page of a ticket; reading has begun
 */
GtkWidget *
amends_ticket_page_new (AmendsDesk *desk,
                        gint64      ref)
{
  AmendsTicketPage *self;
  AmendsCatalogue *catalogue;

  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  self = g_object_new (AMENDS_TYPE_TICKET_PAGE, NULL);
  catalogue = amends_desk_get_catalogue (desk);
  self->desk = g_object_ref (desk);
  self->store = amends_ticket_store_new (amends_desk_get_session (desk), amends_desk_get_feed (desk), ref);
  amends_state_pane_show_loading (self->pane);
  amends_timeline_set_ticket (self->timeline, self->store, catalogue);
  amends_composer_set_catalogue (self->composer, catalogue);
  amends_composer_set_drafts (self->composer, amends_desk_get_drafts (desk), ref);
  amends_refund_panel_set_ticket (self->refund_panel, self->store, amends_desk_get_drafts (desk));
  gtk_menu_button_set_popover (self->due_button, amends_deadline_popover_new (self->store));
  gtk_menu_button_set_popover (self->bar_due_button, amends_deadline_popover_new (self->store));
  g_signal_connect_object (self->store, "notify::detail", G_CALLBACK (detail_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (catalogue, "notify::ready", G_CALLBACK (show_ticket), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
