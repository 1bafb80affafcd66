/* What every page is given: the session and the stores that live as long as somebody is signed in.
 *
 *   session ─► feed ─► catalogue, places, notices
 */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-desk.h"

#include "amends-paths.h"

struct _AmendsDesk
{
  GObject parent_instance;

  AmendsSession *session;
  AmendsFeed *feed;
  AmendsCatalogue *catalogue;
  AmendsPlaceStore *places;
  AmendsNoticeStore *notices;
  AmendsLocalServer *local;
  AmendsDrafts *drafts;
  char *drafts_key;          /* whose they are */
};

G_DEFINE_FINAL_TYPE (AmendsDesk, amends_desk, G_TYPE_OBJECT)

static void
amends_desk_dispose (GObject *object)
{
  AmendsDesk *self = AMENDS_DESK (object);

  g_clear_object (&self->drafts);
  g_clear_pointer (&self->drafts_key, g_free);
  g_clear_object (&self->local);
  g_clear_object (&self->notices);
  g_clear_object (&self->places);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->feed);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_desk_parent_class)->dispose (object);
}

static void
amends_desk_class_init (AmendsDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_desk_dispose;
}

static void
amends_desk_init (AmendsDesk *self)
{
  self->session = amends_session_new ();
  self->feed = amends_feed_new (self->session);
  self->catalogue = amends_catalogue_new (self->session, self->feed);
  self->places = amends_place_store_new (self->session, self->feed);
  self->notices = amends_notice_store_new (self->session, self->feed);
}

/**
 * amends_desk_new:
 *
 * Returns: (transfer full): a desk at which nobody sits yet
 */
AmendsDesk *
amends_desk_new (void)
{
  return g_object_new (AMENDS_TYPE_DESK, NULL);
}

/**
 * amends_desk_get_session:
 * @self: a desk
 *
 * Returns: (transfer none): for reading and writing
 */
AmendsSession *
amends_desk_get_session (AmendsDesk *self)
{
  g_return_val_if_fail (AMENDS_IS_DESK (self), NULL);

  return self->session;
}

/**
 * amends_desk_get_feed:
 * @self: a desk
 *
 * Returns: (transfer none): what other desks changed
 */
AmendsFeed *
amends_desk_get_feed (AmendsDesk *self)
{
  g_return_val_if_fail (AMENDS_IS_DESK (self), NULL);

  return self->feed;
}

/**
 * amends_desk_get_catalogue:
 * @self: a desk
 *
 * Returns: (transfer none): categories, reasons, people…
 */
AmendsCatalogue *
amends_desk_get_catalogue (AmendsDesk *self)
{
  g_return_val_if_fail (AMENDS_IS_DESK (self), NULL);

  return self->catalogue;
}

/**
 * amends_desk_get_places:
 * @self: a desk
 *
 * Returns: (transfer none): the queues and their counts
 */
AmendsPlaceStore *
amends_desk_get_places (AmendsDesk *self)
{
  g_return_val_if_fail (AMENDS_IS_DESK (self), NULL);

  return self->places;
}

/**
 * amends_desk_get_notices:
 * @self: a desk
 *
 * Returns: (transfer none): what the person was told
 */
AmendsNoticeStore *
amends_desk_get_notices (AmendsDesk *self)
{
  g_return_val_if_fail (AMENDS_IS_DESK (self), NULL);

  return self->notices;
}

/**
 * amends_desk_get_local:
 * @self: a desk
 *
 * Returns: (transfer none): the private server of this computer, made at the first call but not started by it
 */
AmendsLocalServer *
amends_desk_get_local (AmendsDesk *self)
{
  g_return_val_if_fail (AMENDS_IS_DESK (self), NULL);

  if (self->local == NULL)
    self->local = amends_local_server_new ();
  return self->local;
}

/**
 * amends_desk_get_drafts:
 * @self: a desk
 *
 * Returns: (transfer none): what the person signed in has typed here and not sent yet
 */
AmendsDrafts *
amends_desk_get_drafts (AmendsDesk *self)
{
  const char *key;
  g_autofree char *hash = NULL, *name = NULL, *path = NULL;

  g_return_val_if_fail (AMENDS_IS_DESK (self), NULL);

  key = amends_session_get_key (self->session);
  if (self->drafts != NULL && g_strcmp0 (self->drafts_key, key) == 0)
    return self->drafts;
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key != NULL ? key : "", -1);
  name = g_strconcat ("drafts-", hash, NULL);
  path = amends_paths_state (name);
  g_clear_object (&self->drafts);
  g_free (self->drafts_key);
  self->drafts_key = g_strdup (key);
  self->drafts = amends_drafts_open (path);
  return self->drafts;
}

/**
 * amends_desk_close:
 * @self: a desk
 *
 * The program ends: signs out, then stops the private server where this program was the last to use it. This waits.
 */
void
amends_desk_close (AmendsDesk *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (AMENDS_IS_DESK (self));

  if (self->drafts != NULL && !amends_drafts_flush (self->drafts, &error))
    {
      g_message ("%s", error->message);
      g_clear_error (&error);
    }
  amends_session_sign_out (self->session);
  if (self->local != NULL && amends_local_server_get_running (self->local) &&
      !amends_local_server_stop_sync (self->local, &error))
    g_message ("the private database server was not stopped: %s", error->message);
}
