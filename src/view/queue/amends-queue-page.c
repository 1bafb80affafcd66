/* One queue: what burns and whose it is on top, the board or the list, and at the foot where else tickets can go. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-queue-page-private.h"
#include "amends-settings.h"
#include "amends-skeleton-column.h"
#include "amends-stack.h"
#include "amends-strip-queue.h"
#include "amends-tick.h"

/* Counts follow changes at a distance: a burst of them is counted once. */
#define COUNT_MS 120

G_DEFINE_FINAL_TYPE (AmendsQueuePage, amends_queue_page, AMENDS_TYPE_PAGE)

gboolean
amends_queue_page_is_board (AmendsQueuePage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "board") == 0;
}

/* ── counting ── */

static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  AmendsQueuePage *self = user_data;
  gint64 next = amends_queue_page_show_burning (self, now);

  amends_queue_page_show_chips (self, now);
  amends_queue_filter_renew (self->context->filter);
  return MIN (next, now + 60 * (gint64) G_USEC_PER_SEC);
}

static void
show_state (AmendsQueuePage *self)
{
  AmendsQueueStore *store = self->context->store;
  guint n = amends_lane_get_n (amends_queue_store_get_all (store));
  g_autofree char *count = g_strdup_printf ("%u", n);

  if (amends_queue_store_get_state (store) == AMENDS_STORE_LOADING)
    amends_state_pane_show_loading (self->pane);
  else if (amends_queue_store_get_state (store) == AMENDS_STORE_ERROR)
    amends_state_pane_show_error (self->pane, amends_queue_store_get_error (store));
  else if (n > 0)
    amends_state_pane_show_content (self->pane);
  else if (amends_queue_store_get_complete (store))
    {
      amends_state_pane_show_empty (self->pane, "object-select-symbolic", _("Nothing Open in This Queue"),
                                    _("New tickets appear here the moment they are filed."));
      if (amends_session_can (amends_desk_get_session (self->context->desk), "ticket.file"))
        amends_state_pane_set_button (self->pane, _("New Ticket"), "win.new-ticket");
    }
  gtk_widget_set_visible (self->toolbar, n > 0);
  amends_page_set_count (AMENDS_PAGE (self), n > 0 ? count : NULL);
}

static gboolean
count_cb (gpointer user_data)
{
  AmendsQueuePage *self = user_data;

  self->count = 0;
  show_state (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      amends_tick_remove (tick_cb, self);
      tick_cb (amends_clock_now (), self);
      amends_tick_add (tick_cb, self);
    }
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AmendsQueuePage *self)
{
  if (self->count == 0)
    self->count = g_timeout_add (COUNT_MS, count_cb, self);
}

static void
state_cb (AmendsQueuePage *self)
{
  show_state (self);
  changed_cb (self);
}

/* ── the strip ── */

static void
show_strip (AmendsQueuePage *self)
{
  guint n = amends_pick_get_n (self->context->pick);
  gboolean lifting = amends_lift_get_active (self->context->lift);
  gboolean others = gtk_widget_get_first_child (GTK_WIDGET (self->strip_queues)) != NULL;
  g_autofree char *words = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);

  gtk_label_set_label (self->selected, words);
  gtk_stack_set_visible_child_name (self->strip_lead, lifting && others ? "drag" : n > 0 ? "selection" : "idle");
  gtk_widget_set_visible (self->move_line, others);
  gtk_widget_set_visible (self->move_label, others);
  gtk_widget_set_visible (self->strip, others || n > 0);
  if (lifting)
    gtk_widget_add_css_class (self->strip, "lifting");
  else
    gtk_widget_remove_css_class (self->strip, "lifting");
  gtk_widget_set_halign (GTK_WIDGET (self->strip_queues), lifting ? GTK_ALIGN_FILL : GTK_ALIGN_START);
  gtk_box_set_homogeneous (self->strip_queues, lifting);
}

static void
strip_hint_cb (AmendsQueuePage *self,
               gpointer         words,
               GtkWidget       *queue)
{
  GtkWidget *page = GTK_WIDGET (self), *hint = GTK_WIDGET (self->hint);
  graphene_rect_t where;

  if (words != NULL && gtk_widget_compute_bounds (queue, page, &where))
    {
      gtk_widget_set_margin_end (hint, MAX (6, gtk_widget_get_width (page) - (int) (where.origin.x + where.size.width)));
      gtk_widget_set_margin_bottom (hint, MAX (6, gtk_widget_get_height (page) - (int) where.origin.y + 12));
    }
  amends_drop_hint_set_words (self->hint, words);
}

static void
fill_strip (AmendsQueuePage *self)
{
  GListModel *teams = G_LIST_MODEL (amends_desk_get_places (self->context->desk));
  gint64 here = amends_queue_store_get_team (self->context->store);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->strip_queues))) != NULL)
    gtk_box_remove (self->strip_queues, child);
  for (guint i = 0; i < g_list_model_get_n_items (teams); i++)
    {
      g_autoptr (AmendsTeam) team = g_list_model_get_item (teams, i);

      if (amends_team_get_id (team) == here)
        {
          amends_page_set_title (AMENDS_PAGE (self), amends_team_get_label (team));
          continue;
        }
      child = amends_strip_queue_new (self->context, team);
      gtk_widget_set_hexpand (child, TRUE);
      g_signal_connect_object (child, "hint", G_CALLBACK (strip_hint_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->strip_queues, child);
    }
  show_strip (self);
}

/* ── board or list ── */

static void
show_view (AmendsQueuePage *self)
{
  g_autofree char *view = g_settings_get_string (amends_settings_get (), "queue-view");
  gboolean board = g_strcmp0 (view, "list") != 0;

  gtk_stack_set_visible_child_name (self->views, board ? "board" : "list");
  gtk_toggle_button_set_active (board ? self->board_button : self->list_button, TRUE);
}

static void
switched_cb (AmendsQueuePage *self)
{
  const char *view = gtk_toggle_button_get_active (self->list_button) ? "list" : "board";
  g_autofree char *old = g_settings_get_string (amends_settings_get (), "queue-view");

  if (g_strcmp0 (old, view) != 0)
    g_settings_set_string (amends_settings_get (), "queue-view", view);
}

static void
band_cb (AmendsQueuePage *self)
{
  guint band = amends_page_get_band (AMENDS_PAGE (self));
  gboolean folded = band <= AMENDS_BAND_FOLDED;
  AdwBin *from = folded ? self->chips_place : self->chips_popover, *to = folded ? self->chips_popover : self->chips_place;

  adw_button_content_set_label (self->list_content, folded ? "" : _("List"));
  adw_button_content_set_label (self->board_content, folded ? "" : _("Board"));
  amends_queue_list_set_band (self->list, band);
  amends_queue_board_set_narrow (self->board, band == AMENDS_BAND_NARROW);
  gtk_widget_set_visible (self->chips_button, folded);
  if (adw_bin_get_child (from) == NULL)
    return;
  g_object_ref (self->chips);
  adw_bin_set_child (from, NULL);
  adw_bin_set_child (to, GTK_WIDGET (self->chips));
  g_object_unref (self->chips);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->chips), folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/* ── search ── */

static void
search_changed_cb (AmendsQueuePage *self)
{
  amends_queue_filter_set_text (self->context->filter, gtk_editable_get_text (self->search));
}

/* Enter: on to what was found. */
static void
search_activate_cb (AmendsQueuePage *self)
{
  if (amends_queue_page_is_board (self))
    gtk_widget_child_focus (GTK_WIDGET (self->board), GTK_DIR_TAB_FORWARD);
  else
    amends_queue_list_grab (self->list);
}

/* A closed search that still hid tickets would be a trap. */
static void
search_mode_cb (AmendsQueuePage *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (self->search, "");
}

static gboolean
amends_queue_page_search (AmendsPage *page)
{
  AmendsQueuePage *self = AMENDS_QUEUE_PAGE (page);

  if (!gtk_widget_get_visible (self->toolbar))
    return FALSE;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return TRUE;
}

/* ── the page ── */

static void
amends_queue_page_refresh (AmendsPage *page)
{
  amends_queue_store_load (AMENDS_QUEUE_PAGE (page)->context->store);
}

static void
amends_queue_page_shown (AmendsPage *page,
                         gboolean    shown)
{
  AmendsQueuePage *self = AMENDS_QUEUE_PAGE (page);

  amends_queue_page_leave_window (self);
  if (!shown)
    return;
  amends_queue_page_enter_window (self);
  changed_cb (self);
}

static void
amends_queue_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (amends_queue_page_parent_class)->map (widget);

  amends_queue_store_set_live (AMENDS_QUEUE_PAGE (widget)->context->store, TRUE);
  tick_cb (amends_clock_now (), widget);
  amends_tick_add (tick_cb, widget);
}

static void
amends_queue_page_unmap (GtkWidget *widget)
{
  amends_tick_remove (tick_cb, widget);
  amends_queue_store_set_live (AMENDS_QUEUE_PAGE (widget)->context->store, FALSE);

  GTK_WIDGET_CLASS (amends_queue_page_parent_class)->unmap (widget);
}

static void
left_cb (AmendsQueuePage *self,
         AmendsTicket    *ticket)
{
  amends_pick_remove (self->context->pick, ticket);
}

static void
amends_queue_page_dispose (GObject *object)
{
  AmendsQueuePage *self = AMENDS_QUEUE_PAGE (object);

  amends_queue_page_leave_window (self);
  g_clear_object (&self->keys);
  g_clear_handle_id (&self->count, g_source_remove);
  g_clear_handle_id (&self->refocus, g_source_remove);
  g_clear_weak_pointer (&self->before_menu);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->actions != NULL)
    g_object_run_dispose (G_OBJECT (self->actions));
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (amends_queue_page_parent_class)->dispose (object);
}

static void
amends_queue_page_finalize (GObject *object)
{
  AmendsQueuePage *self = AMENDS_QUEUE_PAGE (object);

  g_free (self->burning_shown);
  g_clear_pointer (&self->context, amends_queue_context_unref);

  G_OBJECT_CLASS (amends_queue_page_parent_class)->finalize (object);
}

static void
amends_queue_page_class_init (AmendsQueuePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AmendsPageClass *page_class = AMENDS_PAGE_CLASS (klass);

  object_class->dispose = amends_queue_page_dispose;
  object_class->finalize = amends_queue_page_finalize;
  widget_class->map = amends_queue_page_map;
  widget_class->unmap = amends_queue_page_unmap;
  page_class->refresh = amends_queue_page_refresh;
  page_class->shown = amends_queue_page_shown;
  page_class->search = amends_queue_page_search;

  g_type_ensure (AMENDS_TYPE_QUEUE_BOARD);
  g_type_ensure (AMENDS_TYPE_QUEUE_LIST);
  g_type_ensure (AMENDS_TYPE_STATE_PANE);
  g_type_ensure (AMENDS_TYPE_DROP_HINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/queue-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AmendsQueuePage, name)
  BIND (toolbar);
  BIND (burning);
  BIND (burning_icon);
  BIND (burning_label);
  BIND (burners);
  BIND (chips_place);
  BIND (chips);
  BIND (chips_button);
  BIND (chips_popover);
  BIND (search_bar);
  BIND (search);
  BIND (pane);
  BIND (strip);
  BIND (strip_lead);
  BIND (selected);
  BIND (move_line);
  BIND (move_label);
  BIND (strip_queues);
  BIND (hint);
  BIND (view_switch);
  BIND (list_button);
  BIND (board_button);
  BIND (list_content);
  BIND (board_content);
  BIND (views);
  BIND (board);
  BIND (list);
  BIND (skeleton);
  BIND (skeleton_columns);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  amends_queue_page_bind_keys (widget_class);
}

static void
amends_queue_page_init (AmendsQueuePage *self)
{
  static const guint cards[] = { 6, 8, 8, 7, 5 };
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    gtk_box_append (self->skeleton_columns, amends_skeleton_column_new (cards[i], i, i == 0));
  amends_state_pane_set_skeleton (self->pane, self->skeleton);
  amends_state_pane_set_content (self->pane, GTK_WIDGET (self->views));
  amends_stack_hide_covered (self->views);
  amends_stack_hide_covered (self->strip_lead);
  gtk_search_bar_connect_entry (self->search_bar, self->search);
  g_signal_connect_swapped (self->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self);
  amends_page_set_header_start (AMENDS_PAGE (self), self->view_switch);
  g_signal_connect_swapped (self->list_button, "toggled", G_CALLBACK (switched_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (amends_queue_page_secondary_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->views), GTK_EVENT_CONTROLLER (click));
  amends_queue_page_add_chips (self);
  amends_queue_page_create_keys (self);
}

static void
connect_context (AmendsQueuePage *self)
{
  AmendsQueueContext *context = self->context;
  GListModel *all = G_LIST_MODEL (amends_queue_store_get_all (context->store));

  g_signal_connect_object (all, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_queue_store_get_members (context->store), "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context->store, "notify", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->store, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->pick, "changed", G_CALLBACK (show_strip), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->lift, "notify::active", G_CALLBACK (show_strip), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_desk_get_places (context->desk), "items-changed", G_CALLBACK (fill_strip), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_settings_get (), "changed::queue-view", G_CALLBACK (show_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "leaving", G_CALLBACK (amends_queue_page_leaving_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "moved", G_CALLBACK (amends_queue_page_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->pane, "retry", G_CALLBACK (amends_queue_page_refresh), self);
  g_signal_connect (self, "notify::band", G_CALLBACK (band_cb), NULL);
}

/**
 * amends_queue_page_new:
 * @desk: who sits here
 * @team_id: the queue
 *
 * Returns: (transfer full): a page that begins to read the queue
 */
GtkWidget *
amends_queue_page_new (AmendsDesk *desk,
                       gint64      team_id)
{
  AmendsQueuePage *self;

  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  self = g_object_new (AMENDS_TYPE_QUEUE_PAGE, NULL);
  self->context = amends_queue_context_new (desk, team_id);
  self->actions = amends_queue_actions_new (GTK_WIDGET (self), self->context);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "queue", amends_queue_actions_get_group (self->actions));
  amends_queue_board_set_context (self->board, self->context);
  amends_queue_list_set_context (self->list, self->context);
  connect_context (self);
  fill_strip (self);
  show_view (self);
  band_cb (self);
  show_state (self);
  amends_queue_store_load (self->context->store);
  return GTK_WIDGET (self);
}
