/* Type a name, press Enter: how work is given to somebody without the mouse. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-person-avatar.h"
#include "amends-person-picker.h"
#include "amends-text-guard.h"

struct _AmendsPersonPicker
{
  GtkPopover parent_instance;

  GListModel *people;
  AmendsPersonNoteFunc note_func;
  gpointer note_data;
  gboolean allow_away;

  GtkSearchEntry *entry;
  GtkListBox *list;
};

enum
{
  PICKED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsPersonPicker, amends_person_picker, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static AmendsPerson *
row_person (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "person");
}

static gboolean
may_pick (AmendsPersonPicker *self,
          AmendsPerson       *person)
{
  return self->allow_away || amends_person_get_on_duty (person);
}

static char *
line_under_name (AmendsPersonPicker *self,
                 AmendsPerson       *person)
{
  g_autofree char *note = self->note_func != NULL ? self->note_func (person, self->note_data) : NULL;

  if (note == NULL)
    return g_strdup (amends_person_get_duty_text (person));
  return g_strdup_printf ("%s · %s", amends_person_get_duty_text (person), note);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_row (AmendsPersonPicker *self,
            AmendsPerson       *person)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *avatar = amends_person_avatar_new (28), *note;
  g_autofree char *line = line_under_name (self, person);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", amends_person_get_name (person), line);

  amends_person_avatar_set_person (AMENDS_PERSON_AVATAR (avatar), person);
  note = new_label (line, "caption");
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (GTK_BOX (words), new_label (amends_person_get_name (person), "menu-text"));
  gtk_box_append (GTK_BOX (words), note);
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (box, "pick");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_sensitive (row, may_pick (self, person));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "person", g_object_ref (person), g_object_unref);
  return row;
}

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       user_data)
{
  AmendsPersonPicker *self = user_data;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  return *typed == '\0' || amends_person_matches (row_person (row), typed);
}

/* the first that may be picked is what Enter takes */
static GtkListBoxRow *
first_match (AmendsPersonPicker *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (filter_cb (row, self) && gtk_widget_get_sensitive (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
search_changed_cb (AmendsPersonPicker *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_select_row (self->list, first_match (self));
}

static void
pick (AmendsPersonPicker *self,
      GtkListBoxRow      *row)
{
  g_autoptr (AmendsPerson) person = NULL;

  if (row == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (row)))
    return;
  person = g_object_ref (row_person (row));
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, person);
}

static void
activate_cb (AmendsPersonPicker *self)
{
  search_changed_cb (self);
  pick (self, gtk_list_box_get_selected_row (self->list));
}

static void
row_activated_cb (AmendsPersonPicker *self,
                  GtkListBoxRow      *row)
{
  pick (self, row);
}

static gboolean
key_cb (AmendsPersonPicker *self,
        guint               keyval)
{
  GtkListBoxRow *row = first_match (self);

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

/* Rows of a closed popover would keep 200 people up to date for nothing. */
static void
clear (AmendsPersonPicker *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
fill (AmendsPersonPicker *self)
{
  guint n = self->people != NULL ? g_list_model_get_n_items (self->people) : 0;

  clear (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (self->people, i);

      gtk_list_box_append (self->list, create_row (self, person));
    }
}

/* However it was opened: by amends_person_picker_open() or by the menu button it belongs to. */
static void
shown_cb (AmendsPersonPicker *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
  gtk_list_box_select_row (self->list, first_match (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
amends_person_picker_dispose (GObject *object)
{
  g_clear_object (&AMENDS_PERSON_PICKER (object)->people);

  G_OBJECT_CLASS (amends_person_picker_parent_class)->dispose (object);
}

static void
amends_person_picker_class_init (AmendsPersonPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_person_picker_dispose;

  /**
   * AmendsPersonPicker::picked:
   * @self: the picker, closed already
   * @person: who was chosen
   */
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, AMENDS_TYPE_PERSON);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/common/person-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsPersonPicker, list);
}

static void
amends_person_picker_init (AmendsPersonPicker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  amends_text_guard_attach (GTK_WIDGET (self->entry), 100);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (clear), NULL);
}

/**
 * amends_person_picker_new:
 *
 * Returns: (transfer full): a popover without people; give it a parent, then open it
 */
GtkWidget *
amends_person_picker_new (void)
{
  return g_object_new (AMENDS_TYPE_PERSON_PICKER, NULL);
}

/**
 * amends_person_picker_set_people:
 * @self: a picker
 * @people: (nullable): a list of #AmendsPerson in the order to show
 */
void
amends_person_picker_set_people (AmendsPersonPicker *self,
                                 GListModel         *people)
{
  g_return_if_fail (AMENDS_IS_PERSON_PICKER (self));
  g_return_if_fail (people == NULL || G_IS_LIST_MODEL (people));

  g_set_object (&self->people, people);
}

/**
 * amends_person_picker_set_note_func:
 * @self: a picker
 * @func: (nullable): what is said of a person under the name
 * @user_data: for @func; it has to live as long as @self
 */
void
amends_person_picker_set_note_func (AmendsPersonPicker   *self,
                                    AmendsPersonNoteFunc  func,
                                    gpointer              user_data)
{
  g_return_if_fail (AMENDS_IS_PERSON_PICKER (self));

  self->note_func = func;
  self->note_data = user_data;
}

/**
 * amends_person_picker_set_allow_away:
 * @self: a picker
 * @allow_away: whether somebody off duty may be chosen; they are listed in any case
 */
void
amends_person_picker_set_allow_away (AmendsPersonPicker *self,
                                     gboolean            allow_away)
{
  g_return_if_fail (AMENDS_IS_PERSON_PICKER (self));

  self->allow_away = !!allow_away;
}

/**
 * amends_person_picker_open:
 * @self: a picker
 * @at: (nullable): the widget it points to; %NULL for its parent as it is
 *
 * Opens empty, ready for typing. "picked" is emitted when somebody was chosen.
 */
void
amends_person_picker_open (AmendsPersonPicker *self,
                           GtkWidget          *at)
{
  g_return_if_fail (AMENDS_IS_PERSON_PICKER (self));
  g_return_if_fail (at == NULL || GTK_IS_WIDGET (at));

  if (at != NULL && gtk_widget_get_parent (GTK_WIDGET (self)) != at)
    {
      g_object_ref (self);
      if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
        gtk_widget_unparent (GTK_WIDGET (self));
      gtk_widget_set_parent (GTK_WIDGET (self), at);
      g_object_unref (self);
    }
  gtk_popover_popup (GTK_POPOVER (self));
}
