#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Nothing a person types comes near this; a parameter is copied several times on its way out, on the main loop. */
#define AMENDS_PARAM_MAX (1024 * 1024)

#define AMENDS_TYPE_PARAMS (amends_params_get_type ())

typedef struct _AmendsParams AmendsParams;

GType               amends_params_get_type         (void) G_GNUC_CONST;
AmendsParams       *amends_params_new              (void);
AmendsParams       *amends_params_ref              (AmendsParams         *self);
void                amends_params_unref            (AmendsParams         *self);
AmendsParams       *amends_params_add_null         (AmendsParams         *self);
AmendsParams       *amends_params_add_text         (AmendsParams         *self,
                                                    const char           *value);
AmendsParams       *amends_params_add_int64        (AmendsParams         *self,
                                                    gint64                value);
AmendsParams       *amends_params_add_bool         (AmendsParams         *self,
                                                    gboolean              value);
AmendsParams       *amends_params_add_uuid         (AmendsParams         *self,
                                                    const char           *value);
AmendsParams       *amends_params_add_json         (AmendsParams         *self,
                                                    const char           *value);
AmendsParams       *amends_params_add_timestamp    (AmendsParams         *self,
                                                    gint64                usec);
AmendsParams       *amends_params_add_date         (AmendsParams         *self,
                                                    GDate                *value);
AmendsParams       *amends_params_add_int64_array  (AmendsParams         *self,
                                                    const gint64         *values,
                                                    gsize                 n_values);
AmendsParams       *amends_params_add_text_array   (AmendsParams         *self,
                                                    const char * const   *values);
guint               amends_params_get_length       (AmendsParams         *self);
const char         *amends_params_get_value        (AmendsParams         *self,
                                                    guint                 position);
const char * const *amends_params_get_values       (AmendsParams         *self);
gboolean            amends_params_check            (AmendsParams         *self,
                                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsParams, amends_params_unref)

G_END_DECLS
