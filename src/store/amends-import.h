#pragma once

#include "amends-connection.h"
#include "amends-import-map.h"

G_BEGIN_DECLS

/**
 * AmendsImportProblem:
 * @file: the file
 * @line: the line on which the row begins, counted from 1
 * @reason: why the row cannot be used
 * @user_data: the caller's
 */
typedef void (*AmendsImportProblem) (GFile      *file,
                                     gint64      line,
                                     const char *reason,
                                     gpointer    user_data);

char *amends_import_run (AmendsConnection     *connection,
                         AmendsImportMap      *map,
                         GPtrArray            *files,
                         gboolean              dry_run,
                         AmendsImportProblem   problem,
                         gpointer              problem_data,
                         GError              **error);

G_END_DECLS
