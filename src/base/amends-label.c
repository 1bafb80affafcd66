/* Chooses the person's language from a label that starter data holds in several. The map itself is the caller's: JSON in model/. */

#define G_LOG_DOMAIN "amends-label"

#include "config.h"

#include "amends-label.h"

/* "zh_CN.UTF-8@x" is asked for as zh_CN; a bare or other zh takes zh_CN, the only Chinese there is; C means English. */
static const char *
try_language (const char        *name,
              AmendsLabelLookup  lookup,
              gpointer           user_data)
{
  g_autofree char *plain = g_strndup (name, strcspn (name, ".@"));
  const char *label = lookup (plain, user_data);

  if (label == NULL && g_str_has_prefix (plain, "zh"))
    label = lookup ("zh_CN", user_data);
  if (label == NULL && (g_str_equal (plain, "C") || g_str_equal (plain, "POSIX") || g_str_has_prefix (plain, "en")))
    label = lookup ("en", user_data);
  return label && *label ? label : NULL;
}

/**
 * amends_label_choose_for:
 * @languages: (array zero-terminated=1): in order of preference
 *
 * Returns: (nullable): the best label of the map, English and then Chinese when none fits; %NULL when it has neither
 */
const char *
amends_label_choose_for (const char * const *languages,
                         AmendsLabelLookup   lookup,
                         gpointer            user_data)
{
  const char *label = NULL;

  g_return_val_if_fail (languages != NULL, NULL);
  g_return_val_if_fail (lookup != NULL, NULL);

  for (guint i = 0; languages[i] != NULL && label == NULL; i++)
    label = try_language (languages[i], lookup, user_data);
  if (label == NULL)
    label = try_language ("en", lookup, user_data);
  return label ? label : try_language ("zh_CN", lookup, user_data);
}

/**
 * amends_label_choose:
 *
 * amends_label_choose_for() with the person's languages.
 */
const char *
amends_label_choose (AmendsLabelLookup lookup,
                     gpointer          user_data)
{
  return amends_label_choose_for (g_get_language_names (), lookup, user_data);
}

static const char *
name_itself (const char *language,
             gpointer    user_data)
{
  return g_str_equal (language, "zh_CN") ? "zh_CN" : g_str_equal (language, "en") ? "en" : NULL;
}

/**
 * amends_label_get_language:
 *
 * Returns: "zh_CN" or "en": the language in which server-made texts are asked for
 */
const char *
amends_label_get_language (void)
{
  return amends_label_choose (name_itself, NULL);
}
