#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_IMPORT_GUNZIP (amends_import_gunzip_get_type ())
G_DECLARE_FINAL_TYPE (AmendsImportGunzip, amends_import_gunzip, AMENDS, IMPORT_GUNZIP, GObject)

GConverter *amends_import_gunzip_new (void);

G_END_DECLS
