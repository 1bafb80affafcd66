/* Reading what waits for a person: in one call what is held, or queue by queue what is overdue. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-card-reader.h"
#include "amends-clock.h"
#include "amends-queue-call.h"
#include "amends-work-store-private.h"

static void read_queues (AmendsWorkStore *self);
static void read_queue (AmendsWorkStore *self,
                        AmendsResult    *before);

/* A ticket and the calls promised on it are rows of their own. */
static char *
row_name (const AmendsTicketFields *fields)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, fields->id, fields->followup_id);
}

static void
take_row (AmendsWorkStore  *self,
          AmendsCardReader *reader,
          gint64            now,
          gint64            midnight)
{
  g_autofree char *name = row_name (amends_card_reader_get (reader));
  AmendsTicket *ticket = g_hash_table_lookup (self->tickets, name);
  gint64 until = G_MAXINT64;

  g_hash_table_add (self->seen, g_strdup (name));
  if (ticket != NULL && amends_ticket_get_settling (ticket))
    return;
  if (ticket == NULL)
    g_hash_table_insert (self->tickets, g_strdup (name), ticket = amends_ticket_new ());
  amends_card_reader_fill (reader, ticket);
  amends_work_store_put (self, ticket, now, midnight, &until);
}

/* Returns whether rows of the queue may follow that belong here. */
static gboolean
take_rows (AmendsWorkStore *self,
           AmendsResult    *rows)
{
  g_autoptr (AmendsCardReader) reader = amends_card_reader_new (rows, self->catalogue);
  gint64 now = amends_clock_now (), midnight = amends_work_store_end_of_day (now);

  while (amends_card_reader_next (reader))
    {
      gint64 due = amends_card_reader_get (reader)->due_at;

      if (self->kind == AMENDS_WORK_OVERDUE && (due == 0 || due > now))
        {
          if (due != 0)
            self->next_overdue = MIN (self->next_overdue, due);
          return FALSE;
        }
      take_row (self, reader, now, midnight);
    }
  return amends_queue_call_more (rows);
}

static void
end_load (AmendsWorkStore *self)
{
  gboolean again = self->load_again;

  self->loading = FALSE;
  self->load_again = FALSE;
  g_clear_pointer (&self->seen, g_hash_table_unref);
  if (again)
    amends_work_store_load (self);
}

static void
succeed (AmendsWorkStore *self)
{
  amends_work_store_forget_unseen (self);
  amends_work_store_schedule_wake (self);
  amends_work_store_set_state (self, AMENDS_STORE_READY);
  end_load (self);
}

static void
fail (AmendsWorkStore *self,
      GError          *error)
{
  if (self->state != AMENDS_STORE_READY)
    {
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
      amends_work_store_set_state (self, AMENDS_STORE_ERROR);
    }
  end_load (self);
}

void
amends_work_store_mine_cb (GObject      *object,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  g_autoptr (AmendsWorkStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fail (self, error);
      return;
    }
  take_rows (self, rows);
  succeed (self);
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsWorkStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fail (self, error);
      return;
    }
  if (!take_rows (self, rows))
    {
      g_array_remove_index (self->queues, 0);
      read_queues (self);
      return;
    }
  read_queue (self, rows);
}

static void
read_queue (AmendsWorkStore *self,
            AmendsResult    *before)
{
  amends_queue_call_page (self->session, g_array_index (self->queues, gint64, 0), before, self->cancellable, page_cb,
                          g_object_ref (self));
}

static void
read_queues (AmendsWorkStore *self)
{
  if (self->queues->len == 0)
    succeed (self);
  else
    read_queue (self, NULL);
}

void
amends_work_store_queues_cb (GObject      *object,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  g_autoptr (AmendsWorkStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  int column;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      fail (self, error);
      return;
    }
  column = amends_result_column (rows, "team_id");
  g_array_set_size (self->queues, 0);
  for (int i = 0; i < amends_result_get_n_rows (rows); i++)
    {
      gint64 id = amends_result_get_int64 (rows, i, column);

      g_array_append_val (self->queues, id);
    }
  read_queues (self);
}
