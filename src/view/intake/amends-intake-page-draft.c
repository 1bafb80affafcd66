/* What is typed into the form is kept on this computer until it is filed: closing the window, the program or the power loses nothing.
 *
 * Kept are the draft as it would be filed, what stands in the customer's field, and of the values the form fills in by itself only
 * those a person typed. A customer of the file is looked up again, and what belongs to an order follows when the customer is there. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-intake-page-private.h"
#include "amends-time.h"

#define KEY "intake"

static void
show_kept (AmendsIntakePage *self,
           gboolean          kept)
{
  g_autofree char *clock = amends_time_format_clock (amends_clock_now ());
  g_autofree char *words = g_strdup_printf (_("Draft kept %s"), clock);

  gtk_label_set_label (self->kept_label, kept ? words : "");
  gtk_widget_set_visible (self->kept_box, kept);
}

/**
 * amends_intake_page_dup_draft:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): what to keep, %NULL for an empty form
 */
char *
amends_intake_page_dup_draft (AmendsIntakePage *self)
{
  g_autofree char *draft = amends_intake_to_json (self->intake);
  g_autoptr (JsonNode) node = json_from_string (draft, NULL);
  const char *find = amends_customer_field_get_value (self->customer_field);
  JsonObject *object = json_node_get_object (node);

  if (!*find && amends_intake_is_empty (self->intake))
    return NULL;
  if (*find)
    json_object_set_string_member (object, "find", find);
  /* "not about an order" is a choice, where the newest order would be taken by itself */
  if (amends_intake_get_customer (self->intake) && !json_object_has_member (object, "order"))
    json_object_set_object_member (object, "order", json_object_new ());
  if (!self->serial_typed)
    json_object_remove_member (object, "serial");
  else
    json_object_set_string_member (object, "serial", gtk_editable_get_text (GTK_EDITABLE (self->serial_entry)));
  if (json_object_has_member (object, "refund") && !amends_refund_field_get_typed (self->refund_field))
    json_object_remove_member (json_object_get_object_member (object, "refund"), "amount_minor");
  return json_to_string (node, FALSE);
}

/**
 * amends_intake_page_keep:
 * @self: the page
 *
 * Something was typed or chosen.
 */
void
amends_intake_page_keep (AmendsIntakePage *self)
{
  g_autofree char *text = NULL;

  if (self->restoring || self->filing)
    return;
  text = amends_intake_page_dup_draft (self);
  amends_drafts_set (amends_desk_get_drafts (self->desk), KEY, text);
  show_kept (self, text != NULL);
}

/**
 * amends_intake_page_forget:
 * @self: the page
 *
 * The draft is on its way to the server, from where it comes back by the journal if need be.
 */
void
amends_intake_page_forget (AmendsIntakePage *self)
{
  amends_drafts_set (amends_desk_get_drafts (self->desk), KEY, NULL);
  show_kept (self, FALSE);
}

static void
take_numbers (AmendsIntakePage *self,
              JsonObject       *draft)
{
  static const char *names[] = { "category", "priority", "team", "assignee" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    amends_intake_set_number (self->intake, names[i], json_object_get_int_member_with_default (draft, names[i], 0));
}

static JsonObject *
object_member (JsonObject *draft,
               const char *name)
{
  JsonNode *node = json_object_get_member (draft, name);

  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
take_customer (AmendsIntakePage *self,
               JsonObject       *draft)
{
  JsonObject *customer = object_member (draft, "customer");
  JsonObject *order = object_member (draft, "order");

  g_clear_pointer (&self->kept_order, json_object_unref);
  self->kept_order = order ? json_object_ref (order) : NULL;
  amends_customer_field_restore (self->customer_field, json_object_get_string_member_with_default (draft, "find", ""), customer);
  /* a customer of the file is there when the server has answered */
  if (!customer || !json_object_has_member (customer, "id"))
    amends_intake_page_order_offered (self);
}

/**
 * amends_intake_page_take_draft:
 * @self: the page, empty
 * @text: what amends_intake_page_dup_draft() gave
 */
void
amends_intake_page_take_draft (AmendsIntakePage *self,
                               const char       *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *draft = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *refund = draft ? object_member (draft, "refund") : NULL;
  const char *serial = draft ? json_object_get_string_member_with_default (draft, "serial", "") : "";

  if (!draft)
    return;
  self->restoring = TRUE;
  amends_channel_picker_set_channel (self->channel_picker, json_object_get_string_member_with_default (draft, "channel", NULL));
  amends_words_field_set_words (self->words_field, json_object_get_string_member_with_default (draft, "words", NULL));
  gtk_toggle_button_set_active (g_strcmp0 (json_object_get_string_member_with_default (draft, "scope", NULL), "batch") == 0
                                  ? self->scope_batch : self->scope_one, TRUE);
  if (*serial)
    gtk_editable_set_text (GTK_EDITABLE (self->serial_entry), serial);
  if (refund)
    amends_refund_field_set_refund (self->refund_field, json_object_get_string_member_with_default (refund, "reason", NULL),
                                    json_object_get_int_member_with_default (refund, "amount_minor", 0));
  take_numbers (self, draft);
  take_customer (self, draft);
  show_kept (self, TRUE);
  amends_intake_page_keep (self);
}

/**
 * amends_intake_page_order_offered:
 * @self: the page
 *
 * The orders of a customer can be chosen from: takes the kept one.
 */
void
amends_intake_page_order_offered (AmendsIntakePage *self)
{
  g_autoptr (JsonObject) order = g_steal_pointer (&self->kept_order);

  if (order)
    amends_order_field_restore (self->order_field, order);
  self->restoring = FALSE;
}

/**
 * amends_intake_page_restore:
 * @self: the page, new
 *
 * Fills the form with what was not filed the last time.
 */
void
amends_intake_page_restore (AmendsIntakePage *self)
{
  g_autofree char *text = g_strdup (amends_drafts_get (amends_desk_get_drafts (self->desk), KEY));

  self->restoring = FALSE;
  if (text)
    amends_intake_page_take_draft (self, text);
}
