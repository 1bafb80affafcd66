#pragma once

#include <libpq-fe.h>

#include "amends-connection.h"

typedef struct _AmendsCall AmendsCall;

struct _AmendsCall
{
  GTask            *task;        /* NULL for the connection's own */
  char             *sql;
  AmendsParams     *params;
  gboolean          script;
  guint             timeout_ms;
  AmendsCopyReader  reader;
  gpointer          reader_data;

  GSource          *cancelled;
  gboolean          answered;
  gboolean          copying;
  gboolean          drained;
  PGresult         *result;
  GError           *error;
};

struct _AmendsConnection
{
  GObject                parent_instance;

  AmendsTarget          *target;
  GMainContext          *context;

  AmendsConnectionState  state;
  GError                *error;
  PGconn                *pg;
  GPtrArray             *channels;

  /* The link: amends-connection.c */
  GTask                 *open_task;
  GSource               *open_cancelled;
  GCancellable          *connecting;
  GSource               *retry;
  gint64                 retry_at;
  guint                  failures;
  gboolean               reconnect;
  gboolean               was_ready;

  /* The calls: amends-connection-call.c and amends-connection-io.c */
  GQueue                 calls;
  AmendsCall            *current;
  GSource               *kick;
  GSource               *io;
  GIOCondition           watched;
  GSource               *timer;
  gint64                 last_heard;
  gboolean               cancelling;
  guint                  generation;
};

void amends_connection_start_calls (AmendsConnection *self);
void amends_connection_stop_calls  (AmendsConnection *self,
                                    const GError     *error);
void amends_connection_push_setup  (AmendsConnection *self,
                                    const char       *sql);
void amends_connection_lose        (AmendsConnection *self,
                                    GError           *error);
void amends_connection_emit_wake   (AmendsConnection *self);

void amends_call_answer            (AmendsCall       *call,
                                    PGresult         *result,
                                    GError           *error);
void amends_call_free              (AmendsCall       *call);
void amends_connection_arm_timer   (AmendsConnection *self);
void amends_connection_pump        (AmendsConnection *self);
