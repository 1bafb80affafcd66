/* A place to go to, with how much waits there. */

#define G_LOG_DOMAIN "amends-app"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-over-count.h"
#include "amends-sidebar-row.h"

struct _AmendsSidebarRow
{
  GtkListBoxRow parent_instance;

  char *place;
  char *section;
  guint count;
  guint overdue;

  GtkImage *image;
  GtkLabel *title_label;
  AmendsOverCount *over;
  GtkLabel *count_label;
};

G_DEFINE_FINAL_TYPE (AmendsSidebarRow, amends_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
name_self (AmendsSidebarRow *self)
{
  const char *title = gtk_label_get_label (self->title_label);
  g_autofree char *all = self->count > 0 ? g_strdup_printf ("%s, %u", title, self->count) : g_strdup (title);
  g_autofree char *late = self->overdue > 0
                            ? g_strdup_printf (ngettext ("%u overdue", "%u overdue", self->overdue), self->overdue) : NULL;
  g_autofree char *words = late != NULL ? g_strdup_printf ("%s, %s", all, late) : g_strdup (all);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
amends_sidebar_row_finalize (GObject *object)
{
  AmendsSidebarRow *self = AMENDS_SIDEBAR_ROW (object);

  g_free (self->place);
  g_free (self->section);

  G_OBJECT_CLASS (amends_sidebar_row_parent_class)->finalize (object);
}

static void
amends_sidebar_row_class_init (AmendsSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_sidebar_row_finalize;

  g_type_ensure (AMENDS_TYPE_OVER_COUNT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/app/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebarRow, image);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebarRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebarRow, over);
  gtk_widget_class_bind_template_child (widget_class, AmendsSidebarRow, count_label);
}

static void
amends_sidebar_row_init (AmendsSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_sidebar_row_new:
 * @place: where it leads, as "queue:3"
 * @section: rows of one section stand together
 * @icon_name: its icon
 * @title: its words
 *
 * Returns: (transfer full): a row without counts
 */
GtkWidget *
amends_sidebar_row_new (const char *place,
                        const char *section,
                        const char *icon_name,
                        const char *title)
{
  AmendsSidebarRow *self = g_object_new (AMENDS_TYPE_SIDEBAR_ROW, NULL);

  self->place = g_strdup (place);
  self->section = g_strdup (section);
  gtk_image_set_from_icon_name (self->image, icon_name);
  amends_sidebar_row_set_title (self, title);
  return GTK_WIDGET (self);
}

/**
 * amends_sidebar_row_get_place:
 * @self: a row
 *
 * Returns: (transfer none): where it leads
 */
const char *
amends_sidebar_row_get_place (AmendsSidebarRow *self)
{
  g_return_val_if_fail (AMENDS_IS_SIDEBAR_ROW (self), NULL);

  return self->place;
}

/**
 * amends_sidebar_row_get_section:
 * @self: a row
 *
 * Returns: (transfer none): which rows it stands with
 */
const char *
amends_sidebar_row_get_section (AmendsSidebarRow *self)
{
  g_return_val_if_fail (AMENDS_IS_SIDEBAR_ROW (self), NULL);

  return self->section;
}

/**
 * amends_sidebar_row_set_counts:
 * @self: a row
 * @count: how much waits there, 0 shows nothing
 * @overdue: how much of it is overdue
 */
void
amends_sidebar_row_set_counts (AmendsSidebarRow *self,
                               guint             count,
                               guint             overdue)
{
  g_autofree char *figure = NULL;

  g_return_if_fail (AMENDS_IS_SIDEBAR_ROW (self));

  self->count = count;
  self->overdue = overdue;
  figure = count > 0 ? g_strdup_printf ("%u", count) : g_strdup ("");
  gtk_label_set_label (self->count_label, figure);
  amends_over_count_set_count (self->over, overdue);
  name_self (self);
}

/**
 * amends_sidebar_row_set_title:
 * @self: a row
 * @title: its words
 */
void
amends_sidebar_row_set_title (AmendsSidebarRow *self,
                              const char       *title)
{
  g_return_if_fail (AMENDS_IS_SIDEBAR_ROW (self));

  gtk_label_set_label (self->title_label, title);
  name_self (self);
}
