#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsLabelLookup:
 * @language: "zh_CN", "zh", "en"
 * @user_data: the map
 *
 * Returns: (nullable): the label in that language
 */
typedef const char * (*AmendsLabelLookup) (const char *language,
                                           gpointer    user_data);

const char *amends_label_choose      (AmendsLabelLookup   lookup,
                                      gpointer            user_data);
const char *amends_label_choose_for  (const char * const *languages,
                                      AmendsLabelLookup   lookup,
                                      gpointer            user_data);
const char *amends_label_get_language (void);

G_END_DECLS
