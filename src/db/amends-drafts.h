#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_DRAFTS (amends_drafts_get_type ())

G_DECLARE_FINAL_TYPE (AmendsDrafts, amends_drafts, AMENDS, DRAFTS, GObject)

AmendsDrafts  *amends_drafts_open     (const char    *path);
const char    *amends_drafts_get      (AmendsDrafts  *self,
                                       const char    *key);
void           amends_drafts_set      (AmendsDrafts  *self,
                                       const char    *key,
                                       const char    *text);
char         **amends_drafts_list     (AmendsDrafts  *self);
gboolean       amends_drafts_flush    (AmendsDrafts  *self,
                                       GError       **error);

G_END_DECLS
