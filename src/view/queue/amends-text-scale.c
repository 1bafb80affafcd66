/* Widths that are chosen for text have to grow with it. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-text-scale.h"

#define PLAIN_DPI (96 * 1024)

/**
 * amends_text_scale:
 *
 * Returns: how much larger text is than usual, 1 where it is not
 */
double
amends_text_scale (void)
{
  int dpi = 0;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return CLAMP (dpi / (double) PLAIN_DPI, 1, 3);
}

/**
 * amends_text_pixels:
 * @pixels: a width at the usual size of text
 *
 * Returns: the width at the size the person has chosen
 */
int
amends_text_pixels (int pixels)
{
  return (int) (pixels * amends_text_scale () + 0.5);
}
