/* The ticket that is being taken in: what was said so far, and what the database would make of it.
 *
 * The draft is one JSON object, the same for proposing and for filing, so that what was shown is what is filed. Every change
 * asks for a new proposal a moment later; a question still under way is dropped for the newer one. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-intake.h"

#include "amends-error.h"

/* Long enough not to ask at every key, short enough to feel live. */
#define ASK_DELAY_MS 120

struct _AmendsIntake
{
  GObject parent_instance;

  AmendsSession *session;
  JsonObject *draft;
  AmendsTerm *customer;
  AmendsTerm *order;
  JsonObject *proposal;
  GCancellable *asking;
  guint ask_source;
};

enum
{
  PROP_0,
  PROP_PROPOSAL,
  PROP_ASKING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsIntake, amends_intake, G_TYPE_OBJECT)

static void
set_proposal (AmendsIntake *self,
              JsonObject   *proposal)
{
  g_clear_pointer (&self->proposal, json_object_unref);
  self->proposal = proposal ? json_object_ref (proposal) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROPOSAL]);
}

static void
proposed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AmendsIntake) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = NULL;
  g_autoptr (JsonNode) node = NULL;

  rows = amends_session_read_finish (AMENDS_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKING]);
  /* without an answer the last proposal stays, marked by the page as not live */
  if (!rows)
    return;
  node = json_from_string (amends_result_get_json_text (rows, 0, 0), NULL);
  if (node && JSON_NODE_HOLDS_OBJECT (node))
    set_proposal (self, json_node_get_object (node));
}

static gboolean
ask_cb (gpointer user_data)
{
  AmendsIntake *self = user_data;
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autofree char *draft = amends_intake_to_json (self);

  self->ask_source = 0;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  amends_params_add_json (params, draft);
  amends_session_read_async (self->session, "SELECT api.intake_propose($1::jsonb)", params, self->asking,
                             proposed_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKING]);
  return G_SOURCE_REMOVE;
}

static void
changed (AmendsIntake *self)
{
  g_clear_handle_id (&self->ask_source, g_source_remove);
  self->ask_source = g_timeout_add (ASK_DELAY_MS, ask_cb, self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
amends_intake_dispose (GObject *object)
{
  AmendsIntake *self = AMENDS_INTAKE (object);

  g_clear_handle_id (&self->ask_source, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->customer);
  g_clear_object (&self->order);
  g_clear_object (&self->session);
  g_clear_pointer (&self->draft, json_object_unref);
  g_clear_pointer (&self->proposal, json_object_unref);
  G_OBJECT_CLASS (amends_intake_parent_class)->dispose (object);
}

static void
amends_intake_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AmendsIntake *self = AMENDS_INTAKE (object);

  switch (prop_id)
    {
    case PROP_PROPOSAL:
      g_value_set_boxed (value, self->proposal);
      break;
    case PROP_ASKING:
      g_value_set_boolean (value, amends_intake_get_asking (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_intake_class_init (AmendsIntakeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_intake_dispose;
  object_class->get_property = amends_intake_get_property;

  properties[PROP_PROPOSAL] = g_param_spec_boxed ("proposal", NULL, NULL, JSON_TYPE_OBJECT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ASKING] = g_param_spec_boolean ("asking", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* the draft changed: what was typed is worth keeping */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AMENDS_TYPE_INTAKE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_intake_init (AmendsIntake *self)
{
  self->draft = json_object_new ();
}

/**
 * amends_intake_new:
 * @session: where to ask and file
 *
 * Returns: (transfer full): an empty draft
 */
AmendsIntake *
amends_intake_new (AmendsSession *session)
{
  AmendsIntake *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);

  self = g_object_new (AMENDS_TYPE_INTAKE, NULL);
  self->session = g_object_ref (session);
  return self;
}

/**
 * amends_intake_reset:
 * @self: an intake
 *
 * Empties the draft for the next call; the channel stays, for people sit at one.
 */
void
amends_intake_reset (AmendsIntake *self)
{
  g_autofree char *channel = NULL;

  g_return_if_fail (AMENDS_IS_INTAKE (self));

  channel = g_strdup (amends_intake_get_text (self, "channel"));
  json_object_unref (self->draft);
  self->draft = json_object_new ();
  if (channel)
    json_object_set_string_member (self->draft, "channel", channel);
  g_clear_object (&self->customer);
  g_clear_object (&self->order);
  set_proposal (self, NULL);
  changed (self);
}

/**
 * amends_intake_set_text:
 * @self: an intake
 * @field: a member of the draft as data/sql/API.md names them: "channel", "words", "subject", "scope", "serial", or "refund.reason"
 * @value: (nullable): its text; nothing removes it
 */
void
amends_intake_set_text (AmendsIntake *self,
                        const char   *field,
                        const char   *value)
{
  g_return_if_fail (AMENDS_IS_INTAKE (self));

  if (g_strcmp0 (amends_intake_get_text (self, field), value && *value ? value : NULL) == 0)
    return;
  if (value && *value)
    json_object_set_string_member (self->draft, field, value);
  else
    json_object_remove_member (self->draft, field);
  changed (self);
}

/**
 * amends_intake_get_text:
 * @self: an intake
 * @field: as for amends_intake_set_text()
 *
 * Returns: (nullable): the text
 */
const char *
amends_intake_get_text (AmendsIntake *self,
                        const char   *field)
{
  g_return_val_if_fail (AMENDS_IS_INTAKE (self), NULL);

  return json_object_get_string_member_with_default (self->draft, field, NULL);
}

/**
 * amends_intake_set_number:
 * @self: an intake
 * @field: "category", "priority", "assignee", "team" (ids, instead of what is proposed) or "refund.amount_minor" (minor units)
 * @value: the number; 0 removes it
 */
void
amends_intake_set_number (AmendsIntake *self,
                          const char   *field,
                          gint64        value)
{
  g_return_if_fail (AMENDS_IS_INTAKE (self));

  if (amends_intake_get_number (self, field) == value)
    return;
  if (value)
    json_object_set_int_member (self->draft, field, value);
  else
    json_object_remove_member (self->draft, field);
  changed (self);
}

/**
 * amends_intake_get_number:
 * @self: an intake
 * @field: as for amends_intake_set_number()
 *
 * Returns: the number, 0 when it is not set
 */
gint64
amends_intake_get_number (AmendsIntake *self,
                          const char   *field)
{
  g_return_val_if_fail (AMENDS_IS_INTAKE (self), 0);

  return json_object_get_int_member_with_default (self->draft, field, 0);
}

/**
 * amends_intake_set_customer:
 * @self: an intake
 * @customer: (nullable): one of amends_intake_find_customer_async(); %NULL: not known yet
 */
void
amends_intake_set_customer (AmendsIntake *self,
                            AmendsTerm   *customer)
{
  g_return_if_fail (AMENDS_IS_INTAKE (self));

  if (!customer && !self->customer && !json_object_has_member (self->draft, "customer"))
    return;
  if (!g_set_object (&self->customer, customer) && customer)
    return;
  json_object_remove_member (self->draft, "customer");
  json_object_remove_member (self->draft, "order");
  g_clear_object (&self->order);
  if (customer)
    {
      JsonObject *member = json_object_new ();

      json_object_set_int_member (member, "id", amends_term_get_id (customer));
      json_object_set_object_member (self->draft, "customer", member);
    }
  changed (self);
}

/**
 * amends_intake_set_new_customer:
 * @self: an intake
 * @name: (nullable): as the customer says it
 * @phone: (nullable): the number
 * @email: (nullable): the address
 * @vip: whether the customer is a VIP
 *
 * Somebody who is not in the file yet; is added when the ticket is filed.
 */
void
amends_intake_set_new_customer (AmendsIntake *self,
                                const char   *name,
                                const char   *phone,
                                const char   *email,
                                gboolean      vip)
{
  JsonObject *member;

  g_return_if_fail (AMENDS_IS_INTAKE (self));

  if (self->customer)
    json_object_remove_member (self->draft, "order");
  g_clear_object (&self->customer);
  g_clear_object (&self->order);
  member = json_object_new ();
  if (name && *name)
    json_object_set_string_member (member, "name", name);
  if (phone && *phone)
    json_object_set_string_member (member, "phone", phone);
  if (email && *email)
    json_object_set_string_member (member, "email", email);
  json_object_set_string_member (member, "tier", vip ? "vip" : "normal");
  json_object_set_object_member (self->draft, "customer", member);
  changed (self);
}

/**
 * amends_intake_get_customer:
 * @self: an intake
 *
 * Returns: (transfer none) (nullable): the customer chosen from the file
 */
AmendsTerm *
amends_intake_get_customer (AmendsIntake *self)
{
  g_return_val_if_fail (AMENDS_IS_INTAKE (self), NULL);

  return self->customer;
}

/**
 * amends_intake_set_order:
 * @self: an intake
 * @order: (nullable): one of the customer's; %NULL: not about an order
 */
void
amends_intake_set_order (AmendsIntake *self,
                         AmendsTerm   *order)
{
  g_return_if_fail (AMENDS_IS_INTAKE (self));

  if (!g_set_object (&self->order, order) && (order || !json_object_has_member (self->draft, "order")))
    return;
  json_object_remove_member (self->draft, "order");
  if (order)
    {
      JsonObject *member = json_object_new ();

      json_object_set_int_member (member, "id", amends_term_get_id (order));
      json_object_set_object_member (self->draft, "order", member);
    }
  changed (self);
}

/**
 * amends_intake_set_new_order:
 * @self: an intake
 * @ref: (nullable): the order number
 * @product: (nullable): what was bought
 * @paid_minor: what was paid, in minor units; 0 = not known
 *
 * An order that is not in the file yet.
 */
void
amends_intake_set_new_order (AmendsIntake *self,
                             const char   *ref,
                             const char   *product,
                             gint64        paid_minor)
{
  JsonObject *member;

  g_return_if_fail (AMENDS_IS_INTAKE (self));

  g_clear_object (&self->order);
  member = json_object_new ();
  if (ref && *ref)
    json_object_set_string_member (member, "ref", ref);
  if (product && *product)
    json_object_set_string_member (member, "product", product);
  json_object_set_int_member (member, "paid_minor", paid_minor);
  json_object_set_object_member (self->draft, "order", member);
  changed (self);
}

/**
 * amends_intake_get_order:
 * @self: an intake
 *
 * Returns: (transfer none) (nullable): the order chosen from the file
 */
AmendsTerm *
amends_intake_get_order (AmendsIntake *self)
{
  g_return_val_if_fail (AMENDS_IS_INTAKE (self), NULL);

  return self->order;
}

/**
 * amends_intake_to_json:
 * @self: an intake
 *
 * Returns: (transfer full): the draft as api.intake_propose() and api.ticket_file() take it
 */
char *
amends_intake_to_json (AmendsIntake *self)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonObject) copy = NULL;
  g_autoptr (GList) names = NULL;
  JsonObject *refund = NULL;

  g_return_val_if_fail (AMENDS_IS_INTAKE (self), NULL);

  /* "refund.reason" and "refund.amount_minor" are flat here and one object there */
  copy = json_object_new ();
  names = json_object_get_members (self->draft);
  for (GList *l = names; l; l = l->next)
    {
      const char *name = l->data;

      if (!g_str_has_prefix (name, "refund."))
        {
          json_object_set_member (copy, name, json_node_copy (json_object_get_member (self->draft, name)));
          continue;
        }
      if (!refund)
        refund = json_object_new ();
      json_object_set_member (refund, name + strlen ("refund."), json_node_copy (json_object_get_member (self->draft, name)));
    }
  if (refund)
    json_object_set_object_member (copy, "refund", refund);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, copy);
  return json_to_string (node, FALSE);
}

/**
 * amends_intake_is_empty:
 * @self: an intake
 *
 * Returns: whether nothing worth keeping was entered
 */
gboolean
amends_intake_is_empty (AmendsIntake *self)
{
  g_return_val_if_fail (AMENDS_IS_INTAKE (self), TRUE);

  return !json_object_has_member (self->draft, "customer") && !json_object_has_member (self->draft, "words");
}

/**
 * amends_intake_get_proposal:
 * @self: an intake
 *
 * Returns: (transfer none) (nullable): the database's last answer, as api.intake_propose() gives it
 */
JsonObject *
amends_intake_get_proposal (AmendsIntake *self)
{
  g_return_val_if_fail (AMENDS_IS_INTAKE (self), NULL);

  return self->proposal;
}

/**
 * amends_intake_get_asking:
 * @self: an intake
 *
 * Returns: whether the proposal shown is not yet that of what was typed last
 */
gboolean
amends_intake_get_asking (AmendsIntake *self)
{
  g_return_val_if_fail (AMENDS_IS_INTAKE (self), FALSE);

  return self->asking != NULL || self->ask_source != 0;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AmendsResult) rows = NULL;
  g_autoptr (GListStore) hits = g_list_store_new (AMENDS_TYPE_TERM);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *customers = NULL;
  GError *error = NULL;

  rows = amends_session_read_finish (AMENDS_SESSION (source), result, &error);
  if (!rows)
    {
      g_task_return_error (task, error);
      return;
    }
  node = json_from_string (amends_result_get_json_text (rows, 0, 0), NULL);
  if (node && JSON_NODE_HOLDS_OBJECT (node) && json_object_has_member (json_node_get_object (node), "customers"))
    customers = json_object_get_array_member (json_node_get_object (node), "customers");
  for (guint i = 0; customers && i < json_array_get_length (customers); i++)
    {
      g_autoptr (AmendsTerm) hit = amends_term_new (json_array_get_object_element (customers, i));

      g_list_store_append (hits, hit);
    }
  g_task_return_pointer (task, g_steal_pointer (&hits), g_object_unref);
}

/**
 * amends_intake_find_customer_async:
 * @self: an intake
 * @value: a complete phone number, e-mail address, order number or name; every look-up is counted
 *
 * Looks a customer up. Errors: those of the session, and %AMENDS_ERROR_INVALID for an incomplete value.
 */
void
amends_intake_find_customer_async (AmendsIntake        *self,
                                   const char          *value,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  GTask *task;

  g_return_if_fail (AMENDS_IS_INTAKE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_intake_find_customer_async);
  amends_params_add_text (params, value);
  /* a look-up writes its count, so it is no read for a stand-by, but it may be asked twice */
  amends_session_read_async (self->session, "SELECT api.customer_find($1::text)", params, cancellable, found_cb, task);
}

/**
 * amends_intake_find_customer_finish:
 *
 * Returns: (transfer full): #AmendsTerm of customers with members as in api.customer_find()
 */
GListModel *
amends_intake_find_customer_finish (AmendsIntake  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
filed_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AmendsResult) rows = NULL;
  g_autoptr (JsonNode) node = NULL;
  GError *error = NULL;

  rows = amends_session_write_finish (AMENDS_SESSION (source), result, NULL, &error);
  if (!rows)
    {
      g_task_return_error (task, error);
      return;
    }
  node = json_from_string (amends_result_get_json_text (rows, 0, 0), NULL);
  if (node && JSON_NODE_HOLDS_OBJECT (node))
    g_task_return_pointer (task, amends_term_new (json_node_get_object (node)), g_object_unref);
  else
    g_task_return_new_error (task, AMENDS_ERROR, AMENDS_ERROR_FAILED, "ticket_file answered no object");
}

/**
 * amends_intake_file_async:
 * @self: an intake
 *
 * Files the ticket: once, whatever happens to the connection. On an error the draft stays as it is.
 */
void
amends_intake_file_async (AmendsIntake        *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autofree char *draft = NULL;
  GTask *task;

  g_return_if_fail (AMENDS_IS_INTAKE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_intake_file_async);
  draft = amends_intake_to_json (self);
  amends_params_add_json (params, draft);
  amends_session_write_async (self->session, "ticket_file", "SELECT api.ticket_file($1::uuid, $2::jsonb)", params, cancellable,
                              filed_cb, task);
}

/**
 * amends_intake_file_finish:
 *
 * Returns: (transfer full): the new ticket: "id", "number", "assignee", "due_at"
 */
AmendsTerm *
amends_intake_file_finish (AmendsIntake  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
