/* A queue as a table: many rows, sorted by any column. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-clock.h"
#include "amends-gradual.h"
#include "amends-page.h"
#include "amends-pick-model.h"
#include "amends-queue-columns.h"
#include "amends-queue-list.h"
#include "amends-ticket-drag.h"

/* More than a window shows; a table of GTK 4.8 makes two hundred at once. */
#define FIRST_ROWS 40
#define MORE_ROWS 16
#define TABLE_ROWS 210

struct _AmendsQueueList
{
  GtkBox parent_instance;

  const AmendsQueueContext *context;
  GtkSliceListModel *shown;
  GtkSelectionModel *model;
  GPtrArray *columns;
  guint band;

  GtkColumnView *view;
  GtkWidget *none;
};

G_DEFINE_FINAL_TYPE (AmendsQueueList, amends_queue_list, GTK_TYPE_BOX)

static void
activate_cb (AmendsQueueList *self,
             guint            position)
{
  g_autoptr (AmendsTicket) ticket = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (ticket != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "queue.open", "x", amends_ticket_get_id (ticket));
}

/* Right click anywhere in a row: the menu is about that ticket, or about all picked ones when it is among them. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            AmendsQueueList *self)
{
  AmendsTicket *ticket = amends_queue_columns_ticket_at (GTK_WIDGET (self), x, y);

  if (ticket == NULL)
    return;
  if (!amends_pick_contains (self->context->pick, ticket))
    amends_pick_only (self->context->pick, ticket);
}

static void
amends_queue_list_dispose (GObject *object)
{
  AmendsQueueList *self = AMENDS_QUEUE_LIST (object);

  g_clear_object (&self->model);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->columns, g_ptr_array_unref);

  G_OBJECT_CLASS (amends_queue_list_parent_class)->dispose (object);
}

static void
amends_queue_list_class_init (AmendsQueueListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_queue_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/queue-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsQueueList, view);
  gtk_widget_class_bind_template_child (widget_class, AmendsQueueList, none);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
amends_queue_list_init (AmendsQueueList *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->columns = amends_queue_columns_create ();
  self->band = AMENDS_BAND_WIDE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_append_column (self->view, self->columns->pdata[i]);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* ── rows ── */

static void
items_changed_cb (AmendsQueueList *self)
{
  gtk_widget_set_visible (self->none, g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0);
}

/* lane ─► filter ─► sort ─► as many as there are rows for ─► what is picked */
static void
create_model (AmendsQueueList *self)
{
  AmendsLane *all = amends_queue_store_get_all (self->context->store);
  GtkFilterListModel *kept = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (all)),
                                                        GTK_FILTER (g_object_ref (self->context->filter)));
  GtkSortListModel *sorted = gtk_sort_list_model_new (G_LIST_MODEL (kept),
                                                      g_object_ref (gtk_column_view_get_sorter (self->view)));

  self->shown = gtk_slice_list_model_new (G_LIST_MODEL (sorted), 0, FIRST_ROWS);
  self->model = GTK_SELECTION_MODEL (amends_pick_model_new (G_LIST_MODEL (self->shown), self->context->pick));
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);
}

/* A table makes its rows, and follows every change, whether it is seen or not: it is given them when it is. */
static void
view_map_cb (AmendsQueueList *self)
{
  if (self->model != NULL)
    return;
  create_model (self);
  gtk_column_view_set_model (self->view, self->model);
  amends_gradual_grow (self->shown, GTK_WIDGET (self), MORE_ROWS, TABLE_ROWS);
}

/**
 * amends_queue_list_set_context:
 * @self: a list
 * @context: the page's
 *
 * Shows the queue of @context; done once.
 */
void
amends_queue_list_set_context (AmendsQueueList          *self,
                               const AmendsQueueContext *context)
{
  g_return_if_fail (AMENDS_IS_QUEUE_LIST (self));
  g_return_if_fail (context != NULL && self->context == NULL);

  self->context = context;
  g_signal_connect_object (self->view, "map", G_CALLBACK (view_map_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_sort_by_column (self->view, self->columns->pdata[0], GTK_SORT_ASCENDING);
  amends_ticket_drag_attach (GTK_WIDGET (self->view), context, amends_queue_columns_ticket_at);
}

/**
 * amends_queue_list_set_band:
 * @self: a list
 * @band: the room there is, one of the AMENDS_BAND_ values
 *
 * Columns are taken out, not hidden: GTK 4.8 keeps counting the width of a hidden one.
 */
void
amends_queue_list_set_band (AmendsQueueList *self,
                            guint            band)
{
  guint position = 0;

  g_return_if_fail (AMENDS_IS_QUEUE_LIST (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      guint from = amends_queue_columns_get_band (i);
      gboolean was = self->band >= from, is = band >= from;

      if (was && !is)
        gtk_column_view_remove_column (self->view, self->columns->pdata[i]);
      else if (!was && is)
        gtk_column_view_insert_column (self->view, position, self->columns->pdata[i]);
      position += is ? 1 : 0;
    }
  self->band = band;
}

static void
focus_row (AmendsQueueList *self,
           guint            position)
{
  GtkWidget *rows = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
  gtk_widget_grab_focus (rows);
}

/**
 * amends_queue_list_go_to:
 * @self: a list
 * @person_id: a person, or %AMENDS_NOBODY
 *
 * Picks that person's overdue tickets and puts the keyboard on the first.
 */
void
amends_queue_list_go_to (AmendsQueueList *self,
                         gint64           person_id)
{
  gint64 now = amends_clock_now ();
  int first = -1;

  g_return_if_fail (AMENDS_IS_QUEUE_LIST (self));

  if (self->model == NULL)
    return;
  amends_gradual_finish (self->shown);
  amends_pick_begin (self->context->pick);
  amends_pick_clear (self->context->pick);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (AmendsTicket) ticket = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      if (amends_ticket_get_assignee (ticket) != person_id || amends_ticket_get_due_kind (ticket, now) != AMENDS_DUE_OVERDUE)
        continue;
      amends_pick_add (self->context->pick, ticket);
      first = first < 0 ? (int) i : first;
    }
  amends_pick_end (self->context->pick);
  if (first >= 0)
    focus_row (self, first);
}

/**
 * amends_queue_list_grab:
 * @self: a list
 *
 * Puts the keyboard into the table.
 */
void
amends_queue_list_grab (AmendsQueueList *self)
{
  g_return_if_fail (AMENDS_IS_QUEUE_LIST (self));

  gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (self->view)));
}
