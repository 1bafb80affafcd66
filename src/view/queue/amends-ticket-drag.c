/* Lifting tickets: the one under the pointer, or all picked ones when it is one of them.
 *
 * The drag belongs to the list and not to the card: a card is recycled the moment its ticket moves, the list stays.
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-text-scale.h"
#include "amends-ticket-card.h"
#include "amends-ticket-drag.h"

/* Where the flying card is held; it hangs below the pointer so that it does not cover the target. */
#define HOTSPOT 30
#define CARD_WIDTH 198

typedef struct
{
  const AmendsQueueContext *context;
  AmendsTicketAtFunc ticket_at;
  AmendsTicket *held;
  GPtrArray *tickets;
} Drag;

static void
drag_free (gpointer data,
           GClosure *closure)
{
  Drag *drag = data;

  g_clear_object (&drag->held);
  g_clear_pointer (&drag->tickets, g_ptr_array_unref);
  g_free (drag);
}

/* What is on its way already cannot be lifted again. */
static GPtrArray *
to_lift (Drag         *drag,
         AmendsTicket *ticket)
{
  g_autoptr (GPtrArray) picked = amends_pick_list (drag->context->pick);
  GPtrArray *tickets = g_ptr_array_new_with_free_func (g_object_unref);

  if (!amends_pick_contains (drag->context->pick, ticket))
    {
      g_ptr_array_add (tickets, g_object_ref (ticket));
      return tickets;
    }
  for (guint i = 0; i < picked->len; i++)
    if (!amends_ticket_get_settling (picked->pdata[i]))
      g_ptr_array_add (tickets, g_object_ref (picked->pdata[i]));
  return tickets;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            gpointer       user_data)
{
  Drag *drag = user_data;
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  AmendsTicket *ticket = drag->ticket_at (widget, x, y);

  /* without a server nothing could say whether the target may have it */
  if (ticket == NULL || amends_ticket_get_settling (ticket) ||
      amends_session_get_state (amends_desk_get_session (drag->context->desk)) != AMENDS_SESSION_READY)
    return NULL;
  g_set_object (&drag->held, ticket);
  g_clear_pointer (&drag->tickets, g_ptr_array_unref);
  drag->tickets = to_lift (drag, ticket);
  return gdk_content_provider_new_typed (AMENDS_TYPE_LIFT, drag->context->lift);
}

static GtkWidget *
flying_card (Drag *drag)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *card = amends_ticket_card_new ();

  amends_ticket_card_set_ticket (AMENDS_TICKET_CARD (card), drag->held);
  gtk_widget_set_size_request (card, amends_text_pixels (CARD_WIDTH), -1);
  gtk_widget_add_css_class (card, "flying");
  gtk_widget_add_css_class (overlay, "drag-stack");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), card);
  if (drag->tickets->len > 1)
    {
      g_autofree char *count = g_strdup_printf ("%u", drag->tickets->len);
      GtkWidget *label = gtk_label_new (count);

      gtk_widget_add_css_class (card, "stacked");
      gtk_widget_add_css_class (label, "drag-count");
      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_set_halign (label, GTK_ALIGN_START);
      gtk_widget_set_valign (label, GTK_ALIGN_START);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), label);
    }
  return overlay;
}

static void
begin_cb (GtkDragSource *source,
          GdkDrag       *gdk_drag,
          gpointer       user_data)
{
  Drag *drag = user_data;
  GtkWidget *icon = gtk_drag_icon_get_for_drag (gdk_drag);

  if (!amends_pick_contains (drag->context->pick, drag->held))
    amends_pick_only (drag->context->pick, drag->held);
  gtk_drag_icon_set_child (GTK_DRAG_ICON (icon), flying_card (drag));
  gtk_widget_add_css_class (icon, "ticket-drag");
  gdk_drag_set_hotspot (gdk_drag, HOTSPOT, HOTSPOT);
  amends_lift_begin (drag->context->lift, drag->tickets);
}

static void
end_cb (GtkDragSource *source,
        GdkDrag       *gdk_drag,
        gboolean       delete_data,
        gpointer       user_data)
{
  Drag *drag = user_data;

  amends_lift_end (drag->context->lift);
  amends_assign_forget (drag->context->assign);
}

/**
 * amends_ticket_drag_attach:
 * @widget: a list of tickets
 * @context: the page's
 * @ticket_at: finds the ticket at a point of @widget
 *
 * Lets tickets be dragged from there.
 */
void
amends_ticket_drag_attach (GtkWidget                *widget,
                           const AmendsQueueContext *context,
                           AmendsTicketAtFunc        ticket_at)
{
  GtkDragSource *source;
  Drag *drag;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (context != NULL && ticket_at != NULL);

  drag = g_new0 (Drag, 1);
  drag->context = context;
  drag->ticket_at = ticket_at;
  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_data (source, "prepare", G_CALLBACK (prepare_cb), drag, drag_free, 0);
  g_signal_connect (source, "drag-begin", G_CALLBACK (begin_cb), drag);
  g_signal_connect (source, "drag-end", G_CALLBACK (end_cb), drag);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
}
