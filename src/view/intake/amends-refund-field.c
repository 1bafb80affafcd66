/* What the customer wants back and why. The amount follows the order until a person types one. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-money-entry.h"
#include "amends-money.h"
#include "amends-refund-field.h"
#include "amends-term.h"

struct _AmendsRefundField
{
  GtkBox parent_instance;

  AmendsIntake *intake;
  GPtrArray *codes;       /* of the reasons, as they stand in the list; the first is none */
  char *currency;
  gint64 left;            /* minor units that can be refunded on the order, -1 without one */
  gboolean typed;         /* a person typed the amount: it does not follow the order any more */
  gboolean filling;

  GtkDropDown *reason_drop;
  GtkLabel *reason_error;
  AmendsMoneyEntry *amount_entry;
  GtkLabel *amount_note;
};

G_DEFINE_FINAL_TYPE (AmendsRefundField, amends_refund_field, GTK_TYPE_BOX)

static const char *
get_reason (AmendsRefundField *self)
{
  guint selected = gtk_drop_down_get_selected (self->reason_drop);

  return selected < self->codes->len ? g_ptr_array_index (self->codes, selected) : "";
}

/* Only a refund has a reason and an amount: what stands here while the field is not shown is not filed. */
static void
write_draft (AmendsRefundField *self)
{
  gboolean needed = gtk_widget_get_visible (GTK_WIDGET (self));
  gint64 amount = 0;

  if (!self->intake)
    return;
  amends_money_entry_get_amount (self->amount_entry, &amount);
  amends_intake_set_text (self->intake, "refund.reason", needed ? get_reason (self) : NULL);
  amends_intake_set_number (self->intake, "refund.amount_minor", needed ? amount : 0);
}

static void
show_note (AmendsRefundField *self)
{
  gint64 amount = 0;
  gboolean readable = amends_money_entry_get_amount (self->amount_entry, &amount);
  gboolean wrong = readable ? self->left >= 0 && amount > self->left : *gtk_editable_get_text (GTK_EDITABLE (self->amount_entry)) != '\0';
  g_autofree char *money = amends_money_format (MAX (self->left, 0), self->currency);
  g_autofree char *note = NULL;

  if (self->left < 0)
    note = g_strdup (_("Choose an order to know how much can be refunded"));
  else if (self->left == 0)
    note = g_strdup (_("Nothing is left to refund on this order"));
  else
    note = g_strdup_printf (_("At most %s"), money);
  gtk_label_set_label (self->amount_note, note);
  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->amount_entry), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->amount_note), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->amount_entry), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->amount_note), "error");
    }
}

static void
reason_chosen_cb (AmendsRefundField *self)
{
  amends_refund_field_set_error (self, NULL);
  write_draft (self);
}

static void
amount_changed_cb (AmendsRefundField *self)
{
  if (!self->filling)
    self->typed = *gtk_editable_get_text (GTK_EDITABLE (self->amount_entry)) != '\0';
  show_note (self);
  write_draft (self);
}

/* Most refunds are for all that is left on the order. */
static void
fill_amount (AmendsRefundField *self)
{
  if (!self->typed)
    {
      self->filling = TRUE;
      if (self->left > 0)
        amends_money_entry_set_amount (self->amount_entry, self->left);
      else
        amends_money_entry_clear (self->amount_entry);
      self->filling = FALSE;
    }
  show_note (self);
  write_draft (self);
}

static void
amends_refund_field_dispose (GObject *object)
{
  g_clear_object (&AMENDS_REFUND_FIELD (object)->intake);
  G_OBJECT_CLASS (amends_refund_field_parent_class)->dispose (object);
}

static void
amends_refund_field_finalize (GObject *object)
{
  AmendsRefundField *self = AMENDS_REFUND_FIELD (object);

  g_ptr_array_unref (self->codes);
  g_free (self->currency);
  G_OBJECT_CLASS (amends_refund_field_parent_class)->finalize (object);
}

static void
amends_refund_field_class_init (AmendsRefundFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_refund_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_refund_field_finalize;

  g_type_ensure (AMENDS_TYPE_MONEY_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/intake/refund-field.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundField, reason_drop);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundField, reason_error);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundField, amount_entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsRefundField, amount_note);
}

static void
amends_refund_field_init (AmendsRefundField *self)
{
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->left = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* the name says more than the short label above the field, which would be added to it */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->amount_entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  g_signal_connect_swapped (self->reason_drop, "notify::selected", G_CALLBACK (reason_chosen_cb), self);
  g_signal_connect_swapped (self->amount_entry, "changed", G_CALLBACK (amount_changed_cb), self);
}

/**
 * amends_refund_field_set_intake:
 * @self: a field
 * @intake: the draft it writes to
 * @currency: of amounts
 */
void
amends_refund_field_set_intake (AmendsRefundField *self,
                                AmendsIntake      *intake,
                                const char        *currency)
{
  g_return_if_fail (AMENDS_IS_REFUND_FIELD (self));
  g_return_if_fail (AMENDS_IS_INTAKE (intake));

  g_set_object (&self->intake, intake);
  g_free (self->currency);
  self->currency = g_strdup (currency);
  amends_money_entry_set_currency (self->amount_entry, currency);
  show_note (self);
}

/**
 * amends_refund_field_set_reasons:
 * @self: a field
 * @reasons: a model of #AmendsTerm; those of refunds are offered, the one chosen stays
 */
void
amends_refund_field_set_reasons (AmendsRefundField *self,
                                 GListModel        *reasons)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autofree char *before = NULL;

  g_return_if_fail (AMENDS_IS_REFUND_FIELD (self));
  g_return_if_fail (G_IS_LIST_MODEL (reasons));

  before = g_strdup (get_reason (self));
  g_ptr_array_set_size (self->codes, 0);
  gtk_string_list_append (labels, _("Choose a reason"));
  g_ptr_array_add (self->codes, g_strdup (""));
  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (AmendsTerm) reason = g_list_model_get_item (reasons, i);

      if (g_strcmp0 (amends_term_get_text (reason, "kind"), "refund") != 0)
        continue;
      gtk_string_list_append (labels, amends_term_get_label (reason));
      g_ptr_array_add (self->codes, g_strdup (amends_term_get_code (reason)));
    }
  gtk_drop_down_set_model (self->reason_drop, G_LIST_MODEL (labels));
  amends_refund_field_set_refund (self, before, 0);
}

/**
 * amends_refund_field_set_needed:
 * @self: a field
 * @needed: whether this is a refund: the field is shown, and written to the draft, only then
 */
void
amends_refund_field_set_needed (AmendsRefundField *self,
                                gboolean           needed)
{
  g_return_if_fail (AMENDS_IS_REFUND_FIELD (self));

  if (needed == gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), needed);
  fill_amount (self);
}

/**
 * amends_refund_field_set_left:
 * @self: a field
 * @left: minor units that can be refunded on the chosen order; -1 without one
 *
 * The amount follows, unless a person typed one.
 */
void
amends_refund_field_set_left (AmendsRefundField *self,
                              gint64             left)
{
  g_return_if_fail (AMENDS_IS_REFUND_FIELD (self));

  self->left = left;
  fill_amount (self);
}

/**
 * amends_refund_field_set_refund:
 * @self: a field
 * @reason: (nullable): code of the reason to choose
 * @amount: minor units a person typed; 0 leaves the amount as it is
 */
void
amends_refund_field_set_refund (AmendsRefundField *self,
                                const char        *reason,
                                gint64             amount)
{
  guint position = 0;

  g_return_if_fail (AMENDS_IS_REFUND_FIELD (self));

  if (reason && g_ptr_array_find_with_equal_func (self->codes, reason, g_str_equal, &position))
    gtk_drop_down_set_selected (self->reason_drop, position);
  if (amount > 0)
    amends_money_entry_set_amount (self->amount_entry, amount);
}

/**
 * amends_refund_field_follow:
 * @self: a field
 *
 * Another customer: what was typed about the one before is gone, the amount follows the order again.
 */
void
amends_refund_field_follow (AmendsRefundField *self)
{
  g_return_if_fail (AMENDS_IS_REFUND_FIELD (self));

  self->typed = FALSE;
  self->left = -1;
  fill_amount (self);
}

/**
 * amends_refund_field_get_typed:
 * @self: a field
 *
 * Returns: whether a person typed the amount
 */
gboolean
amends_refund_field_get_typed (AmendsRefundField *self)
{
  g_return_val_if_fail (AMENDS_IS_REFUND_FIELD (self), FALSE);

  return self->typed;
}

/**
 * amends_refund_field_set_error:
 * @self: a field
 * @text: (nullable): what is wrong with the reason, or what the server refused; %NULL: nothing
 */
void
amends_refund_field_set_error (AmendsRefundField *self,
                               const char        *text)
{
  g_return_if_fail (AMENDS_IS_REFUND_FIELD (self));

  gtk_label_set_label (self->reason_error, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_error), text != NULL);
  if (!text)
    gtk_widget_remove_css_class (GTK_WIDGET (self->reason_drop), "error");
}

/**
 * amends_refund_field_check:
 * @self: a field
 *
 * Marks what cannot be filed as it is.
 *
 * Returns: (transfer none) (nullable): where the keyboard has to go
 */
GtkWidget *
amends_refund_field_check (AmendsRefundField *self)
{
  GtkWidget *first = NULL;
  gint64 amount;

  g_return_val_if_fail (AMENDS_IS_REFUND_FIELD (self), NULL);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return NULL;
  if (!*get_reason (self))
    {
      amends_refund_field_set_error (self, _("Choose a reason for the refund."));
      gtk_widget_add_css_class (GTK_WIDGET (self->reason_drop), "error");
      first = GTK_WIDGET (self->reason_drop);
    }
  if (self->left < 0 || !amends_money_entry_get_amount (self->amount_entry, &amount) || amount <= 0 || amount > self->left)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->amount_entry), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->amount_note), "error");
      first = first ? first : GTK_WIDGET (self->amount_entry);
    }
  return first;
}

/**
 * amends_refund_field_clear:
 * @self: a field
 *
 * Ready for the next call.
 */
void
amends_refund_field_clear (AmendsRefundField *self)
{
  g_return_if_fail (AMENDS_IS_REFUND_FIELD (self));

  gtk_drop_down_set_selected (self->reason_drop, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  amends_refund_field_follow (self);
}
