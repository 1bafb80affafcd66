/* Things to do that are due at about the same time, under their title. Not there while there is none. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-time.h"
#include "amends-work-group-box.h"

/* A list box makes a widget for every row; the rest is told by its number. */
#define MAX_ROWS 200

struct _AmendsWorkGroupBox
{
  GtkBox parent_instance;

  AmendsLane *lane;
  AmendsWorkGroup group;
  AmendsWorkSizes sizes;
  gboolean narrow;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *count;
  GtkLabel *note;
  GtkListBox *rows;
  GtkLabel *more;
};

G_DEFINE_FINAL_TYPE (AmendsWorkGroupBox, amends_work_group_box, GTK_TYPE_BOX)

static const struct
{
  const char *title;
  const char *icon;
  const char *css_class;
} groups[AMENDS_N_GROUPS] = {
  [AMENDS_GROUP_OVERDUE] = { N_("Overdue"), "amends-overdue-symbolic", "over" },
  [AMENDS_GROUP_HOUR] = { N_("Within the hour"), "amends-hourglass-symbolic", "hour" },
  [AMENDS_GROUP_TODAY] = { N_("Today"), "amends-clock-symbolic", "today" },
  [AMENDS_GROUP_LATER] = { N_("Later"), "amends-clock-symbolic", "later" },
  [AMENDS_GROUP_WAITING] = { N_("Waiting"), "amends-pause-symbolic", "waiting" },
};

static gint64
waiting_since (AmendsLane *lane)
{
  gint64 since = G_MAXINT64;

  for (guint i = 0; i < amends_lane_get_n (lane); i++)
    since = MIN (since, amends_ticket_get (amends_lane_peek (lane, i))->changed_at);
  return since;
}

/* What of the group comes first. */
static char *
note_words (AmendsWorkGroupBox *self,
            gint64              now)
{
  gint64 due = amends_ticket_get (amends_lane_peek (self->lane, 0))->due_at;
  g_autofree char *words = NULL;

  switch (self->group)
    {
    case AMENDS_GROUP_OVERDUE:
      words = amends_duration_words ((now - due) / G_USEC_PER_SEC);
      /* Translators: a length of time; the oldest overdue ticket of a list */
      return g_strdup_printf (_("longest %s"), words);
    case AMENDS_GROUP_WAITING:
      words = amends_time_format (waiting_since (self->lane), now);
      return g_strdup_printf (_("longest since %s"), words);
    case AMENDS_GROUP_HOUR:
    case AMENDS_GROUP_TODAY:
      words = amends_time_format_clock (due);
      /* Translators: a moment; when the first ticket of a list is due */
      return g_strdup_printf (_("next %s"), words);
    case AMENDS_GROUP_LATER:
    case AMENDS_N_GROUPS:
    default:
      words = due != 0 ? amends_time_format (due, now) : NULL;
      return words != NULL ? g_strdup_printf (_("next %s"), words) : g_strdup ("");
    }
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  AmendsWorkGroupBox *self = user_data;
  GtkWidget *row = amends_work_row_new (item, &self->sizes);

  amends_work_row_set_narrow (AMENDS_WORK_ROW (row), self->narrow);
  return row;
}

static void
changed_cb (AmendsWorkGroupBox *self)
{
  amends_work_group_box_update (self, amends_clock_now ());
}

static void
amends_work_group_box_dispose (GObject *object)
{
  AmendsWorkGroupBox *self = AMENDS_WORK_GROUP_BOX (object);

  g_clear_object (&self->lane);
  g_clear_object (&self->sizes.due);
  g_clear_object (&self->sizes.step);
  g_clear_object (&self->sizes.action);

  G_OBJECT_CLASS (amends_work_group_box_parent_class)->dispose (object);
}

static void
amends_work_group_box_class_init (AmendsWorkGroupBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_work_group_box_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/work-group-box.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkGroupBox, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkGroupBox, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkGroupBox, count);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkGroupBox, note);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkGroupBox, rows);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkGroupBox, more);
}

static void
amends_work_group_box_init (AmendsWorkGroupBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_work_group_box_new:
 * @lane: what is in the group
 * @group: which one
 * @sizes: the page's
 *
 * Returns: (transfer full): the group with its rows
 */
GtkWidget *
amends_work_group_box_new (AmendsLane            *lane,
                           AmendsWorkGroup        group,
                           const AmendsWorkSizes *sizes)
{
  AmendsWorkGroupBox *self;
  g_autoptr (GtkSliceListModel) shown = NULL;

  g_return_val_if_fail (AMENDS_IS_LANE (lane), NULL);
  g_return_val_if_fail (group < AMENDS_N_GROUPS, NULL);
  g_return_val_if_fail (sizes != NULL, NULL);

  self = g_object_new (AMENDS_TYPE_WORK_GROUP_BOX, NULL);
  self->lane = g_object_ref (lane);
  self->group = group;
  self->sizes = (AmendsWorkSizes) { g_object_ref (sizes->due), g_object_ref (sizes->step), g_object_ref (sizes->action) };
  gtk_label_set_label (self->title, _(groups[group].title));
  gtk_image_set_from_icon_name (self->icon, groups[group].icon);
  gtk_widget_add_css_class (GTK_WIDGET (self), groups[group].css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _(groups[group].title), -1);
  shown = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (lane)), 0, MAX_ROWS);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (shown), create_row, self, NULL);
  g_signal_connect_object (lane, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * amends_work_group_box_get_rows:
 * @self: a group
 *
 * Returns: (transfer none): the list of its rows
 */
GtkListBox *
amends_work_group_box_get_rows (AmendsWorkGroupBox *self)
{
  g_return_val_if_fail (AMENDS_IS_WORK_GROUP_BOX (self), NULL);

  return self->rows;
}

/**
 * amends_work_group_box_set_narrow:
 * @self: a group
 * @narrow: whether rows have no room for step and flags
 */
void
amends_work_group_box_set_narrow (AmendsWorkGroupBox *self,
                                  gboolean            narrow)
{
  GtkListBoxRow *row;

  g_return_if_fail (AMENDS_IS_WORK_GROUP_BOX (self));

  self->narrow = !!narrow;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    amends_work_row_set_narrow (AMENDS_WORK_ROW (row), narrow);
}

/**
 * amends_work_group_box_update:
 * @self: a group
 * @now: the server's time, microseconds since 1970 UTC
 *
 * Brings the title line up to date.
 */
void
amends_work_group_box_update (AmendsWorkGroupBox *self,
                              gint64              now)
{
  g_autofree char *count = NULL, *note = NULL, *more = NULL;
  guint n;

  g_return_if_fail (AMENDS_IS_WORK_GROUP_BOX (self));

  n = amends_lane_get_n (self->lane);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    return;
  count = g_strdup_printf ("%u", n);
  note = note_words (self, now);
  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > MAX_ROWS);
  if (n <= MAX_ROWS)
    return;
  more = g_strdup_printf (ngettext ("%u more stands in its queue.", "%u more stand in their queues.", n - MAX_ROWS), n - MAX_ROWS);
  gtk_label_set_label (self->more, more);
}
