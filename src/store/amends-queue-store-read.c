/* Asking for a queue page by page, and for single tickets again. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-queue-call.h"
#include "amends-queue-store-private.h"

typedef struct
{
  AmendsQueueStore *store;
  GHashTable *ids;             /* asked for and not answered yet */
} Asked;

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
      amends_queue_store_set_state (self, AMENDS_STORE_ERROR);
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

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fail_load (self, error);
      return;
    }
  amends_queue_store_set_state (self, AMENDS_STORE_READY);
  amends_queue_store_take_rows (self, rows);
  if (amends_queue_call_more (rows))
    {
      amends_queue_store_read_page (self, rows);
      return;
    }
  amends_queue_store_forget_unseen (self);
  amends_queue_store_set_complete (self, TRUE);
  end_load (self);
}

void
amends_queue_store_read_page (AmendsQueueStore *self,
                              AmendsResult     *before)
{
  amends_queue_call_page (self->session, self->team_id, before, self->cancellable, page_cb, g_object_ref (self));
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->store);
  g_hash_table_unref (asked->ids);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

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
  amends_queue_store_take_rows (asked->store, rows);
  amends_queue_store_forget_unanswered (asked->store, rows, asked->ids);
  amends_queue_store_schedule_members (asked->store, QUEUE_MEMBERS_MS);
}

gboolean
amends_queue_store_refetch_cb (gpointer user_data)
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
  while (ids->len < QUEUE_PAGE_SIZE && g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_array_append_val (ids, *(gint64 *) id);
      g_hash_table_add (asked->ids, amends_queue_store_key (*(gint64 *) id));
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
