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

#include "amends-duration.h"
#include "amends-message.h"
#include "amends-person-picker.h"
#include "amends-queue-actions.h"
#include "amends-reason-dialog.h"
#include "amends-settings.h"
#include "amends-toast.h"

struct _AmendsQueueActions
{
  GObject parent_instance;

  GtkWidget *page;                    /* weak: an answer may come when it has gone */
  AmendsQueueContext *context;
  GSimpleActionGroup *group;
  GtkWidget *picker;
  gboolean anyway;
  GPtrArray *asked;                   /* what the person is asked about, with the versions seen then */
  GArray *asked_revs;
};

/* A move between the moment it was asked for and its answer. */
typedef struct
{
  AmendsQueueActions *actions;
  GPtrArray *tickets;
  GArray *revs;
  gint64 team_id;
  gint64 person_id;
  char *name;
  gboolean anyway;
} Move;

enum
{
  LEAVING,
  MOVED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsQueueActions, amends_queue_actions, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
move_free (Move *move)
{
  g_object_unref (move->actions);
  g_ptr_array_unref (move->tickets);
  g_array_unref (move->revs);
  g_free (move->name);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static AmendsSession *
session (AmendsQueueActions *self)
{
  return amends_desk_get_session (self->context->desk);
}

static gboolean
is_boss (AmendsQueueActions *self)
{
  return amends_session_can (session (self), "assign.team") || amends_session_can (session (self), "assign.any");
}

static gint64
my_id (AmendsQueueActions *self)
{
  return amends_person_get_id (amends_session_get_person (session (self)));
}

static const char *
team_label (AmendsQueueActions *self,
            gint64              team_id)
{
  AmendsTeam *team = amends_place_store_find (amends_desk_get_places (self->context->desk), team_id);

  return team != NULL ? amends_team_get_label (team) : "";
}

/* ── what happened, in words ── */

static char *
done_words (Move  *move,
            guint  n)
{
  const char *number = amends_ticket_get_number (move->tickets->pdata[0]);
  gboolean here = move->team_id == amends_queue_store_get_team (move->actions->context->store);
  const char *label = team_label (move->actions, move->team_id);

  if (move->person_id != AMENDS_NOBODY)
    return n == 1 && move->tickets->len == 1
             ? g_strdup_printf (_("%s assigned to %s"), number, move->name)
             : g_strdup_printf (ngettext ("%u ticket assigned to %s", "%u tickets assigned to %s", n), n, move->name);
  if (here)
    return n == 1 && move->tickets->len == 1
             ? g_strdup_printf (_("%s is unassigned now"), number)
             : g_strdup_printf (ngettext ("%u ticket is unassigned now", "%u tickets are unassigned now", n), n);
  return n == 1 && move->tickets->len == 1
           ? g_strdup_printf (_("%s moved to %s"), number, label)
           : g_strdup_printf (ngettext ("%u ticket moved to %s", "%u tickets moved to %s", n), n, label);
}

/* Tickets that stayed: the number of the one, or how many, and the reason of the first. */
static char *
refusal_words (AmendsOutcome *outcome)
{
  AmendsRefusal *first;
  g_autofree char *reason = NULL;
  guint n = outcome->refusals->len;

  if (n == 0)
    return NULL;
  first = outcome->refusals->pdata[0];
  reason = amends_message_for_code (first->code != NULL ? first->code : "ticket.unknown", first->detail);
  if (n == 1 && first->number != NULL)
    return g_strdup_printf (_("%s stays where it was. %s"), first->number, reason);
  return g_strdup_printf (ngettext ("%u ticket stays where it was. %s", "%u tickets stay where they were. %s", n), n, reason);
}

static void
tell (AmendsQueueActions *self,
      const char         *done,
      AmendsOutcome      *outcome)
{
  g_autofree char *refused = refusal_words (outcome);
  g_autofree char *words = done != NULL && refused != NULL ? g_strdup_printf ("%s. %s", done, refused)
                                                           : g_strdup (done != NULL ? done : refused);

  if (words != NULL && outcome->request != NULL)
    amends_toast_show_action (self->page, words, NULL, "queue.undo", g_variant_new_string (outcome->request));
  else if (words != NULL)
    amends_toast_show (self->page, words);
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  AmendsQueueActions *self = move->actions;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsOutcome) outcome = amends_assign_run_finish (AMENDS_ASSIGN (object), result, &error);
  g_autofree char *words = NULL;

  if (self->page == NULL)
    return;
  if (outcome == NULL)
    {
      amends_toast_show_error (self->page, error);
      return;
    }
  words = outcome->n_done > 0 ? done_words (move, outcome->n_done) : NULL;
  tell (self, words, outcome);
}

/* ── moving ── */

static void
run (Move       *move,
     const char *reason)
{
  AmendsQueueActions *self = move->actions;
  AmendsHolder to = { move->team_id, move->person_id, move->name };
  gboolean dragged = amends_lift_get_active (self->context->lift);

  g_signal_emit (self, signals[LEAVING], 0);
  amends_assign_run_async (self->context->assign, self->context->store, move->tickets, move->revs, &to, reason,
                           move->anyway, run_cb, move);
  g_signal_emit (self, signals[MOVED], 0, dragged);
}

static void
reason_cb (const char *reason,
           gpointer    user_data)
{
  Move *asked = user_data;
  Move *move = g_new0 (Move, 1);

  move->actions = g_object_ref (asked->actions);
  move->tickets = g_ptr_array_ref (asked->tickets);
  move->revs = g_array_ref (asked->revs);
  move->team_id = asked->team_id;
  move->person_id = asked->person_id;
  move->name = g_strdup (asked->name);
  move->anyway = asked->anyway;
  run (move, reason);
}

static void
ask_reason (Move *move)
{
  AmendsQueueActions *self = move->actions;
  guint n = move->tickets->len;
  g_autofree char *whom = g_strdup (move->person_id != AMENDS_NOBODY ? move->name : team_label (self, move->team_id));
  g_autofree char *heading = move->anyway ? g_strdup_printf (_("Assign to %s Although Off Duty?"), whom)
                                          : g_strdup_printf (_("Hand Over to %s?"), whom);
  g_autofree char *body = n == 1 ? g_strdup_printf (_("Why does %s go to somebody else?"),
                                                    amends_ticket_get_number (move->tickets->pdata[0]))
                                 : g_strdup_printf (ngettext ("Why does %u ticket go to somebody else?",
                                                              "Why do %u tickets go to somebody else?", n), n);

  amends_reason_dialog_ask (self->page, amends_desk_get_catalogue (self->context->desk), "hand_over", heading, body,
                            move->anyway ? _("_Assign Anyway") : _("_Hand Over"), reason_cb, move, (GDestroyNotify) move_free);
}

/* Own work given away wants a reason; whoever leads the team needs none. */
static gboolean
needs_reason (Move *move)
{
  AmendsQueueActions *self = move->actions;

  if (move->anyway)
    return TRUE;
  if (is_boss (self) || move->person_id == my_id (self))
    return FALSE;
  for (guint i = 0; i < move->tickets->len; i++)
    if (amends_ticket_get_assignee (move->tickets->pdata[i]) == my_id (self))
      return TRUE;
  return FALSE;
}

/* All that an action is about, with the versions the person looked at: lifted, asked about, or picked. */
static GPtrArray *
subjects (AmendsQueueActions  *self,
          gboolean             asked,
          GArray             **revs)
{
  g_autoptr (GPtrArray) picked = NULL;

  if (amends_lift_get_active (self->context->lift))
    {
      *revs = g_array_ref (amends_lift_get_revs (self->context->lift));
      return g_ptr_array_ref (amends_lift_get_tickets (self->context->lift));
    }
  if (asked && self->asked != NULL)
    {
      *revs = g_array_ref (self->asked_revs);
      return g_ptr_array_ref (self->asked);
    }
  picked = amends_pick_list (self->context->pick);
  *revs = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < picked->len; i++)
    {
      gint64 rev = amends_ticket_get_rev (picked->pdata[i]);

      g_array_append_val (*revs, rev);
    }
  return g_steal_pointer (&picked);
}

/* Leaves out what is there already, and what is still on its way somewhere. */
static GPtrArray *
movable (GPtrArray *all,
         GArray    *all_revs,
         gint64     team_id,
         gint64     person_id,
         GArray    *revs)
{
  GPtrArray *tickets = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < all->len; i++)
    {
      AmendsTicket *ticket = all->pdata[i];
      gboolean there = amends_ticket_get_team (ticket) == team_id && amends_ticket_get_assignee (ticket) == person_id;

      if (there || amends_ticket_get_settling (ticket))
        continue;
      g_ptr_array_add (tickets, g_object_ref (ticket));
      g_array_append_val (revs, g_array_index (all_revs, gint64, i));
    }
  return tickets;
}

static char *
person_name (AmendsQueueActions *self,
             gint64              person_id)
{
  AmendsMember *member = amends_queue_store_find_member (self->context->store, person_id);
  AmendsPerson *person = amends_catalogue_find_person (amends_desk_get_catalogue (self->context->desk), person_id);

  if (member != NULL)
    return g_strdup (amends_member_get_name (member));
  return g_strdup (person != NULL ? amends_person_get_name (person) : NULL);
}

static void
give (AmendsQueueActions *self,
      gint64              team_id,
      gint64              person_id,
      gboolean            asked,
      gboolean            anyway)
{
  g_autoptr (GArray) all_revs = NULL;
  g_autoptr (GPtrArray) all = subjects (self, asked, &all_revs);
  Move *move = g_new0 (Move, 1);

  move->actions = g_object_ref (self);
  move->revs = g_array_new (FALSE, FALSE, sizeof (gint64));
  move->tickets = movable (all, all_revs, team_id, person_id, move->revs);
  move->team_id = team_id;
  move->person_id = person_id;
  move->name = person_id != AMENDS_NOBODY ? person_name (self, person_id) : NULL;
  move->anyway = anyway;
  if (move->tickets->len == 0)
    move_free (move);
  else if (needs_reason (move))
    ask_reason (move);
  else
    run (move, NULL);
}

static void
give_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  gint64 team_id, person_id;

  g_variant_get (parameter, "(xx)", &team_id, &person_id);
  give (user_data, team_id, person_id, FALSE, FALSE);
}

static void
move_to_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  give (user_data, g_variant_get_int64 (parameter), AMENDS_NOBODY, FALSE, FALSE);
}

static void
take_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  AmendsQueueActions *self = user_data;

  give (self, amends_queue_store_get_team (self->context->store), my_id (self), FALSE, FALSE);
}

static void
release_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  AmendsQueueActions *self = user_data;

  give (self, amends_queue_store_get_team (self->context->store), AMENDS_NOBODY, FALSE, FALSE);
}

/* ── the person picker ── */

static void
picked_cb (AmendsQueueActions *self,
           AmendsPerson       *person)
{
  gboolean anyway = self->anyway && !amends_person_get_on_duty (person);

  give (self, amends_queue_store_get_team (self->context->store), amends_person_get_id (person), TRUE, anyway);
}

/* Closed without a choice: the keyboard goes back. */
static void
closed_cb (AmendsQueueActions *self)
{
  g_signal_emit (self, signals[MOVED], 0, TRUE);
}

static char *
note_cb (AmendsPerson *person,
         gpointer      user_data)
{
  AmendsQueueActions *self = user_data;
  AmendsMember *member = amends_queue_store_find_member (self->context->store, amends_person_get_id (person));
  const AmendsMemberLoad *load = member != NULL && !amends_member_get_guest (member) ? amends_member_get_load (member) : NULL;
  g_autofree char *minutes = load != NULL ? amends_duration_words ((gint64) load->load_min * 60) : NULL;

  return load != NULL ? g_strdup_printf (_("%u open, %s"), load->open, minutes) : NULL;
}

static gpointer
person_of_member (gpointer item,
                  gpointer user_data)
{
  g_autoptr (AmendsMember) member = item;

  return g_object_ref (amends_member_get_person (member));
}

/* At the card, row or button that has the keyboard. */
static GdkRectangle
where_to_ask (AmendsQueueActions *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GdkRectangle at = { gtk_widget_get_width (self->page) / 2, gtk_widget_get_height (self->page) / 2, 1, 1 };
  graphene_rect_t bounds;

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->page) && gtk_widget_compute_bounds (focus, self->page, &bounds))
    at = (GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y, (int) MIN (bounds.size.width, 400),
                          (int) bounds.size.height };
  return at;
}

static void
open_picker (AmendsQueueActions *self,
             gboolean            anyway)
{
  g_autoptr (GtkMapListModel) people = NULL;
  GdkRectangle at = where_to_ask (self);

  if (amends_pick_get_n (self->context->pick) == 0)
    return;
  if (self->picker == NULL)
    {
      self->picker = g_object_ref_sink (amends_person_picker_new ());
      amends_person_picker_set_note_func (AMENDS_PERSON_PICKER (self->picker), note_cb, self);
      g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->picker, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
    }
  self->anyway = anyway;
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_pointer (&self->asked_revs, g_array_unref);
  self->asked = subjects (self, FALSE, &self->asked_revs);
  g_signal_emit (self, signals[LEAVING], 0);
  people = gtk_map_list_model_new (g_object_ref (amends_queue_store_get_members (self->context->store)), person_of_member,
                                   NULL, NULL);
  amends_person_picker_set_people (AMENDS_PERSON_PICKER (self->picker), G_LIST_MODEL (people));
  amends_person_picker_set_allow_away (AMENDS_PERSON_PICKER (self->picker), anyway);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->picker), &at);
  amends_person_picker_open (AMENDS_PERSON_PICKER (self->picker), self->page);
}

static void
assign_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  open_picker (user_data, FALSE);
}

static void
assign_anyway_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  open_picker (user_data, TRUE);
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
  tell (self, outcome->n_done > 0 ? _("Undone") : NULL, outcome);
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
  gboolean live = amends_session_get_state (session (self)) == AMENDS_SESSION_READY;
  gboolean any = amends_pick_get_n (self->context->pick) > 0;

  enable (self, "give", live);
  enable (self, "assign", live && any);
  enable (self, "assign-anyway", live && any && is_boss (self));
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
  g_signal_connect_object (session (self), "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
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
  if (is_boss (self))
    g_menu_append (give_menu, _("Assign Any_way…"), "queue.assign-anyway");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (open_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (give_menu));
  return G_MENU_MODEL (menu);
}
