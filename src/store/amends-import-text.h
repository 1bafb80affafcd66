#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AmendsImportText AmendsImportText;

AmendsImportText *amends_import_text_open (GFile             *file,
                                           const char        *encoding,
                                           GError           **error);
gboolean          amends_import_text_read (AmendsImportText  *self,
                                           GByteArray        *into,
                                           gboolean          *ended,
                                           GError           **error);
void              amends_import_text_free (AmendsImportText  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsImportText, amends_import_text_free)

G_END_DECLS
