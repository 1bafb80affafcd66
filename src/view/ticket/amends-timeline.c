/* Everything that happened to a ticket, newest last, a heading a day, with a filter.
 *
 * New rows are added below; who reads further up is not moved, who is at the end stays at the end. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-event-words.h"
#include "amends-facts.h"
#include "amends-time.h"
#include "amends-timeline-row.h"
#include "amends-timeline.h"

/* how near the end counts as the end */
#define END_PX 24

struct _AmendsTimeline
{
  GtkBox parent_instance;

  AmendsTicketStore *store;
  AmendsCatalogue *catalogue;
  gboolean at_end;
  guint end_source;

  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkToggleButton *filter_all;
  GtkToggleButton *filter_talk;
  GtkToggleButton *filter_notes;
  GtkLabel *count_label;
};

G_DEFINE_FINAL_TYPE (AmendsTimeline, amends_timeline, GTK_TYPE_BOX)

/* ── what is shown ── */

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       user_data)
{
  AmendsTimeline *self = user_data;
  AmendsEventGroup group = gtk_toggle_button_get_active (self->filter_talk) ? AMENDS_EVENT_CUSTOMER
                           : gtk_toggle_button_get_active (self->filter_notes) ? AMENDS_EVENT_NOTE : AMENDS_EVENT_CHANGE;

  return gtk_toggle_button_get_active (self->filter_all) || amends_timeline_row_is_in (AMENDS_TIMELINE_ROW (row), group);
}

static int
compare_cb (GtkListBoxRow *a,
            GtkListBoxRow *b,
            gpointer       user_data)
{
  return amends_timeline_row_compare (AMENDS_TIMELINE_ROW (a), AMENDS_TIMELINE_ROW (b));
}

static char *
day_of (GtkListBoxRow *row)
{
  return amends_time_format_day (amends_event_get_happened_at (amends_timeline_row_get_event (AMENDS_TIMELINE_ROW (row))), amends_clock_now ());
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  g_autofree char *day = day_of (row);
  g_autofree char *previous = before != NULL ? day_of (before) : NULL;
  GtkWidget *heading;

  if (g_strcmp0 (day, previous) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  heading = amends_text_new (day, "day");
  gtk_label_set_xalign (GTK_LABEL (heading), 0.5);
  gtk_widget_set_margin_top (heading, before != NULL ? 12 : 3);
  gtk_widget_set_margin_bottom (heading, 6);
  gtk_list_box_row_set_header (row, heading);
}

static void
show_count (AmendsTimeline *self)
{
  GtkListBoxRow *row;
  g_autofree char *text = NULL;
  int n = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    n += filter_cb (row, self);
  text = g_strdup_printf (ngettext ("%d entry", "%d entries", n), n);
  gtk_label_set_label (self->count_label, text);
}

static void
filter_changed_cb (AmendsTimeline *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
  show_count (self);
}

/* ── rows ── */

static void
add_row (AmendsTimeline *self,
         GtkWidget      *row)
{
  amends_timeline_row_tell (AMENDS_TIMELINE_ROW (row), self->store, self->catalogue);
  gtk_list_box_append (self->list, row);
}

static void
events_added_cb (AmendsTimeline *self,
                 guint           position,
                 guint           removed,
                 guint           added,
                 GListModel     *events)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i);

      if (amends_event_shape (event) == AMENDS_EVENT_HIDDEN)
        continue;
      add_row (self, amends_timeline_row_new (event));
      if (g_str_equal (amends_event_get_kind (event), "filed"))
        add_row (self, amends_timeline_row_new_words (event));
    }
  show_count (self);
}

static void
retell_cb (AmendsTimeline *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    amends_timeline_row_tell (AMENDS_TIMELINE_ROW (row), self->store, self->catalogue);
}

/* ── staying at the end ── */

static gboolean
to_end_cb (gpointer user_data)
{
  AmendsTimeline *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->end_source = 0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_REMOVE;
}

/* Not at once: this comes from inside the allocation. */
static void
room_changed_cb (AmendsTimeline *self)
{
  if (self->at_end && self->end_source == 0)
    self->end_source = g_idle_add_full (GTK_PRIORITY_RESIZE, to_end_cb, self, NULL);
}

static void
scrolled_cb (AmendsTimeline *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (self->end_source == 0)
    self->at_end = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)
                   >= gtk_adjustment_get_upper (adjustment) - END_PX;
}

static void
amends_timeline_dispose (GObject *object)
{
  AmendsTimeline *self = AMENDS_TIMELINE (object);

  g_clear_handle_id (&self->end_source, g_source_remove);
  g_clear_object (&self->store);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (amends_timeline_parent_class)->dispose (object);
}

static void
amends_timeline_class_init (AmendsTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_timeline_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsTimeline, scroller);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimeline, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimeline, filter_all);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimeline, filter_talk);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimeline, filter_notes);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimeline, count_label);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
}

static void
amends_timeline_init (AmendsTimeline *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->at_end = TRUE;
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_list_box_set_sort_func (self->list, compare_cb, NULL, NULL);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "notify::upper", G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

/**
 * amends_timeline_set_ticket:
 * @self: the timeline
 * @store: whose it is
 * @catalogue: labels and people
 */
void
amends_timeline_set_ticket (AmendsTimeline    *self,
                            AmendsTicketStore *store,
                            AmendsCatalogue   *catalogue)
{
  GListModel *events;

  g_return_if_fail (AMENDS_IS_TIMELINE (self));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  self->catalogue = g_object_ref (catalogue);
  events = amends_ticket_store_get_timeline (store);
  g_signal_connect_object (events, "items-changed", G_CALLBACK (events_added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (catalogue, "notify::ready", G_CALLBACK (retell_cb), self, G_CONNECT_SWAPPED);
  events_added_cb (self, 0, 0, g_list_model_get_n_items (events), events);
}

/**
 * amends_timeline_focus:
 * @self: the timeline
 *
 * Moves the focus to the newest entry.
 */
void
amends_timeline_focus (AmendsTimeline *self)
{
  g_return_if_fail (AMENDS_IS_TIMELINE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}
