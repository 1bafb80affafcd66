#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char       *amends_message_for_error (const GError *error);
char       *amends_message_for_code  (const char   *code,
                                      const char   *detail);
const char *amends_message_template  (const char   *code);

G_END_DECLS
