/* One timer for everything on a page that changes with the clock. It sleeps while nothing is shown. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-clock.h"
#include "amends-tick.h"

typedef struct
{
  AmendsTickFunc func;
  gpointer user_data;
  gint64 next;
} Entry;

static GArray *entries;
static guint source;

static gboolean
tick_cb (gpointer user_data)
{
  gint64 now = amends_clock_now ();

  /* entries may be added and removed by the functions themselves, hence the index and the second look */
  for (guint i = 0; i < entries->len; i++)
    {
      Entry entry = g_array_index (entries, Entry, i);
      gint64 next;

      if (now < entry.next)
        continue;
      next = entry.func (now, entry.user_data);
      if (i < entries->len && g_array_index (entries, Entry, i).user_data == entry.user_data)
        g_array_index (entries, Entry, i).next = next;
    }
  if (entries->len > 0)
    return G_SOURCE_CONTINUE;
  source = 0;
  return G_SOURCE_REMOVE;
}

/**
 * amends_tick_add:
 * @func: called when its moment has come, within a second; the first time at the next second
 * @user_data: for @func
 *
 * Meant for widgets between map and unmap: a function costs a comparison a second.
 */
void
amends_tick_add (AmendsTickFunc func,
                 gpointer       user_data)
{
  Entry entry = { func, user_data, 0 };

  g_return_if_fail (func != NULL);

  if (entries == NULL)
    entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_append_val (entries, entry);
  if (source == 0)
    source = g_timeout_add_seconds (1, tick_cb, NULL);
}

/**
 * amends_tick_remove:
 * @func: as given to amends_tick_add()
 * @user_data: as given to amends_tick_add()
 */
void
amends_tick_remove (AmendsTickFunc func,
                    gpointer       user_data)
{
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      if (entry->func == func && entry->user_data == user_data)
        {
          g_array_remove_index_fast (entries, i);
          return;
        }
    }
}
