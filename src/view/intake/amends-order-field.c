/* Which order: one of the customer's, the newest first and chosen, another one, or none. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-label-json.h"
#include "amends-money-entry.h"
#include "amends-money.h"
#include "amends-order-field.h"
#include "amends-text-guard.h"
#include "amends-time.h"

/* Shown at first; older ones are one press away. */
#define N_NEWEST 3

struct _AmendsOrderField
{
  GtkBox parent_instance;

  AmendsIntake *intake;
  GtkCheckButton *first;    /* leader of the radio group */
  GtkWidget *more_row;      /* shows the older orders; none where there are few */

  GtkListBox *list;
  GtkWidget *new_grid;
  GtkEntry *ref_entry;
  GtkEntry *product_entry;
  AmendsMoneyEntry *paid_entry;
  GtkLabel *error_label;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsOrderField, amends_order_field, GTK_TYPE_BOX)

static void
new_order_changed_cb (AmendsOrderField *self)
{
  gint64 paid = 0;

  if (!self->intake || !gtk_widget_get_visible (self->new_grid))
    return;
  amends_money_entry_get_amount (self->paid_entry, &paid);
  amends_intake_set_new_order (self->intake, gtk_editable_get_text (GTK_EDITABLE (self->ref_entry)),
                               gtk_editable_get_text (GTK_EDITABLE (self->product_entry)), paid);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
toggled_cb (AmendsOrderField *self,
            GtkCheckButton   *check)
{
  AmendsTerm *order = g_object_get_data (G_OBJECT (check), "order");
  gboolean is_new = g_object_get_data (G_OBJECT (check), "new") != NULL;

  if (!gtk_check_button_get_active (check) || !self->intake)
    return;
  amends_order_field_set_error (self, NULL);
  gtk_widget_set_visible (self->new_grid, is_new);
  if (is_new)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->ref_entry));
      new_order_changed_cb (self);
      return;
    }
  amends_intake_set_order (self->intake, order);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static GtkWidget *
texts_of (const char *title,
          const char *note)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), label);
  if (note)
    {
      GtkWidget *small = gtk_label_new (note);

      gtk_label_set_xalign (GTK_LABEL (small), 0);
      gtk_label_set_ellipsize (GTK_LABEL (small), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (small, "reason");
      gtk_widget_add_css_class (small, "numeric");
      gtk_box_append (GTK_BOX (texts), small);
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  return texts;
}

static GtkCheckButton *
add_choice (AmendsOrderField *self,
            const char       *title,
            const char       *note,
            const char       *end,
            AmendsTerm       *order)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new ();

  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), texts_of (title, note));
  if (end)
    {
      GtkWidget *label = gtk_label_new (end);

      gtk_widget_add_css_class (label, "numeric");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), "check", check);
  if (self->first)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->first);
  else
    self->first = GTK_CHECK_BUTTON (check);
  if (order)
    g_object_set_data_full (G_OBJECT (check), "order", g_object_ref (order), g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_box_append (self->list, row);
  return GTK_CHECK_BUTTON (check);
}

static GtkCheckButton *
add_order (AmendsOrderField *self,
           JsonObject       *object)
{
  g_autoptr (AmendsTerm) order = amends_term_new (object);
  const char *currency = json_object_get_string_member_with_default (object, "currency", "CNY");
  g_autofree char *left = amends_money_format (amends_term_get_int (order, "left_minor"), currency);
  g_autofree char *left_words = g_strdup_printf (_("%s left to refund"), left);
  g_autoptr (GString) note = g_string_new (amends_term_get_text (order, "ref"));
  const char *product = amends_term_get_text (order, "product");
  gint64 at;

  if (amends_term_get_text (order, "paid_at") && amends_time_parse (amends_term_get_text (order, "paid_at"), &at))
    {
      g_autofree char *day = amends_time_format_day (at, amends_clock_now ());

      g_string_append_printf (note, " · %s", day);
    }
  return add_choice (self, product && *product ? product : amends_term_get_text (order, "ref"), note->str, left_words, order);
}

/* Most calls are about one of the newest orders; the words of the customer shall not slip off the screen for the others. */
static void
set_folded (AmendsOrderField *self,
            gboolean          folded)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (GTK_WIDGET (row) == self->more_row)
      gtk_widget_set_visible (self->more_row, folded);
    else
      gtk_widget_set_visible (GTK_WIDGET (row), !folded || !g_object_get_data (G_OBJECT (row), "older"));
}

static void
add_more (AmendsOrderField *self,
          guint             n)
{
  g_autofree char *words = g_strdup_printf (g_dngettext (NULL, "%u older order", "%u older orders", n), n);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (label, "key");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  self->more_row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->more_row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more_row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_list_box_append (self->list, self->more_row);
}

static void
add_orders (AmendsOrderField *self,
            JsonArray        *orders)
{
  guint n = json_array_get_length (orders);
  gboolean fold = n > N_NEWEST + 1;

  for (guint i = 0; i < n; i++)
    {
      GtkCheckButton *check = add_order (self, json_array_get_object_element (orders, i));

      if (fold && i >= N_NEWEST)
        g_object_set_data (G_OBJECT (gtk_widget_get_ancestor (GTK_WIDGET (check), GTK_TYPE_LIST_BOX_ROW)), "older", self);
    }
  if (!fold)
    return;
  add_more (self, n - N_NEWEST);
  set_folded (self, TRUE);
}

static void
row_activated_cb (AmendsOrderField *self,
                  GtkListBoxRow    *row)
{
  if (GTK_WIDGET (row) == self->more_row)
    {
      GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, N_NEWEST);

      set_folded (self, FALSE);
      gtk_widget_child_focus (GTK_WIDGET (next), GTK_DIR_TAB_FORWARD);
      return;
    }
  gtk_check_button_set_active (g_object_get_data (G_OBJECT (row), "check"), TRUE);
}

static void
clear_rows (AmendsOrderField *self)
{
  GtkWidget *row;

  self->first = NULL;
  self->more_row = NULL;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (self->new_grid, FALSE);
}

static void
amends_order_field_dispose (GObject *object)
{
  AmendsOrderField *self = AMENDS_ORDER_FIELD (object);

  g_clear_object (&self->intake);
  G_OBJECT_CLASS (amends_order_field_parent_class)->dispose (object);
}

static void
amends_order_field_class_init (AmendsOrderFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_order_field_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", AMENDS_TYPE_ORDER_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMENDS_TYPE_MONEY_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/intake/order-field.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderField, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderField, new_grid);
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderField, ref_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderField, product_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderField, paid_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsOrderField, error_label);
}

static void
amends_order_field_init (AmendsOrderField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_text_guard_attach (GTK_WIDGET (self->ref_entry), 60);
  amends_text_guard_attach (GTK_WIDGET (self->product_entry), 200);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->ref_entry, "changed", G_CALLBACK (new_order_changed_cb), self);
  g_signal_connect_swapped (self->product_entry, "changed", G_CALLBACK (new_order_changed_cb), self);
  g_signal_connect_swapped (self->paid_entry, "changed", G_CALLBACK (new_order_changed_cb), self);
}

/**
 * amends_order_field_set_intake:
 * @self: an order field
 * @intake: the draft it writes to
 */
void
amends_order_field_set_intake (AmendsOrderField *self,
                               AmendsIntake     *intake)
{
  g_return_if_fail (AMENDS_IS_ORDER_FIELD (self));

  g_set_object (&self->intake, intake);
}

/**
 * amends_order_field_set_customer:
 * @self: an order field
 * @customer: (nullable): whose orders are offered; %NULL for a new customer
 *
 * Chooses the first order, which is the newest: most calls are about it.
 */
void
amends_order_field_set_customer (AmendsOrderField *self,
                                 AmendsTerm       *customer)
{
  JsonObject *object = customer ? amends_term_get_object (customer) : NULL;
  JsonArray *orders = object && json_object_has_member (object, "orders") ? json_object_get_array_member (object, "orders") : NULL;
  GtkCheckButton *none, *other;

  g_return_if_fail (AMENDS_IS_ORDER_FIELD (self));

  clear_rows (self);
  gtk_editable_set_text (GTK_EDITABLE (self->ref_entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->product_entry), "");
  amends_money_entry_clear (self->paid_entry);
  if (orders)
    add_orders (self, orders);
  other = add_choice (self, _("Another order…"), NULL, NULL, NULL);
  g_object_set_data (G_OBJECT (other), "new", GINT_TO_POINTER (1));
  none = add_choice (self, _("Not about an order"), NULL, NULL, NULL);
  gtk_check_button_set_active (orders && json_array_get_length (orders) > 0 ? self->first : none, TRUE);
}

/* The choice with this order, with the fields of a new one, or without any. */
static GtkCheckButton *
find_choice (AmendsOrderField *self,
             gint64            id,
             gboolean          is_new)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    {
      GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "check");
      AmendsTerm *order = check ? g_object_get_data (G_OBJECT (check), "order") : NULL;

      if (!check)
        continue;
      if (id ? order && amends_term_get_id (order) == id
             : !order && (g_object_get_data (G_OBJECT (check), "new") != NULL) == is_new)
        return check;
    }
  return NULL;
}

/**
 * amends_order_field_restore:
 * @self: an order field that offers the customer's orders
 * @order: the order of a kept draft: "id", or what was typed of a new one; empty: not about an order
 */
void
amends_order_field_restore (AmendsOrderField *self,
                            JsonObject       *order)
{
  gint64 id = json_object_get_int_member_with_default (order, "id", 0);
  gint64 paid = json_object_get_int_member_with_default (order, "paid_minor", 0);
  gboolean is_new = !id && json_object_get_size (order) > 0;
  GtkCheckButton *check;

  g_return_if_fail (AMENDS_IS_ORDER_FIELD (self));

  check = find_choice (self, id, is_new);
  if (check)
    gtk_check_button_set_active (check, TRUE);
  if (check && !gtk_widget_get_visible (gtk_widget_get_ancestor (GTK_WIDGET (check), GTK_TYPE_LIST_BOX_ROW)))
    set_folded (self, FALSE);
  if (!is_new)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->ref_entry), json_object_get_string_member_with_default (order, "ref", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->product_entry), json_object_get_string_member_with_default (order, "product", ""));
  if (paid > 0)
    amends_money_entry_set_amount (self->paid_entry, paid);
}

/**
 * amends_order_field_set_error:
 * @self: an order field
 * @text: (nullable): what is wrong; %NULL: nothing
 */
void
amends_order_field_set_error (AmendsOrderField *self,
                              const char       *text)
{
  g_return_if_fail (AMENDS_IS_ORDER_FIELD (self));

  gtk_label_set_label (self->error_label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

/**
 * amends_order_field_get_left:
 * @self: an order field
 *
 * Returns: minor units that can still be refunded on the chosen order; what was paid for a new one; -1 without an order
 */
gint64
amends_order_field_get_left (AmendsOrderField *self)
{
  AmendsTerm *order;
  gint64 paid;

  g_return_val_if_fail (AMENDS_IS_ORDER_FIELD (self), -1);

  if (gtk_widget_get_visible (self->new_grid))
    return amends_money_entry_get_amount (self->paid_entry, &paid) ? paid : -1;
  order = self->intake ? amends_intake_get_order (self->intake) : NULL;
  return order ? amends_term_get_int (order, "left_minor") : -1;
}
