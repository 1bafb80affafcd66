/* Makes one libpq connection without ever blocking.
 *
 *   resolve options ──► endpoint ──► name? ──► GResolver ──► numeric endpoints
 *                          │                                     │
 *                          └──────────► PQconnectPoll ◄──────────┘
 *                                          │    │
 *                                        good  failed or 5 s over ──► next endpoint, or the best error
 *
 * libpq could walk the list of hosts itself, but it resolves names on the spot, knows no time-out here, and stops at the
 * first host that answers wrongly; so each attempt gets exactly one numeric address. */

#define G_LOG_DOMAIN "amends-db"

#include "config.h"

#include <gio/gnetworking.h>
#include <glib-unix.h>
#include <glib/gi18n.h>

#include "amends-connector.h"
#include "amends-error.h"
#include "amends-server-error.h"
#include "amends-source.h"
#include "amends-target-private.h"

typedef struct
{
  AmendsTarget   *target;
  GHashTable     *effective;
  GPtrArray      *endpoints;
  guint           next;
  gboolean        second_round;
  GError         *error;

  PGconn         *pg;
  ConnStatusType  reached;
  gboolean        tls_required;
  GCancellable   *lookup;
  GSource        *io;
  GSource        *timer;
  GSource        *cancelled;
} Attempt;

static void try_next (GTask *task);

static void
attempt_clear_endpoint (Attempt *self)
{
  amends_source_clear (&self->io);
  amends_source_clear (&self->timer);
  if (self->lookup != NULL)
    g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
  g_clear_pointer (&self->pg, PQfinish);
}

static void
attempt_free (Attempt *self)
{
  attempt_clear_endpoint (self);
  amends_source_clear (&self->cancelled);
  g_clear_error (&self->error);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->effective, g_hash_table_unref);
  amends_target_unref (self->target);
  g_free (self);
}

static void
attach (GTask       *task,
        GSource    **slot,
        GSource     *source,
        GSourceFunc  callback)
{
  g_source_set_callback (source, callback, task, NULL);
  g_source_attach (source, g_task_get_context (task));
  *slot = source;
}

/* The more a server knows of the person, the more its answer helps: a refused password beats a dead neighbour. */
static int
rank (const GError *error)
{
  static const int order[] = { AMENDS_ERROR_AUTH, AMENDS_ERROR_FORBIDDEN, AMENDS_ERROR_NO_DATABASE, AMENDS_ERROR_TLS, AMENDS_ERROR_BUSY, AMENDS_ERROR_TIMEOUT };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_error_matches (error, AMENDS_ERROR, order[i]))
      return i;
  return G_N_ELEMENTS (order);
}

static void
endpoint_failed (GTask  *task,
                 GError *error)
{
  Attempt *self = g_task_get_task_data (task);

  g_debug ("attempt failed: %s", error->message);
  if (self->error == NULL || rank (error) < rank (self->error))
    {
      g_clear_error (&self->error);
      self->error = error;
    }
  else
    g_error_free (error);
  attempt_clear_endpoint (self);
  try_next (task);
}

static gboolean
timer_cb (gpointer user_data)
{
  GTask *task = user_data;

  endpoint_failed (task, g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_TIMEOUT,
                                              _("The server does not answer. Check host and port, and whether it runs.")));
  return G_SOURCE_REMOVE;
}

static void
succeed (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  PGconn *pg = g_steal_pointer (&self->pg);

  attempt_clear_endpoint (self);
  amends_source_clear (&self->cancelled);
  PQsetErrorVerbosity (pg, PQERRORS_DEFAULT);
  g_task_return_pointer (task, pg, (GDestroyNotify) PQfinish);
  g_object_unref (task);
}

static gboolean poll_cb (gint         fd,
                         GIOCondition condition,
                         gpointer     user_data);

static void
watch (GTask        *task,
       GIOCondition  condition)
{
  Attempt *self = g_task_get_task_data (task);

  /* A new source every time: libpq may close a socket and open another that gets the same number. */
  attach (task, &self->io, g_unix_fd_source_new (PQsocket (self->pg), condition), G_SOURCE_FUNC (poll_cb));
}

static gboolean
poll_cb (gint         fd,
         GIOCondition condition,
         gpointer     user_data)
{
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  PostgresPollingStatusType polled;

  amends_source_clear (&self->io);
  self->reached = PQstatus (self->pg);
  polled = PQconnectPoll (self->pg);
  if (polled == PGRES_POLLING_OK)
    succeed (task);
  else if (polled == PGRES_POLLING_READING)
    watch (task, G_IO_IN);
  else if (polled == PGRES_POLLING_WRITING)
    watch (task, G_IO_OUT);
  else
    endpoint_failed (task, amends_server_error_from_connect (self->pg, self->reached, self->tls_required));
  return G_SOURCE_REMOVE;
}

static void
discard_notice (void           *user_data,
                const PGresult *result)
{
  g_debug ("notice: %s", PQresultErrorMessage (result));
}

static PGconn *
start_libpq (GHashTable *options)
{
  guint n = g_hash_table_size (options), i = 0;
  g_autofree const char **keywords = g_new0 (const char *, n + 1);
  g_autofree const char **values = g_new0 (const char *, n + 1);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, options);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      keywords[i] = key;
      values[i++] = value;
    }
  return PQconnectStartParams (keywords, values, 0);
}

static gboolean
requires_tls (GHashTable *options,
              GHashTable *effective)
{
  const char *mode = g_hash_table_lookup (options, "sslmode");

  if (mode == NULL)
    mode = g_hash_table_lookup (effective, "sslmode");
  return mode != NULL && (g_str_equal (mode, "require") || g_str_has_prefix (mode, "verify-"));
}

static void
start_endpoint (GTask          *task,
                AmendsEndpoint *endpoint)
{
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GHashTable) options = amends_target_connect_options (self->target, self->effective, endpoint);
  const char *attrs = g_hash_table_lookup (self->effective, "target_session_attrs");

  /* With one address an attempt libpq cannot prefer anything, so the list is walked twice. */
  if (g_strcmp0 (attrs, "prefer-standby") == 0)
    g_hash_table_replace (options, g_strdup ("target_session_attrs"), g_strdup (self->second_round ? "any" : "standby"));

  self->tls_required = requires_tls (options, self->effective);
  self->pg = start_libpq (options);
  self->reached = CONNECTION_STARTED;
  if (self->pg == NULL || PQstatus (self->pg) == CONNECTION_BAD)
    {
      endpoint_failed (task, amends_server_error_from_connect (self->pg, CONNECTION_STARTED, FALSE));
      return;
    }
  PQsetErrorVerbosity (self->pg, PQERRORS_VERBOSE);
  PQsetNoticeReceiver (self->pg, discard_notice, NULL);
  watch (task, G_IO_OUT);
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  AmendsEndpoint *named;
  guint position = self->next;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  named = g_ptr_array_index (self->endpoints, self->next - 1);
  if (error != NULL)
    {
      endpoint_failed (task, g_error_new (AMENDS_ERROR, AMENDS_ERROR_HOST, _("No computer named “%s” is known here. Check the host’s name."), named->host));
      return;
    }
  for (GList *l = addresses; l != NULL; l = l->next)
    {
      g_autofree char *numeric = g_inet_address_to_string (l->data);

      g_ptr_array_insert (self->endpoints, position++, amends_endpoint_new (named->host, numeric, named->port));
    }
  g_resolver_free_addresses (addresses);
  attempt_clear_endpoint (self);
  try_next (task);
}

static void
look_up (GTask          *task,
         AmendsEndpoint *endpoint)
{
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  self->lookup = g_cancellable_new ();
  g_resolver_lookup_by_name_async (resolver, endpoint->host, self->lookup, lookup_cb, g_object_ref (task));
}

static void
give_up (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);

  amends_source_clear (&self->cancelled);
  g_task_return_error (task, g_steal_pointer (&self->error));
  g_object_unref (task);
}

static void
try_next (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  AmendsEndpoint *endpoint;

  if (self->next == self->endpoints->len &&
      !self->second_round && g_strcmp0 (g_hash_table_lookup (self->effective, "target_session_attrs"), "prefer-standby") == 0)
    {
      self->second_round = TRUE;
      self->next = 0;
    }
  if (self->next == self->endpoints->len)
    {
      give_up (task);
      return;
    }
  endpoint = g_ptr_array_index (self->endpoints, self->next++);
  attach (task, &self->timer, g_timeout_source_new (AMENDS_CONNECTOR_PATIENCE_MS), timer_cb);
  if (amends_endpoint_needs_lookup (endpoint))
    look_up (task, endpoint);
  else
    start_endpoint (task, endpoint);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);

  attempt_clear_endpoint (self);
  amends_source_clear (&self->cancelled);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

static gboolean
start_cb (gpointer user_data)
{
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);

  amends_source_clear (&self->io);
  try_next (task);
  return G_SOURCE_REMOVE;
}

/**
 * amends_connector_connect_async:
 * @target: where to, and as whom
 * @cancellable: (nullable): stops the attempt
 *
 * Tries the target's addresses one after the other, each for %AMENDS_CONNECTOR_PATIENCE_MS.
 */
void
amends_connector_connect_async (AmendsTarget        *target,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Attempt *self = g_new0 (Attempt, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, amends_connector_connect_async);
  g_task_set_task_data (task, self, (GDestroyNotify) attempt_free);
  self->target = amends_target_ref (target);
  self->effective = amends_target_resolve (target, &error);
  if (self->effective != NULL)
    self->endpoints = amends_target_list_endpoints (self->effective, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (cancellable != NULL)
    attach (task, &self->cancelled, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (cancelled_cb));
  attach (task, &self->io, g_idle_source_new (), start_cb);
}

/**
 * amends_connector_connect_finish:
 * @error: AMENDS_ERROR_INVALID, HOST, TIMEOUT, TLS, AUTH, NO_DATABASE, FORBIDDEN, BUSY
 *
 * Returns: (transfer full): a connection ready for use, still in blocking mode
 */
PGconn *
amends_connector_connect_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
