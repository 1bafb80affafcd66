/* The servers somebody signed in to on this computer, the last one first, without any password. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-server-memory.h"

#include <string.h>

#include "amends-settings.h"

#define MAX_SERVERS 8

static const char *const keys[] = { [AMENDS_SERVER_LOGIN] = "logins", [AMENDS_SERVER_ROOT_CERTIFICATE] = "root-certificates" };

/**
 * amends_server_memory_read:
 * @address: as a person types it: a host with port and database or without, a service, a URI, or libpq's own words
 * @error: %AMENDS_ERROR_INVALID
 *
 * A plain word is a service where there is one of that name, otherwise a host; libpq alone would take it for a database.
 *
 * Returns: (transfer full) (nullable): the server meant
 */
AmendsTarget *
amends_server_memory_read (const char  *address,
                           GError     **error)
{
  g_autoptr (AmendsTarget) target = amends_target_new ();
  g_autofree char *uri = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  if (strchr (address, '=') != NULL || strstr (address, "://") != NULL)
    return amends_target_new_from_text (address, error);
  amends_target_set (target, "service", address);
  if (amends_target_check (target, NULL))
    return g_steal_pointer (&target);
  uri = g_strconcat ("postgresql://", address, NULL);
  return amends_target_new_from_text (uri, error);
}

/**
 * amends_server_memory_list:
 *
 * Returns: (transfer full) (array zero-terminated=1): the addresses, the last used first
 */
char **
amends_server_memory_list (void)
{
  return g_settings_get_strv (amends_settings_get (), "servers");
}

/**
 * amends_server_memory_put:
 * @address: a server somebody has signed in to, without the password that a URI may hold
 *
 * From now on it is the first of the list.
 */
void
amends_server_memory_put (const char *address)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) before = amends_server_memory_list ();
  g_auto (GStrv) all = NULL;
  guint n = 1;

  g_return_if_fail (address != NULL);

  g_strv_builder_add (builder, address);
  for (guint i = 0; before[i] != NULL && n < MAX_SERVERS; i++)
    if (!g_str_equal (before[i], address))
      {
        g_strv_builder_add (builder, before[i]);
        n++;
      }
  all = g_strv_builder_end (builder);
  g_settings_set_strv (amends_settings_get (), "servers", (const char *const *) all);
}

/**
 * amends_server_memory_recall:
 * @address: a server
 * @fact: what of it
 *
 * Returns: (transfer full) (nullable): what is remembered
 */
char *
amends_server_memory_recall (const char       *address,
                             AmendsServerFact  fact)
{
  g_autoptr (GVariant) map = g_settings_get_value (amends_settings_get (), keys[fact]);
  char *value = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  g_variant_lookup (map, address, "s", &value);
  return value;
}

/**
 * amends_server_memory_note:
 * @address: a server
 * @fact: what of it
 * @value: to remember
 */
void
amends_server_memory_note (const char       *address,
                           AmendsServerFact  fact,
                           const char       *value)
{
  g_autoptr (GVariant) map = g_settings_get_value (amends_settings_get (), keys[fact]);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name, *old;

  g_return_if_fail (address != NULL);
  g_return_if_fail (value != NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, map);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &old))
    if (!g_str_equal (name, address))
      g_variant_builder_add (&builder, "{ss}", name, old);
  g_variant_builder_add (&builder, "{ss}", address, value);
  g_settings_set_value (amends_settings_get (), keys[fact], g_variant_builder_end (&builder));
}
