/* Something the person was told: what, about whom, when, and whether it was looked at. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-notice-row.h"
#include "amends-time.h"
#include "amends-tip.h"

struct _AmendsNoticeRow
{
  GtkListBoxRow parent_instance;

  AmendsNotice *notice;

  GtkImage *image;
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *when;
  GtkWidget *dot;
};

G_DEFINE_FINAL_TYPE (AmendsNoticeRow, amends_notice_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_seen (AmendsNoticeRow *self)
{
  gboolean seen = amends_notice_get_seen (self->notice);
  g_autofree char *words = g_strdup_printf ("%s%s. %s", seen ? "" : _("New: "), amends_notice_get_title (self->notice),
                                            amends_notice_get_text (self->notice));

  if (seen)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unseen");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "unseen");
  gtk_widget_set_opacity (self->dot, seen ? 0 : 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
amends_notice_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_NOTICE_ROW (object)->notice);

  G_OBJECT_CLASS (amends_notice_row_parent_class)->dispose (object);
}

static void
amends_notice_row_class_init (AmendsNoticeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_notice_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/notices/notice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticeRow, image);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticeRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticeRow, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticeRow, when);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticeRow, dot);
}

static void
amends_notice_row_init (AmendsNoticeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_notice_row_new:
 * @notice: what it shows
 *
 * Returns: (transfer full): a row for a list box
 */
GtkWidget *
amends_notice_row_new (AmendsNotice *notice)
{
  AmendsNoticeRow *self;
  g_autofree char *when = NULL, *exact = NULL;

  g_return_val_if_fail (AMENDS_IS_NOTICE (notice), NULL);

  self = g_object_new (AMENDS_TYPE_NOTICE_ROW, NULL);
  self->notice = g_object_ref (notice);
  when = amends_time_format (amends_notice_get_at (notice), amends_clock_now ());
  exact = amends_time_format_exact (amends_notice_get_at (notice));
  gtk_image_set_from_icon_name (self->image, amends_notice_get_icon_name (notice));
  if (amends_notice_is_urgent (notice))
    gtk_widget_add_css_class (GTK_WIDGET (self->image), "error");
  gtk_label_set_label (self->title, amends_notice_get_title (notice));
  gtk_label_set_label (self->text, amends_notice_get_text (notice));
  gtk_widget_set_visible (GTK_WIDGET (self->text), *amends_notice_get_text (notice) != '\0');
  gtk_label_set_label (self->when, when);
  amends_tip_set (GTK_WIDGET (self->when), exact);
  g_signal_connect_object (notice, "notify::seen", G_CALLBACK (show_seen), self, G_CONNECT_SWAPPED);
  show_seen (self);
  return GTK_WIDGET (self);
}

/**
 * amends_notice_row_get_notice:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
AmendsNotice *
amends_notice_row_get_notice (AmendsNoticeRow *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTICE_ROW (self), NULL);

  return self->notice;
}
