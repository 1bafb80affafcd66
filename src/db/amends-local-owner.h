#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* The account a private cluster runs as: this person's own, and for root, from whom PostgreSQL refuses to run, another. */
typedef struct
{
  uid_t uid;
  gid_t gid;
} AmendsLocalOwner;

gboolean     amends_local_owner_is_root_process (void);
gboolean     amends_local_owner_find            (AmendsLocalOwner  *self);
GSubprocess *amends_local_owner_create          (GError           **error);
GSubprocess *amends_local_owner_spawn           (AmendsLocalOwner    *self,
                                                 const char * const  *argv,
                                                 GError             **error);
gboolean     amends_local_owner_make_directory  (AmendsLocalOwner  *self,
                                                 const char        *path,
                                                 GError           **error);

G_END_DECLS
