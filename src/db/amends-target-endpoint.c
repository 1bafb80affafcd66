/* The addresses of a target, and what libpq is told for an attempt at one of them. */

#define G_LOG_DOMAIN "amends-target"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-error.h"
#include "amends-target-private.h"

void
amends_endpoint_free (AmendsEndpoint *self)
{
  g_free (self->host);
  g_free (self->hostaddr);
  g_free (self->port);
  g_free (self);
}

AmendsEndpoint *
amends_endpoint_new (const char *host,
                     const char *hostaddr,
                     const char *port)
{
  AmendsEndpoint *self = g_new0 (AmendsEndpoint, 1);

  self->host = host && *host ? g_strdup (host) : NULL;
  self->hostaddr = hostaddr && *hostaddr ? g_strdup (hostaddr) : NULL;
  self->port = port && *port ? g_strdup (port) : NULL;
  return self;
}

static gboolean
is_socket (const char *host)
{
  return host == NULL || host[0] == '/' || host[0] == '@';
}

gboolean
amends_endpoint_needs_lookup (AmendsEndpoint *self)
{
  return self->hostaddr == NULL && !is_socket (self->host) && !g_hostname_is_ip_address (self->host);
}

gboolean
amends_endpoint_is_local (AmendsEndpoint *self)
{
  const char *numeric = self->hostaddr ? self->hostaddr : self->host;
  g_autoptr (GInetAddress) address = NULL;

  if (self->hostaddr == NULL && (is_socket (self->host) || g_str_equal (self->host, "localhost")))
    return TRUE;
  address = g_inet_address_new_from_string (numeric);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
check_port (const char  *port,
            GError     **error)
{
  guint64 number;

  if (port == NULL || *port == '\0' || g_ascii_string_to_unsigned (port, 10, 1, 65535, &number, NULL))
    return TRUE;
  g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID, _("“%s” is not a port. A port is a number from 1 to 65535; PostgreSQL’s own is 5432."), port);
  return FALSE;
}

/**
 * amends_target_list_endpoints:
 *
 * Returns: (transfer full) (element-type AmendsEndpoint): the addresses to try, in order
 */
GPtrArray *
amends_target_list_endpoints (GHashTable  *effective,
                              GError     **error)
{
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_endpoint_free);
  const char *host = g_hash_table_lookup (effective, "host");
  const char *hostaddr = g_hash_table_lookup (effective, "hostaddr");
  const char *port = g_hash_table_lookup (effective, "port");
  g_auto (GStrv) hosts = g_strsplit (host ? host : "", ",", -1);
  g_auto (GStrv) addresses = g_strsplit (hostaddr ? hostaddr : "", ",", -1);
  g_auto (GStrv) ports = g_strsplit (port ? port : "", ",", -1);
  guint n_hosts = g_strv_length (hosts), n_addresses = g_strv_length (addresses), n_ports = g_strv_length (ports);
  guint n = MAX (MAX (n_hosts, n_addresses), 1);

  for (guint i = 0; i < n; i++)
    {
      const char *p = n_ports == 0 ? NULL : ports[n_ports == 1 ? 0 : MIN (i, n_ports - 1)];

      if (!check_port (p, error))
        return NULL;
      g_ptr_array_add (endpoints, amends_endpoint_new (i < n_hosts ? hosts[i] : NULL, i < n_addresses ? addresses[i] : NULL, p));
    }
  return g_steal_pointer (&endpoints);
}

static void
set_default (GHashTable *options,
             const char *keyword,
             const char *value)
{
  if (!g_hash_table_contains (options, keyword))
    g_hash_table_replace (options, g_strdup (keyword), g_strdup (value));
}

/* libpq 15 knows no "the system's authorities"; these are where distributions and the Flatpak runtime keep them. */
static const char *
find_root_certificates (void)
{
  static const char * const bundles[] = {
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
  };
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".postgresql", "root.crt", NULL);

  if (g_file_test (own, G_FILE_TEST_EXISTS))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (bundles); i++)
    if (g_file_test (bundles[i], G_FILE_TEST_EXISTS))
      return bundles[i];
  return NULL;
}

static void
require_proof (AmendsTarget *self,
               GHashTable   *options,
               GHashTable   *effective)
{
  const char *mode = g_hash_table_lookup (effective, "sslmode");
  /* "prefer" is libpq's default and cannot be told from a service file's own "prefer"; such a file can say "allow". */
  gboolean chosen = amends_target_get (self, "sslmode") != NULL || g_getenv ("PGSSLMODE") != NULL ||
                    (mode != NULL && !g_str_equal (mode, "prefer"));

  if (!chosen)
    g_hash_table_replace (options, g_strdup ("sslmode"), g_strdup ("verify-full"));
  if (!g_hash_table_contains (effective, "sslrootcert"))
    {
      const char *bundle = find_root_certificates ();

      if (bundle != NULL && (!chosen || g_strcmp0 (mode, "verify-full") == 0 || g_strcmp0 (mode, "verify-ca") == 0))
        g_hash_table_replace (options, g_strdup ("sslrootcert"), g_strdup (bundle));
    }
}

/**
 * amends_target_connect_options:
 *
 * Returns: (transfer full): libpq's keywords and values for one attempt at @endpoint
 */
GHashTable *
amends_target_connect_options (AmendsTarget   *self,
                               GHashTable     *effective,
                               AmendsEndpoint *endpoint)
{
  GHashTable *options = amends_target_dup_options (self);

  g_hash_table_remove (options, "host");
  g_hash_table_remove (options, "hostaddr");
  g_hash_table_remove (options, "port");
  if (endpoint->host != NULL)
    g_hash_table_replace (options, g_strdup ("host"), g_strdup (endpoint->host));
  if (endpoint->hostaddr != NULL)
    g_hash_table_replace (options, g_strdup ("hostaddr"), g_strdup (endpoint->hostaddr));
  if (endpoint->port != NULL)
    g_hash_table_replace (options, g_strdup ("port"), g_strdup (endpoint->port));

  if (!amends_endpoint_is_local (endpoint))
    require_proof (self, options, effective);
  set_default (options, "gssencmode", "disable");   /* Kerberos look-ups would block the main loop */
  set_default (options, "fallback_application_name", "amends");
  set_default (options, "client_encoding", "UTF8");
  set_default (options, "keepalives_idle", "30");
  set_default (options, "keepalives_interval", "10");
  set_default (options, "keepalives_count", "3");
  set_default (options, "tcp_user_timeout", "20000");
  return options;
}
