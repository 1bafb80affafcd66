/* The colours a chart is drawn with: named colours of the style sheet, so that light, dark and high contrast follow. */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-ink.h"

#include <math.h>

/* A series is its colour, its dash and its end mark: any one of them tells it apart. */
typedef struct
{
  double          dash[4];
  int             n_dashes;
  AmendsChartMark mark;
  const char     *grey;
} Style;

static const Style styles[AMENDS_CHART_N_STYLES] = {
  { { 0 }, 0, AMENDS_CHART_MARK_DISC, "#262626" },
  { { 7, 3 }, 2, AMENDS_CHART_MARK_SQUARE, "#5e5e5e" },
  { { 2, 3 }, 2, AMENDS_CHART_MARK_DIAMOND, "#8a8a8a" },
  { { 9, 3, 2, 3 }, 4, AMENDS_CHART_MARK_UP, "#444444" },
  { { 4, 4 }, 2, AMENDS_CHART_MARK_DOWN, "#747474" },
  { { 1, 2 }, 2, AMENDS_CHART_MARK_CROSS, "#919191" },
};

/* What lies behind a widget cannot be asked of GTK; these style classes of the Adwaita style say it. */
static const struct
{
  const char *css_class;
  const char *color;
} grounds[] = {
  { "card", "card_bg_color" },
  { "boxed-list", "card_bg_color" },
  { "pane", "view_bg_color" },
  { "view", "view_bg_color" },
  { "background", "window_bg_color" },
};

GdkRGBA
amends_chart_fade (const GdkRGBA *color,
                   double         alpha)
{
  GdkRGBA faded = *color;

  faded.alpha *= alpha;
  return faded;
}

/**
 * amends_chart_blend:
 * @under: an opaque colour
 * @over: a colour laid over it
 *
 * Returns: the opaque colour seen
 */
GdkRGBA
amends_chart_blend (const GdkRGBA *under,
                    const GdkRGBA *over)
{
  const float a = over->alpha;

  return (GdkRGBA) {
    under->red + (over->red - under->red) * a,
    under->green + (over->green - under->green) * a,
    under->blue + (over->blue - under->blue) * a,
    1,
  };
}

static double
linear (double channel)
{
  return channel <= .04045 ? channel / 12.92 : pow ((channel + .055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return .2126 * linear (color->red) + .7152 * linear (color->green) + .0722 * linear (color->blue);
}

/**
 * amends_chart_contrast:
 * @one: an opaque colour
 * @other: an opaque colour
 *
 * Returns: the contrast ratio of WCAG 2.1: 1 for the same, 21 for black on white
 */
double
amends_chart_contrast (const GdkRGBA *one,
                       const GdkRGBA *other)
{
  double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + .05) / (MIN (a, b) + .05);
}

static GdkRGBA
lookup (GtkStyleContext *context,
        const char      *name,
        const GdkRGBA   *fallback)
{
  GdkRGBA color;

  return gtk_style_context_lookup_color (context, name, &color) ? color : *fallback;
}

static GdkRGBA
find_ground (GtkWidget       *widget,
             GtkStyleContext *context)
{
  GdkRGBA white = { 1, 1, 1, 1 }, theme, window, over;

  theme = lookup (context, "theme_bg_color", &white);
  window = lookup (context, "window_bg_color", &theme);
  window.alpha = 1;

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
        {
          if (!gtk_widget_has_css_class (widget, grounds[i].css_class))
            continue;
          over = lookup (context, grounds[i].color, &window);
          return amends_chart_blend (&window, &over);
        }
    }
  return window;
}

/**
 * amends_chart_ink_init_widget:
 * @ink: (out caller-allocates): the colours
 * @widget: a widget in a window
 *
 * Takes the colours from the style of @widget. A colour the style sheet lacks becomes the colour of text: plain, but seen.
 */
void
amends_chart_ink_init_widget (AmendsChartInk *ink,
                              GtkWidget      *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA pale;

  ink->paper = FALSE;
  gtk_style_context_get_color (context, &ink->text);
  ink->ground = find_ground (widget, context);
  pale = amends_chart_fade (&ink->text, .76);
  ink->quiet = lookup (context, "chart_quiet", &pale);
  pale = amends_chart_fade (&ink->text, .10);
  ink->rule = lookup (context, "chart_rule", &pale);
  ink->track = lookup (context, "chart_track", &pale);
  pale = amends_chart_fade (&ink->text, .38);
  ink->base = lookup (context, "chart_base", &pale);

  for (guint i = 0; i < AMENDS_CHART_N_STYLES; i++)
    {
      char name[] = "chart_0";

      name[6] += i + 1;
      ink->series[i] = lookup (context, name, &ink->text);
    }
  ink->gain = lookup (context, "chart_gain", &ink->series[0]);
  ink->loss = lookup (context, "chart_loss", &ink->series[1]);
  ink->bad = lookup (context, "chart_bad", &ink->text);
  ink->focus = lookup (context, "accent_color", &ink->text);
}

/**
 * amends_chart_ink_init_paper:
 * @ink: (out caller-allocates): the colours
 *
 * Takes greys for a printer without colour; each is 3 : 1 and more on white.
 */
void
amends_chart_ink_init_paper (AmendsChartInk *ink)
{
  const GdkRGBA black = { 0, 0, 0, 1 };

  *ink = (AmendsChartInk) { .text = black, .focus = black, .ground = { 1, 1, 1, 1 }, .paper = TRUE };
  ink->quiet = amends_chart_fade (&black, .76);
  ink->rule = amends_chart_fade (&black, .10);
  ink->track = amends_chart_fade (&black, .09);
  ink->base = amends_chart_fade (&black, .38);
  for (guint i = 0; i < AMENDS_CHART_N_STYLES; i++)
    gdk_rgba_parse (&ink->series[i], styles[i].grey);
  gdk_rgba_parse (&ink->gain, "#6e6e6e");
  gdk_rgba_parse (&ink->loss, "#262626");
  ink->bad = ink->loss;
}

const GdkRGBA *
amends_chart_ink_series (const AmendsChartInk *ink,
                         guint                 style)
{
  return &ink->series[style % AMENDS_CHART_N_STYLES];
}

const double *
amends_chart_style_dash (guint  style,
                         int   *n_dashes)
{
  const Style *s = &styles[style % AMENDS_CHART_N_STYLES];

  *n_dashes = s->n_dashes;
  return s->dash;
}

AmendsChartMark
amends_chart_style_mark (guint style)
{
  return styles[style % AMENDS_CHART_N_STYLES].mark;
}
