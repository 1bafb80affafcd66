/* Everything open in one queue, kept as it is on the server.
 *
 *   api.queue_page(), 200 a call ─┐
 *   api.ticket_cards() of what    ├─► tickets by id ─► the lane of whoever holds it   (a column of the board)
 *   the feed says has changed ────┘         └────────► all                            (the list)
 *   api.queue_people() ───────────────► members                                       (heads of the columns)
 *
 * The same object stays for a ticket; a change moves that one between lanes and touches nothing else.
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-card-reader.h"
#include "amends-queue-store.h"

#define PAGE_SIZE 200
/* Changes that come together are read together. */
#define REFETCH_MS 40
#define MEMBERS_MS 700

typedef struct
{
  AmendsQueueStore *store;
  GHashTable *ids;             /* asked for and not answered yet */
} Asked;

struct _AmendsQueueStore
{
  GObject parent_instance;

  AmendsSession *session;
  AmendsCatalogue *catalogue;
  gint64 team_id;
  GCancellable *cancellable;
  AmendsStoreState state;
  GError *error;

  GHashTable *tickets;         /* id → ticket */
  GHashTable *lanes;           /* person id → lane */
  GHashTable *places;          /* ticket → the lane it stands in */
  AmendsLane *all;
  GListStore *members;

  GHashTable *seen;            /* ids met since the reading began; what is left over has gone */
  gboolean loading;
  gboolean load_again;
  gboolean complete;
  gboolean live;               /* somebody looks at it */
  gboolean stale;              /* so much changed while nobody did that all of it is read */
  gboolean members_stale;
  GHashTable *wanted;          /* ids to read again */
  guint refetch;
  guint refresh_members;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_COMPLETE,
  N_PROPS
};

enum
{
  LEFT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsQueueStore, amends_queue_store, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void place_member (AmendsQueueStore *self,
                          AmendsMember     *member);
static void schedule_members (AmendsQueueStore *self,
                              guint             delay);
static void read_page (AmendsQueueStore *self,
                       gint64            after_due,
                       gint64            after_id);

static gpointer
key (gint64 id)
{
  gint64 *boxed = g_new (gint64, 1);

  *boxed = id;
  return boxed;
}

static void
set_state (AmendsQueueStore *self,
           AmendsStoreState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_complete (AmendsQueueStore *self,
              gboolean          complete)
{
  if (self->complete == complete)
    return;
  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

/* ── lanes ── */

static gboolean
belongs (AmendsQueueStore *self,
         AmendsTicket     *ticket)
{
  return amends_ticket_get_team (ticket) == self->team_id && amends_ticket_is_open (ticket);
}

static gint64
my_id (AmendsQueueStore *self)
{
  AmendsPerson *me = amends_session_get_person (self->session);

  return me != NULL ? amends_person_get_id (me) : 0;
}

/* Whoever holds a ticket of the queue has a column, even without being of the team. */
static void
ensure_member (AmendsQueueStore *self,
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
  schedule_members (self, MEMBERS_MS);
}

static void
take_out (AmendsQueueStore *self,
          AmendsTicket     *ticket)
{
  AmendsLane *lane = g_hash_table_lookup (self->places, ticket);

  if (lane == NULL)
    return;
  g_hash_table_remove (self->places, ticket);
  amends_lane_remove (lane, ticket);
  amends_lane_remove (self->all, ticket);
  g_signal_emit (self, signals[LEFT], 0, ticket);
}

/* Puts a ticket where it belongs after anything about it changed. */
static void
put (AmendsQueueStore *self,
     AmendsTicket     *ticket)
{
  AmendsLane *old = g_hash_table_lookup (self->places, ticket);
  AmendsLane *lane;

  if (!belongs (self, ticket))
    {
      take_out (self, ticket);
      return;
    }
  ensure_member (self, ticket);
  lane = amends_queue_store_get_lane (self, amends_ticket_get_assignee (ticket));
  g_hash_table_insert (self->places, ticket, lane);
  if (old == NULL)
    amends_lane_add (self->all, ticket);
  else
    amends_lane_reorder (self->all, ticket);
  if (old == lane)
    {
      amends_lane_reorder (lane, ticket);
      return;
    }
  if (old != NULL)
    amends_lane_remove (old, ticket);
  amends_lane_add (lane, ticket);
}

static void
forget (AmendsQueueStore *self,
        AmendsTicket     *ticket)
{
  gint64 id = amends_ticket_get_id (ticket);

  g_object_ref (ticket);
  take_out (self, ticket);
  g_hash_table_remove (self->tickets, &id);
  g_object_unref (ticket);
}

/* ── rows ── */

/* New tickets come by the hundred while a queue is read: they go into their lanes together. */
static void
add_new (AmendsQueueStore *self,
         GPtrArray        *fresh)
{
  g_autoptr (GHashTable) by_lane = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer lane, tickets;

  for (guint i = 0; i < fresh->len; i++)
    {
      AmendsTicket *ticket = fresh->pdata[i];

      lane = amends_queue_store_get_lane (self, amends_ticket_get_assignee (ticket));
      tickets = g_hash_table_lookup (by_lane, lane);
      if (tickets == NULL)
        g_hash_table_insert (by_lane, lane, tickets = g_ptr_array_new ());
      g_ptr_array_add (tickets, ticket);
      g_hash_table_insert (self->places, ticket, lane);
      ensure_member (self, ticket);
    }
  amends_lane_merge (self->all, fresh);
  g_hash_table_iter_init (&iter, by_lane);
  while (g_hash_table_iter_next (&iter, &lane, &tickets))
    amends_lane_merge (lane, tickets);
}

/* A row may be older than what is shown: it was read before somebody's change and came after it. */
static void
take_row (AmendsQueueStore *self,
          AmendsCardReader *reader,
          GPtrArray        *fresh)
{
  const AmendsTicketFields *fields = amends_card_reader_get (reader);
  AmendsTicket *ticket = g_hash_table_lookup (self->tickets, &fields->id);

  if (self->seen != NULL)
    g_hash_table_add (self->seen, key (fields->id));
  if (ticket == NULL)
    {
      ticket = amends_ticket_new ();
      amends_card_reader_fill (reader, ticket);
      if (!belongs (self, ticket))
        {
          g_object_unref (ticket);
          return;
        }
      g_hash_table_insert (self->tickets, key (fields->id), ticket);
      g_ptr_array_add (fresh, ticket);
      return;
    }
  if (amends_ticket_get_settling (ticket) || fields->rev < amends_ticket_get_rev (ticket))
    return;
  amends_card_reader_fill (reader, ticket);
  if (belongs (self, ticket))
    put (self, ticket);
  else
    forget (self, ticket);
}

static void
take_rows (AmendsQueueStore *self,
           AmendsResult     *rows)
{
  g_autoptr (AmendsCardReader) reader = amends_card_reader_new (rows, self->catalogue);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();

  while (amends_card_reader_next (reader))
    take_row (self, reader, fresh);
  add_new (self, fresh);
}

static void
forget_unseen (AmendsQueueStore *self)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, ticket;

  g_hash_table_iter_init (&iter, self->tickets);
  while (g_hash_table_iter_next (&iter, &id, &ticket))
    if (!g_hash_table_contains (self->seen, id) && !amends_ticket_get_settling (ticket))
      g_ptr_array_add (gone, ticket);
  for (guint i = 0; i < gone->len; i++)
    forget (self, gone->pdata[i]);
}

/* ── reading the queue ── */

static void
end_load (AmendsQueueStore *self)
{
  gboolean again = self->load_again;

  self->loading = FALSE;
  self->load_again = FALSE;
  g_clear_pointer (&self->seen, g_hash_table_unref);
  if (again)
    amends_queue_store_load (self);
}

/* What is shown stays: the page reads again when the server is back. */
static void
fail_load (AmendsQueueStore *self,
           const GError     *error)
{
  if (self->state != AMENDS_STORE_READY)
    {
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
      set_state (self, AMENDS_STORE_ERROR);
    }
  end_load (self);
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsQueueStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  int last;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fail_load (self, error);
      return;
    }
  set_state (self, AMENDS_STORE_READY);
  take_rows (self, rows);
  last = amends_result_get_n_rows (rows) - 1;
  if (last + 1 >= PAGE_SIZE)
    {
      read_page (self, amends_result_get_timestamp (rows, last, amends_result_column (rows, "due_at")),
                 amends_result_get_int64 (rows, last, amends_result_column (rows, "id")));
      return;
    }
  forget_unseen (self);
  set_complete (self, TRUE);
  end_load (self);
}

/* Keyset: tickets without a running limit come last, so after one of them only ids count. */
static void
read_page (AmendsQueueStore *self,
           gint64            after_due,
           gint64            after_id)
{
  g_autoptr (AmendsParams) params = amends_params_new ();

  amends_params_add_int64 (params, self->team_id);
  if (after_due != 0)
    amends_params_add_timestamp (params, after_due);
  else
    amends_params_add_null (params);
  if (after_id != 0)
    amends_params_add_int64 (params, after_id);
  else
    amends_params_add_null (params);
  amends_params_add_int64 (params, PAGE_SIZE);
  amends_session_read_async (self->session, "SELECT * FROM api.queue_page($1::int, $2::timestamptz, $3::bigint, $4::int)",
                             params, self->cancellable, page_cb, g_object_ref (self));
}

/* ── reading single tickets again ── */

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->store);
  g_hash_table_unref (asked->ids);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

/* What did not come back is no longer for this person to see. */
static void
forget_unanswered (AmendsQueueStore *self,
                   AmendsResult     *rows,
                   GHashTable       *ids)
{
  int column = amends_result_column (rows, "id");
  GHashTableIter iter;
  gpointer id;

  for (int i = 0; i < amends_result_get_n_rows (rows); i++)
    {
      gint64 got = amends_result_get_int64 (rows, i, column);

      g_hash_table_remove (ids, &got);
    }
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      AmendsTicket *ticket = g_hash_table_lookup (self->tickets, id);

      if (ticket != NULL && !amends_ticket_get_settling (ticket))
        forget (self, ticket);
    }
}

static void
cards_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);

  if (rows == NULL)
    {
      g_debug ("tickets were not read again: %s", error->message);
      return;
    }
  take_rows (asked->store, rows);
  forget_unanswered (asked->store, rows, asked->ids);
  schedule_members (asked->store, MEMBERS_MS);
}

static gboolean
refetch_cb (gpointer user_data)
{
  AmendsQueueStore *self = user_data;
  g_autoptr (AmendsParams) params = amends_params_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Asked *asked = g_new0 (Asked, 1);
  GHashTableIter iter;
  gpointer id;

  asked->store = g_object_ref (self);
  asked->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->wanted);
  while (ids->len < PAGE_SIZE && g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_array_append_val (ids, *(gint64 *) id);
      g_hash_table_add (asked->ids, key (*(gint64 *) id));
      g_hash_table_iter_remove (&iter);
    }
  amends_params_add_int64_array (params, (gint64 *) (gpointer) ids->data, ids->len);
  amends_session_read_async (self->session, "SELECT * FROM api.ticket_cards($1::bigint[])", params, self->cancellable,
                             cards_cb, asked);
  if (g_hash_table_size (self->wanted) > 0)
    return G_SOURCE_CONTINUE;
  self->refetch = 0;
  return G_SOURCE_REMOVE;
}

/* ── members ── */

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

static void
take_member (AmendsQueueStore *self,
             AmendsResult     *rows,
             int               row)
{
  g_autoptr (AmendsPerson) person = person_of_row (self, rows, row);
  AmendsMember *member = amends_queue_store_find_member (self, amends_person_get_id (person));
  gboolean on_duty = amends_result_get_bool (rows, row, amends_result_column (rows, "on_duty"));
  gboolean moves = member == NULL || amends_member_get_guest (member) || amends_person_get_on_duty (person) != on_duty;
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
  if (!moves)
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

static gboolean
refresh_members_cb (gpointer user_data)
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

static void
schedule_members (AmendsQueueStore *self,
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
    self->refresh_members = g_timeout_add (delay, refresh_members_cb, self);
}

/* ── the feed ── */

static void
changes_cb (AmendsQueueStore *self,
            GArray           *changes)
{
  g_autoptr (GArray) ids = amends_changes_refs (changes, AMENDS_CHANGE_TICKET);

  amends_queue_store_refetch (self, (gint64 *) (gpointer) ids->data, ids->len);
  if (amends_changes_have_kind (changes, AMENDS_CHANGE_PERSON))
    schedule_members (self, 0);
}

static void
resync_cb (AmendsQueueStore *self)
{
  if (self->live)
    amends_queue_store_load (self);
  else
    self->stale = TRUE;
}

/* What changed while nobody looked: ticket by ticket, or the whole queue where that is less work. */
static void
catch_up (AmendsQueueStore *self)
{
  if (self->stale)
    {
      amends_queue_store_load (self);
      return;
    }
  if (g_hash_table_size (self->wanted) > 0 && self->refetch == 0)
    self->refetch = g_idle_add (refetch_cb, self);
  if (self->members_stale)
    schedule_members (self, 0);
}

static void
amends_queue_store_dispose (GObject *object)
{
  AmendsQueueStore *self = AMENDS_QUEUE_STORE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refetch, g_source_remove);
  g_clear_handle_id (&self->refresh_members, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (amends_queue_store_parent_class)->dispose (object);
}

static void
amends_queue_store_finalize (GObject *object)
{
  AmendsQueueStore *self = AMENDS_QUEUE_STORE (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->lanes);
  g_hash_table_unref (self->tickets);
  g_hash_table_unref (self->wanted);
  g_object_unref (self->all);
  g_object_unref (self->members);

  G_OBJECT_CLASS (amends_queue_store_parent_class)->finalize (object);
}

static void
amends_queue_store_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AmendsQueueStore *self = AMENDS_QUEUE_STORE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_queue_store_class_init (AmendsQueueStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_queue_store_dispose;
  object_class->finalize = amends_queue_store_finalize;
  object_class->get_property = amends_queue_store_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, AMENDS_STORE_LOADING, AMENDS_STORE_ERROR,
                                             AMENDS_STORE_LOADING, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsQueueStore::left:
   * @self: the store
   * @ticket: a ticket that stands in this queue no more
   */
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, AMENDS_TYPE_TICKET);
}

static void
amends_queue_store_init (AmendsQueueStore *self)
{
  self->cancellable = g_cancellable_new ();
  self->tickets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->lanes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->places = g_hash_table_new (NULL, NULL);
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->all = amends_lane_new ();
  self->members = g_list_store_new (AMENDS_TYPE_MEMBER);
}

/**
 * amends_queue_store_new:
 * @session: whose server is asked
 * @catalogue: the words that belong to the codes
 * @feed: tells what other desks change
 * @team_id: the queue
 *
 * Returns: (transfer full): a store that has read nothing yet
 */
AmendsQueueStore *
amends_queue_store_new (AmendsSession   *session,
                        AmendsCatalogue *catalogue,
                        AmendsFeed      *feed,
                        gint64           team_id)
{
  AmendsQueueStore *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (AMENDS_IS_FEED (feed), NULL);

  self = g_object_new (AMENDS_TYPE_QUEUE_STORE, NULL);
  self->session = g_object_ref (session);
  self->catalogue = g_object_ref (catalogue);
  self->team_id = team_id;
  g_signal_connect_object (feed, "changes", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "resync", G_CALLBACK (resync_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * amends_queue_store_load:
 * @self: a store
 *
 * Reads the whole queue, page by page. What is shown stays and is brought up to date in place.
 */
void
amends_queue_store_load (AmendsQueueStore *self)
{
  g_return_if_fail (AMENDS_IS_QUEUE_STORE (self));

  if (self->loading)
    {
      self->load_again = TRUE;
      return;
    }
  self->loading = TRUE;
  self->stale = FALSE;
  if (self->state == AMENDS_STORE_ERROR)
    set_state (self, AMENDS_STORE_LOADING);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  refresh_members_cb (self);
  read_page (self, 0, 0);
}

/**
 * amends_queue_store_refetch:
 * @self: a store
 * @ids: (array length=n_ids): tickets that changed; also ones that may have come into the queue
 * @n_ids: how many
 *
 * Reads them again, together with others that change in the same moment, as soon as somebody looks at the queue.
 */
void
amends_queue_store_refetch (AmendsQueueStore *self,
                            const gint64     *ids,
                            guint             n_ids)
{
  g_return_if_fail (AMENDS_IS_QUEUE_STORE (self));

  for (guint i = 0; i < n_ids && !self->stale; i++)
    g_hash_table_add (self->wanted, key (ids[i]));
  if (!self->live && g_hash_table_size (self->wanted) > PAGE_SIZE)
    {
      g_hash_table_remove_all (self->wanted);
      self->stale = TRUE;
    }
  if (self->live && g_hash_table_size (self->wanted) > 0 && self->refetch == 0)
    self->refetch = g_timeout_add (REFETCH_MS, refetch_cb, self);
}

/**
 * amends_queue_store_set_live:
 * @self: a store
 * @live: whether somebody looks at it
 *
 * Follows what other desks change as long as somebody does; what changed meanwhile is read when somebody does again.
 */
void
amends_queue_store_set_live (AmendsQueueStore *self,
                             gboolean          live)
{
  g_return_if_fail (AMENDS_IS_QUEUE_STORE (self));

  if (self->live == !!live)
    return;
  self->live = !!live;
  if (self->live)
    {
      catch_up (self);
      return;
    }
  self->members_stale |= self->refresh_members != 0;
  g_clear_handle_id (&self->refetch, g_source_remove);
  g_clear_handle_id (&self->refresh_members, g_source_remove);
}

/**
 * amends_queue_store_get_team:
 * @self: a store
 *
 * Returns: the queue's number in the database
 */
gint64
amends_queue_store_get_team (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), 0);

  return self->team_id;
}

/**
 * amends_queue_store_get_state:
 * @self: a store
 *
 * Returns: whether there is something to show
 */
AmendsStoreState
amends_queue_store_get_state (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), AMENDS_STORE_LOADING);

  return self->state;
}

/**
 * amends_queue_store_get_complete:
 * @self: a store
 *
 * Returns: whether the last page of the queue has come
 */
gboolean
amends_queue_store_get_complete (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), FALSE);

  return self->complete;
}

/**
 * amends_queue_store_get_error:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why nothing could be read
 */
const GError *
amends_queue_store_get_error (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  return self->error;
}

/**
 * amends_queue_store_get_all:
 * @self: a store
 *
 * Returns: (transfer none): every open ticket of the queue
 */
AmendsLane *
amends_queue_store_get_all (AmendsQueueStore *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  return self->all;
}

/**
 * amends_queue_store_get_lane:
 * @self: a store
 * @person_id: a person, or %AMENDS_NOBODY
 *
 * Returns: (transfer none): what that person holds in this queue; the same object every time
 */
AmendsLane *
amends_queue_store_get_lane (AmendsQueueStore *self,
                             gint64            person_id)
{
  AmendsLane *lane;

  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  lane = g_hash_table_lookup (self->lanes, &person_id);
  if (lane == NULL)
    g_hash_table_insert (self->lanes, key (person_id), lane = amends_lane_new ());
  return lane;
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

/**
 * amends_queue_store_find:
 * @self: a store
 * @id: a ticket
 *
 * Returns: (transfer none) (nullable): the ticket, where it is known here
 */
AmendsTicket *
amends_queue_store_find (AmendsQueueStore *self,
                         gint64            id)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_STORE (self), NULL);

  return g_hash_table_lookup (self->tickets, &id);
}

/**
 * amends_queue_store_place:
 * @self: a store
 * @ticket: a ticket of it
 * @team_id: a queue
 * @person_id: a person, or %AMENDS_NOBODY
 * @name: (nullable): that person's name
 *
 * Shows the ticket there without asking the server, and moves the load along with it.
 */
void
amends_queue_store_place (AmendsQueueStore *self,
                          AmendsTicket     *ticket,
                          gint64            team_id,
                          gint64            person_id,
                          const char       *name)
{
  AmendsMember *from, *to;
  int minutes;

  g_return_if_fail (AMENDS_IS_QUEUE_STORE (self));
  g_return_if_fail (AMENDS_IS_TICKET (ticket));

  minutes = amends_ticket_get (ticket)->effort_min;
  from = amends_queue_store_find_member (self, amends_ticket_get_assignee (ticket));
  to = amends_queue_store_find_member (self, person_id);
  if (from != to && from != NULL)
    amends_member_add_load (from, -1, -minutes);
  if (from != to && to != NULL)
    amends_member_add_load (to, 1, minutes);
  amends_ticket_set_holder (ticket, team_id, person_id, name);
  amends_ticket_set_owner (ticket, person_id != AMENDS_NOBODY ? amends_catalogue_find_person (self->catalogue, person_id) : NULL);
  put (self, ticket);
}
