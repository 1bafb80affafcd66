/* Everything that can be done to a ticket: one table of acts, each sent once whatever happens to the connection. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-ticket-store-private.h"

/* The acts of data/sql/API.md. Arguments: @id, @rev, @refund, @refund_rev are filled in here unless they are given; the rest come
 * from the page by name. */
typedef struct
{
  const char *verb;
  const char *arguments;
} Act;

static const Act acts[] = {
  { "ticket_take", "@id:bigint @rev:int" },
  { "step_finish", "@id:bigint @rev:int outcome:text record:jsonb" },
  { "step_skip", "@id:bigint @rev:int reason:text" },
  { "ticket_wait", "@id:bigint @rev:int reason:text note:text" },
  { "ticket_resume", "@id:bigint @rev:int" },
  { "ticket_hand_over", "@id:bigint @rev:int team:int person:int reason:text note:text" },
  { "ticket_escalate", "@id:bigint @rev:int reason:text note:text" },
  { "ticket_reopen", "@id:bigint @rev:int reason:text note:text" },
  { "ticket_close", "@id:bigint @rev:int survey:jsonb note:text" },
  { "ticket_cancel", "@id:bigint @rev:int reason:text note:text" },
  { "note_add", "@id:bigint text:text mentions:int[]" },
  { "contact_add", "@id:bigint text:text channel:text direction:text" },
  { "category_set", "@id:bigint @rev:int category:int reason:text" },
  { "priority_set", "@id:bigint @rev:int priority:int reason:text" },
  { "survey_record", "@id:bigint survey:jsonb" },
  { "callback_record", "followup:bigint remedy:text result:text" },
  { "coupon_cancel", "coupon:bigint reason:text" },
  { "refund_request", "@id:bigint @rev:int reason:text amount:bigint" },
  { "refund_review", "@refund:bigint @refund_rev:int approve:boolean amount:bigint clause:int alternatives:text note:text" },
  { "refund_confirm", "@refund:bigint @refund_rev:int amount:bigint paid:bigint" },
  { "refund_manager_confirm", "@refund:bigint @refund_rev:int" },
  { "refund_send_back", "@refund:bigint @refund_rev:int note:text" },
  { "refund_pay", "@refund:bigint @refund_rev:int method:text reference:text" },
  { "refund_withdraw", "@refund:bigint @refund_rev:int note:text" },
  { "refund_refuse", "@refund:bigint @refund_rev:int clause:int note:text" },
  { "refund_error_record", "@refund:bigint kind:text made_by:int note:text" },
  { "refund_error_correct", "error:bigint correction:text" },
  { "followup_record", "@id:bigint result:text" },
  { "reveal_request", "@customer:bigint @id:bigint purpose:text" },
};

static gint64
known_number (AmendsTicketStore *self,
              const char        *name)
{
  JsonNode *refund = self->detail ? json_object_get_member (self->detail, "refund") : NULL;
  JsonNode *customer = self->detail ? json_object_get_member (self->detail, "customer") : NULL;

  if (g_str_equal (name, "@id"))
    return self->id;
  if (g_str_equal (name, "@rev"))
    return self->detail ? json_object_get_int_member_with_default (self->detail, "rev", 0) : 0;
  if (g_str_equal (name, "@customer"))
    return customer && JSON_NODE_HOLDS_OBJECT (customer) ? json_object_get_int_member_with_default (json_node_get_object (customer), "id", 0) : 0;
  if (!refund || !JSON_NODE_HOLDS_OBJECT (refund))
    return 0;
  return json_object_get_int_member_with_default (json_node_get_object (refund), g_str_equal (name, "@refund") ? "id" : "rev", 0);
}

static void
add_argument (AmendsTicketStore *self,
              AmendsParams      *params,
              const char        *name,
              const char        *type,
              JsonObject        *arguments)
{
  JsonNode *node = arguments ? json_object_get_member (arguments, name) : NULL;

  if (*name == '@' && !node)
    amends_params_add_int64 (params, known_number (self, name));
  else if (!node || JSON_NODE_HOLDS_NULL (node))
    amends_params_add_null (params);
  else if (g_str_equal (type, "text"))
    amends_params_add_text (params, json_node_get_string (node));
  else if (g_str_equal (type, "boolean"))
    amends_params_add_bool (params, json_node_get_boolean (node));
  else if (g_str_equal (type, "jsonb"))
    {
      g_autofree char *json = json_to_string (node, FALSE);

      amends_params_add_json (params, json);
    }
  else if (g_str_equal (type, "int[]"))
    {
      JsonArray *array = json_node_get_array (node);
      g_autofree gint64 *values = g_new0 (gint64, json_array_get_length (array) + 1);

      for (guint i = 0; i < json_array_get_length (array); i++)
        values[i] = json_array_get_int_element (array, i);
      amends_params_add_int64_array (params, values, json_array_get_length (array));
    }
  else
    amends_params_add_int64 (params, json_node_get_int (node));
}

/* "SELECT api.verb($1::uuid, $2::bigint, …)": built from the table above, never from input. */
static char *
statement_of (const Act *act,
              GStrv      arguments)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT api.%s($1::uuid", act->verb);
  for (guint i = 0; arguments[i]; i++)
    g_string_append_printf (sql, ", $%u::%s", i + 2, strchr (arguments[i], ':') + 1);
  g_string_append_c (sql, ')');
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsTicketStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_write_finish (AMENDS_SESSION (source), result, NULL, &error);

  /* after a conflict too: the person has to see what the ticket is now */
  amends_ticket_store_refresh (self);
  if (rows)
    {
      JsonObject *answer = amends_ticket_store_object_of (rows);

      g_task_return_pointer (task, answer ? answer : json_object_new (), (GDestroyNotify) json_object_unref);
    }
  else
    g_task_return_error (task, error);
}

/**
 * amends_ticket_store_act_async:
 * @self: a ticket store
 * @verb: an act of data/sql/API.md, such as "step_finish"
 * @arguments: (nullable): its arguments by name, without "p_"; ids and revs of ticket and refund are those of the detail unless
 *   "@rev" or "@refund_rev" say what the person saw
 *
 * Does something to the ticket: once, whatever happens to the connection. Errors: those of the database, by code
 * (amends_message_for_error()); after any answer the ticket is read again.
 */
void
amends_ticket_store_act_async (AmendsTicketStore  *self,
                               const char         *verb,
                               JsonObject         *arguments,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autofree char *sql = NULL;
  g_auto (GStrv) specs = NULL;
  const Act *act = NULL;
  GTask *task;

  g_return_if_fail (AMENDS_IS_TICKET_STORE (self));

  for (gsize i = 0; i < G_N_ELEMENTS (acts) && !act; i++)
    if (g_str_equal (acts[i].verb, verb))
      act = &acts[i];
  g_return_if_fail (act != NULL);

  specs = g_strsplit (act->arguments, " ", -1);
  sql = statement_of (act, specs);
  for (guint i = 0; specs[i]; i++)
    {
      g_auto (GStrv) spec = g_strsplit (specs[i], ":", 2);

      add_argument (self, params, spec[0], spec[1], arguments);
    }
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, amends_ticket_store_act_async);
  amends_session_write_async (self->session, act->verb, sql, params, NULL, acted_cb, task);
}

/**
 * amends_ticket_store_act_finish:
 *
 * Returns: (transfer full): what the database answered
 */
JsonObject *
amends_ticket_store_act_finish (AmendsTicketStore *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
requested_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsTicketStore *self = AMENDS_TICKET_STORE (source);
  GError *error = NULL;
  g_autoptr (JsonObject) request = amends_ticket_store_act_finish (self, result, &error);
  GCancellable *cancellable;
  g_autoptr (AmendsParams) params = amends_params_new ();

  if (!request)
    {
      g_task_return_error (task, error);
      return;
    }
  amends_params_add_int64 (params, json_object_get_int_member_with_default (request, "id", 0));
  cancellable = g_task_get_cancellable (task);
  amends_session_read_async (self->session, "SELECT api.reveal_fetch($1::bigint)", params, cancellable, amends_ticket_store_object_cb, g_steal_pointer (&task));
}

/**
 * amends_ticket_store_reveal_async:
 * @self: a ticket store
 * @purpose: what the full data are needed for; kept with the request
 *
 * Shows the customer's data in full. Two calls: a request that is committed first, so that no look goes unrecorded.
 */
void
amends_ticket_store_reveal_async (AmendsTicketStore  *self,
                                  const char         *purpose,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  GTask *task;

  g_return_if_fail (AMENDS_IS_TICKET_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_ticket_store_reveal_async);
  json_object_set_string_member (arguments, "purpose", purpose);
  amends_ticket_store_act_async (self, "reveal_request", arguments, requested_cb, task);
}

/**
 * amends_ticket_store_reveal_finish:
 *
 * Returns: (transfer full): "name", "phone", "email"
 */
JsonObject *
amends_ticket_store_reveal_finish (AmendsTicketStore *self,
                                   GAsyncResult      *result,
                                   GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
