#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsImportDialect:
 * @delimiter: one ASCII character between fields
 * @quote: one ASCII character around fields, 0 for none
 * @encoding: name of the encoding, "UTF-8" when there is no better knowledge
 *
 * How a file of separated values is written. A byte order mark in the file wins over @encoding.
 */
typedef struct
{
  char  delimiter;
  char  quote;
  char *encoding;
} AmendsImportDialect;

/**
 * AmendsImportRead:
 * @AMENDS_IMPORT_READ_ROW: a row was read
 * @AMENDS_IMPORT_READ_BAD: a row that breaks the format was passed over; the error says why
 * @AMENDS_IMPORT_READ_END: there is nothing more
 * @AMENDS_IMPORT_READ_FAILED: the file cannot be read any further; the error says why
 */
typedef enum
{
  AMENDS_IMPORT_READ_ROW,
  AMENDS_IMPORT_READ_BAD,
  AMENDS_IMPORT_READ_END,
  AMENDS_IMPORT_READ_FAILED,
} AmendsImportRead;

#define AMENDS_TYPE_IMPORT_READER (amends_import_reader_get_type ())
G_DECLARE_FINAL_TYPE (AmendsImportReader, amends_import_reader, AMENDS, IMPORT_READER, GObject)

AmendsImportReader *amends_import_reader_new      (GFile                      *file,
                                                   const AmendsImportDialect  *dialect,
                                                   GError                    **error);
AmendsImportRead    amends_import_reader_next     (AmendsImportReader         *self,
                                                   GError                    **error);
gint64              amends_import_reader_get_line (AmendsImportReader         *self);
guint               amends_import_reader_n_fields (AmendsImportReader         *self);
const char         *amends_import_reader_field    (AmendsImportReader         *self,
                                                   guint                       position);

G_END_DECLS
