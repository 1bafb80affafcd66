/* What the server says at sign-in: who one is, what one may do, the site, and whether program and database fit. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-error.h"
#include "amends-installer.h"
#include "amends-session-private.h"
#include "amends-time.h"

static char *
dup_string (JsonObject *object,
            const char *member)
{
  return g_strdup (json_object_get_string_member_with_default (object, member, NULL));
}

static JsonObject *
get_object (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
take_person (AmendsSession *self,
             JsonObject    *object)
{
  gint64 id = json_object_get_int_member_with_default (object, "id", 0);
  JsonArray *teams = get_array (object, "teams");

  if (self->person == NULL || amends_person_get_id (self->person) != id)
    {
      g_clear_object (&self->person);
      self->person = amends_person_new (id);
    }
  amends_person_update (self->person, object);
  self->superior = json_object_get_int_member_with_default (object, "superior", 0);
  if (!amends_time_parse (json_object_get_string_member_with_default (object, "password_until", NULL), &self->password_until))
    self->password_until = 0;
  g_array_set_size (self->teams, 0);
  for (guint i = 0; teams != NULL && i < json_array_get_length (teams); i++)
    {
      gint64 team = json_array_get_int_element (teams, i);

      g_array_append_val (self->teams, team);
    }
}

static void
take_rights (AmendsSession *self,
             JsonArray     *can)
{
  g_hash_table_remove_all (self->rights);
  for (guint i = 0; can != NULL && i < json_array_get_length (can); i++)
    g_hash_table_add (self->rights, g_strdup (json_array_get_string_element (can, i)));
}

static void
take_site (AmendsSession *self,
           JsonObject    *site)
{
  gint64 now;

  g_free (self->site_name);
  self->site_name = dup_string (site, "name");
  g_free (self->currency);
  self->currency = dup_string (site, "currency");
  amends_time_set_site_zone (json_object_get_string_member_with_default (site, "zone", NULL));
  if (amends_time_parse (json_object_get_string_member_with_default (site, "now", NULL), &now))
    amends_clock_set_server_time (now, self->hello_sent, amends_clock_stamp ());
}

/* A database is brought up to date before the programs are: an older one lacks what this program asks of it. */
static GError *
check_schema (gint64 schema,
              gint64 min_client)
{
  int own = amends_installer_get_schema_version ();

  if (own < min_client)
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_SCHEMA_NEW,
                        _("The database is of version %d; it needs an Amends of version %d or later, this one is %d."),
                        (int) schema, (int) min_client, own);
  if (schema < own)
    return g_error_new (AMENDS_ERROR, AMENDS_ERROR_SCHEMA_OLD,
                        _("The database is of version %d; this Amends needs version %d or later."),
                        (int) schema, own);
  return NULL;
}

/**
 * amends_session_take_hello:
 * @self: a session
 * @hello: the answer of api.hello()
 *
 * Takes over who one is, what one may do, and what holds for the site.
 *
 * Returns: (transfer full) (nullable): why one cannot work with this database
 */
GError *
amends_session_take_hello (AmendsSession *self,
                           JsonObject    *hello)
{
  JsonObject *person = get_object (hello, "person"), *site = get_object (hello, "site");
  GError *error;

  if (person == NULL || site == NULL)
    return g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_FOREIGN_DATABASE,
                                _("The database answers, but not as one of Amends does."));
  error = check_schema (json_object_get_int_member_with_default (hello, "schema", 0),
                        json_object_get_int_member_with_default (hello, "min_client", 0));
  if (error != NULL)
    return error;
  take_site (self, site);
  take_person (self, person);
  take_rights (self, get_array (hello, "can"));
  g_free (self->feed_epoch);
  self->feed_epoch = dup_string (hello, "feed_epoch");
  g_free (self->feed_cursor);
  self->feed_cursor = dup_string (hello, "cursor");
  return NULL;
}
