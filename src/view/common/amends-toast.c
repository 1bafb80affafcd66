/* A word at the foot of the window: what was done, with a way to undo it, or why it was not. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "amends-message.h"
#include "amends-toast.h"

static AdwToastOverlay *
find_overlay (GtkWidget *widget)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  /* a popover or dialog stands outside the overlay of the window it belongs to */
  while (overlay == NULL && widget != NULL)
    {
      GtkRoot *root = gtk_widget_get_root (widget);
      GtkWindow *owner = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;

      widget = owner != NULL ? gtk_window_get_focus (owner) : NULL;
      if (widget != NULL)
        overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
    }
  return overlay != NULL ? ADW_TOAST_OVERLAY (overlay) : NULL;
}

static void
dismissed_cb (AdwToastOverlay *overlay,
              AdwToast        *toast)
{
  if (g_object_get_data (G_OBJECT (overlay), "amends-last-toast") == toast)
    g_object_set_data (G_OBJECT (overlay), "amends-last-toast", NULL);
}

/* The newest word is the one that counts: an older one would keep it waiting for seconds. */
static void
replace_last (AdwToastOverlay *overlay,
              AdwToast        *toast)
{
  AdwToast *last = g_object_get_data (G_OBJECT (overlay), "amends-last-toast");

  if (last != NULL)
    adw_toast_dismiss (last);
  g_object_set_data (G_OBJECT (overlay), "amends-last-toast", toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (overlay, toast);
}

static void
add (GtkWidget *widget,
     AdwToast  *toast)
{
  AdwToastOverlay *overlay = find_overlay (widget);

  if (overlay != NULL)
    replace_last (overlay, toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

static AdwToast *
new_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

/* Seconds: a sentence takes longer to read than a word. */
static guint
reading_time (const char *text)
{
  return g_utf8_strlen (text, -1) > 40 ? 10 : 5;
}

/**
 * amends_toast_show:
 * @widget: a widget of the window
 * @text: what happened
 */
void
amends_toast_show (GtkWidget  *widget,
                   const char *text)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  toast = new_toast (text);
  adw_toast_set_timeout (toast, reading_time (text));
  add (widget, toast);
}

/**
 * amends_toast_show_action:
 * @widget: a widget of the window
 * @text: what happened
 * @label: (nullable): the verb of the button, "Undo" where %NULL
 * @action_name: the action of the button, found from the toast overlay upwards, as "win.undo"
 * @target: (nullable): its parameter; a floating reference is consumed
 */
void
amends_toast_show_action (GtkWidget  *widget,
                          const char *text,
                          const char *label,
                          const char *action_name,
                          GVariant   *target)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL && action_name != NULL);

  toast = new_toast (text);
  adw_toast_set_button_label (toast, label != NULL ? label : _("Undo"));
  adw_toast_set_action_name (toast, action_name);
  adw_toast_set_action_target_value (toast, target);
  adw_toast_set_timeout (toast, 10);
  add (widget, toast);
}

/**
 * amends_toast_show_error:
 * @widget: a widget of the window
 * @error: why something was not done
 *
 * Being cancelled is no news and shows nothing.
 */
void
amends_toast_show_error (GtkWidget    *widget,
                         const GError *error)
{
  g_autofree char *words = NULL;
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  words = amends_message_for_error (error);
  toast = new_toast (words);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 8);
  add (widget, toast);
}
