/* Another queue at the foot of the page: goes there, takes what is picked, and grows into a target while something is dragged. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-drop-site.h"
#include "amends-over-count.h"
#include "amends-strip-queue.h"
#include "amends-tip.h"

struct _AmendsStripQueue
{
  GtkButton parent_instance;

  const AmendsQueueContext *context;
  AmendsTeam *team;

  GtkImage *icon;
  GtkLabel *title;
  AmendsOverCount *over_count;
  GtkLabel *count;
};

enum
{
  HINT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsStripQueue, amends_strip_queue, GTK_TYPE_BUTTON)

static guint signals[N_SIGNALS];

static void
update (AmendsStripQueue *self)
{
  guint open = amends_team_get_open (self->team);
  gboolean moves = amends_pick_get_n (self->context->pick) > 0;
  g_autofree char *count = g_strdup_printf ("%u", open);
  g_autofree char *words = g_strdup_printf (moves ? _("Move to %s") : _("Open queue %s"), amends_team_get_label (self->team));

  gtk_image_set_from_icon_name (self->icon, amends_team_get_icon_name (self->team));
  gtk_label_set_label (self->title, amends_team_get_label (self->team));
  gtk_label_set_label (self->count, count);
  amends_over_count_set_count (self->over_count, amends_team_get_overdue (self->team));
  amends_tip_set (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
amends_strip_queue_clicked (GtkButton *button)
{
  AmendsStripQueue *self = AMENDS_STRIP_QUEUE (button);
  gint64 id = amends_team_get_id (self->team);

  if (amends_pick_get_n (self->context->pick) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "queue.move-to", "x", id);
  else
    {
      g_autofree char *place = g_strdup_printf ("queue:%" G_GINT64_FORMAT, id);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", place);
    }
}

static AmendsDropWords *
words_cb (GPtrArray           *tickets,
          const AmendsPreview *preview,
          gpointer             user_data)
{
  return amends_drop_words_for_queue (tickets, AMENDS_STRIP_QUEUE (user_data)->team, preview);
}

/* Above the strip: the flying card hangs below the pointer and would cover words inside the target. */
static void
show_words_cb (const AmendsDropWords *words,
               gpointer               user_data)
{
  g_signal_emit (user_data, signals[HINT], 0, words);
}

static void
amends_strip_queue_dispose (GObject *object)
{
  g_clear_object (&AMENDS_STRIP_QUEUE (object)->team);

  G_OBJECT_CLASS (amends_strip_queue_parent_class)->dispose (object);
}

static void
amends_strip_queue_class_init (AmendsStripQueueClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_strip_queue_dispose;
  GTK_BUTTON_CLASS (klass)->clicked = amends_strip_queue_clicked;

  /**
   * AmendsStripQueue::hint:
   * @self: a queue
   * @words: (nullable): an #AmendsDropWords to show above it
   */
  signals[HINT] = g_signal_new ("hint", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (AMENDS_TYPE_OVER_COUNT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/strip-queue.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsStripQueue, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsStripQueue, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsStripQueue, over_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsStripQueue, count);
}

static void
amends_strip_queue_init (AmendsStripQueue *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_strip_queue_new:
 * @context: the page's
 * @team: another queue
 *
 * Returns: (transfer full): a button for it
 */
GtkWidget *
amends_strip_queue_new (const AmendsQueueContext *context,
                        AmendsTeam               *team)
{
  AmendsStripQueue *self;

  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (AMENDS_IS_TEAM (team), NULL);

  self = g_object_new (AMENDS_TYPE_STRIP_QUEUE, NULL);
  self->context = context;
  self->team = g_object_ref (team);
  g_signal_connect_object (team, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->pick, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  amends_drop_site_attach (GTK_WIDGET (self), context, amends_team_get_id (team), AMENDS_NOBODY, words_cb, show_words_cb, self);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * amends_strip_queue_get_team:
 * @self: a queue of the strip
 *
 * Returns: (transfer none): which one
 */
AmendsTeam *
amends_strip_queue_get_team (AmendsStripQueue *self)
{
  g_return_val_if_fail (AMENDS_IS_STRIP_QUEUE (self), NULL);

  return self->team;
}
