#pragma once

#include "amends-local-owner.h"
#include "amends-local-server.h"

#define AMENDS_LOCAL_SERVER_PORT "5432"
#define AMENDS_LOCAL_SERVER_ADMIN "postgres"

struct _AmendsLocalServer
{
  GObject           parent_instance;

  char             *directory;
  char             *programs_wanted;
  char             *programs;
  char             *socket;
  AmendsLocalOwner  owner;
  int               users;      /* descriptors of the lock files, -1 while closed */
  int               start;
  gboolean          running;
  const char       *status;
};

/* amends-local-server.c */
void      amends_local_server_set_running        (AmendsLocalServer  *self,
                                                  gboolean            running);
void      amends_local_server_set_status         (AmendsLocalServer  *self,
                                                  const char         *status);

/* amends-local-server-files.c */
char     *amends_local_server_path               (AmendsLocalServer  *self,
                                                  const char         *name);
gboolean  amends_local_server_make_directories   (AmendsLocalServer  *self,
                                                  GError            **error);
gboolean  amends_local_server_open_lock          (AmendsLocalServer  *self,
                                                  const char         *suffix,
                                                  int                *fd,
                                                  GError            **error);
void      amends_local_server_close_lock         (int                *fd);
gboolean  amends_local_server_find_postmaster    (AmendsLocalServer  *self,
                                                  gboolean           *ready);
void      amends_local_server_remove_stale_files (AmendsLocalServer  *self);
char     *amends_local_server_log_tail           (AmendsLocalServer  *self);
void      amends_local_server_keep_log_small     (AmendsLocalServer  *self);
gboolean  amends_local_server_has_room           (AmendsLocalServer  *self,
                                                  GError            **error);
gboolean  amends_local_server_choose_programs    (AmendsLocalServer  *self,
                                                  GError            **error);

/* amends-local-server-steps.c */
void      amends_local_server_run_start          (GTask              *task);
void      amends_local_server_run_stop           (GTask              *task);
