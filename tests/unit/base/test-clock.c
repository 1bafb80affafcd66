/* The server's clock on this desk. */

#include "amends-clock.h"

static void
test_clock (void)
{
  gint64 stamp = amends_clock_stamp ();
  gint64 server = g_get_real_time () + 3600 * (gint64) G_USEC_PER_SEC;

  g_assert_cmpint (amends_clock_get_offset (), ==, 0);
  g_assert_cmpint (ABS (amends_clock_now () - g_get_real_time ()), <, G_USEC_PER_SEC);
  /* Asked 2 s ago, answered now: the reading is from one second ago. */
  amends_clock_set_server_time (server, stamp - 2 * G_USEC_PER_SEC, stamp);
  g_assert_cmpint (amends_clock_now (), >=, server + G_USEC_PER_SEC);
  g_assert_cmpint (amends_clock_now (), <, server + 2 * G_USEC_PER_SEC);
  g_assert_cmpint (ABS (amends_clock_get_offset () - 3601 * (gint64) G_USEC_PER_SEC), <, G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock", test_clock);
  return g_test_run ();
}
