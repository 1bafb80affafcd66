/* What is typed into forms and not sent yet, kept on this computer so that a crash costs less than a second of typing. */

#define G_LOG_DOMAIN "amends-drafts"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-drafts.h"
#include "amends-error.h"
#include "amends-paths.h"

/* From the first change on, not from the last: someone who types without a pause is saved too. */
#define DELAY_MS 400
#define TEXT_MAX (1024 * 1024)

struct _AmendsDrafts
{
  GObject     parent_instance;

  char       *path;
  GHashTable *texts;
  guint       timer;
  gboolean    saving;
  gboolean    changed;
};

G_DEFINE_FINAL_TYPE (AmendsDrafts, amends_drafts, G_TYPE_OBJECT)

static void save_soon (AmendsDrafts *self);

static GBytes *
serialize (AmendsDrafts *self)
{
  g_autoptr (GVariant) variant = NULL;
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer key, text;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &key, &text))
    g_variant_builder_add (&builder, "{ss}", key, text);
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  /* no drafts are no bytes, which the writing of a file takes only with an address */
  return g_variant_get_size (variant) > 0 ? g_variant_get_data_as_bytes (variant) : g_bytes_new_static ("", 0);
}

static void
load (AmendsDrafts *self)
{
  g_autoptr (GVariant) variant = NULL;
  GVariantIter iter;
  char *content, *key, *text;
  gsize length;

  if (!g_file_get_contents (self->path, &content, &length, NULL))
    return;
  variant = g_variant_new_from_data (G_VARIANT_TYPE ("a{ss}"), content, length, FALSE, g_free, content);
  g_variant_ref_sink (variant);
  /* A damaged file reads as empty strings at worst; those are no drafts. */
  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_loop (&iter, "{ss}", &key, &text))
    if (*key != '\0' && *text != '\0')
      g_hash_table_replace (self->texts, g_strdup (key), g_strdup (text));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AmendsDrafts) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_warning ("drafts are not saved: %s", error->message);
  if (self->changed)
    save_soon (self);
}

static gboolean
timer_cb (gpointer user_data)
{
  AmendsDrafts *self = user_data;
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GBytes) bytes = NULL;

  self->timer = 0;
  if (self->saving)
    return G_SOURCE_REMOVE;
  bytes = serialize (self);
  self->saving = TRUE;
  self->changed = FALSE;
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, saved_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
save_soon (AmendsDrafts *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (DELAY_MS, timer_cb, self);
}

static void
amends_drafts_finalize (GObject *object)
{
  AmendsDrafts *self = AMENDS_DRAFTS (object);

  amends_drafts_flush (self, NULL);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_free (self->path);

  G_OBJECT_CLASS (amends_drafts_parent_class)->finalize (object);
}

static void
amends_drafts_class_init (AmendsDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_drafts_finalize;
}

static void
amends_drafts_init (AmendsDrafts *self)
{
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * amends_drafts_open:
 * @path: one file for each login and server
 *
 * Returns: (transfer full): the drafts of the last time; none when the file cannot be read
 */
AmendsDrafts *
amends_drafts_open (const char *path)
{
  AmendsDrafts *self = g_object_new (AMENDS_TYPE_DRAFTS, NULL);
  g_autofree char *directory = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  directory = g_path_get_dirname (path);
  if (!amends_paths_ensure (directory, &error))
    g_warning ("drafts are not saved: %s", error->message);
  load (self);
  return self;
}

/**
 * amends_drafts_get:
 * @key: a form, for example "intake" or "note/123"
 *
 * Returns: (nullable) (transfer none): its text
 */
const char *
amends_drafts_get (AmendsDrafts *self,
                   const char   *key)
{
  g_return_val_if_fail (AMENDS_IS_DRAFTS (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return g_hash_table_lookup (self->texts, key);
}

/**
 * amends_drafts_set:
 * @key: a form, not empty
 * @text: (nullable): its text, at most a megabyte; %NULL or "" once it was sent or thrown away
 *
 * Saved within a second, in the background.
 */
void
amends_drafts_set (AmendsDrafts *self,
                   const char   *key,
                   const char   *text)
{
  g_return_if_fail (AMENDS_IS_DRAFTS (self));
  g_return_if_fail (key != NULL && *key != '\0');

  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (g_hash_table_lookup (self->texts, key), text) == 0 || (text != NULL && strlen (text) > TEXT_MAX))
    return;
  if (text != NULL)
    g_hash_table_replace (self->texts, g_strdup (key), g_strdup (text));
  else
    g_hash_table_remove (self->texts, key);
  self->changed = TRUE;
  save_soon (self);
}

/**
 * amends_drafts_list:
 *
 * Returns: (transfer full) (array zero-terminated=1): the keys that have a text, sorted
 */
char **
amends_drafts_list (AmendsDrafts *self)
{
  g_autoptr (GList) keys = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (AMENDS_IS_DRAFTS (self), NULL);

  keys = g_list_sort (g_hash_table_get_keys (self->texts), (GCompareFunc) g_strcmp0);
  for (GList *l = keys; l != NULL; l = l->next)
    g_strv_builder_add (builder, l->data);
  return g_strv_builder_end (builder);
}

/**
 * amends_drafts_flush:
 * @error: AMENDS_ERROR_STORAGE
 *
 * Saves what is not saved yet, before the program ends. Waits for the disk.
 */
gboolean
amends_drafts_flush (AmendsDrafts  *self,
                     GError       **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;
  gsize length;
  const char *data;

  g_return_val_if_fail (AMENDS_IS_DRAFTS (self), FALSE);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->changed && !self->saving)
    return TRUE;
  bytes = serialize (self);
  data = g_bytes_get_data (bytes, &length);
  if (!g_file_set_contents_full (self->path, data ? data : "", length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local))
    {
      g_set_error (error, AMENDS_ERROR, AMENDS_ERROR_STORAGE, _("The file “%s” could not be written: %s."), self->path, local->message);
      return FALSE;
    }
  /* A save that is still under way holds older texts and ends after this one; then all is written once more. */
  self->changed = self->saving;
  return TRUE;
}
