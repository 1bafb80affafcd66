/* What an administrator can change and every page reads: channels, categories, priorities, reasons, teams, people…
 *
 * People and teams stay the same objects when the catalogue is read again, so that avatars follow by themselves.
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <json-glib/json-glib.h>

#include "amends-catalogue.h"
#include "amends-label-json.h"

struct _AmendsCatalogue
{
  GObject parent_instance;

  AmendsSession *session;
  GCancellable *cancellable;
  GListStore *terms[AMENDS_N_TERM_KINDS];
  GListStore *people;
  GListStore *teams;
  GHashTable *people_by_id;
  GHashTable *teams_by_id;
  gboolean ready;
};

enum
{
  PROP_0,
  PROP_READY,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsCatalogue, amends_catalogue, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *const members[AMENDS_N_TERM_KINDS] = {
  "channels", "categories", "priorities", "reasons", "wait_reasons", "clauses", "measures", "schemes"
};

static JsonArray *
get_array (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* One items-changed for the whole list. */
static void
replace_all (GListStore *store,
             GPtrArray  *items)
{
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

static void
take_terms (AmendsCatalogue *self,
            JsonObject      *object,
            AmendsTermKind   kind)
{
  JsonArray *array = get_array (object, members[kind]);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (items, amends_term_new (json_array_get_object_element (array, i)));
  replace_all (self->terms[kind], items);
}

static void
take_people (AmendsCatalogue *self,
             JsonArray       *array)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  AmendsPerson *me = amends_session_get_person (self->session);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      gint64 id = json_object_get_int_member_with_default (object, "id", 0);
      AmendsPerson *person = g_hash_table_lookup (self->people_by_id, &id);

      if (person == NULL)
        {
          person = me != NULL && amends_person_get_id (me) == id ? g_object_ref (me) : amends_person_new (id);
          g_hash_table_insert (self->people_by_id, g_memdup2 (&id, sizeof id), person);
        }
      amends_person_update (person, object);
      g_ptr_array_add (items, person);
    }
  replace_all (self->people, items);
}

static void
take_teams (AmendsCatalogue *self,
            JsonArray       *array)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      gint64 id = json_object_get_int_member_with_default (object, "id", 0);
      AmendsTeam *team = g_hash_table_lookup (self->teams_by_id, &id);
      g_autofree char *label = amends_label_member (object, "label");

      if (team == NULL)
        {
          team = amends_team_new (id, json_object_get_string_member_with_default (object, "code", NULL));
          g_hash_table_insert (self->teams_by_id, g_memdup2 (&id, sizeof id), team);
        }
      amends_team_describe (team, label, json_object_get_string_member_with_default (object, "icon", NULL),
                            amends_session_in_team (self->session, id));
      g_ptr_array_add (items, team);
    }
  replace_all (self->teams, items);
}

static void
set_ready (AmendsCatalogue *self,
           gboolean         ready)
{
  if (self->ready == ready)
    return;
  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsCatalogue) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) answer = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *catalogue;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("the catalogue could not be read: %s", error->message);
  if (answer != NULL)
    node = json_from_string (amends_result_get_json_text (answer, 0, 0), NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  catalogue = json_node_get_object (node);
  for (guint kind = 0; kind < AMENDS_N_TERM_KINDS; kind++)
    take_terms (self, catalogue, kind);
  take_teams (self, get_array (catalogue, "teams"));
  take_people (self, get_array (catalogue, "people"));
  set_ready (self, TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
forget (AmendsCatalogue *self)
{
  for (guint kind = 0; kind < AMENDS_N_TERM_KINDS; kind++)
    g_list_store_remove_all (self->terms[kind]);
  g_list_store_remove_all (self->people);
  g_list_store_remove_all (self->teams);
  g_hash_table_remove_all (self->people_by_id);
  g_hash_table_remove_all (self->teams_by_id);
  set_ready (self, FALSE);
}

static void
stop (AmendsCatalogue *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
state_cb (AmendsCatalogue *self)
{
  AmendsSessionState state = amends_session_get_state (self->session);

  if (state == AMENDS_SESSION_READY)
    amends_catalogue_refresh (self);
  else if (state == AMENDS_SESSION_SIGNED_OUT)
    {
      stop (self);
      forget (self);
    }
}

static void
changes_cb (AmendsCatalogue *self,
            GArray          *changes)
{
  if (amends_changes_have_kind (changes, AMENDS_CHANGE_CATALOGUE) ||
      amends_changes_have_kind (changes, AMENDS_CHANGE_PERSON))
    amends_catalogue_refresh (self);
}

static void
amends_catalogue_dispose (GObject *object)
{
  AmendsCatalogue *self = AMENDS_CATALOGUE (object);

  stop (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_catalogue_parent_class)->dispose (object);
}

static void
amends_catalogue_finalize (GObject *object)
{
  AmendsCatalogue *self = AMENDS_CATALOGUE (object);

  for (guint kind = 0; kind < AMENDS_N_TERM_KINDS; kind++)
    g_object_unref (self->terms[kind]);
  g_object_unref (self->people);
  g_object_unref (self->teams);
  g_hash_table_unref (self->people_by_id);
  g_hash_table_unref (self->teams_by_id);

  G_OBJECT_CLASS (amends_catalogue_parent_class)->finalize (object);
}

static void
amends_catalogue_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, AMENDS_CATALOGUE (object)->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_catalogue_class_init (AmendsCatalogueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_catalogue_dispose;
  object_class->finalize = amends_catalogue_finalize;
  object_class->get_property = amends_catalogue_get_property;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsCatalogue::changed:
   *
   * The catalogue was read again.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
amends_catalogue_init (AmendsCatalogue *self)
{
  for (guint kind = 0; kind < AMENDS_N_TERM_KINDS; kind++)
    self->terms[kind] = g_list_store_new (AMENDS_TYPE_TERM);
  self->people = g_list_store_new (AMENDS_TYPE_PERSON);
  self->teams = g_list_store_new (AMENDS_TYPE_TEAM);
  self->people_by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->teams_by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

/**
 * amends_catalogue_new:
 * @session: whose server's catalogue
 * @feed: tells when it changes
 *
 * Returns: (transfer full): a catalogue that reads itself at sign-in and when it changes
 */
AmendsCatalogue *
amends_catalogue_new (AmendsSession *session,
                      AmendsFeed    *feed)
{
  AmendsCatalogue *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_FEED (feed), NULL);

  self = g_object_new (AMENDS_TYPE_CATALOGUE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "changes", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "resync", G_CALLBACK (amends_catalogue_refresh), self, G_CONNECT_SWAPPED);
  state_cb (self);
  return self;
}

/**
 * amends_catalogue_get_ready:
 * @self: a catalogue
 *
 * Returns: whether it has been read
 */
gboolean
amends_catalogue_get_ready (AmendsCatalogue *self)
{
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (self), FALSE);

  return self->ready;
}

/**
 * amends_catalogue_refresh:
 * @self: a catalogue
 *
 * Reads it again; an earlier reading that is still under way is given up.
 */
void
amends_catalogue_refresh (AmendsCatalogue *self)
{
  g_return_if_fail (AMENDS_IS_CATALOGUE (self));

  stop (self);
  self->cancellable = g_cancellable_new ();
  amends_session_read_async (self->session, "SELECT api.catalogue()", NULL, self->cancellable, read_cb,
                             g_object_ref (self));
}

/**
 * amends_catalogue_get_terms:
 * @self: a catalogue
 * @kind: a kind
 *
 * Returns: (transfer none): the #AmendsTerm entries of that kind, in the order of the database
 */
GListModel *
amends_catalogue_get_terms (AmendsCatalogue *self,
                            AmendsTermKind   kind)
{
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (kind < AMENDS_N_TERM_KINDS, NULL);

  return G_LIST_MODEL (self->terms[kind]);
}

/**
 * amends_catalogue_get_people:
 * @self: a catalogue
 *
 * Returns: (transfer none): #AmendsPerson, all members of staff one may know of
 */
GListModel *
amends_catalogue_get_people (AmendsCatalogue *self)
{
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (self), NULL);

  return G_LIST_MODEL (self->people);
}

/**
 * amends_catalogue_get_teams:
 * @self: a catalogue
 *
 * Returns: (transfer none): all #AmendsTeam
 */
GListModel *
amends_catalogue_get_teams (AmendsCatalogue *self)
{
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (self), NULL);

  return G_LIST_MODEL (self->teams);
}

/**
 * amends_catalogue_find:
 * @self: a catalogue
 * @kind: a kind
 * @code: (nullable): a code
 *
 * Returns: (transfer none) (nullable): the entry of that code
 */
AmendsTerm *
amends_catalogue_find (AmendsCatalogue *self,
                       AmendsTermKind   kind,
                       const char      *code)
{
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (kind < AMENDS_N_TERM_KINDS, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->terms[kind])); i++)
    {
      g_autoptr (AmendsTerm) term = g_list_model_get_item (G_LIST_MODEL (self->terms[kind]), i);

      if (code != NULL && g_strcmp0 (amends_term_get_code (term), code) == 0)
        return term;
    }
  return NULL;
}

/**
 * amends_catalogue_find_id:
 * @self: a catalogue
 * @kind: a kind
 * @id: a number
 *
 * Returns: (transfer none) (nullable): the entry of that number
 */
AmendsTerm *
amends_catalogue_find_id (AmendsCatalogue *self,
                          AmendsTermKind   kind,
                          gint64           id)
{
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (kind < AMENDS_N_TERM_KINDS, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->terms[kind])); i++)
    {
      g_autoptr (AmendsTerm) term = g_list_model_get_item (G_LIST_MODEL (self->terms[kind]), i);

      if (amends_term_get_id (term) == id)
        return term;
    }
  return NULL;
}

/**
 * amends_catalogue_find_person:
 * @self: a catalogue
 * @id: number of a person
 *
 * Returns: (transfer none) (nullable): that person
 */
AmendsPerson *
amends_catalogue_find_person (AmendsCatalogue *self,
                              gint64           id)
{
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (self), NULL);

  return g_hash_table_lookup (self->people_by_id, &id);
}

/**
 * amends_catalogue_find_team:
 * @self: a catalogue
 * @id: number of a team
 *
 * Returns: (transfer none) (nullable): that team
 */
AmendsTeam *
amends_catalogue_find_team (AmendsCatalogue *self,
                            gint64           id)
{
  g_return_val_if_fail (AMENDS_IS_CATALOGUE (self), NULL);

  return g_hash_table_lookup (self->teams_by_id, &id);
}
