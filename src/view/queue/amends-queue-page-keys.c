/* The keyboard of a queue: its keys, its menu, and where the keyboard is when a card has gone elsewhere. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-queue-page-private.h"

void
amends_queue_page_leaving_cb (AmendsQueuePage *self)
{
  amends_queue_board_keep_focus (self->board);
}

static gboolean
refocus_cb (gpointer user_data)
{
  AmendsQueuePage *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean lost;

  self->refocus = 0;
  if (root == NULL || !amends_page_get_shown (AMENDS_PAGE (self)))
    return G_SOURCE_REMOVE;
  lost = focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) || !gtk_widget_get_mapped (focus);
  if (amends_queue_page_is_board (self) && (self->go_on || lost))
    amends_queue_board_back_focus (self->board, self->go_on);
  else if (!amends_queue_page_is_board (self) && (lost || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list))))
    amends_queue_list_grab (self->list);
  self->go_on = FALSE;
  return G_SOURCE_REMOVE;
}

/* The card that had the keyboard is elsewhere: on with the next one; a drag leaves the keyboard where it is. */
void
amends_queue_page_moved_cb (AmendsQueuePage *self,
                            gboolean         dragged)
{
  self->go_on |= !dragged;
  if (self->refocus == 0)
    self->refocus = g_idle_add (refocus_cb, self);
}

/* GTK hands the keyboard to the first widget of the window when a popover goes: it belongs to what the menu was about. */
static void
menu_closed_cb (AmendsQueuePage *self)
{
  if (self->before_menu != NULL && gtk_widget_get_mapped (self->before_menu))
    gtk_widget_grab_focus (self->before_menu);
  g_clear_weak_pointer (&self->before_menu);
}

static void
pop_up (AmendsQueuePage *self,
        double           x,
        double           y)
{
  g_autoptr (GMenuModel) model = amends_queue_actions_build_menu (self->actions);
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  if (amends_pick_get_n (self->context->pick) == 0)
    return;
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (menu_closed_cb), self);
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  g_set_weak_pointer (&self->before_menu, gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
amends_queue_page_secondary_cb (AmendsQueuePage *self,
                                int              n_press,
                                double           x,
                                double           y)
{
  graphene_point_t at;

  if (gtk_widget_compute_point (GTK_WIDGET (self->views), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (x, y), &at))
    pop_up (self, at.x, at.y);
}

/* The Menu key: at the row the keyboard is on. */
static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AmendsQueuePage *self = AMENDS_QUEUE_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  AmendsTicket *ticket = NULL;
  graphene_rect_t where;

  if (focus == NULL || !gtk_widget_compute_bounds (focus, widget, &where))
    return;
  amends_queue_board_get_focus (self->board, &ticket);
  if (ticket != NULL && !amends_pick_contains (self->context->pick, ticket))
    amends_pick_only (self->context->pick, ticket);
  pop_up (self, where.origin.x + 24, where.origin.y + MIN (where.size.height, 48));
}

static void
add_key (AmendsQueuePage *self,
         const char      *trigger,
         const char      *action,
         const char      *target)
{
  GtkShortcut *shortcut = gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string (trigger),
                                                           gtk_named_action_new (action), "s", target);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (self->keys), shortcut);
}

/* These work wherever the keyboard is in the window, as long as the page is shown. */
void
amends_queue_page_create_keys (AmendsQueuePage *self)
{
  self->keys = gtk_shortcut_controller_new ();
  add_key (self, "<Control>1", "queue.view", "list");
  add_key (self, "<Control>2", "queue.view", "board");
  add_key (self, "<Control>z", "queue.undo", "");
}

void
amends_queue_page_leave_window (AmendsQueuePage *self)
{
  GtkWidget *toasts = self->window != NULL ? gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY) : NULL;

  if (toasts != NULL)
    gtk_widget_remove_css_class (toasts, "above-strip");
  if (self->window != NULL)
    gtk_widget_remove_controller (self->window, self->keys);
  g_clear_weak_pointer (&self->window);
}

/* The toast that offers to undo stands outside the page and finds the action at the window. */
void
amends_queue_page_enter_window (AmendsQueuePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (root == NULL)
    return;
  g_set_weak_pointer (&self->window, GTK_WIDGET (root));
  gtk_widget_insert_action_group (self->window, "queue", amends_queue_actions_get_group (self->actions));
  gtk_widget_add_controller (self->window, g_object_ref (self->keys));
  if (toasts != NULL)
    gtk_widget_add_css_class (toasts, "above-strip");
}

void
amends_queue_page_bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "page.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "page.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, 0, "queue.assign", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "queue.take", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "queue.clear", NULL);
}
