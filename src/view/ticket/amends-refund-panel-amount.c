/* The amount of a refund beside what was paid: never more than is left of it. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-facts.h"
#include "amends-json.h"
#include "amends-money.h"
#include "amends-refund-panel-private.h"

JsonObject *
amends_refund_panel_get_refund (AmendsRefundPanel *self)
{
  return amends_json_object (amends_ticket_store_get_detail (self->store), "refund");
}

const char *
amends_refund_panel_get_currency (AmendsRefundPanel *self)
{
  const char *currency = amends_json_text (amends_refund_panel_get_refund (self), "currency");

  return currency != NULL ? currency : amends_ticket_store_get_currency (self->store);
}

gboolean
amends_refund_panel_can (AmendsRefundPanel *self,
                         const char        *what)
{
  return amends_ticket_store_can (self->store, what, NULL);
}

gint64
amends_refund_panel_get_amount (AmendsRefundPanel *self)
{
  gint64 amount = amends_json_int (amends_refund_panel_get_refund (self), "amount_minor");

  if (gtk_widget_get_visible (self->amount_box) && !amends_money_entry_get_amount (self->amount_entry, &amount))
    return 0;
  return amount;
}

/* The currency stands beside the first amount; the parts of it need no sign. */
static char *
plain (AmendsRefundPanel *self,
       gint64             amount)
{
  g_autofree char *money = amends_money_format (amount, amends_refund_panel_get_currency (self));

  return g_strdup (money + strcspn (money, "0123456789"));
}

static void
add_legend (AmendsRefundPanel *self,
            const char        *css_class,
            const char        *format,
            gint64             amount)
{
  g_autofree char *money = plain (self, amount);
  g_autofree char *text = g_strdup_printf (format, money);

  amends_legend_add (self->legend_box, css_class, text);
}

/* The bar grows past what was paid, so that the part too much is seen. */
static void
show_shares (AmendsRefundPanel *self,
             gint64             amount)
{
  JsonObject *order = amends_json_object (amends_ticket_store_get_detail (self->store), "order");
  gint64 paid = amends_json_int (order, "paid_minor"), left = amends_json_int (amends_refund_panel_get_refund (self), "left_minor");
  gint64 other = paid - left;
  gint64 excess = MAX (amount - left, 0);
  double whole = MAX (paid + excess, 1);

  amends_segment_bar_clear (self->share_bar);
  amends_facts_clear (GTK_WIDGET (self->legend_box));
  amends_segment_bar_add (self->share_bar, 0, other / whole, "refunded");
  amends_segment_bar_add (self->share_bar, other / whole, (other + amount - excess) / whole, "this");
  amends_segment_bar_add (self->share_bar, paid / whole, 1, "excess");
  if (other > 0)
    add_legend (self, "refunded", _("elsewhere %s"), other);
  if (excess > 0)
    {
      add_legend (self, "this", _("possible %s"), left);
      add_legend (self, "excess", _("too much %s"), excess);
    }
  else
    {
      add_legend (self, "this", _("this %s"), amount);
      add_legend (self, "left", _("left %s"), left - amount);
    }
}

static char *
amount_problem (AmendsRefundPanel *self,
                gint64             amount)
{
  JsonObject *order = amends_json_object (amends_ticket_store_get_detail (self->store), "order");
  gint64 left = amends_json_int (amends_refund_panel_get_refund (self), "left_minor"), paid = amends_json_int (order, "paid_minor");
  g_autofree char *most = NULL, *paid_words = NULL, *gone_words = NULL;

  if (amount <= 0 && gtk_widget_get_visible (self->amount_box))
    return g_strdup (_("Enter the amount, as 899.00."));
  if (amount <= left || amends_json_has (amends_refund_panel_get_refund (self), "decided_at"))
    return NULL;
  most = amends_money_format (left, amends_refund_panel_get_currency (self));
  paid_words = plain (self, paid);
  gone_words = plain (self, paid - left);
  return g_strdup_printf (_("At most %s: %s paid, %s refunded or set aside elsewhere"), most, paid_words, gone_words);
}

void
amends_refund_panel_amount_changed (AmendsRefundPanel *self)
{
  gint64 amount = amends_refund_panel_get_amount (self);
  g_autofree char *problem = NULL;
  gboolean too_much;

  if (self->store == NULL || amends_refund_panel_get_refund (self) == NULL)
    return;
  problem = amount_problem (self, amount);
  too_much = amount > 0 && problem != NULL;
  gtk_label_set_label (self->amount_error, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->amount_error), problem != NULL);
  amends_css_toggle (GTK_WIDGET (self->amount_entry), "error", problem != NULL);
  show_shares (self, amount);
  /* only what cannot be is refused here; what is missing is said at the click */
  gtk_widget_activate_action (GTK_WIDGET (self), "ticket.refund-possible", "b", !too_much);
}
