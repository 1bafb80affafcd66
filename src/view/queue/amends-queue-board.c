/* The board of a queue: unassigned tickets pinned, then a column a person. One keyboard field: arrows also cross columns. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-board-column.h"
#include "amends-board-reach.h"
#include "amends-card-list.h"
#include "amends-drop-hint.h"
#include "amends-edge-scroll.h"
#include "amends-queue-board.h"
#include "amends-ticket-card.h"

/* How far below the head of a rail its hint stands. */
#define HINT_TOP 148

struct _AmendsQueueBoard
{
  GtkBox parent_instance;

  const AmendsQueueContext *context;
  GtkWidget *unassigned;
  GHashTable *columns;         /* member → column, unowned */
  gboolean narrow;
  guint reach_source;
  gint64 kept_person;          /* where the keyboard was before it left */
  int kept_position;

  GtkBox *row;
  GtkScrolledWindow *scroller;
  GtkBox *people;
  AmendsDropHint *hint;
};

G_DEFINE_FINAL_TYPE (AmendsQueueBoard, amends_queue_board, GTK_TYPE_BOX)

/* Beside the rail it is about: nothing may move under the pointer. */
static void
hint_cb (AmendsQueueBoard *self,
         gpointer          words,
         GtkWidget        *column)
{
  GtkWidget *hint = GTK_WIDGET (self->hint);
  graphene_rect_t where;

  if (words != NULL && gtk_widget_compute_bounds (column, GTK_WIDGET (self), &where))
    {
      int end = gtk_widget_get_width (GTK_WIDGET (self)) - (int) (where.origin.x + where.size.width);

      gtk_widget_set_margin_end (hint, MAX (0, end));
      gtk_widget_set_margin_top (hint, MAX (0, (int) where.origin.y) + HINT_TOP);
    }
  amends_drop_hint_set_words (self->hint, words);
}

/* ── reach ── */

static void
show_cards (AmendsQueueBoard *self)
{
  if (self->unassigned == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  amends_board_column_show_cards (AMENDS_BOARD_COLUMN (self->unassigned), amends_board_reach_get_cards (self->scroller));
  amends_board_reach_show_cards (self->scroller, self->people);
}

static gboolean
reach_cb (gpointer user_data)
{
  AmendsQueueBoard *self = user_data;

  self->reach_source = 0;
  show_cards (self);
  return G_SOURCE_REMOVE;
}

/* The adjustment changes while widgets get their places, when nothing may be added. */
static void
reach_changed_cb (AmendsQueueBoard *self)
{
  if (self->reach_source == 0)
    self->reach_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, reach_cb, self, NULL);
}

/* ── columns ── */

static GtkWidget *
add_column (AmendsQueueBoard *self,
            AmendsMember     *member)
{
  GtkWidget *column = amends_board_column_new (self->context, member);

  g_signal_connect_object (column, "hint", G_CALLBACK (hint_cb), self, G_CONNECT_SWAPPED);
  return column;
}

/* Columns are kept: a person who goes off duty folds, and takes the place at the end, with the same widget. */
static void
members_cb (AmendsQueueBoard *self)
{
  GListModel *members = amends_queue_store_get_members (self->context->store);
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);
  GtkWidget *before = self->narrow ? self->unassigned : NULL;
  GHashTableIter iter;
  gpointer member, column;

  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, &member, &column))
    g_hash_table_insert (gone, member, column);
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (AmendsMember) there = g_list_model_get_item (members, i);

      g_hash_table_remove (gone, there);
      column = g_hash_table_lookup (self->columns, there);
      if (column == NULL)
        {
          column = add_column (self, there);
          g_hash_table_insert (self->columns, there, column);
          gtk_box_append (self->people, column);
        }
      gtk_box_reorder_child_after (self->people, column, before);
      before = column;
    }
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &member, &column))
    {
      g_hash_table_remove (self->columns, member);
      gtk_box_remove (self->people, column);
    }
  reach_changed_cb (self);
}

/* ── the keyboard ── */

/* All columns in the order in which they stand, rails too. */
static GPtrArray *
list_columns (AmendsQueueBoard *self)
{
  GPtrArray *columns = g_ptr_array_new ();

  if (!self->narrow)
    g_ptr_array_add (columns, self->unassigned);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->people)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_ptr_array_add (columns, child);
  return columns;
}

static void
move_sideways (AmendsQueueBoard *self,
               GtkWidget        *from,
               AmendsTicket     *ticket,
               int               step,
               gboolean          keep)
{
  g_autoptr (GPtrArray) columns = list_columns (self);
  int position = ticket != NULL ? amends_board_column_find (AMENDS_BOARD_COLUMN (from), ticket) : 0;
  guint at;

  if (!g_ptr_array_find (columns, from, &at))
    return;
  for (int i = (int) at + step; i >= 0 && i < (int) columns->len; i += step)
    {
      AmendsBoardColumn *column = columns->pdata[i];
      AmendsTicket *there;

      if (!amends_board_column_get_folded (column) && amends_board_column_get_n (column) == 0)
        continue;
      there = amends_board_column_focus (column, MAX (position, 0));
      if (there != NULL && !keep)
        amends_pick_only (self->context->pick, there);
      return;
    }
}

static gboolean
key_cb (AmendsQueueBoard *self,
        guint             keyval,
        guint             keycode,
        GdkModifierType   state)
{
  AmendsTicket *ticket = NULL;
  GtkWidget *column;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int step;

  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    step = rtl ? 1 : -1;
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    step = rtl ? -1 : 1;
  else
    return GDK_EVENT_PROPAGATE;
  if (state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  column = amends_queue_board_get_focus (self, &ticket);
  if (column == NULL)
    return GDK_EVENT_PROPAGATE;
  column = gtk_widget_get_ancestor (column, AMENDS_TYPE_BOARD_COLUMN);
  move_sideways (self, column, ticket, step, (state & GDK_CONTROL_MASK) != 0);
  return GDK_EVENT_STOP;
}

static void
amends_queue_board_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (amends_queue_board_parent_class)->map (widget);

  show_cards (AMENDS_QUEUE_BOARD (widget));
}

static void
amends_queue_board_dispose (GObject *object)
{
  AmendsQueueBoard *self = AMENDS_QUEUE_BOARD (object);

  g_clear_handle_id (&self->reach_source, g_source_remove);
  g_hash_table_remove_all (self->columns);

  G_OBJECT_CLASS (amends_queue_board_parent_class)->dispose (object);
}

static void
amends_queue_board_finalize (GObject *object)
{
  g_hash_table_unref (AMENDS_QUEUE_BOARD (object)->columns);

  G_OBJECT_CLASS (amends_queue_board_parent_class)->finalize (object);
}

static void
amends_queue_board_class_init (AmendsQueueBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_queue_board_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_queue_board_finalize;
  widget_class->map = amends_queue_board_map;

  g_type_ensure (AMENDS_TYPE_DROP_HINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/queue-board.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsQueueBoard, row);
  gtk_widget_class_bind_template_child (widget_class, AmendsQueueBoard, scroller);
  gtk_widget_class_bind_template_child (widget_class, AmendsQueueBoard, people);
  gtk_widget_class_bind_template_child (widget_class, AmendsQueueBoard, hint);
}

/* The menu is about the card under the pointer, or about all picked ones when it is among them. */
static void
pressed_cb (GtkGestureClick  *gesture,
            int               n_press,
            double            x,
            double            y,
            AmendsQueueBoard *self)
{
  AmendsTicket *ticket = amends_card_list_ticket_at (GTK_WIDGET (self), x, y);

  if (ticket != NULL && !amends_pick_contains (self->context->pick, ticket))
    amends_pick_only (self->context->pick, ticket);
}

static void
amends_queue_board_init (AmendsQueueBoard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkAdjustment *across;

  self->columns = g_hash_table_new (NULL, NULL);
  self->kept_position = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_edge_scroll_attach (self->scroller);
  across = gtk_scrolled_window_get_hadjustment (self->scroller);
  g_signal_connect_object (across, "changed", G_CALLBACK (reach_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (across, "value-changed", G_CALLBACK (reach_changed_cb), self, G_CONNECT_SWAPPED);
  /* before the list views, which would take Left and Right and do nothing */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * amends_queue_board_set_context:
 * @self: a board
 * @context: the page's
 *
 * Shows the queue of @context; done once.
 */
void
amends_queue_board_set_context (AmendsQueueBoard         *self,
                                const AmendsQueueContext *context)
{
  g_return_if_fail (AMENDS_IS_QUEUE_BOARD (self));
  g_return_if_fail (context != NULL && self->context == NULL);

  self->context = context;
  self->unassigned = add_column (self, NULL);
  gtk_box_prepend (self->row, self->unassigned);
  g_signal_connect_object (amends_queue_store_get_members (context->store), "items-changed", G_CALLBACK (members_cb), self,
                           G_CONNECT_SWAPPED);
  members_cb (self);
}

/**
 * amends_queue_board_set_narrow:
 * @self: a board
 * @narrow: whether the unassigned tickets scroll along with the people instead of keeping their place
 */
void
amends_queue_board_set_narrow (AmendsQueueBoard *self,
                               gboolean          narrow)
{
  g_return_if_fail (AMENDS_IS_QUEUE_BOARD (self));

  if (self->narrow == !!narrow || self->unassigned == NULL)
    return;
  self->narrow = !!narrow;
  g_object_ref (self->unassigned);
  gtk_box_remove (narrow ? self->row : self->people, self->unassigned);
  gtk_box_prepend (narrow ? self->people : self->row, self->unassigned);
  g_object_unref (self->unassigned);
  if (narrow)
    gtk_widget_remove_css_class (self->unassigned, "pinned");
  else
    gtk_widget_add_css_class (self->unassigned, "pinned");
}

/**
 * amends_queue_board_go_to:
 * @self: a board
 * @person_id: a person, or %AMENDS_NOBODY
 *
 * Scrolls to that column, unfolds it and puts the keyboard on its first card.
 */
void
amends_queue_board_go_to (AmendsQueueBoard *self,
                          gint64            person_id)
{
  g_autoptr (GPtrArray) columns = NULL;

  g_return_if_fail (AMENDS_IS_QUEUE_BOARD (self));

  columns = list_columns (self);
  for (guint i = 0; i < columns->len; i++)
    {
      AmendsBoardColumn *column = columns->pdata[i];
      AmendsTicket *first;

      if (amends_board_column_get_person (column) != person_id)
        continue;
      amends_board_column_set_folded (column, FALSE);
      first = amends_board_column_focus (column, 0);
      if (first != NULL)
        amends_pick_only (self->context->pick, first);
      return;
    }
}

/**
 * amends_queue_board_keep_focus:
 * @self: a board
 *
 * Remembers which place of which column has the keyboard.
 */
void
amends_queue_board_keep_focus (AmendsQueueBoard *self)
{
  AmendsTicket *ticket = NULL;
  GtkWidget *focus, *column;

  g_return_if_fail (AMENDS_IS_QUEUE_BOARD (self));

  focus = amends_queue_board_get_focus (self, &ticket);
  if (focus == NULL || ticket == NULL)
    return;
  column = gtk_widget_get_ancestor (focus, AMENDS_TYPE_BOARD_COLUMN);
  self->kept_person = amends_board_column_get_person (AMENDS_BOARD_COLUMN (column));
  self->kept_position = amends_board_column_find (AMENDS_BOARD_COLUMN (column), ticket);
}

/**
 * amends_queue_board_back_focus:
 * @self: a board
 * @pick: whether to pick what stands there now, to go on with it
 *
 * Brings the keyboard back to where it was, as far as nothing else on the page has it.
 */
void
amends_queue_board_back_focus (AmendsQueueBoard *self,
                               gboolean          pick)
{
  g_autoptr (GPtrArray) columns = NULL;
  AmendsTicket *there;

  g_return_if_fail (AMENDS_IS_QUEUE_BOARD (self));

  columns = list_columns (self);
  for (guint i = 0; i < columns->len && self->kept_position >= 0; i++)
    if (amends_board_column_get_person (columns->pdata[i]) == self->kept_person)
      {
        there = amends_board_column_focus (columns->pdata[i], self->kept_position);
        if (there != NULL && pick)
          amends_pick_only (self->context->pick, there);
        return;
      }
}

/**
 * amends_queue_board_get_focus:
 * @self: a board
 * @ticket: (out) (optional) (transfer none) (nullable): the ticket the keyboard is on
 *
 * Returns: (transfer none) (nullable): the widget of the board that has the keyboard
 */
GtkWidget *
amends_queue_board_get_focus (AmendsQueueBoard  *self,
                              AmendsTicket     **ticket)
{
  GtkRoot *root;
  GtkWidget *focus, *card;

  g_return_val_if_fail (AMENDS_IS_QUEUE_BOARD (self), NULL);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || gtk_widget_get_ancestor (focus, AMENDS_TYPE_BOARD_COLUMN) == NULL ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return NULL;
  /* the row has the keyboard; the card is its child */
  card = gtk_widget_get_first_child (focus);
  if (ticket != NULL && card != NULL && AMENDS_IS_TICKET_CARD (card))
    *ticket = amends_ticket_card_get_ticket (AMENDS_TICKET_CARD (card));
  return focus;
}
