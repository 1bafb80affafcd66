#pragma once

#include "amends-desk.h"
#include "amends-page.h"

G_BEGIN_DECLS

/**
 * AmendsPageFactory:
 * @desk: the desk
 * @ref: what the page is about: a team's or a ticket's number, 0 for pages of which there is one
 *
 * Returns: (transfer floating): an #AmendsPage
 */
typedef GtkWidget *(*AmendsPageFactory) (AmendsDesk *desk,
                                         gint64      ref);

/**
 * AmendsPageEntry:
 * @name: how actions call it: "queue" is reached as "queue:3"
 * @create: makes one
 * @keep: whether it stays in the background after one went elsewhere
 * @right: (nullable): what the person must be able to do to see it
 */
typedef struct
{
  const char *name;
  AmendsPageFactory create;
  gboolean keep;
  const char *right;
} AmendsPageEntry;

const AmendsPageEntry *amends_page_table_find   (const char     *name);
gboolean               amends_page_table_allows (const char     *name,
                                                 AmendsSession  *session);

G_END_DECLS
