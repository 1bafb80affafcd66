#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_RESULT (amends_result_get_type ())

typedef struct _AmendsResult AmendsResult;

GType          amends_result_get_type       (void) G_GNUC_CONST;
AmendsResult  *amends_result_ref            (AmendsResult  *self);
void           amends_result_unref          (AmendsResult  *self);
int            amends_result_get_n_rows     (AmendsResult  *self);
int            amends_result_get_n_columns  (AmendsResult  *self);
gint64         amends_result_get_n_affected (AmendsResult  *self);
int            amends_result_column         (AmendsResult  *self,
                                             const char    *name);
const char    *amends_result_column_name    (AmendsResult  *self,
                                             int            column);
gboolean       amends_result_is_bool_column (AmendsResult  *self,
                                             int            column);
gboolean       amends_result_is_null        (AmendsResult  *self,
                                             int            row,
                                             int            column);
const char    *amends_result_get_text       (AmendsResult  *self,
                                             int            row,
                                             int            column);
const char    *amends_result_get_json_text  (AmendsResult  *self,
                                             int            row,
                                             int            column);
gsize          amends_result_get_size       (AmendsResult  *self,
                                             int            row,
                                             int            column);
gint64         amends_result_get_int64      (AmendsResult  *self,
                                             int            row,
                                             int            column);
gboolean       amends_result_get_bool       (AmendsResult  *self,
                                             int            row,
                                             int            column);
gint64         amends_result_get_timestamp  (AmendsResult  *self,
                                             int            row,
                                             int            column);
gboolean       amends_result_get_date       (AmendsResult  *self,
                                             int            row,
                                             int            column,
                                             GDate         *date);
char         **amends_result_get_strv       (AmendsResult  *self,
                                             int            row,
                                             int            column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsResult, amends_result_unref)

G_END_DECLS
