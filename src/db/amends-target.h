#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_TARGET (amends_target_get_type ())

typedef struct _AmendsTarget AmendsTarget;

GType         amends_target_get_type      (void) G_GNUC_CONST;
AmendsTarget *amends_target_new           (void);
AmendsTarget *amends_target_new_from_text (const char    *text,
                                           GError       **error);
AmendsTarget *amends_target_copy          (AmendsTarget  *self);
AmendsTarget *amends_target_ref           (AmendsTarget  *self);
void          amends_target_unref         (AmendsTarget  *self);
void          amends_target_set           (AmendsTarget  *self,
                                           const char    *keyword,
                                           const char    *value);
const char   *amends_target_get           (AmendsTarget  *self,
                                           const char    *keyword);
gboolean      amends_target_check         (AmendsTarget  *self,
                                           GError       **error);
char         *amends_target_get_effective (AmendsTarget  *self,
                                           const char    *keyword);
char         *amends_target_describe      (AmendsTarget  *self);
char         *amends_target_to_text       (AmendsTarget  *self);
gboolean      amends_target_is_local      (AmendsTarget  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsTarget, amends_target_unref)

G_END_DECLS
