/* What AdwPasswordEntryRow of libadwaita 1.2 leaves to its user. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-password-row.h"
#include "amends-text-guard.h"

#define LONGEST 200

static void
name_peek_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "view-reveal-symbolic") == 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show the password"), -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_peek_button (child);
}

/**
 * amends_password_row_prepare:
 * @row: an AdwPasswordEntryRow
 *
 * Gives the button in it a name and keeps what is pasted within bounds.
 */
void
amends_password_row_prepare (GtkWidget *row)
{
  g_return_if_fail (GTK_IS_WIDGET (row));

  amends_text_guard_attach (row, LONGEST);
  name_peek_button (row);
}
