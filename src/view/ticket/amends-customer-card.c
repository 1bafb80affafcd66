/* The customer of a ticket: masked, in full for a minute when somebody says what for; repeat complaints, other open tickets. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-customer-card.h"
#include "amends-facts.h"
#include "amends-json.h"
#include "amends-label-json.h"

#define SHOWN_S 60

struct _AmendsCustomerCard
{
  AdwBin parent_instance;

  JsonObject *customer;
  guint hide_source;
  int left_s;

  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkWidget *tier_label;
  GtkLabel *phone_label;
  GtkLabel *email_label;
  GtkMenuButton *reveal_button;
  GtkWidget *full_box;
  GtkLabel *full_label;
  GtkWidget *repeat_box;
  GtkLabel *repeat_label;
  GtkLabel *satisfaction_label;
  GtkLabel *tickets_label;
  GtkBox *twin_box;
};

G_DEFINE_FINAL_TYPE (AmendsCustomerCard, amends_customer_card, ADW_TYPE_BIN)

static void
set_name (AmendsCustomerCard *self,
          const char         *name,
          const char         *phone,
          const char         *email)
{
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name_label, name != NULL ? name : "");
  gtk_label_set_label (self->phone_label, phone != NULL ? phone : "");
  gtk_widget_set_visible (GTK_WIDGET (self->phone_label), phone != NULL);
  gtk_label_set_label (self->email_label, email != NULL ? email : "");
  gtk_widget_set_visible (GTK_WIDGET (self->email_label), email != NULL);
}

static void
hide_full (AmendsCustomerCard *self)
{
  g_clear_handle_id (&self->hide_source, g_source_remove);
  gtk_widget_set_visible (self->full_box, FALSE);
  amends_css_toggle (GTK_WIDGET (self->phone_label), "masked", TRUE);
  set_name (self, amends_json_text (self->customer, "name"), amends_json_text (self->customer, "phone"), NULL);
}

static void
show_left (AmendsCustomerCard *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("In full for %d more second; recorded with your name.",
                                                     "In full for %d more seconds; recorded with your name.", self->left_s), self->left_s);

  gtk_label_set_label (self->full_label, text);
}

static gboolean
second_cb (gpointer user_data)
{
  AmendsCustomerCard *self = user_data;

  if (--self->left_s > 0)
    {
      show_left (self);
      return G_SOURCE_CONTINUE;
    }
  self->hide_source = 0;
  hide_full (self);
  return G_SOURCE_REMOVE;
}

static void
hide_cb (AmendsCustomerCard *self)
{
  hide_full (self);
}

static void
purpose_cb (AmendsCustomerCard *self,
            GtkButton          *button)
{
  GtkWidget *label = gtk_button_get_child (button);

  gtk_menu_button_popdown (self->reveal_button);
  gtk_widget_activate_action (GTK_WIDGET (self), "ticket.reveal", "s", gtk_label_get_label (GTK_LABEL (label)));
}

static void
other_purpose_cb (AmendsCustomerCard *self,
                  GtkEntry           *entry)
{
  const char *purpose = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (*purpose == '\0')
    return;
  gtk_menu_button_popdown (self->reveal_button);
  gtk_widget_activate_action (GTK_WIDGET (self), "ticket.reveal", "s", purpose);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

/* A customer's data are not left on the screen of a page nobody looks at. */
static void
amends_customer_card_unmap (GtkWidget *widget)
{
  AmendsCustomerCard *self = AMENDS_CUSTOMER_CARD (widget);

  GTK_WIDGET_CLASS (amends_customer_card_parent_class)->unmap (widget);

  if (self->hide_source != 0)
    hide_full (self);
}

static void
amends_customer_card_dispose (GObject *object)
{
  AmendsCustomerCard *self = AMENDS_CUSTOMER_CARD (object);

  g_clear_handle_id (&self->hide_source, g_source_remove);
  g_clear_pointer (&self->customer, json_object_unref);

  G_OBJECT_CLASS (amends_customer_card_parent_class)->dispose (object);
}

static void
amends_customer_card_class_init (AmendsCustomerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_customer_card_dispose;
  widget_class->unmap = amends_customer_card_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/customer-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, tier_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, phone_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, email_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, full_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, full_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, repeat_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, repeat_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, satisfaction_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, tickets_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsCustomerCard, twin_box);
  gtk_widget_class_bind_template_callback (widget_class, purpose_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_purpose_cb);
  gtk_widget_class_bind_template_callback (widget_class, hide_cb);
}

static void
amends_customer_card_init (AmendsCustomerCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
complaint_words (JsonObject *customer)
{
  JsonArray *categories = amends_json_array (customer, "complaint_categories");
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *head = g_strdup_printf (ngettext ("%d complaint in %d days", "%d complaints in %d days", amends_json_int (customer, "complaints")),
                                           (int) amends_json_int (customer, "complaints"), (int) amends_json_int (customer, "complaint_days"));

  for (guint i = 0; categories != NULL && i < json_array_get_length (categories); i++)
    {
      g_autofree char *label = amends_label_from_node (json_array_get_element (categories, i));

      g_string_append_printf (list, i > 0 ? _(", %s") : "%s", label);
    }
  return g_markup_printf_escaped ("<b>%s</b>: %s", head, list->str);
}

static void
show_satisfaction (AmendsCustomerCard *self)
{
  JsonObject *past = amends_json_object (self->customer, "satisfaction");
  int n = amends_json_int (past, "n"), tickets = amends_json_int (self->customer, "tickets");
  g_autofree char *text = NULL;
  g_autofree char *count = g_strdup_printf (ngettext ("%d ticket", "%d tickets", tickets), tickets);

  if (n > 0)
    {
      JsonNode *speed = json_object_get_member (past, "speed"), *attitude = json_object_get_member (past, "attitude");

      text = g_strdup_printf (_("speed %.1f · attitude %.1f (%d)"), json_node_get_double (speed), json_node_get_double (attitude), n);
    }
  gtk_label_set_label (self->satisfaction_label, text != NULL ? text : _("no answer yet"));
  gtk_label_set_label (self->tickets_label, count);
}

static void
add_twin (AmendsCustomerCard *self,
          JsonObject         *twin)
{
  g_autofree char *category = amends_json_dup_label (twin, "category");
  const char *holder = amends_json_text (twin, "assignee");
  gboolean same_order = g_strcmp0 (amends_json_text (twin, "same"), "order") == 0;
  g_autofree char *text = g_strdup_printf (same_order ? _("%s %s · same order · %s") : _("%s %s · %s"), amends_json_text (twin, "number"),
                                           category, holder != NULL ? holder : _("nobody yet"));
  GtkWidget *label = amends_text_new (text, "caption numeric");
  GtkWidget *button;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (!amends_json_boolean (twin, "visible"))
    {
      gtk_box_append (self->twin_box, label);
      return;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "twin");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", amends_json_int (twin, "ticket_id"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-ticket");
  gtk_box_append (self->twin_box, button);
}

static void
show_twins (AmendsCustomerCard *self,
            JsonObject         *ticket)
{
  JsonArray *twins = amends_json_array (ticket, "duplicates");

  amends_facts_clear (GTK_WIDGET (self->twin_box));
  if (amends_json_length (ticket, "duplicates") > 0)
    gtk_box_append (self->twin_box, amends_text_new (_("Also open"), "caption key"));
  for (guint i = 0; twins != NULL && i < json_array_get_length (twins); i++)
    add_twin (self, amends_json_item (twins, i));
  gtk_widget_set_visible (GTK_WIDGET (self->twin_box), gtk_widget_get_first_child (GTK_WIDGET (self->twin_box)) != NULL);
}

/**
 * amends_customer_card_show:
 * @self: the card
 * @ticket: the object of api.ticket()
 * @may_reveal: whether the person may see the data in full
 */
void
amends_customer_card_show (AmendsCustomerCard *self,
                           JsonObject         *ticket,
                           gboolean            may_reveal)
{
  JsonObject *customer = amends_json_object (ticket, "customer");
  g_autofree char *complaints = NULL;

  g_return_if_fail (AMENDS_IS_CUSTOMER_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), customer != NULL);
  if (customer == NULL)
    return;
  g_clear_pointer (&self->customer, json_object_unref);
  self->customer = json_object_ref (customer);
  if (self->hide_source == 0)
    hide_full (self);
  gtk_widget_set_visible (self->tier_label, g_strcmp0 (amends_json_text (customer, "tier"), "vip") == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button), may_reveal);
  gtk_widget_set_visible (self->repeat_box, amends_json_int (customer, "complaints") > 1);
  complaints = complaint_words (customer);
  gtk_label_set_markup (self->repeat_label, complaints);
  show_satisfaction (self);
  show_twins (self, ticket);
}

/**
 * amends_customer_card_show_full:
 * @self: the card
 * @full: "name", "phone", "email"
 *
 * Shows the data in full for a minute.
 */
void
amends_customer_card_show_full (AmendsCustomerCard *self,
                                JsonObject         *full)
{
  g_return_if_fail (AMENDS_IS_CUSTOMER_CARD (self));

  g_clear_handle_id (&self->hide_source, g_source_remove);
  self->left_s = SHOWN_S;
  set_name (self, amends_json_text (full, "name"), amends_json_text (full, "phone"), amends_json_text (full, "email"));
  amends_css_toggle (GTK_WIDGET (self->phone_label), "masked", FALSE);
  show_left (self);
  gtk_widget_set_visible (self->full_box, TRUE);
  self->hide_source = g_timeout_add_seconds (1, second_cb, self);
}
