/* A ticket on the board: number and limit, what it is about and whose, the step it stands at and what is special about it. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-due-pill.h"
#include "amends-flags.h"
#include "amends-ticket-card.h"
#include "amends-tip.h"

struct _AmendsTicketCard
{
  GtkBox parent_instance;

  AmendsTicket *ticket;
  gulong handler;

  AmendsDuePill *pill;
};

enum
{
  PROP_0,
  PROP_TICKET,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsTicketCard, amends_ticket_card, GTK_TYPE_BOX)

static GParamSpec *properties[N_PROPS];

static void
set_class (AmendsTicketCard *self,
           const char       *name,
           gboolean          on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

/* The edge of the card follows the pill, which follows the clock. */
static void
state_cb (AmendsTicketCard *self)
{
  g_autofree char *state = NULL;

  g_object_get (self->pill, "state", &state, NULL);
  set_class (self, "over", g_strcmp0 (state, "overdue") == 0);
  set_class (self, "waiting", g_strcmp0 (state, "waiting") == 0);
}

/* Everything on the card but the limit, which the pill says and keeps up to date. */
static void
name_self (AmendsTicketCard *self)
{
  const AmendsTicketFields *fields = amends_ticket_get (self->ticket);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *words = NULL;

  g_strv_builder_add_many (parts, amends_ticket_get_number (self->ticket), fields->category != NULL ? fields->category : "",
                           fields->customer != NULL ? fields->customer : "",
                           fields->step_label != NULL ? fields->step_label : "",
                           amends_ticket_get_owner_name (self->ticket), NULL);
  if (amends_ticket_get_priority (self->ticket) != AMENDS_PRIORITY_GENERAL && fields->priority_text != NULL)
    g_strv_builder_add (parts, fields->priority_text);
  if (amends_ticket_is_vip (self->ticket))
    g_strv_builder_add (parts, _("VIP"));
  if (amends_ticket_get_repeat (self->ticket) > 0)
    g_strv_builder_add (parts, _("Repeat complaint"));
  if (amends_ticket_is_batch (self->ticket))
    g_strv_builder_add (parts, _("Batch"));
  list = g_strv_builder_end (parts);
  words = g_strjoinv (", ", list);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  amends_tip_set (GTK_WIDGET (self), fields->subject);
}

static void
update (AmendsTicketCard *self)
{
  const AmendsTicketFields *fields = amends_ticket_get (self->ticket);

  amends_due_pill_set (self->pill, fields->due_at, fields->warn_at, fields->wait_label);
  set_class (self, "settling", amends_ticket_get_settling (self->ticket));
  name_self (self);
}

static void
amends_ticket_card_dispose (GObject *object)
{
  amends_ticket_card_set_ticket (AMENDS_TICKET_CARD (object), NULL);

  G_OBJECT_CLASS (amends_ticket_card_parent_class)->dispose (object);
}

static void
amends_ticket_card_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TICKET:
      g_value_set_object (value, AMENDS_TICKET_CARD (object)->ticket);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_ticket_card_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_TICKET:
      amends_ticket_card_set_ticket (AMENDS_TICKET_CARD (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_ticket_card_class_init (AmendsTicketCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_ticket_card_dispose;
  object_class->get_property = amends_ticket_card_get_property;
  object_class->set_property = amends_ticket_card_set_property;

  properties[PROP_TICKET] = g_param_spec_object ("ticket", NULL, NULL, AMENDS_TYPE_TICKET,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AMENDS_TYPE_DUE_PILL);
  g_type_ensure (AMENDS_TYPE_FLAGS);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/ticket-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsTicketCard, pill);
  gtk_widget_class_bind_template_callback (widget_class, state_cb);
}

static void
amends_ticket_card_init (AmendsTicketCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_ticket_card_new:
 *
 * Returns: (transfer full): a card of no ticket yet
 */
GtkWidget *
amends_ticket_card_new (void)
{
  return g_object_new (AMENDS_TYPE_TICKET_CARD, NULL);
}

/**
 * amends_ticket_card_get_ticket:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): its ticket
 */
AmendsTicket *
amends_ticket_card_get_ticket (AmendsTicketCard *self)
{
  g_return_val_if_fail (AMENDS_IS_TICKET_CARD (self), NULL);

  return self->ticket;
}

/**
 * amends_ticket_card_set_ticket:
 * @self: a card
 * @ticket: (nullable): what it shows
 */
void
amends_ticket_card_set_ticket (AmendsTicketCard *self,
                               AmendsTicket     *ticket)
{
  g_return_if_fail (AMENDS_IS_TICKET_CARD (self));

  if (self->ticket == ticket)
    return;
  if (self->ticket != NULL)
    g_clear_signal_handler (&self->handler, self->ticket);
  g_set_object (&self->ticket, ticket);
  if (ticket != NULL)
    {
      self->handler = g_signal_connect_swapped (ticket, "notify", G_CALLBACK (update), self);
      update (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICKET]);
}
