/* A column of the board: what one person holds in the queue, or what nobody holds. Folded to a rail for people off duty. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "amends-board-column.h"
#include "amends-card-list.h"
#include "amends-clock.h"
#include "amends-drop-hint.h"
#include "amends-drop-site.h"
#include "amends-gradual.h"
#include "amends-load-bar.h"
#include "amends-over-count.h"
#include "amends-person-avatar.h"
#include "amends-pick-model.h"
#include "amends-stack.h"
#include "amends-text-scale.h"
#include "amends-tick.h"
#include "amends-ticket-drag.h"
#include "amends-tip.h"

#define COLUMN_WIDTH 202
#define PINNED_WIDTH 234

/* How many cards come with each frame after those in view, and how many a grid of GTK 4.8 makes. */
#define MORE_CARDS 3
#define GRID_CARDS 32

struct _AmendsBoardColumn
{
  GtkBox parent_instance;

  const AmendsQueueContext *context;
  AmendsMember *member;              /* NULL: nobody's */
  AmendsLane *lane;
  GListModel *kept;                  /* what the filter leaves of it */
  GtkSliceListModel *shown;          /* as many of them as there are cards for */
  GtkSelectionModel *model;
  guint overdue;
  guint update;
  gboolean folded;
  gboolean reached;                  /* its cards have been asked for */

  GtkStack *stack;
  AmendsPersonAvatar *avatar;
  GtkWidget *inbox_icon;
  GtkLabel *title;
  AmendsOverCount *over_count;
  GtkLabel *count;
  GtkWidget *fold_button;
  AmendsLoadBar *load_bar;
  GtkGridView *list;
  AmendsDropHint *hint;
  GtkLabel *none;
  GtkWidget *rail;
  AmendsPersonAvatar *rail_avatar;
  GtkLabel *rail_name;
  GtkLabel *rail_count;
  AmendsOverCount *rail_over_count;
};

enum
{
  HINT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsBoardColumn, amends_board_column, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

static const char *
name (AmendsBoardColumn *self)
{
  return self->member != NULL ? amends_member_get_name (self->member) : _("Unassigned");
}

/* ── counts ── */

static void
name_self (AmendsBoardColumn *self)
{
  guint n = amends_lane_get_n (self->lane);
  g_autofree char *open = g_strdup_printf (ngettext ("%u open ticket", "%u open tickets", n), n);
  g_autofree char *over = g_strdup_printf (ngettext ("%u overdue", "%u overdue", self->overdue), self->overdue);
  const char *duty = self->member != NULL ? amends_person_get_duty_text (amends_member_get_person (self->member)) : "";
  g_autofree char *words = g_strdup_printf ("%s%s%s · %s%s%s", name (self), *duty != '\0' ? " · " : "", duty, open,
                                            self->overdue > 0 ? " · " : "", self->overdue > 0 ? over : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rail), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  amends_tip_set (self->rail, words);
}

static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  AmendsBoardColumn *self = user_data;
  g_autofree char *n = g_strdup_printf ("%u", amends_lane_get_n (self->lane));
  gint64 next;
  guint overdue = amends_lane_count_overdue (self->lane, now, &next);

  amends_over_count_set_count (self->over_count, overdue);
  amends_over_count_set_count (self->rail_over_count, overdue);
  gtk_label_set_label (self->count, n);
  gtk_label_set_label (self->rail_count, n);
  gtk_label_set_label (self->none, amends_queue_filter_active (self->context->filter) ? _("Nothing matches the filter")
                                                                                      : _("No open tickets"));
  gtk_widget_set_visible (GTK_WIDGET (self->none), amends_board_column_get_n (self) == 0);
  self->overdue = overdue;
  name_self (self);
  return next;
}

static void
count_again (AmendsBoardColumn *self)
{
  self->update = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  amends_tick_remove (tick_cb, self);
  tick_cb (amends_clock_now (), self);
  amends_tick_add (tick_cb, self);
}

static gboolean
update_cb (gpointer user_data)
{
  count_again (user_data);
  return G_SOURCE_REMOVE;
}

/* A page of the queue changes many lanes in one go. */
static void
items_changed_cb (AmendsBoardColumn *self)
{
  if (self->update == 0)
    self->update = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

static void
load_cb (AmendsBoardColumn *self)
{
  const AmendsMemberLoad *load = amends_member_get_load (self->member);

  if (amends_member_get_guest (self->member) && load->cap_min == 0)
    amends_load_bar_set_words (self->load_bar, _("Not of this team"));
  else
    amends_load_bar_set (self->load_bar, load->load_min, load->cap_min);
}

/* ── folding ── */

static void
show_fold (AmendsBoardColumn *self)
{
  gboolean away = self->member != NULL && !amends_member_get_on_duty (self->member);
  int width = self->member != NULL ? COLUMN_WIDTH : PINNED_WIDTH;

  gtk_stack_set_visible_child_name (self->stack, self->folded ? "rail" : "full");
  gtk_widget_set_hexpand (GTK_WIDGET (self), !self->folded && self->member != NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self), self->folded ? -1 : amends_text_pixels (width), -1);
  gtk_widget_set_visible (self->fold_button, away && !self->folded);
}

static void
duty_cb (AmendsBoardColumn *self)
{
  gboolean away = !amends_member_get_on_duty (self->member);

  self->folded = away && !amends_member_get_is_me (self->member);
  show_fold (self);
  name_self (self);
}

static void
fold_cb (AmendsBoardColumn *self)
{
  amends_board_column_set_folded (self, TRUE);
  gtk_widget_grab_focus (self->rail);
}

static void
unfold_cb (AmendsBoardColumn *self)
{
  amends_board_column_set_folded (self, FALSE);
  amends_board_column_focus (self, 0);
}

/* Names run down the rail: one character a line in Chinese, the given name in Latin script. */
static char *
rail_name (const char *full)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!g_unichar_iswide (g_utf8_get_char (full)))
    return g_strndup (full, strcspn (full, " "));
  for (const char *p = full; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (p != full)
        g_string_append_c (text, '\n');
      g_string_append_unichar (text, g_utf8_get_char (p));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ── cards ── */

static void
activate_cb (AmendsBoardColumn *self,
             guint              position)
{
  g_autoptr (AmendsTicket) ticket = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (ticket != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "queue.open", "x", amends_ticket_get_id (ticket));
}

/* A list makes its cards whether it is seen or not: it is given them when it is. */
static void
make_cards (AmendsBoardColumn *self)
{
  if (self->reached && gtk_widget_get_mapped (GTK_WIDGET (self->list)) && gtk_grid_view_get_model (self->list) == NULL)
    {
      gtk_grid_view_set_model (self->list, self->model);
      amends_gradual_grow (self->shown, GTK_WIDGET (self->list), MORE_CARDS, GRID_CARDS);
    }
}

/* lane ─► filter ─► as many as there are cards for ─► what is picked */
static void
fill_list (AmendsBoardColumn *self)
{
  GtkListItemFactory *factory = amends_card_list_create_factory ();

  self->kept = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->lane)),
                                                        GTK_FILTER (g_object_ref (self->context->filter))));
  self->shown = gtk_slice_list_model_new (g_object_ref (self->kept), 0, 0);
  self->model = GTK_SELECTION_MODEL (amends_pick_model_new (G_LIST_MODEL (self->shown), self->context->pick));
  gtk_grid_view_set_factory (self->list, factory);
  g_signal_connect_object (self->list, "map", G_CALLBACK (make_cards), self, G_CONNECT_SWAPPED);
  g_object_unref (factory);
  g_signal_connect_object (self->kept, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lane, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

/* ── drops ── */

static AmendsDropWords *
words_cb (GPtrArray           *tickets,
          const AmendsPreview *preview,
          gpointer             user_data)
{
  AmendsBoardColumn *self = user_data;

  if (self->member == NULL)
    return amends_drop_words_for_nobody (tickets, amends_queue_store_get_team (self->context->store), preview);
  return amends_drop_words_for_member (tickets, self->member, amends_desk_get_catalogue (self->context->desk), preview);
}

/* A rail has no room: the board says it beside the column. */
static void
show_words_cb (const AmendsDropWords *words,
               gpointer               user_data)
{
  AmendsBoardColumn *self = user_data;

  if (self->member != NULL && !amends_member_get_guest (self->member))
    amends_load_bar_set_added (self->load_bar, words != NULL && words->allowed ? words->added_minutes : 0);
  amends_drop_hint_set_words (self->hint, self->folded ? NULL : words);
  g_signal_emit (self, signals[HINT], 0, self->folded ? words : NULL);
}

static void
lift_cb (AmendsBoardColumn *self)
{
  gboolean many = amends_lift_get_tickets (self->context->lift)->len > 1;

  if (amends_lift_get_active (self->context->lift))
    gtk_widget_add_css_class (GTK_WIDGET (self), many ? "lifting-many" : "lifting-one");
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "lifting-many");
      gtk_widget_remove_css_class (GTK_WIDGET (self), "lifting-one");
    }
}

static void
amends_board_column_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (amends_board_column_parent_class)->map (widget);

  count_again (AMENDS_BOARD_COLUMN (widget));
}

static void
amends_board_column_unmap (GtkWidget *widget)
{
  amends_tick_remove (tick_cb, widget);

  GTK_WIDGET_CLASS (amends_board_column_parent_class)->unmap (widget);
}

static void
amends_board_column_dispose (GObject *object)
{
  AmendsBoardColumn *self = AMENDS_BOARD_COLUMN (object);

  g_clear_handle_id (&self->update, g_source_remove);
  g_clear_object (&self->model);
  g_clear_object (&self->shown);
  g_clear_object (&self->kept);
  g_clear_object (&self->member);

  G_OBJECT_CLASS (amends_board_column_parent_class)->dispose (object);
}

static void
amends_board_column_class_init (AmendsBoardColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_board_column_dispose;
  widget_class->map = amends_board_column_map;
  widget_class->unmap = amends_board_column_unmap;

  /**
   * AmendsBoardColumn::hint:
   * @self: a folded column
   * @words: (nullable): an #AmendsDropWords to show beside it
   */
  signals[HINT] = g_signal_new ("hint", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (AMENDS_TYPE_PERSON_AVATAR);
  g_type_ensure (AMENDS_TYPE_OVER_COUNT);
  g_type_ensure (AMENDS_TYPE_LOAD_BAR);
  g_type_ensure (AMENDS_TYPE_DROP_HINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/board-column.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, avatar);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, inbox_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, over_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, count);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, fold_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, load_bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, hint);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, none);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, rail);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, rail_avatar);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, rail_name);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, rail_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsBoardColumn, rail_over_count);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
  gtk_widget_class_bind_template_callback (widget_class, unfold_cb);
}

static void
amends_board_column_init (AmendsBoardColumn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_stack_hide_covered (self->stack);
}

static void
set_up_member (AmendsBoardColumn *self)
{
  AmendsPerson *person = amends_member_get_person (self->member);
  g_autofree char *down = rail_name (name (self));

  amends_person_avatar_set_person (self->avatar, person);
  amends_person_avatar_set_person (self->rail_avatar, person);
  gtk_label_set_label (self->rail_name, down);
  g_signal_connect_object (self->member, "notify", G_CALLBACK (load_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (person, "notify::on-duty", G_CALLBACK (duty_cb), self, G_CONNECT_SWAPPED);
  load_cb (self);
  duty_cb (self);
}

static void
set_up_nobody (AmendsBoardColumn *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->avatar), FALSE);
  gtk_widget_set_visible (self->inbox_icon, TRUE);
  amends_load_bar_set_words (self->load_bar, _("Oldest limit first"));
  gtk_widget_add_css_class (GTK_WIDGET (self), "pinned");
  show_fold (self);
}

/**
 * amends_board_column_new:
 * @context: the page's
 * @member: (nullable): whose column it is; %NULL for the unassigned tickets
 *
 * Returns: (transfer full): a column
 */
GtkWidget *
amends_board_column_new (const AmendsQueueContext *context,
                         AmendsMember             *member)
{
  AmendsBoardColumn *self;
  gint64 person;

  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (member == NULL || AMENDS_IS_MEMBER (member), NULL);

  self = g_object_new (AMENDS_TYPE_BOARD_COLUMN, NULL);
  self->context = context;
  g_set_object (&self->member, member);
  person = member != NULL ? amends_member_get_id (member) : AMENDS_NOBODY;
  self->lane = amends_queue_store_get_lane (context->store, person);
  gtk_label_set_label (self->title, name (self));
  fill_list (self);
  if (member != NULL)
    set_up_member (self);
  else
    set_up_nobody (self);
  amends_ticket_drag_attach (GTK_WIDGET (self->list), context, amends_card_list_ticket_at);
  amends_drop_site_attach (GTK_WIDGET (self), context, amends_queue_store_get_team (context->store), person, words_cb,
                           show_words_cb, self);
  g_signal_connect_object (context->lift, "notify::active", G_CALLBACK (lift_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * amends_board_column_get_person:
 * @self: a column
 *
 * Returns: whose it is, %AMENDS_NOBODY for the unassigned tickets
 */
gint64
amends_board_column_get_person (AmendsBoardColumn *self)
{
  g_return_val_if_fail (AMENDS_IS_BOARD_COLUMN (self), AMENDS_NOBODY);

  return self->member != NULL ? amends_member_get_id (self->member) : AMENDS_NOBODY;
}

/**
 * amends_board_column_get_n:
 * @self: a column
 *
 * Returns: how many cards are shown, filters considered
 */
guint
amends_board_column_get_n (AmendsBoardColumn *self)
{
  g_return_val_if_fail (AMENDS_IS_BOARD_COLUMN (self), 0);

  return g_list_model_get_n_items (self->kept);
}

/**
 * amends_board_column_get_folded:
 * @self: a column
 *
 * Returns: whether it is a rail
 */
gboolean
amends_board_column_get_folded (AmendsBoardColumn *self)
{
  g_return_val_if_fail (AMENDS_IS_BOARD_COLUMN (self), FALSE);

  return self->folded;
}

/**
 * amends_board_column_set_folded:
 * @self: a column
 * @folded: whether it is a rail
 */
void
amends_board_column_set_folded (AmendsBoardColumn *self,
                                gboolean           folded)
{
  g_return_if_fail (AMENDS_IS_BOARD_COLUMN (self));

  self->folded = !!folded;
  show_fold (self);
}

/**
 * amends_board_column_show_cards:
 * @self: a column
 * @first: how many cards there is room for
 *
 * It has come into reach of the eye: @first cards are made now, the others a few a frame.
 */
void
amends_board_column_show_cards (AmendsBoardColumn *self,
                                guint              first)
{
  g_return_if_fail (AMENDS_IS_BOARD_COLUMN (self));

  if (self->reached)
    return;
  self->reached = TRUE;
  gtk_slice_list_model_set_size (self->shown, first);
  make_cards (self);
}

/**
 * amends_board_column_find:
 * @self: a column
 * @ticket: a ticket
 *
 * Returns: at which place it is shown, -1 where it is not
 */
int
amends_board_column_find (AmendsBoardColumn *self,
                          AmendsTicket      *ticket)
{
  g_return_val_if_fail (AMENDS_IS_BOARD_COLUMN (self), -1);

  for (guint i = 0; i < g_list_model_get_n_items (self->kept); i++)
    {
      g_autoptr (AmendsTicket) other = g_list_model_get_item (self->kept, i);

      if (other == ticket)
        return i;
    }
  return -1;
}

/**
 * amends_board_column_focus:
 * @self: a column
 * @position: a card; the last one where there are fewer
 *
 * Scrolls there and puts the keyboard on it.
 *
 * Returns: (transfer none) (nullable): the ticket there
 */
AmendsTicket *
amends_board_column_focus (AmendsBoardColumn *self,
                           guint              position)
{
  g_autoptr (AmendsTicket) ticket = NULL;
  guint n;

  g_return_val_if_fail (AMENDS_IS_BOARD_COLUMN (self), NULL);

  amends_board_column_show_cards (self, G_MAXUINT);
  amends_gradual_finish (self->shown);
  n = amends_board_column_get_n (self);
  if (self->folded || n == 0)
    {
      gtk_widget_grab_focus (self->folded ? self->rail : GTK_WIDGET (self->list));
      return NULL;
    }
  position = MIN (position, n - 1);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  ticket = g_list_model_get_item (self->kept, position);
  return ticket;
}
