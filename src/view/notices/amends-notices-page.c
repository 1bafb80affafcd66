/* Everything the person was told, the newest first; each leads to its ticket. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-notice-row.h"
#include "amends-notices-page.h"
#include "amends-state-pane.h"

struct _AmendsNoticesPage
{
  AmendsPage parent_instance;

  AmendsDesk *desk;

  AmendsStatePane *pane;
  GtkListBox *list;
  GtkWidget *seen_button;
  AdwButtonContent *seen_content;
};

G_DEFINE_FINAL_TYPE (AmendsNoticesPage, amends_notices_page, AMENDS_TYPE_PAGE)

static AmendsNoticeStore *
get_store (AmendsNoticesPage *self)
{
  return amends_desk_get_notices (self->desk);
}

static void
update (AmendsNoticesPage *self)
{
  AmendsNoticeStore *store = get_store (self);
  guint unseen = amends_notice_store_get_n_unseen (store);
  g_autofree char *count = unseen > 0 ? g_strdup_printf ("%u", unseen) : NULL;

  gtk_widget_set_visible (self->seen_button, unseen > 0);
  amends_page_set_count (AMENDS_PAGE (self), count);
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) > 0)
    amends_state_pane_show_content (self->pane);
  else if (amends_notice_store_get_ready (store))
    amends_state_pane_show_empty (self->pane, "preferences-system-notifications-symbolic", _("Nothing to Tell You"),
                                  _("When a limit comes near or somebody gives you a ticket, it appears here."));
  else
    amends_state_pane_show_loading (self->pane);
}

static void
band_cb (AmendsNoticesPage *self)
{
  gboolean narrow = amends_page_get_band (AMENDS_PAGE (self)) == AMENDS_BAND_NARROW;

  adw_button_content_set_label (self->seen_content, narrow ? "" : _("Mark All as Seen"));
}

static void
row_activated_cb (AmendsNoticesPage *self,
                  GtkListBoxRow     *row)
{
  AmendsNotice *notice = amends_notice_row_get_notice (AMENDS_NOTICE_ROW (row));

  amends_notice_store_mark_seen (get_store (self), notice);
  if (amends_notice_get_ticket_id (notice) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-ticket", "x", amends_notice_get_ticket_id (notice));
}

static void
all_seen_cb (AmendsNoticesPage *self)
{
  amends_notice_store_mark_seen (get_store (self), NULL);
}

static void
retry_cb (AmendsNoticesPage *self)
{
  amends_notice_store_refresh (get_store (self));
}

static void
amends_notices_page_refresh (AmendsPage *page)
{
  retry_cb (AMENDS_NOTICES_PAGE (page));
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return amends_notice_row_new (item);
}

static void
amends_notices_page_dispose (GObject *object)
{
  g_clear_object (&AMENDS_NOTICES_PAGE (object)->desk);

  G_OBJECT_CLASS (amends_notices_page_parent_class)->dispose (object);
}

static void
amends_notices_page_class_init (AmendsNoticesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_notices_page_dispose;
  AMENDS_PAGE_CLASS (klass)->refresh = amends_notices_page_refresh;

  g_type_ensure (AMENDS_TYPE_STATE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/notices/notices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticesPage, pane);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticesPage, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticesPage, seen_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoticesPage, seen_content);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_seen_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
amends_notices_page_init (AmendsNoticesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::band", G_CALLBACK (band_cb), NULL);
}

/**
 * amends_notices_page_new:
 * @desk: whose notices
 * @ref: not used
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
amends_notices_page_new (AmendsDesk *desk,
                         gint64      ref)
{
  AmendsNoticesPage *self;

  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  self = g_object_new (AMENDS_TYPE_NOTICES_PAGE, NULL);
  self->desk = g_object_ref (desk);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (get_store (self)), create_row, NULL, NULL);
  g_signal_connect_object (get_store (self), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
