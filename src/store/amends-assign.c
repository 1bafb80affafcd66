/* Giving work to somebody: shown at once, settled when the database answers, put back with the reason if it says no.
 *
 *   drop, key, menu ─► run ─► place in the store (settling) ─► api.assign() ─┬─ done: new revision, read again
 *                                                                            └─ refused: back to where it was, and why
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-assign-private.h"

/* How many moves can be undone one after the other. */
#define UNDO_DEPTH 20

G_DEFINE_FINAL_TYPE (AmendsAssign, amends_assign, G_TYPE_OBJECT)

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
  AmendsMove *move = g_task_get_task_data (task);
  g_autofree char *request = NULL;
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_write_finish (AMENDS_SESSION (object), result, &request, &error);
  AmendsOutcome *outcome = answer != NULL ? amends_move_read_outcome (move, answer, request, &error) : NULL;

  amends_assign_forget (self);
  if (outcome == NULL)
    {
      amends_move_put_back_all (move);
      g_task_return_error (task, error);
      return;
    }
  amends_move_settle (move);
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
  AmendsMove *move = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_write_finish (AMENDS_SESSION (object), result, NULL, &error);
  AmendsOutcome *outcome = answer != NULL ? amends_move_read_outcome (move, answer, NULL, &error) : NULL;

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
  AmendsMove *move = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_write_finish (AMENDS_SESSION (object), result, NULL, &error);

  if (answer == NULL)
    {
      amends_move_put_back_all (move);
      g_task_return_error (task, error);
      return;
    }
  amends_move_settle (move);
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
  self->previews = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) amends_preview_free);
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

void
amends_assign_add_person (AmendsParams *params,
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
amends_assign_run_async (AmendsAssign       *self,
                         AmendsQueueStore   *store,
                         GPtrArray          *tickets,
                         GArray             *revs,
                         const AmendsHolder *to,
                         const char         *reason,
                         gboolean            anyway,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autofree char *items = NULL;
  GTask *task;
  AmendsMove *move;

  g_return_if_fail (AMENDS_IS_ASSIGN (self));
  g_return_if_fail (tickets != NULL && to != NULL);
  g_return_if_fail (revs == NULL || revs->len == tickets->len);

  items = items_json (tickets, revs);
  amends_params_add_json (params, items);
  amends_params_add_int64 (params, to->team_id);
  amends_assign_add_person (params, to->person_id);
  amends_params_add_text (params, reason);
  amends_params_add_bool (params, anyway);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, amends_assign_run_async);
  move = amends_move_new (store, tickets);
  g_task_set_task_data (task, move, (GDestroyNotify) amends_move_free);
  amends_move_place (move, to);
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
amends_assign_run_finish (AmendsAssign *self,
                          GAsyncResult *result,
                          GError      **error)
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
amends_assign_take_async (AmendsAssign       *self,
                          AmendsQueueStore   *store,
                          AmendsTicket       *ticket,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
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
  g_task_set_task_data (task, amends_move_new (store, one), (GDestroyNotify) amends_move_free);
  amends_move_place (g_task_get_task_data (task), &to);
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
amends_assign_take_finish (AmendsAssign *self,
                           GAsyncResult *result,
                           GError      **error)
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
amends_assign_undo_async (AmendsAssign       *self,
                          const char         *request,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();
  GTask *task;
  AmendsMove *move;

  g_return_if_fail (AMENDS_IS_ASSIGN (self));
  g_return_if_fail (request != NULL);

  amends_params_add_uuid (params, request);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, amends_assign_undo_async);
  move = amends_move_new (NULL, NULL);
  move->undone = g_strdup (request);
  g_task_set_task_data (task, move, (GDestroyNotify) amends_move_free);
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
amends_assign_undo_finish (AmendsAssign *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
