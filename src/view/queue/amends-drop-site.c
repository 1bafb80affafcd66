/* A place where tickets can be let go: says beforehand what would happen, and then does it through the action queue.give. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-drop-site.h"

struct _AmendsDropSite
{
  GObject parent_instance;

  GtkWidget *widget;                 /* unowned: it holds this object */
  const AmendsQueueContext *context;
  AmendsHolder holder;
  AmendsDropWordsFunc words_func;
  AmendsDropShowFunc show_func;
  gpointer user_data;

  GCancellable *asking;
  gboolean hovering;
  gboolean allowed;
};

G_DEFINE_FINAL_TYPE (AmendsDropSite, amends_drop_site, G_TYPE_OBJECT)

static void
show (AmendsDropSite        *self,
      const AmendsDropWords *words)
{
  gtk_widget_remove_css_class (self->widget, "target");
  gtk_widget_remove_css_class (self->widget, "refused");
  if (words != NULL)
    gtk_widget_add_css_class (self->widget, words->allowed ? "target" : "refused");
  self->allowed = words != NULL && words->allowed;
  self->show_func (words, self->user_data);
}

static gboolean
say (AmendsDropSite *self)
{
  GPtrArray *tickets = amends_lift_get_tickets (self->context->lift);
  g_autoptr (AmendsDropWords) words = NULL;

  if (tickets->len == 0)
    return FALSE;
  words = self->words_func (tickets, amends_assign_peek (self->context->assign, tickets, &self->holder), self->user_data);
  show (self, words);
  return words != NULL;
}

static void
stop_asking (AmendsDropSite *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static void
preview_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AmendsDropSite) self = user_data;
  const AmendsPreview *preview = amends_assign_preview_finish (AMENDS_ASSIGN (object), result, NULL);

  if (preview != NULL && self->hovering)
    say (self);
}

static void
ask (AmendsDropSite *self)
{
  GPtrArray *tickets = amends_lift_get_tickets (self->context->lift);

  if (amends_assign_peek (self->context->assign, tickets, &self->holder) != NULL)
    return;
  stop_asking (self);
  self->asking = g_cancellable_new ();
  amends_assign_preview_async (self->context->assign, tickets, &self->holder, self->asking, preview_cb, g_object_ref (self));
}

static GdkDragAction
enter_cb (AmendsDropSite *self)
{
  self->hovering = TRUE;
  if (!say (self))
    return 0;
  ask (self);
  return self->allowed ? GDK_ACTION_MOVE : 0;
}

static GdkDragAction
motion_cb (AmendsDropSite *self)
{
  return self->allowed ? GDK_ACTION_MOVE : 0;
}

static void
leave_cb (AmendsDropSite *self)
{
  self->hovering = FALSE;
  stop_asking (self);
  show (self, NULL);
}

static gboolean
drop_cb (AmendsDropSite *self)
{
  gboolean allowed = self->allowed;

  leave_cb (self);
  if (!allowed)
    return FALSE;
  return gtk_widget_activate_action (self->widget, "queue.give", "(xx)", self->holder.team_id, self->holder.person_id);
}

static void
amends_drop_site_dispose (GObject *object)
{
  stop_asking (AMENDS_DROP_SITE (object));

  G_OBJECT_CLASS (amends_drop_site_parent_class)->dispose (object);
}

static void
amends_drop_site_class_init (AmendsDropSiteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_drop_site_dispose;
}

static void
amends_drop_site_init (AmendsDropSite *self)
{
}

/* The widget goes while an answer is on its way: nobody is left to show it to. */
static void
widget_gone_cb (gpointer data)
{
  AmendsDropSite *self = data;

  self->hovering = FALSE;
  stop_asking (self);
  g_object_unref (self);
}

/**
 * amends_drop_site_attach:
 * @widget: where tickets can be let go
 * @context: the page's
 * @team_id: the queue that gets them
 * @person_id: the person who gets them, or %AMENDS_NOBODY
 * @words: makes the words
 * @show: shows them
 * @user_data: for both
 *
 * Returns: (transfer none): the site, which lives as long as @widget
 */
AmendsDropSite *
amends_drop_site_attach (GtkWidget                *widget,
                         const AmendsQueueContext *context,
                         gint64                    team_id,
                         gint64                    person_id,
                         AmendsDropWordsFunc       words,
                         AmendsDropShowFunc        show_func,
                         gpointer                  user_data)
{
  AmendsDropSite *self;
  GtkDropTarget *target;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (context != NULL && words != NULL && show_func != NULL, NULL);

  self = g_object_new (AMENDS_TYPE_DROP_SITE, NULL);
  self->widget = widget;
  self->context = context;
  self->holder = (AmendsHolder) { team_id, person_id, NULL };
  self->words_func = words;
  self->show_func = show_func;
  self->user_data = user_data;
  g_object_set_data_full (G_OBJECT (widget), "amends-drop-site", self, widget_gone_cb);

  target = gtk_drop_target_new (AMENDS_TYPE_LIFT, GDK_ACTION_MOVE);
  g_signal_connect_object (target, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
  return self;
}
