/* GTK 4.8 tells assistive tools that every page of a stack is visible, and a covered list of 200 rows is walked too. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-stack.h"

static void
update_cb (GtkStack *stack)
{
  GtkWidget *shown = gtk_stack_get_visible_child (stack);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, child != shown, -1);
}

/**
 * amends_stack_hide_covered:
 * @stack: a stack, its pages may be added later
 *
 * From now on only the shown page of @stack exists for assistive tools.
 */
void
amends_stack_hide_covered (GtkStack *stack)
{
  GtkSelectionModel *pages;

  g_return_if_fail (GTK_IS_STACK (stack));

  pages = gtk_stack_get_pages (stack);
  g_object_set_data_full (G_OBJECT (stack), "amends-pages", pages, g_object_unref);
  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (update_cb), NULL);
  g_signal_connect_object (pages, "items-changed", G_CALLBACK (update_cb), stack,
                           G_CONNECT_SWAPPED);
  update_cb (stack);
}
