/* The server's clock, as this desk sees it. Limits are promises the server keeps, so no page may use the desk's own clock. */

#define G_LOG_DOMAIN "amends-clock"

#include "config.h"

#include <time.h>

#include "amends-clock.h"

static struct
{
  gboolean known;
  gint64   server_time;
  gint64   stamp;
} reading;

/**
 * amends_clock_stamp:
 *
 * Returns: microseconds on a clock that nobody can set and that goes on while the computer sleeps, unlike
 *   g_get_monotonic_time(): a due label must be right after the lid is opened again
 */
gint64
amends_clock_stamp (void)
{
  struct timespec ts;

#ifdef CLOCK_BOOTTIME
  if (clock_gettime (CLOCK_BOOTTIME, &ts) == 0)
    return ts.tv_sec * (gint64) G_USEC_PER_SEC + ts.tv_nsec / 1000;
#endif
  return g_get_monotonic_time ();
}

/**
 * amends_clock_set_server_time:
 * @server_time: the server's now() in microseconds since 1970 UTC
 * @sent: amends_clock_stamp() when the question was sent
 * @received: amends_clock_stamp() when the answer came
 *
 * The reading is taken to be from the middle of the round trip, so its error is half of that at most.
 */
void
amends_clock_set_server_time (gint64 server_time,
                              gint64 sent,
                              gint64 received)
{
  g_return_if_fail (received >= sent);

  reading.known = TRUE;
  reading.server_time = server_time;
  reading.stamp = sent + (received - sent) / 2;
}

/**
 * amends_clock_now:
 *
 * Returns: the server's time in microseconds since 1970 UTC; the desk's own as long as no server was heard
 */
gint64
amends_clock_now (void)
{
  if (!reading.known)
    return g_get_real_time ();
  return reading.server_time + (amends_clock_stamp () - reading.stamp);
}

/**
 * amends_clock_get_offset:
 *
 * Returns: by how many microseconds the server is ahead of this desk's clock
 */
gint64
amends_clock_get_offset (void)
{
  return reading.known ? amends_clock_now () - g_get_real_time () : 0;
}
