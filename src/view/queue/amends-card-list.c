/* Tickets as cards under each other: a column of the board. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-card-list.h"
#include "amends-ticket-card.h"

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, amends_ticket_card_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  GtkWidget *card = gtk_list_item_get_child (item), *cell = gtk_widget_get_parent (card);

  /* to the eye and the ear it is a list */
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (cell)) != GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    g_object_set (cell, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  amends_ticket_card_set_ticket (AMENDS_TICKET_CARD (card), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  amends_ticket_card_set_ticket (AMENDS_TICKET_CARD (gtk_list_item_get_child (item)), NULL);
}

/**
 * amends_card_list_ticket_at:
 * @widget: a list of cards, or what it stands in
 * @x: a point of @widget
 * @y: a point of @widget
 *
 * Returns: (transfer none) (nullable): the ticket of the card there
 */
AmendsTicket *
amends_card_list_ticket_at (GtkWidget *widget,
                            double     x,
                            double     y)
{
  GtkWidget *at = gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = at != NULL ? gtk_widget_get_ancestor (at, AMENDS_TYPE_TICKET_CARD) : NULL;

  return card != NULL ? amends_ticket_card_get_ticket (AMENDS_TICKET_CARD (card)) : NULL;
}

/**
 * amends_card_list_create_factory:
 *
 * Returns: (transfer full): what makes the cards of a list
 */
GtkListItemFactory *
amends_card_list_create_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
