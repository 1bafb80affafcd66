/* The SQL that travels inside the program: the files, and the order they are run in. */

#define G_LOG_DOMAIN "amends-installer"

#include "config.h"

#include "amends-install-plan.h"

#include "amends-sql-resources.h"

#define SQL_PATH "/org/amends/Amends/sql/"

static void
amends_install_file_free (AmendsInstallFile *file)
{
  g_free (file->kind);
  g_free (file->role);
  g_free (file->name);
  g_free (file);
}

/**
 * amends_install_load_text:
 * @name: a file below data/sql
 *
 * Returns: (transfer full) (nullable): what stands in it
 */
char *
amends_install_load_text (const char *name)
{
  g_autofree char *path = g_strconcat (SQL_PATH, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (amends_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (!bytes)
    return NULL;
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/**
 * amends_install_load_order:
 *
 * Returns: (transfer full) (element-type AmendsInstallFile): every file, in the order of installation
 */
GPtrArray *
amends_install_load_order (void)
{
  g_autofree char *text = amends_install_load_text ("order");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_install_file_free);
  int version = 0;

  for (char **line = lines; *line; line++)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) raw = g_strsplit_set (*line, " \t", -1);
      g_auto (GStrv) words = NULL;
      AmendsInstallFile *file;

      for (char **word = raw; *word; word++)
        if (**word)
          g_strv_builder_add (builder, *word);
      words = g_strv_builder_end (builder);
      if (**line == '#' || g_strv_length (words) != 3)
        continue;

      file = g_new0 (AmendsInstallFile, 1);
      file->kind = g_strdup (words[0]);
      file->role = g_strdup (words[1]);
      file->name = g_strdup (words[2]);
      if (g_str_equal (file->kind, "schema"))
        file->version = ++version;
      g_ptr_array_add (files, file);
    }
  return files;
}

/**
 * amends_installer_get_schema_version:
 *
 * Returns: the schema version this program brings, the number of its schema files
 */
int
amends_installer_get_schema_version (void)
{
  g_autoptr (GPtrArray) files = amends_install_load_order ();
  int version = 0;

  for (guint i = 0; i < files->len; i++)
    version = MAX (version, ((AmendsInstallFile *) files->pdata[i])->version);
  return version;
}

/**
 * amends_installer_dup_fingerprint:
 *
 * Functions and rights are run again at every upgrade and leave no row of their own: this tells whether a database has them as
 * this program brings them.
 *
 * Returns: (transfer full): SHA-256, in hexadecimal, of the order of files and of every one of them
 */
char *
amends_installer_dup_fingerprint (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) files = amends_install_load_order ();
  g_autofree char *order = amends_install_load_text ("order");

  g_checksum_update (checksum, (const guchar *) order, -1);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *text = amends_install_load_text (((AmendsInstallFile *) files->pdata[i])->name);

      g_checksum_update (checksum, (const guchar *) text, -1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * amends_installer_dup_posture_sql:
 *
 * Returns: (transfer full): the query whose every row is a security finding
 */
char *
amends_installer_dup_posture_sql (void)
{
  return amends_install_load_text ("posture.sql");
}
