/* Finds tickets by number, or by one complete value of the customer: a part of it would unmask who it is. */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-message.h"
#include "amends-search-row.h"
#include "amends-search.h"
#include "amends-text-guard.h"

#define MAX_CHARS 200

struct _AmendsSearch
{
  GtkBox parent_instance;

  AmendsDesk *desk;
  GCancellable *cancellable;

  GtkSearchEntry *entry;
  GtkPopover *popover;
  GtkListBox *list;
  GtkLabel *nothing;
};

G_DEFINE_FINAL_TYPE (AmendsSearch, amends_search, GTK_TYPE_BOX)

static void
stop (AmendsSearch *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
clear_list (AmendsSearch *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
open_ticket (AmendsSearch    *self,
             AmendsSearchRow *row)
{
  gint64 ticket = amends_search_row_get_ticket (row);

  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-ticket", "x", ticket);
}

static void
row_activated_cb (AmendsSearch  *self,
                  GtkListBoxRow *row)
{
  open_ticket (self, AMENDS_SEARCH_ROW (row));
}

static void
show_words (AmendsSearch *self,
            const char   *words)
{
  clear_list (self);
  gtk_label_set_label (self->nothing, words);
  gtk_popover_popup (self->popover);
}

static void
show_rows (AmendsSearch *self,
           AmendsResult *rows)
{
  int n = amends_result_get_n_rows (rows);

  clear_list (self);
  for (int row = 0; row < n; row++)
    gtk_list_box_append (self->list, amends_search_row_new (rows, row));
  if (n == 0)
    show_words (self, _("Nothing found. Check the number; a customer is found by the whole value only."));
  else if (n == 1)
    open_ticket (self, AMENDS_SEARCH_ROW (gtk_list_box_get_row_at_index (self->list, 0)));
  else
    {
      gtk_popover_popup (self->popover);
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
    }
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (AmendsSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsResult) rows = amends_session_read_finish (AMENDS_SESSION (object), result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->popover == NULL)
    return;
  if (rows != NULL)
    {
      show_rows (self, rows);
      return;
    }
  words = amends_message_for_error (error);
  show_words (self, words);
}

static void
activate_cb (AmendsSearch *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (AmendsParams) params = NULL;

  stop (self);
  if (self->desk == NULL || *typed == '\0')
    return;
  self->cancellable = g_cancellable_new ();
  params = amends_params_new ();
  amends_params_add_text (params, typed);
  amends_session_read_async (amends_desk_get_session (self->desk), "SELECT * FROM api.search($1::text)", params,
                             self->cancellable, found_cb, g_object_ref (self));
}

/* results of what is no longer typed would mislead */
static void
changed_cb (AmendsSearch *self)
{
  stop (self);
  gtk_popover_popdown (self->popover);
}

static void
add_popover (AmendsSearch *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->popover = GTK_POPOVER (gtk_popover_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->nothing = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->nothing, TRUE);
  gtk_label_set_max_width_chars (self->nothing, 40);
  gtk_widget_add_css_class (GTK_WIDGET (self->nothing), "panel");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "plain");
  gtk_list_box_set_placeholder (self->list, GTK_WIDGET (self->nothing));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tickets found"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (scroller, 400, -1);
  gtk_popover_set_child (self->popover, scroller);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self->entry));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

static void
amends_search_dispose (GObject *object)
{
  AmendsSearch *self = AMENDS_SEARCH (object);

  stop (self);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (amends_search_parent_class)->dispose (object);
}

static void
amends_search_class_init (AmendsSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_search_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/app/search.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSearch, entry);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
amends_search_init (AmendsSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_popover (self);
  amends_text_guard_attach (GTK_WIDGET (self->entry), MAX_CHARS);
}

/**
 * amends_search_set_desk:
 * @self: the search
 * @desk: where to search
 */
void
amends_search_set_desk (AmendsSearch *self,
                        AmendsDesk   *desk)
{
  g_return_if_fail (AMENDS_IS_SEARCH (self));

  g_set_object (&self->desk, desk);
}

/**
 * amends_search_focus:
 * @self: the search
 *
 * Puts the cursor there.
 */
void
amends_search_focus (AmendsSearch *self)
{
  g_return_if_fail (AMENDS_IS_SEARCH (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
