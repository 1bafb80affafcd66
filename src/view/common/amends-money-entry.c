/* An entry for an amount of money, kept in minor units; what is typed in full width or with commas is understood. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-money-entry.h"
#include "amends-money.h"
#include "amends-text-guard.h"

/* more digits than any amount in minor units has */
#define MAX_CHARS 32

struct _AmendsMoneyEntry
{
  GtkEntry parent_instance;

  char *currency;
  gint64 amount;
  gboolean valid;
};

enum
{
  PROP_0,
  PROP_AMOUNT,
  PROP_CURRENCY,
  PROP_VALID,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsMoneyEntry, amends_money_entry, GTK_TYPE_ENTRY)

static GParamSpec *properties[N_PROPS];

static void
changed_cb (AmendsMoneyEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  gint64 amount = 0;
  gboolean valid = amends_money_parse (text, self->currency, &amount, NULL);

  if (*text != '\0' && !valid)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               *text != '\0' && !valid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (self->valid == valid && self->amount == amount)
    return;
  self->valid = valid;
  self->amount = amount;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AMOUNT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
leave_cb (AmendsMoneyEntry *self)
{
  if (self->valid)
    amends_money_entry_set_amount (self, self->amount);
}

static void
amends_money_entry_finalize (GObject *object)
{
  g_free (AMENDS_MONEY_ENTRY (object)->currency);

  G_OBJECT_CLASS (amends_money_entry_parent_class)->finalize (object);
}

static void
amends_money_entry_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AmendsMoneyEntry *self = AMENDS_MONEY_ENTRY (object);

  switch (prop_id)
    {
    case PROP_AMOUNT:
      g_value_set_int64 (value, self->amount);
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, self->currency);
      break;
    case PROP_VALID:
      g_value_set_boolean (value, self->valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_money_entry_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  AmendsMoneyEntry *self = AMENDS_MONEY_ENTRY (object);

  switch (prop_id)
    {
    case PROP_AMOUNT:
      amends_money_entry_set_amount (self, g_value_get_int64 (value));
      break;
    case PROP_CURRENCY:
      amends_money_entry_set_currency (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_money_entry_class_init (AmendsMoneyEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amends_money_entry_finalize;
  object_class->get_property = amends_money_entry_get_property;
  object_class->set_property = amends_money_entry_set_property;

  properties[PROP_AMOUNT] = g_param_spec_int64 ("amount", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, NULL, flags);
  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_money_entry_init (AmendsMoneyEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_alignment (GTK_EDITABLE (self), 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self), 12);
  /* not GTK_INPUT_PURPOSE_NUMBER: that would keep full-width digits of an input method out */
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  amends_text_guard_attach (GTK_WIDGET (self), MAX_CHARS);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * amends_money_entry_new:
 *
 * Returns: (transfer full): an empty entry
 */
GtkWidget *
amends_money_entry_new (void)
{
  return g_object_new (AMENDS_TYPE_MONEY_ENTRY, NULL);
}

/**
 * amends_money_entry_set_currency:
 * @self: an entry
 * @currency: (nullable): ISO 4217 code; it decides how many decimal places there may be
 */
void
amends_money_entry_set_currency (AmendsMoneyEntry *self,
                                 const char       *currency)
{
  g_return_if_fail (AMENDS_IS_MONEY_ENTRY (self));

  if (g_strcmp0 (self->currency, currency) == 0)
    return;
  g_free (self->currency);
  self->currency = g_strdup (currency);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENCY]);
  changed_cb (self);
}

/**
 * amends_money_entry_get_amount:
 * @self: an entry
 * @amount: (out): minor units
 *
 * Returns: whether an amount stands in the entry; @amount is 0 where none does
 */
gboolean
amends_money_entry_get_amount (AmendsMoneyEntry *self,
                               gint64           *amount)
{
  g_return_val_if_fail (AMENDS_IS_MONEY_ENTRY (self), FALSE);
  g_return_val_if_fail (amount != NULL, FALSE);

  *amount = self->valid ? self->amount : 0;
  return self->valid;
}

/**
 * amends_money_entry_set_amount:
 * @self: an entry
 * @amount: minor units
 */
void
amends_money_entry_set_amount (AmendsMoneyEntry *self,
                               gint64            amount)
{
  g_autofree char *text = NULL;

  g_return_if_fail (AMENDS_IS_MONEY_ENTRY (self));

  text = amends_money_format_plain (amount, self->currency);
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), text);
}

/**
 * amends_money_entry_clear:
 * @self: an entry
 */
void
amends_money_entry_clear (AmendsMoneyEntry *self)
{
  g_return_if_fail (AMENDS_IS_MONEY_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self), "");
}
