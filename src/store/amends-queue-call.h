#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/* How many tickets a call brings. */
#define QUEUE_PAGE_SIZE 200

void     amends_queue_call_page (AmendsSession       *session,
                                 gint64               team_id,
                                 AmendsResult        *before,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
gboolean amends_queue_call_more (AmendsResult        *rows);

G_END_DECLS
