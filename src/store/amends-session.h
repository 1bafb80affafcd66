#pragma once

#include "amends-connection.h"
#include "amends-person.h"

G_BEGIN_DECLS

/* Characters a new password has at least. */
#define AMENDS_PASSWORD_SHORTEST 8

/**
 * AmendsSessionState:
 * @AMENDS_SESSION_SIGNED_OUT: nobody is signed in
 * @AMENDS_SESSION_CONNECTING: sign-in is under way
 * @AMENDS_SESSION_READY: the server answers
 * @AMENDS_SESSION_LOST: the server does not answer; it is tried again, writes wait
 * @AMENDS_SESSION_REFUSED: the server does not take this person any more; sign in again
 */
typedef enum
{
  AMENDS_SESSION_SIGNED_OUT,
  AMENDS_SESSION_CONNECTING,
  AMENDS_SESSION_READY,
  AMENDS_SESSION_LOST,
  AMENDS_SESSION_REFUSED,
} AmendsSessionState;

#define AMENDS_TYPE_SESSION_STATE (amends_session_state_get_type ())

GType amends_session_state_get_type (void) G_GNUC_CONST;

#define AMENDS_TYPE_SESSION (amends_session_get_type ())

G_DECLARE_FINAL_TYPE (AmendsSession, amends_session, AMENDS, SESSION, GObject)

AmendsSession      *amends_session_new               (void);
void                amends_session_sign_in_async     (AmendsSession        *self,
                                                      AmendsTarget         *target,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean            amends_session_sign_in_finish    (AmendsSession        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void                amends_session_sign_out          (AmendsSession        *self);
void                amends_session_retry_now         (AmendsSession        *self);

AmendsSessionState  amends_session_get_state         (AmendsSession        *self);
gboolean            amends_session_get_silent        (AmendsSession        *self);
int                 amends_session_get_retry_in      (AmendsSession        *self);
gint64              amends_session_get_last_heard    (AmendsSession        *self);
const GError       *amends_session_get_error         (AmendsSession        *self);
guint               amends_session_get_n_unsent      (AmendsSession        *self);

AmendsPerson       *amends_session_get_person        (AmendsSession        *self);
const char         *amends_session_get_login         (AmendsSession        *self);
gint64              amends_session_get_superior      (AmendsSession        *self);
gboolean            amends_session_has_password      (AmendsSession        *self);
gint64              amends_session_get_password_until
                                                     (AmendsSession        *self);
gboolean            amends_session_can               (AmendsSession        *self,
                                                      const char           *right);
gboolean            amends_session_in_team           (AmendsSession        *self,
                                                      gint64                team_id);
const gint64       *amends_session_get_teams         (AmendsSession        *self,
                                                      guint                *n_teams);
const char         *amends_session_get_host          (AmendsSession        *self);
const char         *amends_session_get_key           (AmendsSession        *self);
gboolean            amends_session_is_local          (AmendsSession        *self);
const char         *amends_session_get_site_name     (AmendsSession        *self);
const char         *amends_session_get_currency      (AmendsSession        *self);
const char         *amends_session_get_feed_epoch    (AmendsSession        *self);
const char         *amends_session_get_feed_cursor   (AmendsSession        *self);

void                amends_session_read_async        (AmendsSession        *self,
                                                      const char           *sql,
                                                      AmendsParams         *params,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
AmendsResult       *amends_session_read_finish       (AmendsSession        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void                amends_session_write_async       (AmendsSession        *self,
                                                      const char           *fn_name,
                                                      const char           *sql,
                                                      AmendsParams         *params,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
AmendsResult       *amends_session_write_finish      (AmendsSession        *self,
                                                      GAsyncResult         *result,
                                                      char                **request,
                                                      GError              **error);
void                amends_session_change_password_async
                                                     (AmendsSession        *self,
                                                      const char           *password,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean            amends_session_change_password_finish
                                                     (AmendsSession        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

G_END_DECLS
