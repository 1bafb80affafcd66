#pragma once

#include "amends-connection.h"

typedef struct
{
  char *directory;
  char *port;
  GPid  postmaster;
} Server;

typedef struct
{
  GAsyncResult *result;
} Wait;

Server           *server_start       (const char *tcp_port);
void              server_stop        (Server *self);
void              server_down        (Server *self);
void              server_up          (Server *self);
void              server_freeze      (Server *self);
void              server_thaw        (Server *self);
AmendsTarget     *server_target      (Server *self);
AmendsTarget     *server_tcp_target  (Server *self, const char *user, const char *password);
AmendsConnection *server_connect     (Server *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_stop)

void              wait_cb            (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult     *wait_for           (Wait *wait);
gboolean          wait_for_state     (AmendsConnection *connection, AmendsConnectionState state, guint timeout_ms);
gboolean          open_and_wait      (AmendsConnection *connection, GError **error);
AmendsResult     *query_and_wait     (AmendsConnection *connection, const char *sql, AmendsParams *params, GError **error);
char             *query_text         (AmendsConnection *connection, const char *sql);
