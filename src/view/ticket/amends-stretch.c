/* The clock of a deadline as stretches within days: what the bars of the worked sum are drawn from. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-json.h"
#include "amends-stretch.h"
#include "amends-time.h"

#define DAY_S 86400

static void
clear_stretch (gpointer data)
{
  g_free (((AmendsStretch *) data)->label);
}

static gint64
local_seconds (gint64     usec,
               GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (usec / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return usec / G_USEC_PER_SEC + g_date_time_get_utc_offset (local) / G_USEC_PER_SEC;
}

/* A wait over the weekend is one row of the database and three bars here. */
static void
add_stretches (GArray     *stretches,
               JsonObject *row,
               GTimeZone  *zone)
{
  gint64 from = local_seconds (amends_json_time (row, "from"), zone), to = local_seconds (amends_json_time (row, "to"), zone);
  const char *kind = amends_json_text (row, "kind");
  gboolean counts = g_str_equal (kind, "running") || g_str_equal (kind, "make_up");

  do
    {
      gint64 day = from - ((from % DAY_S) + DAY_S) % DAY_S;
      gint64 end = MIN (to, day + DAY_S);
      AmendsStretch stretch = { day, from - day, end - day, counts ? amends_json_int (row, "seconds") : 0, kind,
                          amends_json_dup_label (row, "label") };

      g_array_append_val (stretches, stretch);
      from = day + DAY_S;
    }
  while (from < to);
}

/**
 * amends_stretches_of:
 * @sum: the object of api.deadline_explain()
 *
 * Returns: (transfer full) (element-type AmendsStretch): what ran, waited or came too late, in order, cut at midnight
 */
GArray *
amends_stretches_of (JsonObject *sum)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (AmendsStretch));
  JsonArray *rows = amends_json_array (sum, "rows");
  const char *name = amends_json_text (amends_json_object (sum, "calendar"), "zone");
  g_autoptr (GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  g_array_set_clear_func (stretches, clear_stretch);
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    add_stretches (stretches, amends_json_item (rows, i), zone != NULL ? zone : amends_time_get_site_zone ());
  return stretches;
}

/**
 * amends_stretches_scale:
 * @stretches: (element-type AmendsStretch): of one sum
 * @from: (out): seconds since midnight
 * @to: (out): seconds since midnight
 *
 * Whole hours around all that is shown, so that the bars of all days share one scale.
 */
void
amends_stretches_scale (GArray *stretches,
                        int    *from,
                        int    *to)
{
  *from = DAY_S;
  *to = 0;
  for (guint i = 0; i < stretches->len; i++)
    {
      AmendsStretch *s = &g_array_index (stretches, AmendsStretch, i);

      if (g_str_equal (s->kind, "off") || g_str_equal (s->kind, "holiday"))
        continue;
      *from = MIN (*from, s->from - s->from % 3600);
      *to = MAX (*to, (s->to + 3599) / 3600 * 3600);
    }
  if (*from >= *to)
    *from = 0, *to = DAY_S;
}
