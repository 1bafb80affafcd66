/* The order a ticket is about: what was bought and what was paid and given back. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-facts.h"
#include "amends-json.h"
#include "amends-money.h"
#include "amends-order-card.h"
#include "amends-ticket-words.h"
#include "amends-time.h"

struct _AmendsOrderCard
{
  AdwBin parent_instance;

  GtkLabel *number_label;
  GtkLabel *product_label;
  GtkLabel *serial_label;
  GtkGrid *payment_grid;
};

G_DEFINE_FINAL_TYPE (AmendsOrderCard, amends_order_card, ADW_TYPE_BIN)

static void
amends_order_card_class_init (AmendsOrderCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/order-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderCard, number_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderCard, product_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderCard, serial_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderCard, payment_grid);
}

static void
amends_order_card_init (AmendsOrderCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_payment (AmendsOrderCard *self,
             JsonObject      *payment,
             const char      *currency,
             int              row)
{
  const char *method = amends_payment_method_words (amends_json_text (payment, "method"));
  gboolean back = g_strcmp0 (amends_json_text (payment, "kind"), "refund") == 0;
  g_autofree char *what = back ? g_strdup_printf (_("Refund, %s"), method) : g_strdup (method);
  g_autofree char *day = amends_time_format_day (amends_json_time (payment, "at"), amends_clock_now ());
  g_autofree char *money = amends_money_format (amends_json_int (payment, "amount_minor"), currency);
  GtkWidget *name = amends_text_new (what, "caption");
  GtkWidget *when = amends_text_new (day, "caption key numeric");
  GtkWidget *amount = amends_text_new (money, "caption numeric");

  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (when), 1);
  gtk_label_set_xalign (GTK_LABEL (amount), 1);
  gtk_grid_attach (self->payment_grid, name, 0, row, 1, 1);
  gtk_grid_attach (self->payment_grid, when, 1, row, 1, 1);
  gtk_grid_attach (self->payment_grid, amount, 2, row, 1, 1);
}

/**
 * amends_order_card_show:
 * @self: the card
 * @ticket: the object of api.ticket()
 */
void
amends_order_card_show (AmendsOrderCard *self,
                        JsonObject      *ticket)
{
  JsonObject *order = amends_json_object (ticket, "order");
  JsonArray *payments = amends_json_array (order, "payments");
  const char *currency = amends_json_text (order, "currency");
  const char *serial = amends_json_text (ticket, "serial");

  g_return_if_fail (AMENDS_IS_ORDER_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), order != NULL);
  if (order == NULL)
    return;
  if (serial == NULL)
    serial = amends_json_text (order, "serial");
  gtk_label_set_label (self->number_label, amends_json_text (order, "ref"));
  gtk_label_set_label (self->product_label, amends_json_text (order, "product"));
  gtk_label_set_label (self->serial_label, serial != NULL ? serial : "");
  gtk_widget_set_visible (GTK_WIDGET (self->serial_label), serial != NULL);
  amends_facts_clear (GTK_WIDGET (self->payment_grid));
  for (guint i = 0; payments != NULL && i < json_array_get_length (payments); i++)
    add_payment (self, amends_json_item (payments, i), currency != NULL ? currency : "CNY", i);
}
