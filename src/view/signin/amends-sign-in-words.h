#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *amends_sign_in_words_title             (const GError *error);
char       *amends_sign_in_words_text              (const GError *error,
                                                    const char   *login,
                                                    gboolean      with_password);
gboolean    amends_sign_in_words_for_administrator (const GError *error);

G_END_DECLS
