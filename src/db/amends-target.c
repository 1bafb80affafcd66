/* Where to connect and as whom, in libpq's own keywords: host, port, dbname, user, password, service, sslmode, sslrootcert …
 *
 * Anything not set follows libpq's conventions: PG* variables, pg_service.conf, .pgpass. One default differs: a server that is
 * not on this computer must prove who it is (sslmode=verify-full) unless the address, the service or PGSSLMODE says otherwise. */

#define G_LOG_DOMAIN "amends-target"

#include "config.h"

#include <glib/gi18n.h>
#include <libpq-fe.h>
#include <string.h>

#include "amends-error.h"
#include "amends-target-private.h"

struct _AmendsTarget
{
  gatomicrefcount  ref_count;
  GHashTable      *options;
};

G_DEFINE_BOXED_TYPE (AmendsTarget, amends_target, amends_target_ref, amends_target_unref)

/* Passwords are wiped: freed memory is handed out again, and ends in core files. */
static void
free_value (gpointer data)
{
  if (data != NULL)
    explicit_bzero (data, strlen (data));
  g_free (data);
}

static GHashTable *
new_options (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_value);
}

/**
 * amends_target_new:
 *
 * Returns: (transfer full): libpq's defaults
 */
AmendsTarget *
amends_target_new (void)
{
  AmendsTarget *self = g_new0 (AmendsTarget, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->options = new_options ();
  return self;
}

static void
take_options (AmendsTarget    *self,
              PQconninfoOption *options)
{
  for (PQconninfoOption *o = options; o->keyword != NULL; o++)
    if (o->val != NULL && *o->val != '\0')
      amends_target_set (self, o->keyword, o->val);
}

/**
 * amends_target_new_from_text:
 * @text: a URI "postgresql://…", a list "host=… dbname=…", or a database's name
 * @error: AMENDS_ERROR_INVALID
 *
 * Returns: (transfer full): the target
 */
AmendsTarget *
amends_target_new_from_text (const char  *text,
                             GError     **error)
{
  g_autoptr (AmendsTarget) self = amends_target_new ();
  char *message = NULL;
  PQconninfoOption *options;

  g_return_val_if_fail (text != NULL, NULL);

  if (strchr (text, '=') == NULL && strstr (text, "://") == NULL)
    {
      if (*text != '\0')
        amends_target_set (self, "dbname", text);
      return g_steal_pointer (&self);
    }
  options = PQconninfoParse (text, &message);
  if (options == NULL)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("This is not a database address: %s"),
                   message ? g_strchomp (message) : "");
      PQfreemem (message);
      return NULL;
    }
  take_options (self, options);
  PQconninfoFree (options);
  return g_steal_pointer (&self);
}

GHashTable *
amends_target_dup_options (AmendsTarget *self)
{
  GHashTable *copy = new_options ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->options);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_replace (copy, g_strdup (key), g_strdup (value));
  return copy;
}

AmendsTarget *
amends_target_copy (AmendsTarget *self)
{
  AmendsTarget *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = amends_target_new ();
  g_hash_table_unref (copy->options);
  copy->options = amends_target_dup_options (self);
  return copy;
}

AmendsTarget *
amends_target_ref (AmendsTarget *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
amends_target_unref (AmendsTarget *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->options);
  g_free (self);
}

/**
 * amends_target_set:
 * @keyword: one of libpq's keywords
 * @value: (nullable): %NULL or "" for the default
 *
 * A target must not be changed any more once a connection uses it; make a copy.
 */
void
amends_target_set (AmendsTarget *self,
                   const char   *keyword,
                   const char   *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (keyword != NULL);

  if (value == NULL || *value == '\0')
    g_hash_table_remove (self->options, keyword);
  else
    g_hash_table_replace (self->options, g_strdup (keyword), g_strdup (value));
}

/**
 * amends_target_get:
 *
 * Returns: (nullable): what was set, without defaults
 */
const char *
amends_target_get (AmendsTarget *self,
                   const char   *keyword)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->options, keyword);
}

/* A value no attempt can get past, so that libpq fills in every default (service file, environment, .pgpass) and then
 * stops before it touches the network. There is no function for a named service otherwise. */
#define PROBE "amends-probe"

static PGconn *
start_probe (AmendsTarget *self)
{
  g_autoptr (GPtrArray) keywords = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->options);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_str_equal (key, "gssencmode"))
      {
        g_ptr_array_add (keywords, key);
        g_ptr_array_add (values, value);
      }
  g_ptr_array_add (keywords, (gpointer) "gssencmode");
  g_ptr_array_add (values, (gpointer) PROBE);
  g_ptr_array_add (keywords, NULL);
  g_ptr_array_add (values, NULL);

  return PQconnectStartParams ((const char * const *) keywords->pdata, (const char * const *) values->pdata, 0);
}

/**
 * amends_target_resolve:
 * @error: AMENDS_ERROR_INVALID: unknown keyword, unknown service, contradicting values
 *
 * Returns: (transfer full): every option with the defaults of libpq, service file and environment
 */
GHashTable *
amends_target_resolve (AmendsTarget  *self,
                       GError       **error)
{
  g_autoptr (GHashTable) effective = new_options ();
  PGconn *probe = start_probe (self);
  PQconninfoOption *options = probe ? PQconninfo (probe) : NULL;

  if (options == NULL || strstr (PQerrorMessage (probe), PROBE) == NULL)
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("This is not a database address: %s"),
                   probe ? PQerrorMessage (probe) : "");
      PQconninfoFree (options);
      PQfinish (probe);
      return NULL;
    }
  for (PQconninfoOption *o = options; o->keyword != NULL; o++)
    if (o->val != NULL && *o->val != '\0' && !g_str_equal (o->keyword, "gssencmode"))
      g_hash_table_replace (effective, g_strdup (o->keyword), g_strdup (o->val));
  PQconninfoFree (options);
  PQfinish (probe);
  return g_steal_pointer (&effective);
}

/**
 * amends_target_check:
 * @error: AMENDS_ERROR_INVALID with a sentence for the person
 *
 * Returns: whether a connection can be tried at all. Reads files, never the network.
 */
gboolean
amends_target_check (AmendsTarget  *self,
                     GError       **error)
{
  g_autoptr (GHashTable) effective = NULL;
  g_autoptr (GPtrArray) endpoints = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  effective = amends_target_resolve (self, error);
  if (effective == NULL)
    return FALSE;
  endpoints = amends_target_list_endpoints (effective, error);
  return endpoints != NULL;
}

/**
 * amends_target_get_effective:
 *
 * Returns: (transfer full) (nullable): the value with every default filled in
 */
char *
amends_target_get_effective (AmendsTarget *self,
                             const char   *keyword)
{
  g_autoptr (GHashTable) effective = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  effective = amends_target_resolve (self, NULL);
  return effective ? g_strdup (g_hash_table_lookup (effective, keyword)) : NULL;
}

/**
 * amends_target_is_local:
 *
 * Returns: whether every address is on this computer
 */
gboolean
amends_target_is_local (AmendsTarget *self)
{
  g_autoptr (GHashTable) effective = NULL;
  g_autoptr (GPtrArray) endpoints = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  effective = amends_target_resolve (self, NULL);
  endpoints = effective ? amends_target_list_endpoints (effective, NULL) : NULL;
  if (endpoints == NULL)
    return FALSE;
  for (guint i = 0; i < endpoints->len; i++)
    if (!amends_endpoint_is_local (g_ptr_array_index (endpoints, i)))
      return FALSE;
  return TRUE;
}

/**
 * amends_target_describe:
 *
 * Returns: (transfer full): a short name for the sidebar: the host, or the service, and the database
 */
char *
amends_target_describe (AmendsTarget *self)
{
  const char *host, *service, *dbname;

  g_return_val_if_fail (self != NULL, NULL);

  host = amends_target_get (self, "host");
  service = amends_target_get (self, "service");
  dbname = amends_target_get (self, "dbname");
  if (host == NULL && service != NULL)
    return g_strdup (service);
  if (host == NULL || host[0] == '/' || host[0] == '@')
    host = _("this computer");
  return dbname ? g_strdup_printf ("%s/%s", host, dbname) : g_strdup (host);
}

static void
append_option (GString    *out,
               const char *keyword,
               const char *value)
{
  g_string_append_printf (out, "%s%s='", out->len ? " " : "", keyword);
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\'' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');
}

/**
 * amends_target_to_text:
 *
 * Returns: (transfer full): what amends_target_new_from_text() reads, without the password, for the list of known servers
 */
char *
amends_target_to_text (AmendsTarget *self)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GList) keys = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  keys = g_list_sort (g_hash_table_get_keys (self->options), (GCompareFunc) strcmp);
  for (GList *l = keys; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "password") && !g_str_equal (l->data, "sslpassword"))
      append_option (out, l->data, g_hash_table_lookup (self->options, l->data));
  return g_string_free (out, FALSE);
}
