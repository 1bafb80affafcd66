#pragma once

#include <json-glib/json-glib.h>

#include "amends-import-map.h"

G_BEGIN_DECLS

struct _AmendsImportMap
{
  GObject parent_instance;

  char                *source;
  char                *label;
  AmendsImportShape    shape;
  AmendsImportDialect  dialect;
  gboolean             header;
  guint                skip;
  char                *zone;
  char               **formats;
  char               **missing;
  char                *currency;
  char                *options;     /* JSON for the database: limits, what closing means */
  GPtrArray           *fields;      /* AmendsImportField, in the order of the targets */
};

gboolean amends_import_map_read (AmendsImportMap  *self,
                                 JsonNode         *root,
                                 GError          **error);

G_END_DECLS
