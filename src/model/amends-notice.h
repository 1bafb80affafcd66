#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AMENDS_TYPE_NOTICE (amends_notice_get_type ())

G_DECLARE_FINAL_TYPE (AmendsNotice, amends_notice, AMENDS, NOTICE, GObject)

AmendsNotice *amends_notice_new            (gint64        id,
                                            gint64        ticket_id,
                                            const char   *number,
                                            const char   *kind,
                                            int           level,
                                            gint64        at,
                                            JsonObject   *body);
gint64        amends_notice_get_id         (AmendsNotice *self);
gint64        amends_notice_get_ticket_id  (AmendsNotice *self);
const char   *amends_notice_get_number     (AmendsNotice *self);
const char   *amends_notice_get_kind       (AmendsNotice *self);
int           amends_notice_get_level      (AmendsNotice *self);
gint64        amends_notice_get_at         (AmendsNotice *self);
const char   *amends_notice_get_title      (AmendsNotice *self);
const char   *amends_notice_get_text       (AmendsNotice *self);
const char   *amends_notice_get_icon_name  (AmendsNotice *self);
gboolean      amends_notice_get_seen       (AmendsNotice *self);
void          amends_notice_set_seen       (AmendsNotice *self,
                                            gboolean      seen);
gboolean      amends_notice_is_urgent      (AmendsNotice *self);

G_END_DECLS
