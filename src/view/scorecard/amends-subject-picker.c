/* Whose scorecard: a button with the person or team, and a list of those the person at this desk may look at. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-subject-picker.h"

/* A list of that length is read at a glance. */
#define SEARCH_FROM 8

struct _AmendsSubjectPicker
{
  AdwBin parent_instance;

  AmendsScoreStore *store;
  GtkFilter *filter;

  GtkMenuButton *button;
  AdwAvatar *avatar;
  GtkImage *team_icon;
  GtkLabel *label;
  GtkWidget *popover;
  GtkEditable *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AmendsSubjectPicker, amends_subject_picker, ADW_TYPE_BIN)

static AmendsScoreSubject *
subject_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "subject");
}

static GtkWidget *
make_mark (AmendsScoreSubject *subject)
{
  GtkWidget *image;

  if (!amends_score_subject_is_team (subject))
    return adw_avatar_new (24, amends_score_subject_get_label (subject), TRUE);
  image = gtk_image_new_from_icon_name ("system-users-symbolic");
  gtk_widget_set_size_request (image, 24, -1);
  return image;
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  AmendsScoreSubject *subject = item;
  const char *place = amends_score_subject_get_place (subject);
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *name = gtk_label_new (amends_score_subject_get_label (subject)), *team = gtk_label_new (place);

  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (team, "quiet");
  gtk_widget_add_css_class (team, "small");
  gtk_box_append (GTK_BOX (box), make_mark (subject));
  gtk_box_append (GTK_BOX (box), name);
  if (place != NULL)
    gtk_box_append (GTK_BOX (box), team);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  amends_score_subject_get_label (subject), -1);
  g_object_set_data_full (G_OBJECT (row), "subject", g_object_ref (subject), g_object_unref);
  return row;
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  gboolean team = amends_score_subject_is_team (subject_of (row));
  GtkWidget *header;

  if (before != NULL && amends_score_subject_is_team (subject_of (before)) == team)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  header = gtk_label_new (team ? _("Teams") : _("People"));
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_widget_set_margin_start (header, 12);
  gtk_widget_set_margin_top (header, before != NULL ? 9 : 3);
  gtk_widget_set_margin_bottom (header, 3);
  gtk_widget_add_css_class (header, "caption-heading");
  gtk_widget_add_css_class (header, "quiet");
  gtk_list_box_row_set_header (row, header);
}

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  AmendsSubjectPicker *self = user_data;

  return amends_score_subject_matches (item, gtk_editable_get_text (self->search));
}

static void
show (AmendsSubjectPicker *self)
{
  AmendsScoreSubject *subject = amends_score_store_get_subject (self->store);
  guint n = g_list_model_get_n_items (amends_score_store_get_subjects (self->store));
  gboolean team = subject != NULL && amends_score_subject_is_team (subject);
  const char *label = subject != NULL ? amends_score_subject_get_label (subject) : "";
  g_autofree char *words = g_strdup_printf (_("Scorecard of %s"), label);

  gtk_widget_set_visible (GTK_WIDGET (self), subject != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->search), n >= SEARCH_FROM);
  gtk_widget_set_visible (GTK_WIDGET (self->avatar), !team);
  gtk_widget_set_visible (GTK_WIDGET (self->team_icon), team);
  adw_avatar_set_text (self->avatar, label);
  gtk_label_set_label (self->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* The list opens at the one that is looked at. */
static void
opened_cb (AmendsSubjectPicker *self)
{
  AmendsScoreSubject *subject = amends_score_store_get_subject (self->store);
  GtkListBoxRow *row;

  gtk_editable_set_text (self->search, "");
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (subject_of (row) == subject)
      {
        gtk_list_box_select_row (self->list, row);
        if (!gtk_widget_get_visible (GTK_WIDGET (self->search)))
          gtk_widget_grab_focus (GTK_WIDGET (row));
      }
  if (gtk_widget_get_visible (GTK_WIDGET (self->search)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
activated_cb (AmendsSubjectPicker *self,
              GtkListBoxRow       *row)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  amends_score_store_set_subject (self->store, subject_of (row));
}

static void
searched_cb (AmendsSubjectPicker *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* Enter takes the first that fits. */
static void
search_activate_cb (AmendsSubjectPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    activated_cb (self, row);
}

static void
amends_subject_picker_dispose (GObject *object)
{
  AmendsSubjectPicker *self = AMENDS_SUBJECT_PICKER (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (amends_subject_picker_parent_class)->dispose (object);
}

static void
amends_subject_picker_class_init (AmendsSubjectPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_subject_picker_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/subject-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSubjectPicker, button);
  gtk_widget_class_bind_template_child (widget_class, AmendsSubjectPicker, avatar);
  gtk_widget_class_bind_template_child (widget_class, AmendsSubjectPicker, team_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsSubjectPicker, label);
  gtk_widget_class_bind_template_child (widget_class, AmendsSubjectPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, AmendsSubjectPicker, search);
  gtk_widget_class_bind_template_child (widget_class, AmendsSubjectPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
}

static void
amends_subject_picker_init (AmendsSubjectPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
}

/**
 * amends_subject_picker_set_store:
 * @self: a picker
 * @store: where the person or team is chosen
 */
void
amends_subject_picker_set_store (AmendsSubjectPicker *self,
                                 AmendsScoreStore    *store)
{
  g_autoptr (GtkFilterListModel) fitting = NULL;

  g_return_if_fail (AMENDS_IS_SUBJECT_PICKER (self));
  g_return_if_fail (AMENDS_IS_SCORE_STORE (store));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  fitting = gtk_filter_list_model_new (g_object_ref (amends_score_store_get_subjects (store)), g_object_ref (self->filter));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (fitting), make_row, NULL, NULL);
  g_signal_connect_object (store, "notify::subject", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_score_store_get_subjects (store), "items-changed", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  show (self);
}

/**
 * amends_subject_picker_pop_up:
 * @self: a picker
 *
 * Opens the list.
 */
void
amends_subject_picker_pop_up (AmendsSubjectPicker *self)
{
  g_return_if_fail (AMENDS_IS_SUBJECT_PICKER (self));

  gtk_menu_button_popup (self->button);
}
