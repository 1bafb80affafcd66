/* What waits for the person at this desk, grouped by when it is due; or everything overdue that the person may see. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-assign.h"
#include "amends-clock.h"
#include "amends-state-pane.h"
#include "amends-tick.h"
#include "amends-toast.h"
#include "amends-work-group-box.h"
#include "amends-work-page.h"

struct _AmendsWorkPage
{
  AmendsPage parent_instance;

  AmendsDesk *desk;
  AmendsWorkStore *store;
  AmendsWorkSizes sizes;
  AmendsWorkRow *main_row;    /* weak */
  gboolean greeted;

  AmendsStatePane *pane;
  GtkWidget *content;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (AmendsWorkPage, amends_work_page, AMENDS_TYPE_PAGE)

/* ── the row that F acts on ── */

static void
set_main_row (AmendsWorkPage *self,
              AmendsWorkRow  *row)
{
  if (self->main_row == row)
    return;
  if (self->main_row != NULL)
    amends_work_row_set_main (self->main_row, FALSE);
  g_set_weak_pointer (&self->main_row, row);
  if (row != NULL)
    amends_work_row_set_main (row, TRUE);
}

/* One row of the page is selected, not one of each group. */
static void
selected_cb (AmendsWorkPage *self,
             GtkListBoxRow  *row,
             GtkListBox     *rows)
{
  if (row == NULL)
    return;
  set_main_row (self, AMENDS_WORK_ROW (row));
  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    {
      GtkListBox *other = amends_work_group_box_get_rows (AMENDS_WORK_GROUP_BOX (group));

      if (other != rows)
        gtk_list_box_unselect_all (other);
    }
}

static GtkListBoxRow *
first_row (AmendsWorkPage *self)
{
  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (amends_work_group_box_get_rows (AMENDS_WORK_GROUP_BOX (group)), 0);

      if (row != NULL)
        return row;
    }
  return NULL;
}

/* Rows that come late do not take the keyboard from the search. */
static gboolean
is_typing (AmendsWorkPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL && GTK_IS_EDITABLE (gtk_root_get_focus (root));
}

static void
select_first (AmendsWorkPage *self)
{
  GtkListBoxRow *row = first_row (self);

  if (row == NULL || self->main_row != NULL)
    return;
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (row))), row);
  if (amends_page_get_shown (AMENDS_PAGE (self)) && !self->greeted && !is_typing (self))
    self->greeted = gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Up and Down go on into the next group. */
static gboolean
keynav_failed_cb (AmendsWorkPage   *self,
                  GtkDirectionType  direction,
                  GtkListBox       *rows)
{
  GtkWidget *group = gtk_widget_get_ancestor (GTK_WIDGET (rows), AMENDS_TYPE_WORK_GROUP_BOX);
  gboolean down = direction == GTK_DIR_DOWN;

  if (direction != GTK_DIR_DOWN && direction != GTK_DIR_UP)
    return FALSE;
  while ((group = down ? gtk_widget_get_next_sibling (group) : gtk_widget_get_prev_sibling (group)) != NULL)
    {
      GtkListBox *next = amends_work_group_box_get_rows (AMENDS_WORK_GROUP_BOX (group));
      GtkWidget *row = down ? gtk_widget_get_first_child (GTK_WIDGET (next)) : gtk_widget_get_last_child (GTK_WIDGET (next));

      if (row == NULL || !GTK_IS_LIST_BOX_ROW (row))
        continue;
      gtk_list_box_select_row (next, GTK_LIST_BOX_ROW (row));
      gtk_widget_grab_focus (row);
      return TRUE;
    }
  return FALSE;
}

/* ── acting ── */

static void
open_ticket (AmendsWorkPage *self,
             AmendsTicket   *ticket)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-ticket", "x", amends_ticket_get_id (ticket));
}

static void
activated_cb (AmendsWorkPage *self,
              GtkListBoxRow  *row)
{
  open_ticket (self, amends_work_row_get_ticket (AMENDS_WORK_ROW (row)));
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AmendsWorkPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (amends_assign_take_finish (AMENDS_ASSIGN (object), result, &error))
    amends_toast_show (GTK_WIDGET (self), _("The ticket is yours now"));
  else
    amends_toast_show_error (GTK_WIDGET (self), error);
  amends_work_store_load (self->store);
}

static void
act (AmendsWorkPage *self,
     AmendsTicket   *ticket)
{
  const AmendsTicketFields *fields = amends_ticket_get (ticket);

  if (amends_ticket_get_settling (ticket))
    return;
  if (fields->assignee_id == 0 && fields->can_act)
    amends_assign_take_async (amends_assign_for_session (amends_desk_get_session (self->desk)), NULL, ticket, taken_cb,
                              g_object_ref (self));
  else
    open_ticket (self, ticket);
}

static AmendsTicket *
find_ticket (AmendsWorkPage *self,
             gint64          id,
             gint64          followup_id)
{
  for (guint i = 0; i < AMENDS_N_GROUPS; i++)
    {
      AmendsLane *lane = amends_work_store_get_group (self->store, i);

      for (guint k = 0; k < amends_lane_get_n (lane); k++)
        {
          const AmendsTicketFields *fields = amends_ticket_get (amends_lane_peek (lane, k));

          if (fields->id == id && fields->followup_id == followup_id)
            return amends_lane_peek (lane, k);
        }
    }
  return NULL;
}

static void
act_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AmendsWorkPage *self = AMENDS_WORK_PAGE (widget);
  gint64 id, followup_id;
  AmendsTicket *ticket;

  g_variant_get (parameter, "(xx)", &id, &followup_id);
  ticket = find_ticket (self, id, followup_id);
  if (ticket != NULL)
    act (self, ticket);
}

static void
act_main_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AmendsWorkPage *self = AMENDS_WORK_PAGE (widget);

  if (self->main_row != NULL)
    act (self, amends_work_row_get_ticket (self->main_row));
}

/* ── states ── */

static void
show_empty (AmendsWorkPage *self)
{
  if (amends_work_store_get_kind (self->store) == AMENDS_WORK_OVERDUE)
    {
      amends_state_pane_show_empty (self->pane, "object-select-symbolic", _("Nothing Is Overdue"),
                                    _("Tickets appear here the moment their limit passes."));
      return;
    }
  amends_state_pane_show_empty (self->pane, "object-select-symbolic", _("Nothing Waits for You"),
                                _("What you take or are given appears here, the most urgent first."));
  if (amends_session_can (amends_desk_get_session (self->desk), "ticket.file"))
    amends_state_pane_set_button (self->pane, _("New Ticket"), "win.new-ticket");
}

static void
state_cb (AmendsWorkPage *self)
{
  guint n = amends_work_store_get_n (self->store);
  g_autofree char *count = g_strdup_printf ("%u", n);

  amends_page_set_count (AMENDS_PAGE (self), n > 0 ? count : NULL);
  switch (amends_work_store_get_state (self->store))
    {
    case AMENDS_STORE_ERROR:
      amends_state_pane_show_error (self->pane, amends_work_store_get_error (self->store));
      return;
    case AMENDS_STORE_LOADING:
      amends_state_pane_show_loading (self->pane);
      return;
    case AMENDS_STORE_READY:
    default:
      break;
    }
  if (n == 0)
    {
      show_empty (self);
      return;
    }
  amends_state_pane_show_content (self->pane);
  select_first (self);
}

static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  AmendsWorkPage *self = user_data;
  gint64 next = amends_work_store_regroup (self->store, now);

  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    amends_work_group_box_update (AMENDS_WORK_GROUP_BOX (group), now);
  return MIN (next, now + 60 * (gint64) G_USEC_PER_SEC);
}

static void
band_cb (AmendsWorkPage *self)
{
  gboolean narrow = amends_page_get_band (AMENDS_PAGE (self)) == AMENDS_BAND_NARROW;

  for (GtkWidget *group = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    amends_work_group_box_set_narrow (AMENDS_WORK_GROUP_BOX (group), narrow);
}

static void
amends_work_page_refresh (AmendsPage *page)
{
  amends_work_store_refresh (AMENDS_WORK_PAGE (page)->store);
}

static void
amends_work_page_shown (AmendsPage *page,
                        gboolean    shown)
{
  AmendsWorkPage *self = AMENDS_WORK_PAGE (page);

  if (!shown)
    return;
  if (self->main_row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->main_row));
  else
    select_first (self);
}

static void
amends_work_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (amends_work_page_parent_class)->map (widget);

  amends_work_store_set_live (AMENDS_WORK_PAGE (widget)->store, TRUE);
  tick_cb (amends_clock_now (), widget);
  amends_tick_add (tick_cb, widget);
}

static void
amends_work_page_unmap (GtkWidget *widget)
{
  amends_tick_remove (tick_cb, widget);
  amends_work_store_set_live (AMENDS_WORK_PAGE (widget)->store, FALSE);

  GTK_WIDGET_CLASS (amends_work_page_parent_class)->unmap (widget);
}

static void
amends_work_page_dispose (GObject *object)
{
  AmendsWorkPage *self = AMENDS_WORK_PAGE (object);

  g_clear_weak_pointer (&self->main_row);
  g_clear_object (&self->sizes.due);
  g_clear_object (&self->sizes.step);
  g_clear_object (&self->sizes.action);

  G_OBJECT_CLASS (amends_work_page_parent_class)->dispose (object);
}

static void
amends_work_page_finalize (GObject *object)
{
  AmendsWorkPage *self = AMENDS_WORK_PAGE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (amends_work_page_parent_class)->finalize (object);
}

static void
amends_work_page_class_init (AmendsWorkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AmendsPageClass *page_class = AMENDS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_work_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_work_page_finalize;
  widget_class->map = amends_work_page_map;
  widget_class->unmap = amends_work_page_unmap;
  page_class->refresh = amends_work_page_refresh;
  page_class->shown = amends_work_page_shown;

  g_type_ensure (AMENDS_TYPE_STATE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/work-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkPage, pane);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkPage, content);
  gtk_widget_class_bind_template_child (widget_class, AmendsWorkPage, groups);
  gtk_widget_class_install_action (widget_class, "work.act", "(xx)", act_action);
  gtk_widget_class_install_action (widget_class, "work.act-main", NULL, act_main_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, 0, "work.act-main", NULL);
}

static void
amends_work_page_init (AmendsWorkPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sizes.due = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->sizes.step = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->sizes.action = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  amends_state_pane_set_content (self->pane, self->content);
  g_signal_connect (self, "notify::band", G_CALLBACK (band_cb), NULL);
}

static void
add_groups (AmendsWorkPage *self)
{
  for (guint i = 0; i < AMENDS_N_GROUPS; i++)
    {
      GtkWidget *group = amends_work_group_box_new (amends_work_store_get_group (self->store, i), i, &self->sizes);
      GtkListBox *rows = amends_work_group_box_get_rows (AMENDS_WORK_GROUP_BOX (group));

      g_signal_connect_object (rows, "row-selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (rows, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (rows, "keynav-failed", G_CALLBACK (keynav_failed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->groups, group);
    }
}

static GtkWidget *
create (AmendsDesk     *desk,
        AmendsWorkKind  kind,
        const char     *title)
{
  AmendsWorkPage *self = g_object_new (AMENDS_TYPE_WORK_PAGE, "title", title, NULL);

  self->desk = g_object_ref (desk);
  self->store = amends_work_store_new (amends_desk_get_session (desk), amends_desk_get_catalogue (desk),
                                       amends_desk_get_feed (desk), kind);
  add_groups (self);
  band_cb (self);
  g_signal_connect_object (self->store, "notify", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->pane, "retry", G_CALLBACK (amends_work_page_refresh), self);
  state_cb (self);
  amends_work_store_load (self->store);
  return GTK_WIDGET (self);
}

/**
 * amends_work_page_new:
 * @desk: who sits here
 * @ref: not used: there is one
 *
 * Returns: (transfer full): the person's own work
 */
GtkWidget *
amends_work_page_new (AmendsDesk *desk,
                      gint64      ref)
{
  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  return create (desk, AMENDS_WORK_MINE, _("My work"));
}

/**
 * amends_work_page_new_overdue:
 * @desk: who sits here
 * @ref: not used: there is one
 *
 * Returns: (transfer full): everything overdue that the person may see
 */
GtkWidget *
amends_work_page_new_overdue (AmendsDesk *desk,
                              gint64      ref)
{
  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  return create (desk, AMENDS_WORK_OVERDUE, _("Overdue"));
}
