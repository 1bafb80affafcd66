#pragma once

#include <gtk/gtk.h>

#include "amends-drop-words.h"
#include "amends-queue-context.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_DROP_SITE (amends_drop_site_get_type ())

G_DECLARE_FINAL_TYPE (AmendsDropSite, amends_drop_site, AMENDS, DROP_SITE, GObject)

/**
 * AmendsDropWordsFunc:
 * @tickets: (element-type AmendsTicket): what is in the air
 * @preview: (nullable): what the database says, where it has answered
 * @user_data: as given
 *
 * Returns: (transfer full) (nullable): what to say; %NULL where nothing would change
 */
typedef AmendsDropWords *(*AmendsDropWordsFunc) (GPtrArray           *tickets,
                                                 const AmendsPreview *preview,
                                                 gpointer             user_data);

/**
 * AmendsDropShowFunc:
 * @words: (nullable): what to say now, %NULL to stop
 * @user_data: as given
 */
typedef void (*AmendsDropShowFunc) (const AmendsDropWords *words,
                                    gpointer               user_data);

AmendsDropSite *amends_drop_site_attach (GtkWidget                *widget,
                                         const AmendsQueueContext *context,
                                         gint64                    team_id,
                                         gint64                    person_id,
                                         AmendsDropWordsFunc       words,
                                         AmendsDropShowFunc        show,
                                         gpointer                  user_data);

G_END_DECLS
