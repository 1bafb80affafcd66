/* A queue comes page by page, the earliest limit first. */

#define G_LOG_DOMAIN "amends-store"

#include "config.h"

#include "amends-queue-call.h"

/* Keyset: tickets without a running limit come last, so after one of them only ids count. */
static void
add_place (AmendsParams *params,
           AmendsResult *before)
{
  int last = before != NULL ? amends_result_get_n_rows (before) - 1 : -1;
  gint64 due = last >= 0 ? amends_result_get_timestamp (before, last, amends_result_column (before, "due_at")) : 0;

  if (due != 0)
    amends_params_add_timestamp (params, due);
  else
    amends_params_add_null (params);
  if (last >= 0)
    amends_params_add_int64 (params, amends_result_get_int64 (before, last, amends_result_column (before, "id")));
  else
    amends_params_add_null (params);
}

/**
 * amends_queue_call_page:
 * @session: whose server is asked
 * @team_id: the queue
 * @before: (nullable): the page before, %NULL for the first one
 * @cancellable: stops asking
 * @callback: called with the rows, see amends_session_read_finish()
 * @user_data: for @callback
 */
void
amends_queue_call_page (AmendsSession       *session,
                        gint64               team_id,
                        AmendsResult        *before,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (AmendsParams) params = amends_params_new ();

  g_return_if_fail (AMENDS_IS_SESSION (session));

  amends_params_add_int64 (params, team_id);
  add_place (params, before);
  amends_params_add_int64 (params, QUEUE_PAGE_SIZE);
  amends_session_read_async (session, "SELECT * FROM api.queue_page($1::int, $2::timestamptz, $3::bigint, $4::int)", params,
                             cancellable, callback, user_data);
}

/**
 * amends_queue_call_more:
 * @rows: a page
 *
 * Returns: whether another one may follow
 */
gboolean
amends_queue_call_more (AmendsResult *rows)
{
  g_return_val_if_fail (rows != NULL, FALSE);

  return amends_result_get_n_rows (rows) >= QUEUE_PAGE_SIZE;
}
