/* The text a chart draws: tabular figures, one baseline for all scripts, labels wrapped into lines of like length. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-painter.h"

#include <math.h>

#define FIRST_IDEOGRAPHIC 0x2e80
#define LEFT_TO_RIGHT_MARK "\342\200\216"

static gboolean
has_letter (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (g_unichar_isalpha (g_utf8_get_char (c)))
        return TRUE;
    }
  return FALSE;
}

static PangoLayout *
create_layout (AmendsChartPainter    *self,
               const char            *text,
               const AmendsChartText *style)
{
  PangoLayout *layout = pango_layout_new (self->pango);
  g_autoptr (PangoAttrList) attrs = pango_attr_list_new ();
  g_autofree char *figure = NULL;

  /* In a line running right to left the sign of a figure without letters would move behind it. */
  if (self->mirror > 0 && !has_letter (text))
    text = figure = g_strconcat (LEFT_TO_RIGHT_MARK, text, NULL);

  pango_attr_list_insert (attrs, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attrs, pango_attr_insert_hyphens_new (FALSE));
  pango_attr_list_insert (attrs, pango_attr_scale_new (style->scale > 0 ? style->scale : AMENDS_CHART_SMALL_TEXT));
  if (style->bold)
    pango_attr_list_insert (attrs, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attrs);
  pango_layout_set_text (layout, text, -1);

  if (style->width > 0)
    {
      pango_layout_set_width (layout, style->width * PANGO_SCALE);
      pango_layout_set_line_spacing (layout, .95);
      if (style->wrap)
        pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      else
        pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      if (style->wrap && style->xalign > .25 && style->xalign < .75)
        pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
    }
  return layout;
}

/* Top of a line for @y. A line that falls back to another font, as Chinese in a Latin one, is taller: anchored by its
 * top it would stand lower than its neighbours, so all are anchored by the baseline of a digit. */
static double
baseline_top (AmendsChartPainter    *self,
              PangoLayout           *layout,
              double                 y,
              const AmendsChartText *style)
{
  AmendsChartText plain = { .scale = style->scale, .bold = style->bold };
  g_autoptr (PangoLayout) digit = create_layout (self, "0", &plain);
  int height;

  pango_layout_get_pixel_size (digit, NULL, &height);
  return y - style->yalign * height
         + (pango_layout_get_baseline (digit) - pango_layout_get_baseline (layout)) / (double) PANGO_SCALE;
}

/**
 * amends_chart_painter_text:
 * @self: a painter
 * @x: where, in px
 * @y: where, in px
 * @text: (nullable): the text
 * @style: how
 */
void
amends_chart_painter_text (AmendsChartPainter    *self,
                           double                 x,
                           double                 y,
                           const char            *text,
                           const AmendsChartText *style)
{
  const GdkRGBA *color = style->color != NULL ? style->color : &self->ink.text;
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle extents;
  double align = style->xalign;

  if (text == NULL || *text == '\0')
    return;

  layout = create_layout (self, text, style);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  if (pango_layout_get_line_count (layout) == 1)
    y = baseline_top (self, layout, y, style);
  else
    y -= style->yalign * extents.height;
  if (self->mirror > 0)
    {
      x = self->mirror - x;
      align = 1 - align;
    }

  /* Text on fractions of a pixel is blurred. */
  x = round (x - align * extents.width - extents.x);
  y = round (y);
  if (self->snapshot != NULL)
    {
      gtk_snapshot_save (self->snapshot);
      gtk_snapshot_translate (self->snapshot, &GRAPHENE_POINT_INIT (x, y));
      gtk_snapshot_append_layout (self->snapshot, layout, color);
      gtk_snapshot_restore (self->snapshot);
      return;
    }
  gdk_cairo_set_source_rgba (self->cr, color);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
  cairo_new_path (self->cr);
}

/**
 * amends_chart_painter_measure:
 * @self: a painter
 * @text: (nullable): the text
 * @style: (nullable): how; %NULL for small text
 * @width: (out) (optional): in px
 * @height: (out) (optional): in px
 */
void
amends_chart_painter_measure (AmendsChartPainter    *self,
                              const char            *text,
                              const AmendsChartText *style,
                              double                *width,
                              double                *height)
{
  const AmendsChartText plain = { 0, };
  g_autoptr (PangoLayout) layout = create_layout (self, text != NULL ? text : "", style != NULL ? style : &plain);
  PangoRectangle extents;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  if (width != NULL)
    *width = extents.width;
  if (height != NULL)
    *height = extents.height;
}

double
amends_chart_painter_line_height (AmendsChartPainter *self)
{
  double height;

  amends_chart_painter_measure (self, "0", NULL, NULL, &height);
  return height;
}

static gboolean
is_ideographic (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (g_utf8_get_char (c) >= FIRST_IDEOGRAPHIC)
        return TRUE;
    }
  return FALSE;
}

static double
width_of (AmendsChartPainter *self,
          const char         *text)
{
  double width;

  amends_chart_painter_measure (self, text, NULL, &width, NULL);
  return width;
}

/**
 * amends_chart_painter_balance:
 * @self: a painter
 * @text: a label
 * @room: greatest width in px
 *
 * Finds a width that wraps a label into lines of like length, so that no single character stands under a full line.
 *
 * Returns: the width, or 0 when the label fits into one line
 */
double
amends_chart_painter_balance (AmendsChartPainter *self,
                              const char         *text,
                              double              room)
{
  double width = width_of (self, text), lines;
  g_autofree char *first = NULL;

  if (width <= room)
    return 0;
  if (!is_ideographic (text))
    return room;

  lines = ceil (width / MAX (room, 1));
  first = g_utf8_substring (text, 0, (glong) ceil (g_utf8_strlen (text, -1) / lines));
  return MIN (room, width_of (self, first) + 2);
}

/* A word may break after a hyphen. */
static double
widest_part (AmendsChartPainter *self,
             const char         *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "-", -1);
  double widest = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = parts[i + 1] != NULL ? g_strconcat (parts[i], "-", NULL) : g_strdup (parts[i]);

      widest = MAX (widest, width_of (self, part));
    }
  return widest;
}

static char *
shorten_word (AmendsChartPainter *self,
              const char         *word,
              double              room)
{
  for (glong n = g_utf8_strlen (word, -1); n > 1; n--)
    {
      g_autofree char *start = g_utf8_substring (word, 0, n - 1);
      g_autofree char *shorter = g_strconcat (start, "\342\200\246", NULL);

      if (width_of (self, shorter) <= room)
        return g_steal_pointer (&shorter);
    }
  return g_strdup (word);
}

/**
 * amends_chart_painter_shorten:
 * @self: a painter
 * @text: a label that is going to wrap
 * @room: greatest width of a line in px
 *
 * Ends words that are wider than a line in an ellipsis: broken into pieces they could not be read. Chinese may break
 * between any two characters and stays as it is.
 *
 * Returns: (transfer full): the label
 */
char *
amends_chart_painter_shorten (AmendsChartPainter *self,
                              const char         *text,
                              double              room)
{
  g_auto (GStrv) words = NULL;

  if (is_ideographic (text))
    return g_strdup (text);

  words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = NULL;

      if (widest_part (self, words[i]) <= room)
        continue;
      word = words[i];
      words[i] = shorten_word (self, word, room);
    }
  return g_strjoinv (" ", words);
}
