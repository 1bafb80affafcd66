/* Giving work to somebody: shown at once, settled when the database answers, put back with the reason if it says no.
 *
 *   drop, key, menu ─► run ─► place in the store (settling) ─► api.assign() ─┬─ done: new revision, read again
 *                                                                            └─ refused: back to where it was, and why
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <json-glib/json-glib.h>

#include "amends-assign.h"

/* How many moves can be undone one after the other. */
#define UNDO_DEPTH 20

struct _AmendsAssign
{
  GObject parent_instance;

  AmendsSession *session;   /* unowned: it holds this object */
  GPtrArray *done;          /* request ids that can be undone, the last one last */
  GHashTable *previews;     /* key → AmendsPreview */
};

typedef struct
{
  gint64 team_id;
  gint64 person_id;
  char *name;
} Place;

/* One call on its way, and where its tickets stood before. */
typedef struct
{
  AmendsQueueStore *store;
  GPtrArray *tickets;
  GArray *places;
  char *undone;
} Move;

G_DEFINE_FINAL_TYPE (AmendsAssign, amends_assign, G_TYPE_OBJECT)

G_DEFINE_BOXED_TYPE (AmendsOutcome, amends_outcome, amends_outcome_copy, amends_outcome_free)

static void
refusal_free (AmendsRefusal *refusal)
{
  g_free (refusal->number);
  g_free (refusal->code);
  g_free (refusal->detail);
  g_free (refusal);
}

static void
skill_free (AmendsSkillMatch *match)
{
  g_free (match->skill);
  g_free (match);
}

static void
preview_free (AmendsPreview *preview)
{
  g_free (preview->code);
  g_free (preview->detail);
  g_ptr_array_unref (preview->skills);
  g_free (preview);
}

static void
clear_place (gpointer place)
{
  g_free (((Place *) place)->name);
}

static void
move_free (Move *move)
{
  g_clear_object (&move->store);
  g_clear_pointer (&move->tickets, g_ptr_array_unref);
  g_clear_pointer (&move->places, g_array_unref);
  g_free (move->undone);
  g_free (move);
}

static Move *
move_new (AmendsQueueStore *store,
          GPtrArray        *tickets)
{
  Move *move = g_new0 (Move, 1);

  if (store != NULL)
    move->store = g_object_ref (store);
  move->tickets = g_ptr_array_new_with_free_func (g_object_unref);
  move->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (move->places, clear_place);
  for (guint i = 0; tickets != NULL && i < tickets->len; i++)
    {
      const AmendsTicketFields *fields = amends_ticket_get (tickets->pdata[i]);
      Place place = { fields->team_id, fields->assignee_id, g_strdup (fields->assignee) };

      g_ptr_array_add (move->tickets, g_object_ref (tickets->pdata[i]));
      g_array_append_val (move->places, place);
    }
  return move;
}

/* ── showing it before it is true ── */

static void
place (Move         *move,
       AmendsTicket *ticket,
       gint64        team_id,
       gint64        person_id,
       const char   *name)
{
  if (move->store != NULL)
    amends_queue_store_place (move->store, ticket, team_id, person_id, name);
  else
    amends_ticket_set_holder (ticket, team_id, person_id, name);
}

static void
place_all (Move               *move,
           const AmendsHolder *to)
{
  for (guint i = 0; i < move->tickets->len; i++)
    {
      amends_ticket_set_settling (move->tickets->pdata[i], TRUE);
      place (move, move->tickets->pdata[i], to->team_id, to->person_id, to->name);
    }
}

static void
put_back (Move  *move,
          guint  i)
{
  Place *was = &g_array_index (move->places, Place, i);

  place (move, move->tickets->pdata[i], was->team_id, was->person_id, was->name);
}

static void
read_again (Move *move)
{
  if (move->store == NULL)
    return;
  for (guint i = 0; i < move->tickets->len; i++)
    {
      gint64 id = amends_ticket_get_id (move->tickets->pdata[i]);

      amends_queue_store_refetch (move->store, &id, 1);
    }
}

static void
settle_all (Move *move)
{
  for (guint i = 0; i < move->tickets->len; i++)
    amends_ticket_set_settling (move->tickets->pdata[i], FALSE);
  read_again (move);
}

static void
put_back_all (Move *move)
{
  for (guint i = 0; i < move->tickets->len; i++)
    put_back (move, i);
  settle_all (move);
}

/* ── answers ── */

static char *
text_member (JsonObject *object,
             const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

static char *
json_member (JsonObject *object,
             const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_to_string (node, FALSE) : NULL;
}

static JsonObject *
answer_object (AmendsResult  *answer,
               JsonNode     **node,
               GError       **error)
{
  *node = amends_result_get_n_rows (answer) > 0 ? json_from_string (amends_result_get_json_text (answer, 0, 0), error) : NULL;
  if (*node != NULL && JSON_NODE_HOLDS_OBJECT (*node))
    return json_node_get_object (*node);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the server answered with something else than an object");
  return NULL;
}

static int
find_ticket (Move   *move,
             gint64  id)
{
  for (guint i = 0; i < move->tickets->len; i++)
    if (amends_ticket_get_id (move->tickets->pdata[i]) == id)
      return i;
  return -1;
}

static void
take_row (Move          *move,
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
  refusal->code = text_member (row, "code");
  refusal->detail = json_member (row, "detail");
  g_ptr_array_add (outcome->refusals, refusal);
  if (i >= 0 && move->undone == NULL)
    put_back (move, i);
}

static AmendsOutcome *
outcome_new (void)
{
  AmendsOutcome *outcome = g_new0 (AmendsOutcome, 1);

  outcome->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) refusal_free);
  return outcome;
}

static AmendsOutcome *
read_outcome (Move          *move,
              AmendsResult  *answer,
              const char    *request,
              GError       **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = answer_object (answer, &node, error);
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

static void
remember (AmendsAssign *self,
          const char   *request)
{
  if (request == NULL)
    return;
  g_ptr_array_add (self->done, g_strdup (request));
  if (self->done->len > UNDO_DEPTH)
    g_ptr_array_remove_index (self->done, 0);
}

static void
forget_request (AmendsAssign *self,
                const char   *request)
{
  for (guint i = 0; i < self->done->len; i++)
    if (g_str_equal (self->done->pdata[i], request))
      {
        g_ptr_array_remove_index (self->done, i);
        return;
      }
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsAssign *self = g_task_get_source_object (task);
  Move *move = g_task_get_task_data (task);
  g_autofree char *request = NULL;
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_write_finish (AMENDS_SESSION (object), result, &request, &error);
  AmendsOutcome *outcome = answer != NULL ? read_outcome (move, answer, request, &error) : NULL;

  amends_assign_forget (self);
  if (outcome == NULL)
    {
      put_back_all (move);
      g_task_return_error (task, error);
      return;
    }
  settle_all (move);
  remember (self, outcome->request);
  g_task_return_pointer (task, outcome, (GDestroyNotify) amends_outcome_free);
}

static void
undo_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsAssign *self = g_task_get_source_object (task);
  Move *move = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_write_finish (AMENDS_SESSION (object), result, NULL, &error);
  AmendsOutcome *outcome = answer != NULL ? read_outcome (move, answer, NULL, &error) : NULL;

  forget_request (self, move->undone);
  amends_assign_forget (self);
  if (outcome == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, outcome, (GDestroyNotify) amends_outcome_free);
}

static void
take_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Move *move = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_write_finish (AMENDS_SESSION (object), result, NULL, &error);

  if (answer == NULL)
    {
      put_back_all (move);
      g_task_return_error (task, error);
      return;
    }
  settle_all (move);
  g_task_return_boolean (task, TRUE);
}

/* ── previews ── */

static char *
preview_key (GPtrArray          *tickets,
             const AmendsHolder *to)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, to->team_id, to->person_id);
  for (guint i = 0; i < tickets->len; i++)
    g_string_append_printf (text, ",%" G_GINT64_FORMAT, amends_ticket_get_id (tickets->pdata[i]));
  return g_string_free (text, FALSE);
}

static void
take_skills (AmendsPreview *preview,
             JsonObject    *object)
{
  JsonNode *node = json_object_get_member (object, "skills");
  JsonArray *skills = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; skills != NULL && i < json_array_get_length (skills); i++)
    {
      JsonObject *skill = json_array_get_object_element (skills, i);
      AmendsSkillMatch *match = g_new0 (AmendsSkillMatch, 1);

      match->skill = text_member (skill, "skill");
      match->has = json_object_get_boolean_member_with_default (skill, "has", FALSE);
      g_ptr_array_add (preview->skills, match);
    }
}

static AmendsPreview *
preview_new (JsonObject *object)
{
  AmendsPreview *preview = g_new0 (AmendsPreview, 1);

  preview->allowed = json_object_get_boolean_member_with_default (object, "allowed", FALSE);
  preview->needs_reason = json_object_get_boolean_member_with_default (object, "needs_reason", FALSE);
  preview->on_duty = json_object_get_boolean_member_with_default (object, "on_duty", FALSE);
  preview->people_on_duty = json_object_get_int_member_with_default (object, "people_on_duty", 0);
  preview->open = json_object_get_int_member_with_default (object, "team_open",
                                                           json_object_get_int_member_with_default (object, "open", 0));
  preview->load_min = json_object_get_int_member_with_default (object, "load_min", 0);
  preview->cap_min = json_object_get_int_member_with_default (object, "cap_min", 0);
  preview->after_open = json_object_get_int_member_with_default (object, "after_open", 0);
  preview->after_load_min = json_object_get_int_member_with_default (object, "after_load_min", 0);
  preview->code = text_member (object, "code");
  preview->detail = json_member (object, "detail");
  preview->skills = g_ptr_array_new_with_free_func ((GDestroyNotify) skill_free);
  take_skills (preview, object);
  return preview;
}

static void
preview_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsAssign *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *preview = answer != NULL ? answer_object (answer, &node, &error) : NULL;

  if (preview == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_replace (self->previews, g_strdup (g_task_get_task_data (task)), preview_new (preview));
  g_task_return_boolean (task, TRUE);
}

static void
amends_assign_finalize (GObject *object)
{
  AmendsAssign *self = AMENDS_ASSIGN (object);

  g_ptr_array_unref (self->done);
  g_hash_table_unref (self->previews);

  G_OBJECT_CLASS (amends_assign_parent_class)->finalize (object);
}

static void
amends_assign_class_init (AmendsAssignClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_assign_finalize;
}

static void
amends_assign_init (AmendsAssign *self)
{
  self->done = g_ptr_array_new_with_free_func (g_free);
  self->previews = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) preview_free);
}

/* A person who leaves the desk must not undo what the next one did. */
static void
session_cb (AmendsAssign *self)
{
  if (amends_session_get_state (self->session) != AMENDS_SESSION_SIGNED_OUT)
    return;
  g_ptr_array_set_size (self->done, 0);
  amends_assign_forget (self);
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

/**
 * amends_assign_for_session:
 * @session: a session
 *
 * Returns: (transfer none): the one object through which this desk gives work to people, so that undoing knows all of it
 */
AmendsAssign *
amends_assign_for_session (AmendsSession *session)
{
  AmendsAssign *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);

  self = g_object_get_data (G_OBJECT (session), "amends-assign");
  if (self == NULL)
    {
      self = g_object_new (AMENDS_TYPE_ASSIGN, NULL);
      self->session = session;
      g_object_set_data_full (G_OBJECT (session), "amends-assign", self, g_object_unref);
      g_signal_connect_object (session, "notify::state", G_CALLBACK (session_cb), self, G_CONNECT_SWAPPED);
    }
  return self;
}

static char *
items_json (GPtrArray *tickets,
            GArray    *revs)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < tickets->len; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_int_value (builder, amends_ticket_get_id (tickets->pdata[i]));
      json_builder_set_member_name (builder, "rev");
      json_builder_add_int_value (builder, revs != NULL ? g_array_index (revs, gint64, i)
                                                        : amends_ticket_get_rev (tickets->pdata[i]));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
add_person (AmendsParams *params,
            gint64        person_id)
{
  if (person_id != AMENDS_NOBODY)
    amends_params_add_int64 (params, person_id);
  else
    amends_params_add_null (params);
}

/**
 * amends_assign_run_async:
 * @self: the desk's assigning
 * @store: (nullable): the queue on show, where the tickets move at once
 * @tickets: (element-type AmendsTicket): what to give; all in one call
 * @revs: (nullable) (element-type gint64): the versions the person looked at when deciding; the present ones where %NULL
 * @to: where to
 * @reason: (nullable): why, where one is needed: own work given away, a person off duty
 * @anyway: whether a person off duty gets it all the same
 * @callback: called when the database has answered
 * @user_data: for @callback
 *
 * Each ticket goes through or not on its own.
 */
void
amends_assign_run_async (AmendsAssign        *self,
                         AmendsQueueStore    *store,
                         GPtrArray           *tickets,
                         GArray              *revs,
                         const AmendsHolder  *to,
                         const char          *reason,
                         gboolean             anyway,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autofree char *items = NULL;
  GTask *task;
  Move *move;

  g_return_if_fail (AMENDS_IS_ASSIGN (self));
  g_return_if_fail (tickets != NULL && to != NULL);
  g_return_if_fail (revs == NULL || revs->len == tickets->len);

  items = items_json (tickets, revs);
  amends_params_add_json (params, items);
  amends_params_add_int64 (params, to->team_id);
  add_person (params, to->person_id);
  amends_params_add_text (params, reason);
  amends_params_add_bool (params, anyway);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, amends_assign_run_async);
  move = move_new (store, tickets);
  g_task_set_task_data (task, move, (GDestroyNotify) move_free);
  place_all (move, to);
  amends_session_write_async (self->session, "assign",
                              "SELECT api.assign($1::uuid, $2::jsonb, $3::int, $4::int, $5::text, $6::boolean)", params,
                              NULL, run_cb, task);
}

/**
 * amends_assign_run_finish:
 * @self: the desk's assigning
 * @result: what the callback got
 * @error: AMENDS_ERROR, where nothing at all was done
 *
 * Returns: (transfer full): what happened to each ticket
 */
AmendsOutcome *
amends_assign_run_finish (AmendsAssign  *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * amends_assign_take_async:
 * @self: the desk's assigning
 * @store: (nullable): the queue on show, where the ticket moves at once
 * @ticket: what the person at this desk takes
 * @callback: called when the database has answered
 * @user_data: for @callback
 */
void
amends_assign_take_async (AmendsAssign        *self,
                          AmendsQueueStore    *store,
                          AmendsTicket        *ticket,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  AmendsPerson *me;
  AmendsHolder to;
  GTask *task;

  g_return_if_fail (AMENDS_IS_ASSIGN (self));
  g_return_if_fail (AMENDS_IS_TICKET (ticket));

  me = amends_session_get_person (self->session);
  to = (AmendsHolder) { amends_ticket_get_team (ticket), amends_person_get_id (me), amends_person_get_name (me) };
  amends_params_add_int64 (params, amends_ticket_get_id (ticket));
  amends_params_add_int64 (params, amends_ticket_get_rev (ticket));
  g_ptr_array_add (one, ticket);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, amends_assign_take_async);
  g_task_set_task_data (task, move_new (store, one), (GDestroyNotify) move_free);
  place_all (g_task_get_task_data (task), &to);
  amends_session_write_async (self->session, "ticket_take", "SELECT api.ticket_take($1::uuid, $2::bigint, $3::int)", params,
                              NULL, take_cb, task);
}

/**
 * amends_assign_take_finish:
 * @self: the desk's assigning
 * @result: what the callback got
 * @error: AMENDS_ERROR; AMENDS_ERROR_CONFLICT says who was first
 *
 * Returns: whether the ticket is the person's now
 */
gboolean
amends_assign_take_finish (AmendsAssign  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * amends_assign_get_last:
 * @self: the desk's assigning
 *
 * Returns: (transfer none) (nullable): the last request that can be undone
 */
const char *
amends_assign_get_last (AmendsAssign *self)
{
  g_return_val_if_fail (AMENDS_IS_ASSIGN (self), NULL);

  return self->done->len > 0 ? self->done->pdata[self->done->len - 1] : NULL;
}

/**
 * amends_assign_undo_async:
 * @self: the desk's assigning
 * @request: what to undo
 * @callback: called when the database has answered
 * @user_data: for @callback
 *
 * Tickets to which something happened since stay where they are. Where the others go is told by the feed.
 */
void
amends_assign_undo_async (AmendsAssign        *self,
                          const char          *request,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  GTask *task;
  Move *move;

  g_return_if_fail (AMENDS_IS_ASSIGN (self));
  g_return_if_fail (request != NULL);

  amends_params_add_uuid (params, request);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, amends_assign_undo_async);
  move = move_new (NULL, NULL);
  move->undone = g_strdup (request);
  g_task_set_task_data (task, move, (GDestroyNotify) move_free);
  /* pressing Ctrl+Z twice undoes two moves, not one move twice */
  forget_request (self, move->undone);
  amends_session_write_async (self->session, "assign_undo", "SELECT api.assign_undo($1::uuid, $2::uuid)", params, NULL,
                              undo_cb, task);
}

/**
 * amends_assign_undo_finish:
 * @self: the desk's assigning
 * @result: what the callback got
 * @error: AMENDS_ERROR, where nothing at all was undone
 *
 * Returns: (transfer full): what happened to each ticket
 */
AmendsOutcome *
amends_assign_undo_finish (AmendsAssign  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * amends_assign_peek:
 * @self: the desk's assigning
 * @tickets: (element-type AmendsTicket): what might be given
 * @to: where to
 *
 * Returns: (transfer none) (nullable): what the database said about it a moment ago
 */
const AmendsPreview *
amends_assign_peek (AmendsAssign       *self,
                    GPtrArray          *tickets,
                    const AmendsHolder *to)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (AMENDS_IS_ASSIGN (self), NULL);
  g_return_val_if_fail (tickets != NULL && to != NULL, NULL);

  name = preview_key (tickets, to);
  return g_hash_table_lookup (self->previews, name);
}

/**
 * amends_assign_preview_async:
 * @self: the desk's assigning
 * @tickets: (element-type AmendsTicket): what might be given
 * @to: where to
 * @cancellable: (nullable): stops asking
 * @callback: called when the database has answered
 * @user_data: for @callback
 *
 * Asks what would happen; the answer is kept for amends_assign_peek() until amends_assign_forget().
 */
void
amends_assign_preview_async (AmendsAssign        *self,
                             GPtrArray           *tickets,
                             const AmendsHolder  *to,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GTask *task;

  g_return_if_fail (AMENDS_IS_ASSIGN (self));
  g_return_if_fail (tickets != NULL && to != NULL);

  for (guint i = 0; i < tickets->len; i++)
    {
      gint64 id = amends_ticket_get_id (tickets->pdata[i]);

      g_array_append_val (ids, id);
    }
  amends_params_add_int64_array (params, (gint64 *) (gpointer) ids->data, ids->len);
  amends_params_add_int64 (params, to->team_id);
  add_person (params, to->person_id);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, amends_assign_preview_async);
  g_task_set_task_data (task, preview_key (tickets, to), g_free);
  amends_session_read_async (self->session, "SELECT api.assign_preview($1::bigint[], $2::int, $3::int)", params, cancellable,
                             preview_cb, task);
}

/**
 * amends_assign_preview_finish:
 * @self: the desk's assigning
 * @result: what the callback got
 * @error: AMENDS_ERROR; G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer none) (nullable): what would happen
 */
const AmendsPreview *
amends_assign_preview_finish (AmendsAssign  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_hash_table_lookup (self->previews, g_task_get_task_data (G_TASK (result)));
}

/**
 * amends_assign_forget:
 * @self: the desk's assigning
 *
 * Drops what the database said about moves: a drag has ended, or something was moved.
 */
void
amends_assign_forget (AmendsAssign *self)
{
  g_return_if_fail (AMENDS_IS_ASSIGN (self));

  g_hash_table_remove_all (self->previews);
}
