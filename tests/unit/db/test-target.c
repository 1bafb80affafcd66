/* Addresses, services and the environment, as libpq reads them, and the proof a distant server must give. */

#include <glib/gstdio.h>

#include "amends-error.h"
#include "amends-target-private.h"

static char *
option (AmendsTarget *target,
        guint         endpoint,
        const char   *keyword)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) effective = amends_target_resolve (target, &error);
  g_autoptr (GPtrArray) endpoints = NULL;
  g_autoptr (GHashTable) options = NULL;

  g_assert_no_error (error);
  endpoints = amends_target_list_endpoints (effective, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (endpoints->len, >, endpoint);
  options = amends_target_connect_options (target, effective, g_ptr_array_index (endpoints, endpoint));
  return g_strdup (g_hash_table_lookup (options, keyword));
}

static void
check (const char *text,
       guint       endpoint,
       const char *keyword,
       const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsTarget) target = amends_target_new_from_text (text, &error);
  g_autofree char *value = NULL;

  g_assert_no_error (error);
  value = option (target, endpoint, keyword);
  g_test_message ("%s: %s=%s", text, keyword, value);
  g_assert_cmpstr (value, ==, expected);
}

static void
test_texts (void)
{
  check ("postgresql://lina:geheim@desk.example:5433/amends", 0, "host", "desk.example");
  check ("postgresql://lina:geheim@desk.example:5433/amends", 0, "port", "5433");
  check ("postgresql://lina:geheim@desk.example:5433/amends", 0, "password", "geheim");
  check ("postgresql://a:1,b:2/amends", 1, "host", "b");
  check ("postgresql://a:1,b:2/amends", 1, "port", "2");
  check ("host=a,b port=7 dbname=amends", 1, "port", "7");
  check ("host=a hostaddr=10.0.0.9 dbname=amends", 0, "hostaddr", "10.0.0.9");
  check ("amends", 0, "dbname", "amends");
}

static void
test_proof (void)
{
  check ("host=desk.example dbname=amends", 0, "sslmode", "verify-full");
  check ("host=10.0.0.9 dbname=amends", 0, "sslmode", "verify-full");
  check ("host=desk.example dbname=amends sslmode=require", 0, "sslmode", "require");
  check ("host=desk.example dbname=amends sslmode=prefer", 0, "sslmode", "prefer");
  check ("host=localhost dbname=amends", 0, "sslmode", NULL);
  check ("host=127.0.0.1 dbname=amends", 0, "sslmode", NULL);
  check ("host=::1 dbname=amends", 0, "sslmode", NULL);
  check ("host=/run/postgresql dbname=amends", 0, "sslmode", NULL);
  /* A name that claims to be this computer proves nothing when its address is another. */
  check ("host=localhost hostaddr=10.0.0.9 dbname=amends", 0, "sslmode", "verify-full");
  check ("host=desk.example dbname=amends sslrootcert=/x.crt", 0, "sslrootcert", "/x.crt");
  g_setenv ("PGSSLMODE", "prefer", TRUE);
  check ("host=desk.example dbname=amends", 0, "sslmode", NULL);
  g_unsetenv ("PGSSLMODE");
}

static void
test_service (void)
{
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL, unknown = NULL;
  g_autoptr (AmendsTarget) target = amends_target_new ();
  g_autofree char *host = NULL, *second = NULL, *mode = NULL, *dbname = NULL, *name = NULL;

  g_close (g_file_open_tmp ("service-XXXXXX", &file, NULL), NULL);
  g_assert_true (g_file_set_contents (file, "[amends]\nhost=a.example,b.example\nport=6000\ndbname=desk\nsslmode=require\n", -1, NULL));
  g_setenv ("PGSERVICEFILE", file, TRUE);
  amends_target_set (target, "service", "amends");
  host = option (target, 0, "host");
  second = option (target, 1, "host");
  mode = option (target, 0, "sslmode");
  dbname = amends_target_get_effective (target, "dbname");
  name = amends_target_describe (target);
  g_assert_cmpstr (host, ==, "a.example");
  g_assert_cmpstr (second, ==, "b.example");
  g_assert_null (mode);   /* the service file's own, which libpq reads */
  g_assert_cmpstr (dbname, ==, "desk");
  g_assert_cmpstr (name, ==, "amends");

  amends_target_set (target, "service", "no-such-service");
  g_assert_false (amends_target_check (target, &unknown));
  g_assert_error (unknown, AMENDS_ERROR, AMENDS_ERROR_INVALID);
  g_assert_nonnull (strstr (unknown->message, "no-such-service"));
  g_unsetenv ("PGSERVICEFILE");
  g_unlink (file);
}

static void
test_environment (void)
{
  g_autoptr (AmendsTarget) target = amends_target_new ();
  g_autofree char *host = NULL, *port = NULL;

  g_setenv ("PGHOST", "env.example", TRUE);
  g_setenv ("PGPORT", "7777", TRUE);
  host = option (target, 0, "host");
  port = option (target, 0, "port");
  g_assert_cmpstr (host, ==, "env.example");
  g_assert_cmpstr (port, ==, "7777");
  g_assert_false (amends_target_is_local (target));
  g_unsetenv ("PGHOST");
  g_unsetenv ("PGPORT");
  g_assert_true (amends_target_is_local (target));
}

static void
check_refused (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsTarget) target = amends_target_new_from_text (text, &error);

  g_test_message ("%s", text);
  if (target != NULL)
    g_assert_false (amends_target_check (target, &error));
  g_assert_error (error, AMENDS_ERROR, AMENDS_ERROR_INVALID);
}

static void
test_refused (void)
{
  check_refused ("host=a prot=5432");
  check_refused ("postgresql://[::1/x");
  check_refused ("host=a port=70000");
  check_refused ("host=a port=abc");
  check_refused ("host=a port=1,2 dbname=x,");
  check_refused ("host=a,b,c port=1,2");
  check_refused ("host=a sslmode=perhaps");
  check_refused ("host='a");
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsTarget) target = amends_target_new ();
  g_autoptr (AmendsTarget) back = NULL, copy = NULL;
  g_autofree char *text = NULL, *name = NULL;

  amends_target_set (target, "host", "desk.example");
  amends_target_set (target, "dbname", "it's a \\ test");
  amends_target_set (target, "user", "李娜");
  amends_target_set (target, "password", "secret");
  amends_target_set (target, "port", "");
  text = amends_target_to_text (target);
  g_assert_null (strstr (text, "secret"));
  back = amends_target_new_from_text (text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (amends_target_get (back, "dbname"), ==, "it's a \\ test");
  g_assert_cmpstr (amends_target_get (back, "user"), ==, "李娜");
  g_assert_null (amends_target_get (back, "password"));
  copy = amends_target_copy (target);
  g_assert_cmpstr (amends_target_get (copy, "password"), ==, "secret");
  name = amends_target_describe (copy);
  g_assert_cmpstr (name, ==, "desk.example/it's a \\ test");
}

int
main (int    argc,
      char **argv)
{
  const char *variables[] = { "PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGDATABASE", "PGSERVICE", "PGSSLMODE", "PGPASSWORD" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/target/texts", test_texts);
  g_test_add_func ("/db/target/proof", test_proof);
  g_test_add_func ("/db/target/service", test_service);
  g_test_add_func ("/db/target/environment", test_environment);
  g_test_add_func ("/db/target/refused", test_refused);
  g_test_add_func ("/db/target/round-trip", test_round_trip);
  return g_test_run ();
}
