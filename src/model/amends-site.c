/* What holds for the whole site one is signed in to: its name, time zone, currency and clock. */

#define G_LOG_DOMAIN "amends-model"

#include "config.h"

#include "amends-site.h"

/* One process is signed in to one site at a time, and every date on every page is written in its
 * zone by its clock: handed through all models it would only be the same three values everywhere. */
static struct
{
  char *name;
  char *currency;
  GTimeZone *zone;
  gint64 offset;
  gboolean known;
} site;

/**
 * amends_site_set:
 * @name: (nullable): name of the department
 * @zone: (nullable): identifier of the time zone that serves numbers, days and periods
 * @currency: (nullable): ISO 4217 code
 *
 * Sets what the server told at sign-in. An unknown @zone leaves the zone of this computer.
 */
void
amends_site_set (const char *name,
                 const char *zone,
                 const char *currency)
{
  g_free (site.name);
  site.name = g_strdup (name);
  g_free (site.currency);
  site.currency = g_strdup (currency);
  g_clear_pointer (&site.zone, g_time_zone_unref);
  if (zone != NULL)
    site.zone = g_time_zone_new_identifier (zone);
  if (site.zone == NULL)
    site.zone = g_time_zone_new_local ();
}

/**
 * amends_site_get_name:
 *
 * Returns: (transfer none) (nullable): name of the department
 */
const char *
amends_site_get_name (void)
{
  return site.name;
}

/**
 * amends_site_get_currency:
 *
 * Returns: (transfer none): ISO 4217 code of the site's currency
 */
const char *
amends_site_get_currency (void)
{
  return site.currency != NULL ? site.currency : "CNY";
}

/**
 * amends_site_get_zone:
 *
 * Returns: (transfer none): the zone in which dates are written
 */
GTimeZone *
amends_site_get_zone (void)
{
  if (site.zone == NULL)
    site.zone = g_time_zone_new_local ();
  return site.zone;
}

/**
 * amends_site_set_now:
 * @server_now: microseconds since the epoch by the server's clock, just now
 *
 * Steps of less than a second are ignored: they are the network's, not the clock's.
 */
void
amends_site_set_now (gint64 server_now)
{
  gint64 offset = server_now - g_get_monotonic_time ();

  if (site.known && ABS (offset - site.offset) < G_USEC_PER_SEC)
    return;
  site.offset = offset;
  site.known = TRUE;
}

/**
 * amends_site_now:
 *
 * Returns: microseconds since the epoch by the server's clock; by this
 *   computer's own before the first answer of a server
 */
gint64
amends_site_now (void)
{
  return site.known ? g_get_monotonic_time () + site.offset : g_get_real_time ();
}
