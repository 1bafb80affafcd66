/* Everything that can be done to the tickets of a queue, each through one action: menu, key, button and drop come here.
 *
 *   queue.assign          asks for a person           queue.give (team, person)   what a drop does
 *   queue.assign-anyway   also one off duty, and why  queue.move-to (team)        to another queue, unassigned
 *   queue.take            to the person at this desk  queue.release               to nobody
 *   queue.open (ticket)   its page                    queue.undo (request)        "" is the last move
 *   queue.clear           picks nothing               queue.view (name)           "board" or "list"
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-queue-actions-private.h"
#include "amends-settings.h"
#include "amends-toast.h"

enum
{
  LEAVING,
  MOVED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsQueueActions, amends_queue_actions, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

AmendsSession *
amends_queue_actions_session (AmendsQueueActions *self)
{
  return amends_desk_get_session (self->context->desk);
}

gboolean
amends_queue_actions_is_boss (AmendsQueueActions *self)
{
  AmendsSession *session = amends_queue_actions_session (self);

  return amends_session_can (session, "assign.team") || amends_session_can (session, "assign.any");
}

gint64
amends_queue_actions_my_id (AmendsQueueActions *self)
{
  return amends_person_get_id (amends_session_get_person (amends_queue_actions_session (self)));
}

void
amends_queue_actions_emit_leaving (AmendsQueueActions *self)
{
  g_signal_emit (self, signals[LEAVING], 0);
}

void
amends_queue_actions_emit_moved (AmendsQueueActions *self,
                                 gboolean            dragged)
{
  g_signal_emit (self, signals[MOVED], 0, dragged);
}

static void
give_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  gint64 team_id, person_id;

  g_variant_get (parameter, "(xx)", &team_id, &person_id);
  amends_queue_actions_give (user_data, team_id, person_id, FALSE, FALSE);
}

static void
move_to_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  amends_queue_actions_give (user_data, g_variant_get_int64 (parameter), AMENDS_NOBODY, FALSE, FALSE);
}

static void
take_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  AmendsQueueActions *self = user_data;

  amends_queue_actions_give (self, amends_queue_store_get_team (self->context->store), amends_queue_actions_my_id (self), FALSE,
                             FALSE);
}

static void
release_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  AmendsQueueActions *self = user_data;

  amends_queue_actions_give (self, amends_queue_store_get_team (self->context->store), AMENDS_NOBODY, FALSE, FALSE);
}

static void
assign_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  amends_queue_actions_open_picker (user_data, FALSE);
}

static void
assign_anyway_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  amends_queue_actions_open_picker (user_data, TRUE);
}

/* ── undo, open ── */

static void
undo_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AmendsQueueActions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsOutcome) outcome = amends_assign_undo_finish (AMENDS_ASSIGN (object), result, &error);

  if (self->page == NULL)
    return;
  if (outcome == NULL)
    {
      amends_toast_show_error (self->page, error);
      return;
    }
  amends_feed_poll (amends_desk_get_feed (self->context->desk));
  amends_queue_actions_tell (self, outcome->n_done > 0 ? _("Undone") : NULL, outcome);
}

static void
undo_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  AmendsQueueActions *self = user_data;
  const char *request = g_variant_get_string (parameter, NULL);

  if (*request == '\0')
    request = amends_assign_get_last (self->context->assign);
  if (request == NULL)
    {
      amends_toast_show (self->page, _("There is nothing to undo"));
      return;
    }
  amends_assign_undo_async (self->context->assign, request, undo_cb, g_object_ref (self));
}

static void
open_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  AmendsQueueActions *self = user_data;

  gtk_widget_activate_action (self->page, "win.open-ticket", "x", g_variant_get_int64 (parameter));
}

static void
open_picked_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AmendsQueueActions *self = user_data;
  g_autoptr (GPtrArray) tickets = amends_pick_list (self->context->pick);

  if (tickets->len > 0)
    gtk_widget_activate_action (self->page, "win.open-ticket", "x", amends_ticket_get_id (tickets->pdata[0]));
}

static void
view_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_settings_set_string (amends_settings_get (), "queue-view", g_variant_get_string (parameter, NULL));
}

static void
clear_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  amends_pick_clear (AMENDS_QUEUE_ACTIONS (user_data)->context->pick);
}

/* ── what can be done now ── */

static void
enable (AmendsQueueActions *self,
        const char         *name,
        gboolean            enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Whether each ticket may go where it is sent is for the database to say; without a server nothing may. */
static void
update (AmendsQueueActions *self)
{
  gboolean live = amends_session_get_state (amends_queue_actions_session (self)) == AMENDS_SESSION_READY;
  gboolean any = amends_pick_get_n (self->context->pick) > 0;

  enable (self, "give", live);
  enable (self, "assign", live && any);
  enable (self, "assign-anyway", live && any && amends_queue_actions_is_boss (self));
  enable (self, "take", live && any);
  enable (self, "release", live && any);
  enable (self, "move-to", live && any);
  enable (self, "undo", live);
  enable (self, "open-picked", any);
  enable (self, "clear", any);
}

static void
amends_queue_actions_dispose (GObject *object)
{
  AmendsQueueActions *self = AMENDS_QUEUE_ACTIONS (object);

  if (self->picker != NULL && gtk_widget_get_parent (self->picker) != NULL)
    gtk_widget_unparent (self->picker);
  g_clear_object (&self->picker);
  g_clear_object (&self->group);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_pointer (&self->asked_revs, g_array_unref);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->context, amends_queue_context_unref);

  G_OBJECT_CLASS (amends_queue_actions_parent_class)->dispose (object);
}

static void
amends_queue_actions_class_init (AmendsQueueActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_queue_actions_dispose;

  /**
   * AmendsQueueActions::leaving:
   * @self: the actions
   *
   * The keyboard is about to leave the card it is on.
   */
  signals[LEAVING] = g_signal_new ("leaving", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  /**
   * AmendsQueueActions::moved:
   * @self: the actions
   * @dragged: whether the mouse did it
   *
   * Tickets stand elsewhere now; or nobody was chosen after all.
   */
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
amends_queue_actions_init (AmendsQueueActions *self)
{
  static const GActionEntry entries[] = {
    { "give", give_action, "(xx)" },
    { "assign", assign_action },
    { "assign-anyway", assign_anyway_action },
    { "take", take_action },
    { "release", release_action },
    { "move-to", move_to_action, "x" },
    { "undo", undo_action, "s" },
    { "open", open_action, "x" },
    { "open-picked", open_picked_action },
    { "clear", clear_action },
    { "view", view_action, "s" },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
}

/**
 * amends_queue_actions_new:
 * @page: the page
 * @context: the page's
 *
 * Returns: (transfer full): the actions of that page
 */
AmendsQueueActions *
amends_queue_actions_new (GtkWidget                *page,
                          const AmendsQueueContext *context)
{
  AmendsQueueActions *self;

  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);
  g_return_val_if_fail (context != NULL, NULL);

  self = g_object_new (AMENDS_TYPE_QUEUE_ACTIONS, NULL);
  g_set_weak_pointer (&self->page, page);
  self->context = amends_queue_context_ref (context);
  g_signal_connect_object (context->pick, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_queue_actions_session (self), "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

/**
 * amends_queue_actions_get_group:
 * @self: the actions
 *
 * Returns: (transfer none): the group "queue"
 */
GActionGroup *
amends_queue_actions_get_group (AmendsQueueActions *self)
{
  g_return_val_if_fail (AMENDS_IS_QUEUE_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}

static GMenuModel *
build_queues (AmendsQueueActions *self)
{
  GListModel *teams = G_LIST_MODEL (amends_desk_get_places (self->context->desk));
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (teams); i++)
    {
      g_autoptr (AmendsTeam) team = g_list_model_get_item (teams, i);
      g_autoptr (GMenuItem) item = NULL;

      if (amends_team_get_id (team) == amends_queue_store_get_team (self->context->store))
        continue;
      item = g_menu_item_new (amends_team_get_label (team), NULL);
      g_menu_item_set_action_and_target (item, "queue.move-to", "x", amends_team_get_id (team));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/**
 * amends_queue_actions_build_menu:
 * @self: the actions
 *
 * Returns: (transfer full): the menu of a card, with what this person may do
 */
GMenuModel *
amends_queue_actions_build_menu (AmendsQueueActions *self)
{
  g_autoptr (GMenu) give_menu = g_menu_new (), open_menu = g_menu_new ();
  g_autoptr (GMenuModel) queues = NULL;
  GMenu *menu = g_menu_new ();

  g_return_val_if_fail (AMENDS_IS_QUEUE_ACTIONS (self), NULL);

  queues = build_queues (self);
  g_menu_append (open_menu, _("_Open"), "queue.open-picked");
  g_menu_append (give_menu, _("_Assign…"), "queue.assign");
  g_menu_append (give_menu, _("_Take"), "queue.take");
  g_menu_append (give_menu, _("_Unassign"), "queue.release");
  if (g_menu_model_get_n_items (queues) > 0)
    g_menu_append_submenu (give_menu, _("_Move to Queue"), queues);
  if (amends_queue_actions_is_boss (self))
    g_menu_append (give_menu, _("Assign Any_way…"), "queue.assign-anyway");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (open_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (give_menu));
  return G_MENU_MODEL (menu);
}
