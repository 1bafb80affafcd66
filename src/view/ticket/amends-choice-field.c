/* One of several: a short list of radio buttons, or a long list with a search above it.
 *
 * The value is the code as text; a code of digits only is a number. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-choice-field.h"
#include "amends-facts.h"
#include "amends-text-guard.h"

struct _AmendsChoiceField
{
  AmendsField parent_instance;

  GtkWidget *radio_box;
  GtkCheckButton *leader;
  GtkSearchEntry *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AmendsChoiceField, amends_choice_field, AMENDS_TYPE_FIELD)

static const char *
code_of (gpointer option)
{
  return g_object_get_data (option, "code");
}

static GtkListBoxRow *
find_row (AmendsChoiceField *self,
          const char        *code)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (code_of (row), code) == 0 && gtk_widget_get_sensitive (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
changed_cb (AmendsChoiceField *self)
{
  amends_field_edited (AMENDS_FIELD (self));
}

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       user_data)
{
  AmendsChoiceField *self = user_data;
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  const char *text = g_object_get_data (G_OBJECT (row), "text");

  return strstr (text, g_strstrip (typed)) != NULL;
}

static void
select_first (AmendsChoiceField *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (filter_cb (row, self) && gtk_widget_get_sensitive (GTK_WIDGET (row)))
      break;
  gtk_list_box_select_row (self->list, row);
}

static void
search_changed_cb (AmendsChoiceField *self)
{
  gtk_list_box_invalidate_filter (self->list);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    select_first (self);
}

static gboolean
search_key_cb (AmendsChoiceField *self,
               guint              keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  if (row == NULL)
    select_first (self);
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

/* Escape in a search entry is eaten by it; here it leaves the dialog as from everywhere else. */
static void
stopped_cb (AmendsChoiceField *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static JsonNode *
choice_dup_value (AmendsField *field)
{
  const char *code = amends_choice_field_get_code (AMENDS_CHOICE_FIELD (field));
  char *end = NULL;
  gint64 number;

  if (code == NULL || *code == '\0')
    return NULL;
  number = g_ascii_strtoll (code, &end, 10);
  if (*end == '\0')
    return json_node_init_int (json_node_alloc (), number);
  return json_node_init_string (json_node_alloc (), code);
}

static JsonNode *
choice_dup_draft (AmendsField *field)
{
  const char *code = amends_choice_field_get_code (AMENDS_CHOICE_FIELD (field));

  return code != NULL ? json_node_init_string (json_node_alloc (), code) : NULL;
}

static void
choice_restore (AmendsField *field,
                JsonNode    *draft)
{
  amends_choice_field_choose (AMENDS_CHOICE_FIELD (field), draft != NULL ? json_node_get_string (draft) : NULL);
}

static void
choice_focus (AmendsField *field)
{
  AmendsChoiceField *self = AMENDS_CHOICE_FIELD (field);

  if (self->search != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else if (self->leader != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->leader));
}

static void
amends_choice_field_class_init (AmendsChoiceFieldClass *klass)
{
  AMENDS_FIELD_CLASS (klass)->dup_value = choice_dup_value;
  AMENDS_FIELD_CLASS (klass)->dup_draft = choice_dup_draft;
  AMENDS_FIELD_CLASS (klass)->restore = choice_restore;
  AMENDS_FIELD_CLASS (klass)->focus = choice_focus;
}

static void
amends_choice_field_init (AmendsChoiceField *self)
{
}

/**
 * amends_choice_field_new:
 * @name: of the member it becomes
 * @label: what has to be chosen
 *
 * Returns: (transfer full): a short list, nothing chosen
 */
GtkWidget *
amends_choice_field_new (const char *name,
                         const char *label)
{
  AmendsChoiceField *self = g_object_new (AMENDS_TYPE_CHOICE_FIELD, NULL);

  self->radio_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  amends_field_set_content (AMENDS_FIELD (self), name, label, self->radio_box);
  return GTK_WIDGET (self);
}

static GtkWidget *
new_scroller (AmendsChoiceField *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 176);
  gtk_widget_add_css_class (scroller, "choice-list");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  return scroller;
}

/**
 * amends_choice_field_new_search:
 * @name: of the member it becomes
 * @label: what has to be chosen
 *
 * For dialogs: Escape in the search closes the window.
 *
 * Returns: (transfer full): a long list with a search, nothing chosen
 */
GtkWidget *
amends_choice_field_new_search (const char *name,
                                const char *label)
{
  AmendsChoiceField *self = g_object_new (AMENDS_TYPE_CHOICE_FIELD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Search"), NULL);
  amends_text_guard_attach (GTK_WIDGET (self->search), 100);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stopped_cb), self);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), new_scroller (self));
  amends_field_set_content (AMENDS_FIELD (self), name, label, box);
  return GTK_WIDGET (self);
}

static GtkWidget *
new_words (const char *label,
           const char *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = amends_prose_new (label, NULL);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), name);
  if (note != NULL && *note != '\0')
    gtk_box_append (GTK_BOX (box), amends_prose_new (note, "caption key"));
  return box;
}

static GtkWidget *
add_radio (AmendsChoiceField *self,
           GtkWidget         *words)
{
  GtkWidget *button = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), words);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->leader);
  if (self->leader == NULL)
    self->leader = GTK_CHECK_BUTTON (button);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (self->radio_box), button);
  return button;
}

static GtkWidget *
add_row (AmendsChoiceField *self,
         GtkWidget         *words,
         const char        *label,
         const char        *note)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *text = g_strdup_printf ("%s %s", label, note != NULL ? note : "");

  gtk_widget_set_margin_start (words, 9);
  gtk_widget_set_margin_end (words, 9);
  gtk_widget_set_margin_top (words, 4);
  gtk_widget_set_margin_bottom (words, 4);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), words);
  g_object_set_data_full (G_OBJECT (row), "text", g_utf8_casefold (text, -1), g_free);
  gtk_list_box_append (self->list, row);
  return row;
}

/**
 * amends_choice_field_add:
 * @self: a choice field
 * @code: its value
 * @label: what it is called
 * @note: (nullable): a quiet line under it
 * @possible: whether it can be chosen; what cannot is shown with its reason in @note
 */
void
amends_choice_field_add (AmendsChoiceField *self,
                         const char        *code,
                         const char        *label,
                         const char        *note,
                         gboolean           possible)
{
  GtkWidget *words, *option;

  g_return_if_fail (AMENDS_IS_CHOICE_FIELD (self));

  words = new_words (label, note);
  option = self->list != NULL ? add_row (self, words, label, note) : add_radio (self, words);
  gtk_widget_set_sensitive (option, possible);
  g_object_set_data_full (G_OBJECT (option), "code", g_strdup (code), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (option), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * amends_choice_field_choose:
 * @self: a choice field
 * @code: (nullable): of the option to choose, %NULL for none; one that cannot be chosen is not
 */
void
amends_choice_field_choose (AmendsChoiceField *self,
                            const char        *code)
{
  g_return_if_fail (AMENDS_IS_CHOICE_FIELD (self));

  if (self->list != NULL)
    {
      gtk_list_box_select_row (self->list, find_row (self, code));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (self->radio_box); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (child), g_strcmp0 (code_of (child), code) == 0 && gtk_widget_get_sensitive (child));
}

/**
 * amends_choice_field_get_code:
 * @self: a choice field
 *
 * Returns: (transfer none) (nullable): code of what was chosen
 */
const char *
amends_choice_field_get_code (AmendsChoiceField *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (AMENDS_IS_CHOICE_FIELD (self), NULL);

  if (self->list != NULL)
    {
      row = gtk_list_box_get_selected_row (self->list);
      return row != NULL ? code_of (row) : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (self->radio_box); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      return code_of (child);
  return NULL;
}
