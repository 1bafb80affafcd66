/* The settings of the program on this computer, found also when it runs from its build folder. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-settings.h"

/* a program in build/src/app/ finds the schema in build/data/ */
static GSettingsSchemaSource *
source_beside_program (GSettingsSchemaSource *parent)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *data = folder != NULL ? g_build_filename (folder, "..", "..", "data", NULL) : NULL;

  return data != NULL ? g_settings_schema_source_new_from_directory (data, parent, FALSE, NULL) : NULL;
}

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  GSettingsSchemaSource *beside = source_beside_program (installed);
  GSettingsSchema *schema = NULL;

  if (beside != NULL)
    schema = g_settings_schema_source_lookup (beside, AMENDS_APP_ID, TRUE);
  else if (installed != NULL)
    schema = g_settings_schema_source_lookup (installed, AMENDS_APP_ID, TRUE);
  g_clear_pointer (&beside, g_settings_schema_source_unref);
  if (schema == NULL)
    g_error ("the settings schema " AMENDS_APP_ID " is not installed; install the program again");
  return schema;
}

/**
 * amends_settings_get:
 *
 * Returns: (transfer none): the settings of this person on this computer
 */
GSettings *
amends_settings_get (void)
{
  static GSettings *settings;

  if (settings == NULL)
    {
      g_autoptr (GSettingsSchema) schema = find_schema ();

      settings = g_settings_new_full (schema, NULL, NULL);
    }
  return settings;
}
