/* What is known of a session: state, person, rights, server, site. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-session-private.h"

/**
 * amends_session_get_state:
 * @self: a session
 *
 * Returns: how it stands
 */
AmendsSessionState
amends_session_get_state (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), AMENDS_SESSION_SIGNED_OUT);

  return self->state;
}

/**
 * amends_session_get_silent:
 * @self: a session
 *
 * Returns: whether a call has waited for an answer too long
 */
gboolean
amends_session_get_silent (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  return self->silent;
}

/**
 * amends_session_get_retry_in:
 * @self: a session
 *
 * Returns: seconds until the server is tried again, 0 while that is under way
 */
int
amends_session_get_retry_in (AmendsSession *self)
{
  gint64 at;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  at = self->connection != NULL ? amends_connection_get_retry_at (self->connection) : 0;
  return at == 0 ? 0 : (int) MAX (0, (at - g_get_monotonic_time () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/**
 * amends_session_get_last_heard:
 * @self: a session
 *
 * Returns: when the server answered last, microseconds since 1970 UTC by its clock
 */
gint64
amends_session_get_last_heard (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  return self->last_heard;
}

/**
 * amends_session_get_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the server is lost or refuses
 */
const GError *
amends_session_get_error (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->error;
}

/**
 * amends_session_get_n_unsent:
 * @self: a session
 *
 * Returns: how many writes wait for a definite answer
 */
guint
amends_session_get_n_unsent (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  return g_queue_get_length (&self->writes);
}

/**
 * amends_session_get_person:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
AmendsPerson *
amends_session_get_person (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->person;
}

/**
 * amends_session_get_login:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): as whom the server knows the person
 */
const char *
amends_session_get_login (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->connection != NULL ? amends_connection_get_user (self->connection) : NULL;
}

/**
 * amends_session_get_superior:
 * @self: a session
 *
 * Returns: number of the person above, 0 for none
 */
gint64
amends_session_get_superior (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), 0);

  return self->superior;
}

/**
 * amends_session_can:
 * @self: a session
 * @right: as "assign.team"
 *
 * Returns: whether the database says that the person may
 */
gboolean
amends_session_can (AmendsSession *self,
                    const char *right)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  return g_hash_table_contains (self->rights, right);
}

/**
 * amends_session_in_team:
 * @self: a session
 * @team_id: number of a team
 *
 * Returns: whether the person belongs to it
 */
gboolean
amends_session_in_team (AmendsSession *self,
                        gint64         team_id)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  for (guint i = 0; i < self->teams->len; i++)
    if (g_array_index (self->teams, gint64, i) == team_id)
      return TRUE;
  return FALSE;
}

/**
 * amends_session_get_teams:
 * @self: a session
 * @n_teams: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_teams): numbers of the person's teams
 */
const gint64 *
amends_session_get_teams (AmendsSession *self,
                          guint         *n_teams)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);
  g_return_val_if_fail (n_teams != NULL, NULL);

  *n_teams = self->teams->len;
  return (const gint64 *) (gpointer) self->teams->data;
}

/**
 * amends_session_get_host:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): short name of the server
 */
const char *
amends_session_get_host (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->host;
}

/**
 * amends_session_get_key:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): tells this server and person from all others, for files of this computer
 */
const char *
amends_session_get_key (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->key;
}

/**
 * amends_session_is_local:
 * @self: a session
 *
 * Returns: whether the server is on this computer
 */
gboolean
amends_session_is_local (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), FALSE);

  return self->connection != NULL && amends_target_is_local (amends_connection_get_target (self->connection));
}

/**
 * amends_session_get_site_name:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what the department calls itself
 */
const char *
amends_session_get_site_name (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->site_name;
}

/**
 * amends_session_get_currency:
 * @self: a session
 *
 * Returns: (transfer none): ISO 4217 code of the site
 */
const char *
amends_session_get_currency (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->currency != NULL ? self->currency : "CNY";
}

/**
 * amends_session_get_feed_epoch:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): which life of the database the cursor belongs to
 */
const char *
amends_session_get_feed_epoch (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->feed_epoch;
}

/**
 * amends_session_get_feed_cursor:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): where the change feed stood at sign-in
 */
const char *
amends_session_get_feed_cursor (AmendsSession *self)
{
  g_return_val_if_fail (AMENDS_IS_SESSION (self), NULL);

  return self->feed_cursor;
}
