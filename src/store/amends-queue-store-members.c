/* The people of a queue: on duty or not, and how loaded. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-queue-store-private.h"

static gint64
my_id (AmendsQueueStore *self)
{
  AmendsPerson *me = amends_session_get_person (self->session);

  return me != NULL ? amends_person_get_id (me) : 0;
}

static void
place_member (AmendsQueueStore *self,
              AmendsMember     *member)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->members));
  guint position;

  for (position = 0; position < n; position++)
    {
      g_autoptr (AmendsMember) other = g_list_model_get_item (G_LIST_MODEL (self->members), position);

      if (amends_member_compare (member, other) < 0)
        break;
    }
  g_list_store_insert (self->members, position, member);
}

/* Whoever holds a ticket of the queue has a column, even without being of the team. */
void
amends_queue_store_ensure_member (AmendsQueueStore *self,
                                  AmendsTicket     *ticket)
{
  gint64 id = amends_ticket_get_assignee (ticket);
  g_autoptr (AmendsMember) member = NULL;
  AmendsPerson *person = amends_ticket_get_owner (ticket);

  if (id == AMENDS_NOBODY || person == NULL || self->state != AMENDS_STORE_READY ||
      amends_queue_store_find_member (self, id) != NULL)
    return;
  member = amends_member_new (person, id == my_id (self));
  amends_member_set_guest (member, TRUE);
  place_member (self, member);
  amends_queue_store_schedule_members (self, QUEUE_MEMBERS_MS);
}

/* The person's object is shared with every page; a person the catalogue does not know yet is made here. */
static AmendsPerson *
person_of_row (AmendsQueueStore *self,
               AmendsResult     *rows,
               int               row)
{
  gint64 id = amends_result_get_int64 (rows, row, amends_result_column (rows, "person_id"));
  const char *name = amends_result_get_text (rows, row, amends_result_column (rows, "name"));
  const char *role = amends_result_get_text (rows, row, amends_result_column (rows, "role"));
  AmendsPerson *person = amends_catalogue_find_person (self->catalogue, id);
  g_autoptr (JsonObject) object = NULL;

  if (person != NULL)
    return g_object_ref (person);
  object = json_object_new ();
  json_object_set_string_member (object, "name", name != NULL ? name : "");
  json_object_set_string_member (object, "role", role != NULL ? role : "");
  person = amends_person_new (id);
  amends_person_update (person, object);
  return person;
}

/* Whether a column has to move: others share the person and may have heard before that it came or went, so the change
 * itself tells nothing. */
static gboolean
is_misplaced (AmendsQueueStore *self,
              AmendsMember     *member)
{
  g_autoptr (AmendsMember) before = NULL, after = NULL;
  guint position;

  if (!g_list_store_find (self->members, member, &position))
    return TRUE;
  before = position > 0 ? g_list_model_get_item (G_LIST_MODEL (self->members), position - 1) : NULL;
  after = g_list_model_get_item (G_LIST_MODEL (self->members), position + 1);
  return (before != NULL && amends_member_get_rank (before) > amends_member_get_rank (member)) ||
         (after != NULL && amends_member_get_rank (after) < amends_member_get_rank (member));
}

static void
take_member (AmendsQueueStore *self,
             AmendsResult     *rows,
             int               row)
{
  g_autoptr (AmendsPerson) person = person_of_row (self, rows, row);
  AmendsMember *member = amends_queue_store_find_member (self, amends_person_get_id (person));
  gboolean on_duty = amends_result_get_bool (rows, row, amends_result_column (rows, "on_duty"));
  g_autoptr (AmendsMember) placed = member != NULL ? g_object_ref (member) : NULL;
  AmendsMemberLoad load = {
    amends_result_get_int64 (rows, row, amends_result_column (rows, "open")),
    amends_result_get_int64 (rows, row, amends_result_column (rows, "overdue")),
    amends_result_get_int64 (rows, row, amends_result_column (rows, "load_min")),
    amends_result_get_int64 (rows, row, amends_result_column (rows, "cap_min")),
  };

  amends_person_set_on_duty (person, on_duty);
  if (placed == NULL)
    placed = amends_member_new (person, amends_result_get_bool (rows, row, amends_result_column (rows, "is_me")));
  amends_member_set_guest (placed, FALSE);
  amends_member_set_load (placed, &load);
  if (member != NULL && !is_misplaced (self, member))
    return;
  /* a column moves when its person comes or goes, never because of the load: columns must not jump while one drags */
  if (member != NULL)
    {
      guint position;

      if (g_list_store_find (self->members, member, &position))
        g_list_store_remove (self->members, position);
    }
  place_member (self, placed);
}

static void
drop_members (AmendsQueueStore *self,
              AmendsResult     *rows)
{
  int column = amends_result_column (rows, "person_id");

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->members)); i-- > 0;)
    {
      g_autoptr (AmendsMember) member = g_list_model_get_item (G_LIST_MODEL (self->members), i);
      gboolean there = amends_member_get_guest (member) &&
                       amends_lane_get_n (amends_queue_store_get_lane (self, amends_member_get_id (member))) > 0;

      for (int row = 0; row < amends_result_get_n_rows (rows) && !there; row++)
        there = amends_result_get_int64 (rows, row, column) == amends_member_get_id (member);
      if (!there)
        g_list_store_remove (self->members, i);
    }
}

static void
members_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsQueueStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);

  if (rows == NULL)
    return;
  drop_members (self, rows);
  for (int i = 0; i < amends_result_get_n_rows (rows); i++)
    take_member (self, rows, i);
}

gboolean
amends_queue_store_read_members (gpointer user_data)
{
  AmendsQueueStore *self = user_data;
  g_autoptr (AmendsParams) params = amends_params_new ();

  self->refresh_members = 0;
  self->members_stale = FALSE;
  amends_params_add_int64 (params, self->team_id);
  amends_session_read_async (self->session, "SELECT * FROM api.queue_people($1::int)", params, self->cancellable,
                             members_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

void
amends_queue_store_schedule_members (AmendsQueueStore *self,
                                     guint             delay)
{
  if (!self->live)
    {
      self->members_stale = TRUE;
      return;
    }
  if (delay == 0)
    g_clear_handle_id (&self->refresh_members, g_source_remove);
  if (self->refresh_members == 0)
    self->refresh_members = g_timeout_add (delay, amends_queue_store_read_members, self);
}

/**
 * amends_queue_store_get_members:
 * @self: a store
 *
 * Returns: (transfer none): the people of the queue as #AmendsMember, in the order of the columns
 */
GListModel *
amends_queue_store_get_members (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  return G_LIST_MODEL (self->members);
}

/**
 * amends_queue_store_find_member:
 * @self: a store
 * @person_id: a person
 *
 * Returns: (transfer none) (nullable): that person as a member of the queue
 */
AmendsMember *
amends_queue_store_find_member (AmendsQueueStore *self,
                                gint64            person_id)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->members)); i++)
    {
      g_autoptr (AmendsMember) member = g_list_model_get_item (G_LIST_MODEL (self->members), i);

      if (amends_member_get_id (member) == person_id)
        return member;
    }
  return NULL;
}
