/* One of the catalogue's terms, chosen by the first letters or the mouse. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-term-picker.h"
#include "amends-term.h"

struct _AmendsTermPicker
{
  GtkPopover parent_instance;

  GtkCustomFilter *filter;
  GtkSearchEntry *entry;
  GtkListBox *list;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsTermPicker, amends_term_picker, GTK_TYPE_POPOVER)

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  AmendsTerm *term = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (amends_term_get_label (term));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, amends_term_get_int (term, "parent") ? 18 : 6);
  gtk_widget_set_margin_end (label, 6);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "term", g_object_ref (term), g_object_unref);
  return row;
}

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  AmendsTermPicker *self = user_data;
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autofree char *label = g_utf8_casefold (amends_term_get_label (item), -1);

  return !*typed || strstr (label, typed) != NULL;
}

static void
choose (AmendsTermPicker *self,
        GtkListBoxRow    *row)
{
  AmendsTerm *term = g_object_get_data (G_OBJECT (row), "term");

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, amends_term_get_id (term));
}

static void
entry_activate_cb (AmendsTermPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row)
    choose (self, row);
}

/* From the entry into the list, which the search would not leave by itself. */
static gboolean
key_cb (AmendsTermPicker *self,
        guint             keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down) || !row)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
search_changed_cb (AmendsTermPicker *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
shown_cb (AmendsTermPicker *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
amends_term_picker_dispose (GObject *object)
{
  AmendsTermPicker *self = AMENDS_TERM_PICKER (object);

  g_clear_object (&self->filter);
  G_OBJECT_CLASS (amends_term_picker_parent_class)->dispose (object);
}

static void
amends_term_picker_class_init (AmendsTermPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_term_picker_dispose;

  /* gint64: the id of the term */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", AMENDS_TYPE_TERM_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
amends_term_picker_init (AmendsTermPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (scroller, 220, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose), self);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
}

/**
 * amends_term_picker_new:
 * @terms: a model of #AmendsTerm
 *
 * Returns: (transfer floating): a popover to choose one; emits "chosen" with its id
 */
GtkWidget *
amends_term_picker_new (GListModel *terms)
{
  AmendsTermPicker *self = g_object_new (AMENDS_TYPE_TERM_PICKER, NULL);
  g_autoptr (GtkFilterListModel) shown = NULL;

  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  shown = gtk_filter_list_model_new (g_object_ref (terms), GTK_FILTER (g_object_ref (self->filter)));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (shown), create_row_cb, NULL, NULL);
  return GTK_WIDGET (self);
}
