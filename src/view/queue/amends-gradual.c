/* Rows that come a few a frame: the views of GTK 4.8 make dozens or hundreds of widgets at once, whatever the height. What is in
 * view is painted first, and the window stays live while the rest comes. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-gradual.h"

typedef struct
{
  GtkSliceListModel *shown;
  guint step;
  guint until;
} Growth;

static void
growth_free (gpointer data)
{
  Growth *growth = data;

  g_object_unref (growth->shown);
  g_free (growth);
}

static gboolean
grow_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Growth *growth = user_data;
  guint size = gtk_slice_list_model_get_size (growth->shown);

  if (size == G_MAXUINT)
    return G_SOURCE_REMOVE;
  size += growth->step;
  gtk_slice_list_model_set_size (growth->shown, size < growth->until ? size : G_MAXUINT);
  return size < growth->until ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * amends_gradual_grow:
 * @shown: the first rows of a model, as many as are in view
 * @widget: the view they are shown in
 * @step: how many rows come with each frame
 * @until: how many rows the view has widgets for; after them all others come at once
 *
 * Begins with the next frame.
 */
void
amends_gradual_grow (GtkSliceListModel *shown,
                     GtkWidget         *widget,
                     guint              step,
                     guint              until)
{
  Growth *growth;

  g_return_if_fail (GTK_IS_SLICE_LIST_MODEL (shown));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  growth = g_new (Growth, 1);
  growth->shown = g_object_ref (shown);
  growth->step = step;
  growth->until = until;
  gtk_widget_add_tick_callback (widget, grow_cb, growth, growth_free);
}

/**
 * amends_gradual_finish:
 * @shown: the first rows of a model
 *
 * Lets all others come now: somebody wants to go to one of them.
 */
void
amends_gradual_finish (GtkSliceListModel *shown)
{
  g_return_if_fail (GTK_IS_SLICE_LIST_MODEL (shown));

  gtk_slice_list_model_set_size (shown, G_MAXUINT);
}
