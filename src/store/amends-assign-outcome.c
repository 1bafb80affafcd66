/* What the database answered to a move: how many went through, and who was first where one did not. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-assign-private.h"

G_DEFINE_BOXED_TYPE (AmendsOutcome, amends_outcome, amends_outcome_copy, amends_outcome_free)

static void
refusal_free (AmendsRefusal *refusal)
{
  g_free (refusal->number);
  g_free (refusal->code);
  g_free (refusal->detail);
  g_free (refusal);
}

static AmendsOutcome *
outcome_new (void)
{
  AmendsOutcome *outcome = g_new0 (AmendsOutcome, 1);

  outcome->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) refusal_free);
  return outcome;
}

char *
amends_assign_text (JsonObject *object,
                    const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

char *
amends_assign_json (JsonObject *object,
                    const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_to_string (node, FALSE) : NULL;
}

JsonObject *
amends_assign_answer (AmendsResult *answer,
                      JsonNode    **node,
                      GError      **error)
{
  *node = amends_result_get_n_rows (answer) > 0 ? json_from_string (amends_result_get_json_text (answer, 0, 0), error) : NULL;
  if (*node != NULL && JSON_NODE_HOLDS_OBJECT (*node))
    return json_node_get_object (*node);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the server answered with something else than an object");
  return NULL;
}

static int
find_ticket (AmendsMove *move,
             gint64      id)
{
  for (guint i = 0; i < move->tickets->len; i++)
    if (amends_ticket_get_id (move->tickets->pdata[i]) == id)
      return i;
  return -1;
}

static void
take_row (AmendsMove    *move,
          AmendsOutcome *outcome,
          JsonObject    *row)
{
  gint64 id = json_object_get_int_member_with_default (row, "id", 0);
  int i = find_ticket (move, id);
  AmendsRefusal *refusal;

  if (json_object_get_boolean_member_with_default (row, "ok", FALSE))
    {
      outcome->n_done++;
      if (i >= 0)
        amends_ticket_set_rev (move->tickets->pdata[i], json_object_get_int_member_with_default (row, "rev", 0));
      return;
    }
  refusal = g_new0 (AmendsRefusal, 1);
  refusal->ticket_id = id;
  refusal->number = i >= 0 ? g_strdup (amends_ticket_get_number (move->tickets->pdata[i])) : NULL;
  refusal->code = amends_assign_text (row, "code");
  refusal->detail = amends_assign_json (row, "detail");
  g_ptr_array_add (outcome->refusals, refusal);
  if (i >= 0 && move->undone == NULL)
    amends_move_put_back (move, i);
}

AmendsOutcome *
amends_move_read_outcome (AmendsMove   *move,
                          AmendsResult *answer,
                          const char   *request,
                          GError      **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = amends_assign_answer (answer, &node, error);
  AmendsOutcome *outcome;
  JsonArray *rows;

  if (object == NULL)
    return NULL;
  outcome = outcome_new ();
  rows = json_object_has_member (object, "rows") ? json_object_get_array_member (object, "rows") : NULL;
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    take_row (move, outcome, json_array_get_object_element (rows, i));
  if (json_object_get_boolean_member_with_default (object, "undo", FALSE) && outcome->n_done > 0)
    outcome->request = g_strdup (request);
  return outcome;
}

/**
 * amends_outcome_copy:
 * @self: what happened
 *
 * Returns: (transfer full): the same
 */
AmendsOutcome *
amends_outcome_copy (AmendsOutcome *self)
{
  AmendsOutcome *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = outcome_new ();
  copy->n_done = self->n_done;
  copy->request = g_strdup (self->request);
  for (guint i = 0; i < self->refusals->len; i++)
    {
      AmendsRefusal *from = self->refusals->pdata[i], *to = g_new0 (AmendsRefusal, 1);

      to->ticket_id = from->ticket_id;
      to->number = g_strdup (from->number);
      to->code = g_strdup (from->code);
      to->detail = g_strdup (from->detail);
      g_ptr_array_add (copy->refusals, to);
    }
  return copy;
}

/**
 * amends_outcome_free:
 * @self: (nullable): what happened
 */
void
amends_outcome_free (AmendsOutcome *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->refusals);
  g_free (self->request);
  g_free (self);
}
