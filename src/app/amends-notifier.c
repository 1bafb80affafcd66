/* Tells on the desktop what arrives in the notice store, once each, also while no window is open.
 *
 * What was told last is remembered per server and person in a file of this computer, so that a restart repeats
 * nothing, and the first sign-in of all does not tell the past.
 */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

#include "amends-notifier.h"
#include "amends-paths.h"
#include "amends-settings.h"

/* from this many at once on they are told as one */
#define GROUP_FROM 4
/* a notification service that does not answer may not pile them up */
#define MAX_SHOWN 32

struct _AmendsNotifier
{
  GObject parent_instance;

  AmendsDesk *desk;
  GQueue waiting;
  GQueue shown;
  gboolean showing;
  GHashTable *told;
  GCancellable *cancellable;
};

enum
{
  OPEN_TICKET,
  OPEN_NOTICES,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsNotifier, amends_notifier, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* ── what was told ── */

static char *
state_file (void)
{
  return amends_paths_state ("notices");
}

static void
load_told (AmendsNotifier *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = state_file ();
  g_auto (GStrv) keys = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;
  keys = g_key_file_get_keys (file, "Told", NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      gint64 id = g_key_file_get_int64 (file, "Told", keys[i], NULL);

      g_hash_table_insert (self->told, g_strdup (keys[i]), g_memdup2 (&id, sizeof id));
    }
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("which notifications were shown could not be saved: %s", error->message);
}

static void
save_told (AmendsNotifier *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = state_file ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = NULL;
  GHashTableIter iter;
  gpointer key, value;
  gsize length;
  char *text;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_key_file_set_int64 (file, "Told", key, *(gint64 *) value);
  text = g_key_file_to_data (file, &length, NULL);
  bytes = g_bytes_new_take (text, length);
  amends_paths_ensure (folder, NULL);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_file_replace_contents_bytes_async (target, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, self->cancellable, saved_cb,
                                       NULL);
}

/* key files allow no "=" or brackets in keys, a connection URI has them */
static char *
person_key (AmendsNotifier *self)
{
  const char *key = amends_session_get_key (amends_desk_get_session (self->desk));

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, key != NULL ? key : "", -1);
}

/* ── showing ── */

static void
forget (AmendsNotifier     *self,
        NotifyNotification *notification)
{
  g_signal_handlers_disconnect_by_data (notification, self);
  if (g_queue_remove (&self->shown, notification))
    g_object_unref (notification);
}

static void
closed_cb (NotifyNotification *notification,
           AmendsNotifier     *self)
{
  forget (self, notification);
}

static void
action_cb (NotifyNotification *notification,
           char               *action,
           gpointer            user_data)
{
  AmendsNotifier *self = user_data;
  AmendsNotice *notice = g_object_get_data (G_OBJECT (notification), "notice");

  if (notice != NULL && amends_notice_get_ticket_id (notice) != 0)
    {
      amends_notice_store_mark_seen (amends_desk_get_notices (self->desk), notice);
      g_signal_emit (self, signals[OPEN_TICKET], 0, amends_notice_get_ticket_id (notice));
    }
  else
    g_signal_emit (self, signals[OPEN_NOTICES], 0);
}

/* libnotify asks the notification service and waits for the answer: never on the main loop, and one at a time, for its
 * own proxy is not guarded. */
static void
show_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (!notify_is_initted ())
    notify_init (g_get_application_name ());
  if (!notify_notification_show (task_data, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void show_next (AmendsNotifier *self);

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  AmendsNotifier *self = AMENDS_NOTIFIER (object);
  g_autoptr (GError) error = NULL;

  self->showing = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_message ("a notification could not be shown: %s", error->message);
      forget (self, g_task_get_task_data (G_TASK (result)));
    }
  show_next (self);
}

static void
show_next (AmendsNotifier *self)
{
  NotifyNotification *notification;
  g_autoptr (GTask) task = NULL;

  if (self->showing || self->desk == NULL || g_queue_is_empty (&self->waiting))
    return;
  notification = g_queue_pop_head (&self->waiting);
  /* without a reference the actions of a notification are lost */
  g_queue_push_tail (&self->shown, notification);
  if (g_queue_get_length (&self->shown) > MAX_SHOWN)
    forget (self, g_queue_peek_head (&self->shown));
  self->showing = TRUE;
  task = g_task_new (self, NULL, shown_cb, NULL);
  g_task_set_source_tag (task, show_next);
  g_task_set_task_data (task, g_object_ref (notification), g_object_unref);
  g_task_run_in_thread (task, show_thread);
}

static void
tell (AmendsNotifier *self,
      const char     *summary,
      const char     *text,
      AmendsNotice   *notice)
{
  /* the body is markup to most services */
  g_autofree char *body = g_markup_escape_text (text, -1);
  NotifyNotification *notification = notify_notification_new (summary, body, AMENDS_APP_ID);

  notify_notification_set_hint (notification, "desktop-entry", g_variant_new_string (AMENDS_APP_ID));
  notify_notification_add_action (notification, "default", _("Open"), action_cb, self, NULL);
  notify_notification_add_action (notification, "open", notice != NULL ? _("Open Ticket") : _("Show All"), action_cb,
                                  self, NULL);
  if (notice != NULL)
    g_object_set_data_full (G_OBJECT (notification), "notice", g_object_ref (notice), g_object_unref);
  g_signal_connect (notification, "closed", G_CALLBACK (closed_cb), self);
  g_queue_push_tail (&self->waiting, notification);
  show_next (self);
}

static void
tell_together (AmendsNotifier *self,
               GPtrArray      *notices)
{
  GString *numbers = g_string_new (NULL);
  guint urgent = 0;
  g_autofree char *summary =
    g_strdup_printf (ngettext ("%u notification", "%u notifications", notices->len), notices->len);
  g_autofree char *text = NULL, *late = NULL;

  for (guint i = 0; i < notices->len; i++)
    {
      AmendsNotice *notice = g_ptr_array_index (notices, i);

      urgent += amends_notice_is_urgent (notice) ? 1 : 0;
      if (i < 5 && *amends_notice_get_number (notice) != '\0')
        g_string_append_printf (numbers, "%s%s", numbers->len > 0 ? ", " : "", amends_notice_get_number (notice));
    }
  if (notices->len > 5)
    g_string_append (numbers, " …");
  late = urgent > 0 ? g_strdup_printf (ngettext ("%u of them is urgent", "%u of them are urgent", urgent), urgent) : NULL;
  text = late != NULL ? g_strdup_printf ("%s\n%s", late, numbers->str) : g_strdup (numbers->str);
  tell (self, summary, text, NULL);
  g_string_free (numbers, TRUE);
}

/* What is new to this computer and was not looked at elsewhere. */
static GPtrArray *
pick_new (GPtrArray *notices,
          gint64     after)
{
  GPtrArray *fresh = g_ptr_array_new ();

  for (guint i = 0; i < notices->len; i++)
    {
      AmendsNotice *notice = g_ptr_array_index (notices, i);

      if (amends_notice_get_id (notice) > after && !amends_notice_get_seen (notice))
        g_ptr_array_add (fresh, notice);
    }
  return fresh;
}

static void
arrived_cb (AmendsNotifier *self,
            GPtrArray      *notices)
{
  g_autofree char *key = person_key (self);
  gint64 *known = g_hash_table_lookup (self->told, key);
  gint64 highest = known != NULL ? *known : 0;
  g_autoptr (GPtrArray) fresh = pick_new (notices, highest);

  for (guint i = 0; i < notices->len; i++)
    highest = MAX (highest, amends_notice_get_id (g_ptr_array_index (notices, i)));
  g_hash_table_insert (self->told, g_strdup (key), g_memdup2 (&highest, sizeof highest));
  save_told (self);
  if (known == NULL || fresh->len == 0 || !g_settings_get_boolean (amends_settings_get (), "notifications"))
    return;
  if (fresh->len >= GROUP_FROM)
    {
      tell_together (self, fresh);
      return;
    }
  for (guint i = 0; i < fresh->len; i++)
    {
      AmendsNotice *notice = g_ptr_array_index (fresh, i);

      tell (self, amends_notice_get_title (notice), amends_notice_get_text (notice), notice);
    }
}

/* Of a person who never sat here nothing has to be told yet, also where no notice exists. */
static void
ready_cb (AmendsNotifier *self)
{
  g_autofree char *key = NULL;
  gint64 none = 0;

  if (!amends_notice_store_get_ready (amends_desk_get_notices (self->desk)))
    return;
  key = person_key (self);
  if (g_hash_table_contains (self->told, key))
    return;
  g_hash_table_insert (self->told, g_steal_pointer (&key), g_memdup2 (&none, sizeof none));
  save_told (self);
}

static void
drop_all (GQueue         *queue,
          AmendsNotifier *self)
{
  NotifyNotification *notification;

  while ((notification = g_queue_pop_head (queue)) != NULL)
    {
      g_signal_handlers_disconnect_by_data (notification, self);
      notify_notification_clear_actions (notification);
      g_object_unref (notification);
    }
}

static void
amends_notifier_dispose (GObject *object)
{
  AmendsNotifier *self = AMENDS_NOTIFIER (object);

  drop_all (&self->waiting, self);
  drop_all (&self->shown, self);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (amends_notifier_parent_class)->dispose (object);
}

static void
amends_notifier_finalize (GObject *object)
{
  AmendsNotifier *self = AMENDS_NOTIFIER (object);

  g_hash_table_unref (self->told);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (amends_notifier_parent_class)->finalize (object);
}

static void
amends_notifier_class_init (AmendsNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_notifier_finalize;

  /**
   * AmendsNotifier::open-ticket:
   * @self: the notifier
   * @ticket_id: which ticket the person wants to see
   */
  signals[OPEN_TICKET] = g_signal_new ("open-ticket", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * AmendsNotifier::open-notices:
   * @self: the notifier
   *
   * The person wants to see all of them.
   */
  signals[OPEN_NOTICES] = g_signal_new ("open-notices", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
amends_notifier_init (AmendsNotifier *self)
{
  g_queue_init (&self->shown);
  g_queue_init (&self->waiting);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  load_told (self);
}

/**
 * amends_notifier_new:
 * @desk: whose notices are told
 *
 * Returns: (transfer full): a notifier
 */
AmendsNotifier *
amends_notifier_new (AmendsDesk *desk)
{
  AmendsNotifier *self;
  AmendsNoticeStore *notices;

  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  self = g_object_new (AMENDS_TYPE_NOTIFIER, NULL);
  self->desk = g_object_ref (desk);
  notices = amends_desk_get_notices (desk);
  g_signal_connect_object (notices, "arrived", G_CALLBACK (arrived_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notices, "notify::ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  return self;
}
