#pragma once

#include <gio/gio.h>

#include "amends-import-reader.h"

G_BEGIN_DECLS

/**
 * AmendsImportShape:
 * @AMENDS_IMPORT_SHAPE_EVENTS: one row an event; its kind stands in a column
 * @AMENDS_IMPORT_SHAPE_SNAPSHOTS: one row an update of a ticket; events follow from what changed
 */
typedef enum
{
  AMENDS_IMPORT_SHAPE_EVENTS = 1 << 0,
  AMENDS_IMPORT_SHAPE_SNAPSHOTS = 1 << 1,
} AmendsImportShape;

/**
 * AmendsImportType:
 *
 * What a value must be before it goes to the database.
 */
typedef enum
{
  AMENDS_IMPORT_TYPE_TEXT,
  AMENDS_IMPORT_TYPE_TIME,
  AMENDS_IMPORT_TYPE_KINDS,
  AMENDS_IMPORT_TYPE_STATE,
  AMENDS_IMPORT_TYPE_SCORE,
  AMENDS_IMPORT_TYPE_BOOL,
  AMENDS_IMPORT_TYPE_MONEY,
  AMENDS_IMPORT_TYPE_PHONE,
  AMENDS_IMPORT_TYPE_ONE_OF,
} AmendsImportType;

/**
 * AmendsImportTarget:
 *
 * One thing that a file can tell: where the mapping names it, and the column of amends.import_stage that takes it.
 */
typedef struct
{
  const char        *section;
  const char        *key;
  const char        *column;
  AmendsImportType   type;
  guint              max;        /* characters */
  AmendsImportShape  required;   /* shapes that cannot do without */
  const char        *choices;    /* of ONE_OF: "vip|normal" */
} AmendsImportTarget;

/**
 * AmendsImportField:
 *
 * Where the value of a target comes from. A constant needs no column.
 */
typedef struct
{
  const AmendsImportTarget *target;
  char        *column;      /* name in the header, or NULL */
  int          position;    /* counted from 0, -1 for none */
  char        *constant;
  GHashTable  *values;      /* value of the file → GStrv, or NULL */
  char       **fallback;    /* for values the map does not know; NULL: refuse the row (kinds, states) or take them as they are */
  char       **missing;     /* markers of its own, or NULL */
  gboolean     minor;       /* money is written in minor units */
} AmendsImportField;

#define AMENDS_TYPE_IMPORT_MAP (amends_import_map_get_type ())
G_DECLARE_FINAL_TYPE (AmendsImportMap, amends_import_map, AMENDS, IMPORT_MAP, GObject)

AmendsImportMap            *amends_import_map_new_from_file  (GFile             *file,
                                                              GError           **error);
AmendsImportMap            *amends_import_map_new_from_data  (const char        *data,
                                                              gssize             length,
                                                              GError           **error);
const char                 *amends_import_map_get_source     (AmendsImportMap   *self);
const char                 *amends_import_map_get_label      (AmendsImportMap   *self);
AmendsImportShape           amends_import_map_get_shape      (AmendsImportMap   *self);
const AmendsImportDialect  *amends_import_map_get_dialect    (AmendsImportMap   *self);
gboolean                    amends_import_map_has_header     (AmendsImportMap   *self);
guint                       amends_import_map_get_skip       (AmendsImportMap   *self);
const char                 *amends_import_map_get_zone       (AmendsImportMap   *self);
const char * const         *amends_import_map_get_formats    (AmendsImportMap   *self);
const char * const         *amends_import_map_get_missing    (AmendsImportMap   *self);
const char                 *amends_import_map_get_currency   (AmendsImportMap   *self);
const char                 *amends_import_map_get_options    (AmendsImportMap   *self);
GPtrArray                  *amends_import_map_get_fields     (AmendsImportMap   *self);
gboolean                    amends_import_map_bind           (AmendsImportMap   *self,
                                                              AmendsImportReader *header,
                                                              GError           **error);

G_END_DECLS
