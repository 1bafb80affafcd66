/* What is told of a widget under the pointer, for the many that are filled again and again.
 *
 * GTK 4.8 asks the display server where the pointer is at every gtk_widget_set_tooltip_text(), several round trips each:
 * a quarter of the time that a board of cards took.
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-tip.h"

static gboolean
query_cb (GtkWidget  *widget,
          int         x,
          int         y,
          gboolean    keyboard,
          GtkTooltip *tooltip,
          gpointer    user_data)
{
  const char *text = g_object_get_data (G_OBJECT (widget), "amends-tip");

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/**
 * amends_tip_set:
 * @widget: a widget
 * @text: (nullable): what to tell when the pointer rests on it, or %NULL for nothing
 *
 * The text is only looked up when it is wanted. Do not use gtk_widget_set_tooltip_text() on the same widget.
 */
void
amends_tip_set (GtkWidget  *widget,
                const char *text)
{
  const char *old;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  old = g_object_get_data (G_OBJECT (widget), "amends-tip");
  if (g_strcmp0 (old, text) == 0)
    return;
  if (g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, query_cb, NULL) == 0)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_cb), NULL);
  g_object_set_data_full (G_OBJECT (widget), "amends-tip", g_strdup (text), g_free);
  gtk_widget_set_has_tooltip (widget, text != NULL);
}
