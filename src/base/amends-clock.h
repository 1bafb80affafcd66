#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gint64   amends_clock_now             (void);
gint64   amends_clock_stamp           (void);
void     amends_clock_set_server_time (gint64 server_time,
                                       gint64 sent,
                                       gint64 received);
gint64   amends_clock_get_offset      (void);

G_END_DECLS
