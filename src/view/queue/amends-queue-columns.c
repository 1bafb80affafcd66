/* The columns of a queue as a table: how their cells are made and filled, how they sort, and what room each of them wants. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-due-pill.h"
#include "amends-flags.h"
#include "amends-page.h"
#include "amends-person-avatar.h"
#include "amends-queue-columns.h"
#include "amends-text-scale.h"
#include "amends-tip.h"

/* One column: how its cells are made and filled, how it sorts, and from which width of the window on it is there. */
typedef struct
{
  const char *title;
  int width;
  guint band;
  GtkWidget *(*create) (void);
  void (*fill) (GtkWidget    *cell,
                AmendsTicket *ticket);
  int (*compare) (AmendsTicket *a,
                  AmendsTicket *b);
} Column;

/* ── cells ── */

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_due (void)
{
  GtkWidget *pill = amends_due_pill_new ();

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  return pill;
}

static void
fill_due (GtkWidget    *cell,
          AmendsTicket *ticket)
{
  const AmendsTicketFields *fields = amends_ticket_get (ticket);

  amends_due_pill_set (AMENDS_DUE_PILL (cell), fields->due_at, fields->warn_at, fields->wait_label);
}

static GtkWidget *
create_owner (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("amends-inbox-symbolic");

  gtk_widget_add_css_class (icon, "inbox-icon");
  gtk_widget_add_css_class (icon, "small");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), amends_person_avatar_new (22));
  gtk_box_append (GTK_BOX (box), create_label (NULL));
  return box;
}

static void
fill_owner (GtkWidget    *cell,
            AmendsTicket *ticket)
{
  GtkWidget *icon = gtk_widget_get_first_child (cell);
  GtkWidget *avatar = gtk_widget_get_next_sibling (icon);
  AmendsPerson *owner = amends_ticket_get_owner (ticket);

  gtk_widget_set_visible (icon, amends_ticket_get_assignee (ticket) == 0);
  gtk_widget_set_visible (avatar, owner != NULL);
  amends_person_avatar_set_person (AMENDS_PERSON_AVATAR (avatar), owner);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (cell)), amends_ticket_get_owner_name (ticket));
}

static GtkWidget *
create_number (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_use_markup (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "ticket-number");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static void
fill_number (GtkWidget    *cell,
             AmendsTicket *ticket)
{
  g_autofree char *markup = NULL;

  g_object_get (ticket, "number-markup", &markup, NULL);
  gtk_label_set_label (GTK_LABEL (cell), markup);
}

static GtkWidget *
create_masked (void)
{
  return create_label ("masked");
}

static void
fill_customer (GtkWidget    *cell,
               AmendsTicket *ticket)
{
  gtk_label_set_label (GTK_LABEL (cell), amends_ticket_get (ticket)->customer);
}

static GtkWidget *
create_text (void)
{
  return create_label (NULL);
}

static void
fill_category (GtkWidget    *cell,
               AmendsTicket *ticket)
{
  gtk_label_set_label (GTK_LABEL (cell), amends_ticket_get (ticket)->category);
}

static GtkWidget *
create_dim (void)
{
  return create_label ("dim-label");
}

static void
fill_subject (GtkWidget    *cell,
              AmendsTicket *ticket)
{
  gtk_label_set_label (GTK_LABEL (cell), amends_ticket_get (ticket)->subject);
  amends_tip_set (cell, amends_ticket_get (ticket)->subject);
}

static void
fill_step (GtkWidget    *cell,
           AmendsTicket *ticket)
{
  g_autofree char *step = NULL;

  g_object_get (ticket, "step-long", &step, NULL);
  gtk_label_set_label (GTK_LABEL (cell), step);
}

static GtkWidget *
create_flags (void)
{
  GtkWidget *flags = amends_flags_new ();

  gtk_widget_set_halign (flags, GTK_ALIGN_START);
  return flags;
}

static void
fill_flags (GtkWidget    *cell,
            AmendsTicket *ticket)
{
  g_object_set (cell,
                "vip", amends_ticket_is_vip (ticket),
                "repeat", amends_ticket_get_repeat (ticket),
                "batch", amends_ticket_is_batch (ticket) ? 1 : 0,
                "priority", amends_ticket_get_priority (ticket),
                "priority-text", amends_ticket_get (ticket)->priority_text,
                NULL);
}

/* ── orders ── */

static int
collate (const char *a,
         const char *b)
{
  return g_utf8_collate (a != NULL ? a : "", b != NULL ? b : "");
}

static int
compare_owner (AmendsTicket *a,
               AmendsTicket *b)
{
  return collate (amends_ticket_get_owner_name (a), amends_ticket_get_owner_name (b));
}

static int
compare_number (AmendsTicket *a,
                AmendsTicket *b)
{
  return g_strcmp0 (amends_ticket_get_number (a), amends_ticket_get_number (b));
}

static int
compare_customer (AmendsTicket *a,
                  AmendsTicket *b)
{
  return collate (amends_ticket_get (a)->customer, amends_ticket_get (b)->customer);
}

static int
compare_category (AmendsTicket *a,
                  AmendsTicket *b)
{
  return collate (amends_ticket_get (a)->category, amends_ticket_get (b)->category);
}

static int
compare_subject (AmendsTicket *a,
                 AmendsTicket *b)
{
  return collate (amends_ticket_get (a)->subject, amends_ticket_get (b)->subject);
}

static int
compare_step (AmendsTicket *a,
              AmendsTicket *b)
{
  return collate (amends_ticket_get (a)->step_label, amends_ticket_get (b)->step_label);
}

/* The most urgent first. */
static int
compare_priority (AmendsTicket *a,
                  AmendsTicket *b)
{
  int order = (int) amends_ticket_get_priority (b) - (int) amends_ticket_get_priority (a);

  return order != 0 ? order : (int) amends_ticket_is_vip (b) - (int) amends_ticket_is_vip (a);
}

static const Column columns[] = {
  { N_("Due"), 168, AMENDS_BAND_NARROW, create_due, fill_due, amends_ticket_compare_due },
  { N_("Owner"), 136, AMENDS_BAND_NARROW, create_owner, fill_owner, compare_owner },
  { N_("Number"), 116, AMENDS_BAND_FOLDED, create_number, fill_number, compare_number },
  { N_("Customer"), 84, AMENDS_BAND_MEDIUM, create_masked, fill_customer, compare_customer },
  { N_("Category"), 164, AMENDS_BAND_MEDIUM, create_text, fill_category, compare_category },
  { N_("Customer’s words"), 0, AMENDS_BAND_NARROW, create_dim, fill_subject, compare_subject },
  { N_("Current step"), 204, AMENDS_BAND_MEDIUM, create_text, fill_step, compare_step },
  { N_("Flags"), 104, AMENDS_BAND_FOLDED, create_flags, fill_flags, compare_priority },
};

/* ── factories ── */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  const Column *column = user_data;

  gtk_list_item_set_child (item, column->create ());
  /* in GTK 4.8 a click is heard by the cell and by its row: with Ctrl the two would pick and unpick */
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
changed_cb (AmendsTicket *ticket,
            GParamSpec   *pspec,
            gpointer      user_data)
{
  GtkListItem *item = user_data;
  const Column *column = g_object_get_data (G_OBJECT (item), "column");

  column->fill (gtk_list_item_get_child (item), ticket);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  const Column *column = user_data;
  AmendsTicket *ticket = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);

  g_object_set_data (G_OBJECT (item), "column", user_data);
  g_object_set_data (G_OBJECT (cell), "ticket", ticket);
  g_signal_connect (ticket, "notify", G_CALLBACK (changed_cb), item);
  column->fill (cell, ticket);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  AmendsTicket *ticket = gtk_list_item_get_item (item);

  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), "ticket", NULL);
  g_signal_handlers_disconnect_by_func (ticket, changed_cb, item);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const Column *column = user_data;
  int order = column->compare ((AmendsTicket *) a, (AmendsTicket *) b);

  return order < 0 ? GTK_ORDERING_SMALLER : order > 0 ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL;
}

static GtkColumnViewColumn *
new_column (const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *made = gtk_column_view_column_new (_(column->title), factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, (gpointer) column, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) column);
  gtk_column_view_column_set_sorter (made, sorter);
  gtk_column_view_column_set_resizable (made, TRUE);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (made, amends_text_pixels (column->width));
  else
    gtk_column_view_column_set_expand (made, TRUE);
  return made;
}

/**
 * amends_queue_columns_create:
 *
 * Returns: (transfer full) (element-type GtkColumnViewColumn): all of them, in their order
 */
GPtrArray *
amends_queue_columns_create (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_ptr_array_add (all, new_column (&columns[i]));
  return all;
}

/**
 * amends_queue_columns_get_band:
 * @column: which one
 *
 * Returns: from which room on it is there, one of the AMENDS_BAND_ values
 */
guint
amends_queue_columns_get_band (guint column)
{
  g_return_val_if_fail (column < G_N_ELEMENTS (columns), 0);

  return columns[column].band;
}

/**
 * amends_queue_columns_ticket_at:
 * @widget: the table, or what it stands in
 * @x: a point of @widget
 * @y: a point of @widget
 *
 * Returns: (transfer none) (nullable): the ticket of the row there
 */
AmendsTicket *
amends_queue_columns_ticket_at (GtkWidget *widget,
                                double     x,
                                double     y)
{
  GtkWidget *at;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  /* a cell lies within a cell widget within a row: up from what is there, the first with a ticket */
  at = gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT);

  for (; at != NULL && at != widget; at = gtk_widget_get_parent (at))
    {
      GtkWidget *child = gtk_widget_get_first_child (at);
      AmendsTicket *ticket = g_object_get_data (G_OBJECT (at), "ticket");

      if (ticket == NULL && child != NULL)
        ticket = g_object_get_data (G_OBJECT (child), "ticket");
      if (ticket != NULL)
        return ticket;
    }
  return NULL;
}
