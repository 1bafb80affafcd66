#pragma once

#include "amends-local-server.h"

G_BEGIN_DECLS

/**
 * AmendsLocalStage:
 * @AMENDS_LOCAL_STARTING: the private server is made or started
 * @AMENDS_LOCAL_FILLING: its database is filled with the demo department
 * @AMENDS_LOCAL_UPGRADING: its database is brought up to date
 */
typedef enum
{
  AMENDS_LOCAL_STARTING,
  AMENDS_LOCAL_FILLING,
  AMENDS_LOCAL_UPGRADING,
} AmendsLocalStage;

/**
 * AmendsLocalPerson:
 * @login: who to sign in as
 * @name: what the person is called
 * @role: code of the role
 * @department: in the language of the program, "" for none
 */
typedef struct
{
  char *login;
  char *name;
  char *role;
  char *department;
} AmendsLocalPerson;

/**
 * AmendsLocalProgress:
 * @stage: what is done now
 * @share: how much of it is done, 0 to 1; negative where nobody knows
 * @user_data: the caller's
 */
typedef void (*AmendsLocalProgress) (AmendsLocalStage stage,
                                     double           share,
                                     gpointer         user_data);

void       amends_local_department_open_async  (AmendsLocalServer    *server,
                                                gboolean              anew,
                                                GCancellable         *cancellable,
                                                AmendsLocalProgress   progress,
                                                gpointer              progress_data,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray *amends_local_department_open_finish (AmendsLocalServer    *server,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
