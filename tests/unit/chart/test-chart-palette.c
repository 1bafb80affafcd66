/* The palette of every style sheet: seen on each ground, and told apart by colour-blind eyes.
 *
 * Simulation: Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. Distance: Euclid in OKLab × 100.
 */

#include "config.h"

#include "amends-chart-ink.h"

#include <math.h>

#define N_EYES 4

static const double eyes[N_EYES][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { .152286, 1.052583, -.204868 }, { .114503, .786281, .099216 }, { -.003882, -.048116, 1.051998 } },
  { { .367322, .860646, -.227968 }, { .280085, .672501, .047413 }, { -.011820, .042940, .968881 } },
  { { 1.255528, -.076749, -.178779 }, { -.078411, .930809, .147602 }, { .004733, .691367, .303900 } },
};

typedef struct
{
  const char *sheet;
  const char *grounds[4];
  double      contrast;
  double      distance;
} Theme;

static const Theme themes[] = {
  { "chart.css", { "#ffffff", "#fafafa" }, 3, 8.9 },
  { "chart-dark.css", { "#1e1e1e", "#242424", "#363636" }, 3, 11.3 },
  { "chart-hc.css", { "#ffffff", "#fafafa" }, 4.5, 12 },
  { "chart-hc-dark.css", { "#1e1e1e", "#242424", "#363636" }, 4.5, 12 },
};

static char *
read_sheet (const char *name)
{
  g_autofree char *path = g_build_filename (CHART_CSS_DIR, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static GdkRGBA
parse (const char *hex)
{
  GdkRGBA color;

  g_assert_true (gdk_rgba_parse (&color, hex));
  return color;
}

/* What stands after "@define-color NAME " up to the semicolon */
static char *
definition (const char *sheet,
            const char *name)
{
  g_autofree char *start = g_strdup_printf ("@define-color %s ", name);
  const char *at = strstr (sheet, start);

  if (at == NULL)
    return NULL;
  at += strlen (start);
  return g_strndup (at, strcspn (at, ";"));
}

static GdkRGBA
series_color (const char *sheet,
              guint       style)
{
  g_autofree char *name = g_strdup_printf ("chart_%u", style + 1);
  g_autofree char *hex = definition (sheet, name);

  g_assert_nonnull (hex);
  return parse (hex);
}

static double
linear (double channel)
{
  return channel <= .04045 ? channel / 12.92 : pow ((channel + .055) / 1.055, 2.4);
}

static void
to_oklab (const GdkRGBA *color,
          guint          eye,
          double         lab[3])
{
  double rgb[3] = { linear (color->red), linear (color->green), linear (color->blue) }, seen[3], lms[3];

  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (eyes[eye][i][0] * rgb[0] + eyes[eye][i][1] * rgb[1] + eyes[eye][i][2] * rgb[2], 0, 1);
  lms[0] = cbrt (.4122214708 * seen[0] + .5363325363 * seen[1] + .0514459929 * seen[2]);
  lms[1] = cbrt (.2119034982 * seen[0] + .6806995451 * seen[1] + .1073969566 * seen[2]);
  lms[2] = cbrt (.0883024619 * seen[0] + .2817188376 * seen[1] + .6299787005 * seen[2]);
  lab[0] = .2104542553 * lms[0] + .7936177850 * lms[1] - .0040720468 * lms[2];
  lab[1] = 1.9779984951 * lms[0] - 2.4285922050 * lms[1] + .4505937099 * lms[2];
  lab[2] = .0259040371 * lms[0] + .7827717662 * lms[1] - .8086757660 * lms[2];
}

static double
distance (const GdkRGBA *one,
          const GdkRGBA *other,
          guint          eye)
{
  double a[3], b[3];

  to_oklab (one, eye, a);
  to_oklab (other, eye, b);
  return 100 * sqrt (pow (a[0] - b[0], 2) + pow (a[1] - b[1], 2) + pow (a[2] - b[2], 2));
}

static void
test_known_contrast (void)
{
  GdkRGBA white = parse ("#ffffff"), black = parse ("#000000"), grey = parse ("#767676");

  g_assert_cmpfloat_with_epsilon (amends_chart_contrast (&white, &black), 21, .001);
  g_assert_cmpfloat_with_epsilon (amends_chart_contrast (&grey, &white), 4.54, .005);
}

static void
test_contrast (gconstpointer data)
{
  const Theme *theme = data;
  g_autofree char *sheet = read_sheet (theme->sheet);

  for (guint style = 0; style < AMENDS_CHART_N_STYLES; style++)
    {
      GdkRGBA color = series_color (sheet, style);

      for (guint i = 0; theme->grounds[i] != NULL; i++)
        {
          GdkRGBA ground = parse (theme->grounds[i]);

          g_assert_cmpfloat (amends_chart_contrast (&color, &ground), >=, theme->contrast);
        }
    }
}

static void
test_distance (gconstpointer data)
{
  const Theme *theme = data;
  g_autofree char *sheet = read_sheet (theme->sheet);

  for (guint a = 0; a < AMENDS_CHART_N_STYLES; a++)
    {
      for (guint b = a + 1; b < AMENDS_CHART_N_STYLES; b++)
        {
          GdkRGBA one = series_color (sheet, a), other = series_color (sheet, b);

          for (guint eye = 0; eye < N_EYES; eye++)
            g_assert_cmpfloat (distance (&one, &other, eye), >=, theme->distance);
        }
    }
}

/* Axis labels are small text: 4.5 : 1 on every ground. libadwaita's text is black at 80 % or white. */
static void
test_quiet_text (void)
{
  g_autofree char *sheet = read_sheet ("chart.css");
  g_autofree char *quiet = definition (sheet, "chart_quiet");
  double alpha;

  g_assert_nonnull (quiet);
  g_assert_true (g_str_has_prefix (quiet, "alpha(@window_fg_color, "));
  alpha = g_ascii_strtod (quiet + strlen ("alpha(@window_fg_color, "), NULL);
  for (guint t = 0; t < 2; t++)
    {
      GdkRGBA text = t == 0 ? (GdkRGBA) { 0, 0, 0, .8 * alpha } : (GdkRGBA) { 1, 1, 1, alpha };

      for (guint i = 0; themes[t].grounds[i] != NULL; i++)
        {
          GdkRGBA ground = parse (themes[t].grounds[i]), seen = amends_chart_blend (&ground, &text);

          g_assert_cmpfloat (amends_chart_contrast (&seen, &ground), >=, 4.5);
        }
    }
}

static void
test_paper (void)
{
  AmendsChartInk ink;

  amends_chart_ink_init_paper (&ink);
  for (guint style = 0; style < AMENDS_CHART_N_STYLES; style++)
    g_assert_cmpfloat (amends_chart_contrast (&ink.series[style], &ink.ground), >=, 3);
  g_assert_cmpfloat (amends_chart_contrast (&ink.gain, &ink.ground), >=, 3);
  g_assert_cmpfloat (amends_chart_contrast (&ink.loss, &ink.ground), >=, 3);
}

/* Colour is never alone: no two styles share a mark, nor a dash. */
static void
test_styles (void)
{
  for (guint a = 0; a < AMENDS_CHART_N_STYLES; a++)
    {
      for (guint b = a + 1; b < AMENDS_CHART_N_STYLES; b++)
        {
          int n_a, n_b;
          const double *dash_a = amends_chart_style_dash (a, &n_a), *dash_b = amends_chart_style_dash (b, &n_b);
          gboolean same = n_a == n_b;

          for (int i = 0; same && i < n_a; i++)
            same = dash_a[i] == dash_b[i];
          g_assert_false (same);
          g_assert_cmpint (amends_chart_style_mark (a), !=, amends_chart_style_mark (b));
        }
    }
}

static void
test_all_named (void)
{
  static const char * const names[] = {
    "chart_gain", "chart_loss", "chart_bad", "chart_quiet", "chart_base", "chart_rule", "chart_track",
  };
  g_autofree char *sheet = read_sheet ("chart.css");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = definition (sheet, names[i]);

      g_assert_nonnull (value);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart/palette/known-contrast", test_known_contrast);
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_autofree char *contrast = g_strdup_printf ("/chart/palette/contrast/%s", themes[i].sheet);
      g_autofree char *eyes_path = g_strdup_printf ("/chart/palette/distance/%s", themes[i].sheet);

      g_test_add_data_func (contrast, &themes[i], test_contrast);
      g_test_add_data_func (eyes_path, &themes[i], test_distance);
    }
  g_test_add_func ("/chart/palette/quiet-text", test_quiet_text);
  g_test_add_func ("/chart/palette/paper", test_paper);
  g_test_add_func ("/chart/palette/styles", test_styles);
  g_test_add_func ("/chart/palette/all-named", test_all_named);

  return g_test_run ();
}
