#pragma once

#include <json-glib/json-glib.h>

#include "amends-journal.h"
#include "amends-session.h"

G_BEGIN_DECLS

struct _AmendsSession
{
  GObject parent_instance;

  AmendsConnection *connection;
  AmendsSessionState state;
  GError *error;
  GTask *sign_in;
  gint64 hello_sent;
  guint hello_again;
  gint64 last_heard;
  gulong state_handler;
  char *key;
  char *host;

  AmendsPerson *person;
  gint64 superior;
  gint64 password_until;
  char *unsure_password;     /* sent when the server was lost: it may hold or not */
  GArray *teams;
  GHashTable *rights;
  char *site_name;
  char *currency;
  char *feed_epoch;
  char *feed_cursor;

  AmendsJournal *journal;

  /* writes that have no definite answer yet, oldest first */
  GQueue writes;
  /* when each call that is not answered was made; a long silence is told before the connection is given up */
  GQueue calls;
  guint silence;
  gboolean silent;
};

void    amends_session_set_silent       (AmendsSession *self,
                                         gboolean       silent);
GError *amends_session_take_hello       (AmendsSession *self,
                                         JsonObject    *hello);
void    amends_session_call_began       (AmendsSession *self,
                                         gint64        *stamp);
void    amends_session_call_ended       (AmendsSession *self,
                                         gint64        *stamp,
                                         gboolean       answered);
void    amends_session_send_writes      (AmendsSession *self);
void    amends_session_fail_writes      (AmendsSession *self,
                                         const GError  *error);
void    amends_session_load_journal     (AmendsSession *self);
GError *amends_session_error_signed_out (void);
gboolean amends_session_try_unsure_password
                                        (AmendsSession *self);
void    amends_session_forget_password  (AmendsSession *self);

G_END_DECLS
