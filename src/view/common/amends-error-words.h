#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *amends_error_words      (const GError *error);
char *amends_error_code_words (const char   *code,
                               const char   *detail);

G_END_DECLS
