/* The queues one may see with what waits in them, and the counts of one's own work: what the sidebar shows.
 *
 *   api.queue_list() ─► AmendsTeam, id → position ─► GListModel of queues (same object kept, counts notified)
 *   api.my_counts()  ─► mine, mine-overdue, notices
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-label-json.h"
#include "amends-place-store.h"

/* Changes come in bursts, one for every event of every ticket; counts are read once for all of them. */
#define SETTLE_MS 1000
/* Limits pass without any event, so counts are also read now and then. */
#define REFRESH_MS 60000

struct _AmendsPlaceStore
{
  GObject parent_instance;

  AmendsSession *session;
  GCancellable *cancellable;
  GListStore *teams;
  guint timer;
  gboolean stale;
  guint mine;
  guint mine_overdue;
  guint overdue;
  guint notices;
};

enum
{
  PROP_0,
  PROP_MINE,
  PROP_MINE_OVERDUE,
  PROP_OVERDUE,
  PROP_NOTICES,
  N_PROPS
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsPlaceStore, amends_place_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GParamSpec *properties[N_PROPS];

static void schedule (AmendsPlaceStore *self,
                      guint             delay);

static void
set_count (AmendsPlaceStore *self,
           guint            *field,
           gint64            value,
           guint             prop_id)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static AmendsTeam *
take_row (AmendsPlaceStore *self,
          AmendsResult     *rows,
          int               row)
{
  gint64 id = amends_result_get_int64 (rows, row, amends_result_column (rows, "team_id"));
  AmendsTeam *known = amends_place_store_find (self, id);
  AmendsTeam *team = known != NULL
                       ? g_object_ref (known)
                       : amends_team_new (id, amends_result_get_text (rows, row, amends_result_column (rows, "code")));
  g_autofree char *label =
    amends_label_from_json (amends_result_get_json_text (rows, row, amends_result_column (rows, "label")));
  AmendsTeamCounts counts = {
    amends_result_get_int64 (rows, row, amends_result_column (rows, "open")),
    amends_result_get_int64 (rows, row, amends_result_column (rows, "overdue")),
    amends_result_get_int64 (rows, row, amends_result_column (rows, "soon")),
    amends_result_get_int64 (rows, row, amends_result_column (rows, "unassigned")),
  };

  amends_team_describe (team, label, amends_result_get_text (rows, row, amends_result_column (rows, "icon")),
                        amends_result_get_bool (rows, row, amends_result_column (rows, "mine")));
  amends_team_set_counts (team, &counts);
  return team;
}

static gboolean
same_teams (AmendsPlaceStore *self,
            GPtrArray        *teams)
{
  if (teams->len != g_list_model_get_n_items (G_LIST_MODEL (self->teams)))
    return FALSE;
  for (guint i = 0; i < teams->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->teams), i);

      if (item != g_ptr_array_index (teams, i))
        return FALSE;
    }
  return TRUE;
}

static void
queues_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsPlaceStore) self = user_data;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, NULL);
  g_autoptr (GPtrArray) teams = g_ptr_array_new_with_free_func (g_object_unref);
  guint overdue = 0;

  if (rows == NULL)
    return;
  for (int row = 0; row < amends_result_get_n_rows (rows); row++)
    {
      AmendsTeam *team = take_row (self, rows, row);

      overdue += amends_team_get_overdue (team);
      g_ptr_array_add (teams, team);
    }
  if (!same_teams (self, teams))
    g_list_store_splice (self->teams, 0, g_list_model_get_n_items (G_LIST_MODEL (self->teams)), teams->pdata,
                         teams->len);
  set_count (self, &self->overdue, overdue, PROP_OVERDUE);
}

static void
counts_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AmendsPlaceStore) self = user_data;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, NULL);

  if (rows == NULL || amends_result_get_n_rows (rows) != 1)
    return;
  set_count (self, &self->mine, amends_result_get_int64 (rows, 0, amends_result_column (rows, "mine")), PROP_MINE);
  set_count (self, &self->mine_overdue,
             amends_result_get_int64 (rows, 0, amends_result_column (rows, "mine_overdue")), PROP_MINE_OVERDUE);
  set_count (self, &self->notices, amends_result_get_int64 (rows, 0, amends_result_column (rows, "notices")),
             PROP_NOTICES);
}

static gboolean
timer_cb (gpointer user_data)
{
  AmendsPlaceStore *self = user_data;

  self->timer = 0;
  amends_place_store_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (AmendsPlaceStore *self,
          guint             delay)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (delay, timer_cb, self);
}

static void
changes_cb (AmendsPlaceStore *self,
            GArray           *changes)
{
  /* an endless stream of changes must not put the reading off for ever */
  if (self->stale)
    return;
  if (amends_changes_have_kind (changes, AMENDS_CHANGE_TICKET) ||
      amends_changes_have_kind (changes, AMENDS_CHANGE_QUEUE) ||
      amends_changes_have_kind (changes, AMENDS_CHANGE_NOTICE) ||
      amends_changes_have_kind (changes, AMENDS_CHANGE_CATALOGUE))
    {
      self->stale = TRUE;
      schedule (self, SETTLE_MS);
    }
}

static void
stop (AmendsPlaceStore *self)
{
  self->stale = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
state_cb (AmendsPlaceStore *self)
{
  AmendsSessionState state = amends_session_get_state (self->session);

  if (state == AMENDS_SESSION_READY)
    amends_place_store_refresh (self);
  else
    stop (self);
  if (state == AMENDS_SESSION_SIGNED_OUT)
    {
      g_list_store_remove_all (self->teams);
      set_count (self, &self->mine, 0, PROP_MINE);
      set_count (self, &self->mine_overdue, 0, PROP_MINE_OVERDUE);
      set_count (self, &self->overdue, 0, PROP_OVERDUE);
      set_count (self, &self->notices, 0, PROP_NOTICES);
    }
}

static GType
get_item_type (GListModel *model)
{
  return AMENDS_TYPE_TEAM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (AMENDS_PLACE_STORE (model)->teams));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (AMENDS_PLACE_STORE (model)->teams), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
items_changed_cb (AmendsPlaceStore *self,
                  guint             position,
                  guint             removed,
                  guint             added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
amends_place_store_dispose (GObject *object)
{
  AmendsPlaceStore *self = AMENDS_PLACE_STORE (object);

  stop (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_place_store_parent_class)->dispose (object);
}

static void
amends_place_store_finalize (GObject *object)
{
  g_object_unref (AMENDS_PLACE_STORE (object)->teams);

  G_OBJECT_CLASS (amends_place_store_parent_class)->finalize (object);
}

static void
amends_place_store_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AmendsPlaceStore *self = AMENDS_PLACE_STORE (object);

  switch (prop_id)
    {
    case PROP_MINE:
      g_value_set_uint (value, self->mine);
      break;
    case PROP_MINE_OVERDUE:
      g_value_set_uint (value, self->mine_overdue);
      break;
    case PROP_OVERDUE:
      g_value_set_uint (value, self->overdue);
      break;
    case PROP_NOTICES:
      g_value_set_uint (value, self->notices);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_place_store_class_init (AmendsPlaceStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_place_store_dispose;
  object_class->finalize = amends_place_store_finalize;
  object_class->get_property = amends_place_store_get_property;

  properties[PROP_MINE] = g_param_spec_uint ("mine", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MINE_OVERDUE] = g_param_spec_uint ("mine-overdue", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_OVERDUE] = g_param_spec_uint ("overdue", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_NOTICES] = g_param_spec_uint ("notices", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_place_store_init (AmendsPlaceStore *self)
{
  self->teams = g_list_store_new (AMENDS_TYPE_TEAM);
  g_signal_connect_object (self->teams, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * amends_place_store_new:
 * @session: whose places
 * @feed: tells when counts change
 *
 * Returns: (transfer full): a list of #AmendsTeam that keeps itself up to date
 */
AmendsPlaceStore *
amends_place_store_new (AmendsSession *session,
                        AmendsFeed    *feed)
{
  AmendsPlaceStore *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_FEED (feed), NULL);

  self = g_object_new (AMENDS_TYPE_PLACE_STORE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "changes", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "resync", G_CALLBACK (amends_place_store_refresh), self, G_CONNECT_SWAPPED);
  state_cb (self);
  return self;
}

/**
 * amends_place_store_refresh:
 * @self: a store
 *
 * Reads all counts again.
 */
void
amends_place_store_refresh (AmendsPlaceStore *self)
{
  g_return_if_fail (AMENDS_IS_PLACE_STORE (self));

  stop (self);
  if (amends_session_get_state (self->session) != AMENDS_SESSION_READY)
    return;
  self->cancellable = g_cancellable_new ();
  amends_session_read_async (self->session, "SELECT * FROM api.queue_list()", NULL, self->cancellable, queues_cb,
                             g_object_ref (self));
  amends_session_read_async (self->session, "SELECT * FROM api.my_counts()", NULL, self->cancellable, counts_cb,
                             g_object_ref (self));
  schedule (self, REFRESH_MS);
}

/**
 * amends_place_store_find:
 * @self: a store
 * @team_id: number of a team
 *
 * Returns: (transfer none) (nullable): that team, where one may see its queue
 */
AmendsTeam *
amends_place_store_find (AmendsPlaceStore *self,
                         gint64            team_id)
{
  g_return_val_if_fail (AMENDS_IS_PLACE_STORE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->teams)); i++)
    {
      g_autoptr (AmendsTeam) team = g_list_model_get_item (G_LIST_MODEL (self->teams), i);

      if (amends_team_get_id (team) == team_id)
        return team;
    }
  return NULL;
}

/**
 * amends_place_store_get_mine:
 * @self: a store
 *
 * Returns: how many tickets one holds
 */
guint
amends_place_store_get_mine (AmendsPlaceStore *self)
{
  g_return_val_if_fail (AMENDS_IS_PLACE_STORE (self), 0);

  return self->mine;
}

/**
 * amends_place_store_get_mine_overdue:
 * @self: a store
 *
 * Returns: how many of them are overdue
 */
guint
amends_place_store_get_mine_overdue (AmendsPlaceStore *self)
{
  g_return_val_if_fail (AMENDS_IS_PLACE_STORE (self), 0);

  return self->mine_overdue;
}

/**
 * amends_place_store_get_overdue:
 * @self: a store
 *
 * Returns: how many tickets are overdue in all queues one may see
 */
guint
amends_place_store_get_overdue (AmendsPlaceStore *self)
{
  g_return_val_if_fail (AMENDS_IS_PLACE_STORE (self), 0);

  return self->overdue;
}

/**
 * amends_place_store_get_notices:
 * @self: a store
 *
 * Returns: how many notices one has not looked at
 */
guint
amends_place_store_get_notices (AmendsPlaceStore *self)
{
  g_return_val_if_fail (AMENDS_IS_PLACE_STORE (self), 0);

  return self->notices;
}
