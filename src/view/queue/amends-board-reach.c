/* Which columns of the board can be seen: those get their cards. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-board-column.h"
#include "amends-board-reach.h"
#include "amends-text-scale.h"

/* A card takes no less than that, at the usual size of text. */
#define CARD_HEIGHT 72

/* Where there are no places yet, the window's: it will get the size it was asked for. */
static double
get_room (GtkWidget      *place,
          GtkOrientation  orientation)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  GtkRoot *root = gtk_widget_get_root (place);
  int width, height, size = across ? gtk_widget_get_width (place) : gtk_widget_get_height (place);

  if (size <= 1 && root != NULL)
    size = across ? gtk_widget_get_width (GTK_WIDGET (root)) : gtk_widget_get_height (GTK_WIDGET (root));
  if (size > 1 || !GTK_IS_WINDOW (root))
    return size;
  gtk_window_get_default_size (GTK_WINDOW (root), &width, &height);
  return across ? width : height;
}

/**
 * amends_board_reach_get_cards:
 * @scroller: what the columns scroll in
 *
 * Returns: how many cards of a column can be seen at most
 */
guint
amends_board_reach_get_cards (GtkScrolledWindow *scroller)
{
  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), 1);

  return get_room (GTK_WIDGET (scroller), GTK_ORIENTATION_VERTICAL) / amends_text_pixels (CARD_HEIGHT) + 1;
}

/**
 * amends_board_reach_show_cards:
 * @scroller: what the columns scroll in
 * @columns: the box of #AmendsBoardColumn in it
 *
 * Most people of a large team stand outside the window: cards are made for those inside it and the next one, as many in each
 * as there is room for. A column keeps its cards.
 */
void
amends_board_reach_show_cards (GtkScrolledWindow *scroller,
                               GtkBox            *columns)
{
  GtkAdjustment *across;
  double start, room, x = 0;
  guint cards;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));
  g_return_if_fail (GTK_IS_BOX (columns));

  across = gtk_scrolled_window_get_hadjustment (scroller);
  start = gtk_adjustment_get_value (across);
  room = get_room (GTK_WIDGET (scroller), GTK_ORIENTATION_HORIZONTAL);
  cards = amends_board_reach_get_cards (scroller);
  if (gtk_widget_get_direction (GTK_WIDGET (scroller)) == GTK_TEXT_DIR_RTL)
    start = gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across) - start;
  for (GtkWidget *column = gtk_widget_get_first_child (GTK_WIDGET (columns)); column != NULL;
       column = gtk_widget_get_next_sibling (column))
    {
      int width = gtk_widget_get_width (column);

      if (width == 0)
        gtk_widget_get_size_request (column, &width, NULL);
      width = MAX (width, 0);
      if (x > start + room + width)
        break;
      x += width;
      if (x >= start - width)
        amends_board_column_show_cards (AMENDS_BOARD_COLUMN (column), cards);
    }
}
