/* Which pages there are. A page family is added by one line here; the window knows none of them by name. */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include "amends-intake-page.h"
#include "amends-notices-page.h"
#include "amends-page-table.h"
#include "amends-queue-page.h"
#include "amends-scorecard-page.h"
#include "amends-ticket-page.h"
#include "amends-work-page.h"

static const AmendsPageEntry entries[] = {
  { "new-ticket", amends_intake_page_new, TRUE, "ticket.file" },
  { "my-work", amends_work_page_new, TRUE, NULL },
  { "notices", amends_notices_page_new, TRUE, NULL },
  { "overdue", amends_work_page_new_overdue, TRUE, NULL },
  { "queue", amends_queue_page_new, TRUE, NULL },
  { "scorecards", amends_scorecard_page_new, TRUE, NULL },
  { "ticket", amends_ticket_page_new, FALSE, NULL },
};

/**
 * amends_page_table_find:
 * @name: name of a page
 *
 * Returns: (transfer none) (nullable): how to make it
 */
const AmendsPageEntry *
amends_page_table_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_str_equal (entries[i].name, name))
      return &entries[i];
  return NULL;
}

/**
 * amends_page_table_allows:
 * @name: name of a page
 * @session: who asks
 *
 * Returns: whether there is such a page and the person may see it
 */
gboolean
amends_page_table_allows (const char    *name,
                          AmendsSession *session)
{
  const AmendsPageEntry *entry = amends_page_table_find (name);

  return entry != NULL && (entry->right == NULL || amends_session_can (session, entry->right));
}
