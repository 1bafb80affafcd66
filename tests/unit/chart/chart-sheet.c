/* Every chart in one window, to look at: chart-sheet [--dark] [--lang zh|en] [--rtl] [--state plain|hover|focus] [--table]
 * [--width N] [--print FILE.png]. Not installed. */

#include "config.h"

#include "amends-charts.h"
#include "amends-chart-private.h"

#include <adwaita.h>
#include <locale.h>
#include <math.h>

#define HOUR 3600.0

static gboolean dark, rtl, table, narrow;
static char *lang, *state, *print_file;
static int width = 1440, height = 900;

static const char *
say (const char *zh,
     const char *en)
{
  return g_strcmp0 (lang, "en") == 0 ? en : zh;
}

static char **
months (void)
{
  return g_strsplit (say ("6月|7月|8月|9月|10月|11月|12月|1月|2月|3月|4月|5月",
                          "Jun|Jul|Aug|Sep|Oct|Nov|Dec|Jan|Feb|Mar|Apr|May"), "|", -1);
}

static AmendsChartPoint *
hours_point (const char *label,
             double      hours,
             int         n)
{
  g_autofree char *text = g_strdup_printf ("%.1f h", hours);
  AmendsChartPoint *point = amends_chart_point_new (label, hours * HOUR, text);
  double half = 39 / sqrt (n);
  g_autofree char *interval = g_strdup_printf ("%.1f–%.1f", hours - half, hours + half);
  g_autofree char *note = g_strdup_printf (n < 20 ? say ("n = %d · 样本小", "n = %d · small sample") : "n = %d", n);

  amends_chart_point_set_interval (point, (hours - half) * HOUR, (hours + half) * HOUR, interval);
  amends_chart_point_set_small (point, n < 20);
  amends_chart_point_set_note (point, note);
  return point;
}

static GListModel *
refund_time (gboolean gap)
{
  static const double values[] = { 49.1, 46.0, 44.2, 47.5, 43.0, 41.8, 45.2, 40.1, 38.8, 39.9, 37.4, 31.2 };
  static const int ns[] = { 96, 104, 110, 99, 121, 118, 107, 125, 12, 131, 145, 138 };
  GListStore *store = g_list_store_new (AMENDS_TYPE_CHART_POINT);
  g_auto (GStrv) labels = months ();

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (AmendsChartPoint) point = gap && i == 4
        ? amends_chart_point_new_missing (labels[i], say ("没有数据", "no data"))
        : hours_point (labels[i], values[i], ns[i]);

      g_list_store_append (store, point);
    }
  return G_LIST_MODEL (store);
}

static GListModel *
parse_points (const char *labels,
              const char *values,
              const char *format)
{
  GListStore *store = g_list_store_new (AMENDS_TYPE_CHART_POINT);
  g_auto (GStrv) names = g_strsplit (labels, "|", -1);
  g_auto (GStrv) numbers = g_strsplit (values, "|", -1);

  for (guint i = 0; names[i] != NULL && numbers[i] != NULL; i++)
    {
      double value = g_ascii_strtod (numbers[i], NULL);
      g_autofree char *text = g_str_equal (format, "±") ? amends_chart_format_signed (value, 1)
                                                        : amends_chart_format_number (value, 1);
      g_autoptr (AmendsChartPoint) point = *numbers[i] == '\0'
        ? amends_chart_point_new_missing (names[i], "—")
        : amends_chart_point_new (names[i], value, text);

      g_list_store_append (store, point);
    }
  return G_LIST_MODEL (store);
}

static GtkWidget *
card (const char *title,
      const char *text,
      GtkWidget  *child)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head = gtk_label_new (title), *line = gtk_label_new (text);

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "chart-card");
  gtk_widget_add_css_class (head, "heading");
  gtk_widget_add_css_class (line, "caption");
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_set_vexpand (child, TRUE);
  gtk_widget_set_hexpand (child, TRUE);
  gtk_box_append (GTK_BOX (box), child);
  return box;
}

static void
point_at (GtkWidget *chart,
          int        position)
{
  AmendsChartPrivate *priv = amends_chart_get_private (AMENDS_CHART (chart));

  if (g_strcmp0 (state, "hover") == 0)
    priv->hover = position;
  else if (g_strcmp0 (state, "focus") == 0)
    {
      amends_chart_set_cursor (AMENDS_CHART (chart), position);
      priv->ring = TRUE;
    }
}

static GtkWidget *
trend (gboolean gap)
{
  GtkWidget *chart = amends_line_chart_new ();
  g_autoptr (GListModel) model = refund_time (gap);

  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (chart), say ("平均退款处理时长", "Average refund time"));
  amends_line_chart_set_unit (AMENDS_LINE_CHART (chart), AMENDS_CHART_UNIT_DURATION);
  amends_line_chart_set_model (AMENDS_LINE_CHART (chart), model);
  amends_line_chart_set_target (AMENDS_LINE_CHART (chart), 24 * HOUR, say ("目标 24 h", "target 24 h"));
  point_at (chart, 8);
  return chart;
}

static GtkWidget *
channels (void)
{
  static const double ends[][2] = { { 42, 18 }, { 30, 9 }, { 33, 27 }, { 25, 30 }, { 20, 12 }, { 12, 5 } };
  GtkWidget *chart = amends_line_chart_new ();
  g_auto (GStrv) names = g_strsplit (say ("电话|在线客服|公众号|邮件|应用|网页表单", "Phone|Chat|WeChat|E-mail|App|Web form"), "|", -1);
  g_auto (GStrv) labels = months ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (chart), say ("各渠道响应时长", "Response time by channel"));
  amends_line_chart_set_unit (AMENDS_LINE_CHART (chart), AMENDS_CHART_UNIT_DURATION);
  amends_line_chart_set_zero_based (AMENDS_LINE_CHART (chart), TRUE);
  for (guint s = 0; s < G_N_ELEMENTS (ends); s++)
    {
      g_autoptr (GListStore) store = g_list_store_new (AMENDS_TYPE_CHART_POINT);
      g_autoptr (AmendsChartSeries) series = amends_chart_series_new (names[s], s, G_LIST_MODEL (store));

      for (guint i = 0; i < 12; i++)
        {
          double minutes = ends[s][0] + (ends[s][1] - ends[s][0]) * i / 11 + g_rand_double_range (rand, -2.2, 2.2);
          g_autofree char *text = amends_chart_format_duration (minutes * 60);
          g_autoptr (AmendsChartPoint) point = amends_chart_point_new (labels[i], minutes * 60, text);

          g_list_store_append (store, point);
        }
      amends_line_chart_add_series (AMENDS_LINE_CHART (chart), series);
    }
  point_at (chart, 30);
  return chart;
}

static GListModel *
people (void)
{
  static const struct { const char *zh, *en; double score, lower, upper; int group; } rows[] = {
    { "郏衡", "Jia Heng", 97.0, 94.8, 97.0, 0 }, { "缪青", "Miao Qing", 89.1, 82.2, 92.7, 1 },
    { "逄宁", "Pang Ning", 84.6, 78.2, 88.7, 1 }, { "佘砚", "She Yan", 79.2, 72.4, 83.7, 1 },
    { "郗岚", "Xi Lan", 88.3, 83.2, 90.8, 1 }, { "亓朗", "Qi Lang", 56.3, 46.1, 63.4, 2 },
    { "仝毅", "Tong Yi", 45.9, 33.2, 66.5, 3 },
  };
  g_auto (GStrv) groups = g_strsplit (say ("第 1 名 明显领先|第 2–5 名 分不出高低|第 6 名 明显落后|不参加比较",
                                           "1st, clearly ahead|2nd–5th, cannot be told apart|6th, clearly behind|Not compared"), "|", -1);
  GListStore *store = g_list_store_new (AMENDS_TYPE_CHART_POINT);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = amends_chart_format_number (rows[i].score, 1);
      g_autofree char *interval = g_strdup_printf ("%.1f–%.1f", rows[i].lower, rows[i].upper);
      g_autoptr (AmendsChartPoint) point = amends_chart_point_new (say (rows[i].zh, rows[i].en), rows[i].score, text);

      amends_chart_point_set_interval (point, rows[i].lower, rows[i].upper, interval);
      amends_chart_point_set_group (point, groups[rows[i].group]);
      amends_chart_point_set_highlighted (point, i == 2);
      amends_chart_point_set_small (point, rows[i].group == 3);
      g_list_store_append (store, point);
    }
  return G_LIST_MODEL (store);
}

static GtkWidget *
bars (GtkOrientation orientation)
{
  GtkWidget *chart = amends_bar_chart_new ();
  g_autoptr (GListModel) model = people ();

  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (chart), say ("分数与区间", "Scores and intervals"));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (chart), orientation);
  amends_bar_chart_set_unit (AMENDS_BAR_CHART (chart), AMENDS_CHART_UNIT_POINTS);
  amends_bar_chart_set_upper (AMENDS_BAR_CHART (chart), 100);
  amends_bar_chart_set_model (AMENDS_BAR_CHART (chart), model);
  amends_bar_chart_add_threshold (AMENDS_BAR_CHART (chart), 70, say ("70 达标", "70 met"));
  amends_bar_chart_add_threshold (AMENDS_BAR_CHART (chart), 80, say ("80 奖金", "80 bonus"));
  point_at (chart, 1);
  return chart;
}

static GtkWidget *
categories (void)
{
  GtkWidget *chart = amends_bar_chart_new ();
  g_autoptr (GListModel) model = parse_points (say ("缺件|等仓库验收|客户资料不全|银行退票|转交遗漏|技术复检|其他",
                                                    "Parts shortage|Waiting inspection|Papers missing|Bank returned|Lost|Second check|Other"),
                                               "26|20|14||8|6|3", "0");

  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (chart), say ("超时原因", "Causes of overdue"));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (chart), GTK_ORIENTATION_VERTICAL);
  amends_bar_chart_set_unit_label (AMENDS_BAR_CHART (chart), say ("张", "tickets"));
  amends_bar_chart_set_model (AMENDS_BAR_CHART (chart), model);
  point_at (chart, 2);
  return chart;
}

static GtkWidget *
bridge (void)
{
  GtkWidget *chart = amends_bridge_chart_new ();
  g_autoptr (GListModel) model = parse_points (say ("4月|处理时长|成功率|满意度|错误退款|回访率|5月",
                                                    "Apr|Refund time|Success|CSAT|Refund errors|Follow-up|May"),
                                               "75.9|5.2|-0.9|-0.7|6.0||84.6", "±");
  g_autoptr (AmendsChartPoint) start = amends_chart_point_new (say ("4月", "Apr"), 75.9, "75.9");
  g_autoptr (AmendsChartPoint) end = amends_chart_point_new (say ("5月", "May"), 84.6, "84.6");

  g_list_store_splice (G_LIST_STORE (model), 0, 1, (gpointer *) &start, 1);
  g_list_store_splice (G_LIST_STORE (model), 6, 1, (gpointer *) &end, 1);
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (chart), say ("分数为何变动", "What moved the score"));
  amends_bridge_chart_set_model (AMENDS_BRIDGE_CHART (chart), model);
  amends_bridge_chart_add_threshold (AMENDS_BRIDGE_CHART (chart), 70, say ("70 达标", "70 met"));
  amends_bridge_chart_add_threshold (AMENDS_BRIDGE_CHART (chart), 80, say ("80 奖金", "80 bonus"));
  point_at (chart, 4);
  return chart;
}

static GtkWidget *
spark_row (GListModel *model)
{
  GtkWidget *spark = amends_sparkline_new ();

  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (spark), say ("近 12 期", "12 periods"));
  amends_sparkline_set_model (AMENDS_SPARKLINE (spark), model);
  amends_sparkline_set_target (AMENDS_SPARKLINE (spark), 30 * HOUR);
  return spark;
}

static GtkWidget *
points_row (double            weight,
            double            points,
            double            lower,
            double            upper,
            AmendsPointsState points_state)
{
  GtkWidget *bar = amends_points_bar_new ();

  amends_points_bar_set_values (AMENDS_POINTS_BAR (bar), weight, 30, points);
  amends_points_bar_set_interval (AMENDS_POINTS_BAR (bar), lower, upper);
  amends_points_bar_set_state (AMENDS_POINTS_BAR (bar), points_state);
  amends_points_bar_set_text (AMENDS_POINTS_BAR (bar), say ("无数据", "no data"));
  gtk_widget_set_hexpand (bar, TRUE);
  return bar;
}

static GtkWidget *
rows (void)
{
  GtkWidget *grid = gtk_grid_new ();
  g_auto (GStrv) names = g_strsplit (say ("计分|确实差|样本不足|逐笔认定|无数据", "scored|really bad|small sample|each reviewed|no data"), "|", -1);
  g_autoptr (GListModel) full = refund_time (FALSE), gap = refund_time (TRUE);
  g_autoptr (GListModel) one = parse_points ("a|b|c|d", "|||150000", "0");
  g_autoptr (GListModel) none = parse_points ("a|b|c|d", "|||", "0");
  GListModel *models[] = { full, gap, gap, one, none };

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (int i = 0; i < 5; i++)
    {
      static const double values[][4] = {
        { 30, 24, 21, 27 }, { 25, 1.7, 0, 13 }, { 20, 15, 0, 20 }, { 15, 12, 12, 12 }, { 10, 0, 0, 0 },
      };
      static const AmendsPointsState states[] = {
        AMENDS_POINTS_STATE_SCORED, AMENDS_POINTS_STATE_LOW, AMENDS_POINTS_STATE_SMALL, AMENDS_POINTS_STATE_SCORED,
        AMENDS_POINTS_STATE_ABSENT,
      };
      GtkWidget *label = gtk_label_new (names[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), points_row (values[i][0], values[i][1], values[i][2], values[i][3], states[i]), 1, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), spark_row (models[i]), 2, i, 1, 1);
    }
  return grid;
}

static GtkWidget *
scale (double   score,
       double   lower,
       double   upper,
       double   previous,
       gboolean firm)
{
  GtkWidget *widget = amends_band_scale_new ();
  AmendsBandScale *self = AMENDS_BAND_SCALE (widget);
  g_autofree char *before = g_strdup_printf ("%s %.1f", say ("4月", "Apr"), previous);

  amends_band_scale_add_band (self, 0, 70, AMENDS_CHART_MARK_DOWN, say ("培训+改进计划", "Training plan"));
  amends_band_scale_add_band (self, 70, 80, AMENDS_CHART_MARK_DISC, say ("达标", "Met"));
  amends_band_scale_add_band (self, 80, 90, AMENDS_CHART_MARK_DIAMOND, say ("奖金", "Bonus"));
  amends_band_scale_add_band (self, 90, 100, AMENDS_CHART_MARK_STAR, say ("奖金+表扬信", "Bonus, letter"));
  amends_band_scale_set_score (self, score);
  amends_band_scale_set_interval (self, lower, upper);
  amends_band_scale_set_firm (self, firm);
  if (previous > 0)
    amends_band_scale_set_previous (self, previous, before);
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (widget), say ("分数与档次", "Score and band"));
  return widget;
}

static GtkWidget *
scales (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *marks = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (box), scale (84.6, 78.2, 88.7, 75.9, TRUE));
  gtk_box_append (GTK_BOX (box), scale (45.9, 33.2, 66.5, -1, FALSE));
  gtk_box_append (GTK_BOX (box), scale (97.0, 94.8, 97.0, 92.4, TRUE));
  for (int mark = AMENDS_CHART_MARK_DISC; mark <= AMENDS_CHART_MARK_STAR; mark++)
    {
      GtkWidget *widget = amends_band_mark_new ();

      amends_band_mark_set_mark (AMENDS_BAND_MARK (widget), mark);
      gtk_box_append (GTK_BOX (marks), widget);
    }
  gtk_box_append (GTK_BOX (box), marks);
  return box;
}

static GtkWidget *
team (void)
{
  static const double edges[] = { 70, 80, 90 };
  GtkWidget *grid = gtk_grid_new (), *head = amends_scale_head_new (), *strip = amends_strip_plot_new ();
  g_autoptr (GListModel) model = people ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < 4; i++)
    amends_scale_head_add_band (AMENDS_SCALE_HEAD (head), i == 0 ? 0 : edges[i - 1], i == 3 ? 100 : edges[i],
                                i == 0 ? AMENDS_CHART_MARK_DOWN : i == 1 ? AMENDS_CHART_MARK_DISC
                                : i == 2 ? AMENDS_CHART_MARK_DIAMOND : AMENDS_CHART_MARK_STAR);
  gtk_widget_set_hexpand (head, TRUE);
  gtk_grid_attach (GTK_GRID (grid), head, 1, 0, 1, 1);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (AmendsChartPoint) point = g_list_model_get_item (model, i);
      GtkWidget *bar = amends_interval_bar_new (), *name = gtk_label_new (amends_chart_point_get_label (point));

      gtk_label_set_xalign (GTK_LABEL (name), 0);
      amends_interval_bar_set_edges (AMENDS_INTERVAL_BAR (bar), edges, G_N_ELEMENTS (edges));
      amends_interval_bar_set_point (AMENDS_INTERVAL_BAR (bar), point);
      gtk_grid_attach (GTK_GRID (grid), name, 0, i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), bar, 1, i + 1, 1, 1);
    }
  amends_strip_plot_set_scale (AMENDS_STRIP_PLOT (strip), 80, 45.9, 97);
  amends_strip_plot_set_model (AMENDS_STRIP_PLOT (strip), model);
  gtk_grid_attach (GTK_GRID (grid), strip, 1, 9, 1, 1);
  return grid;
}

static GtkWidget *
empty (void)
{
  GtkWidget *chart = amends_line_chart_new ();

  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (chart), say ("空图", "Empty"));
  amends_chart_set_empty_text (AMENDS_CHART (chart), say ("本期没有数据", "No data in this period"));
  return chart;
}

static GtkWidget *
percent (void)
{
  GtkWidget *chart = amends_line_chart_new ();
  g_autofree char *labels = NULL;
  g_auto (GStrv) names = months ();
  g_autoptr (GListModel) model = NULL;

  labels = g_strjoinv ("|", names);
  model = parse_points (labels, "91.0|92.2|91.5|93.0|92.6|94.1|93.8|94.9|95.0|94.4|95.3|94.0", "0");
  amends_chart_drawing_set_title (AMENDS_CHART_DRAWING (chart), say ("退款成功率", "Success rate"));
  amends_line_chart_set_unit (AMENDS_LINE_CHART (chart), AMENDS_CHART_UNIT_PERCENT);
  amends_line_chart_set_end_label (AMENDS_LINE_CHART (chart), "94.0 %");
  amends_line_chart_set_target (AMENDS_LINE_CHART (chart), 96, say ("目标 96 %", "target 96 %"));
  amends_line_chart_set_model (AMENDS_LINE_CHART (chart), model);
  return chart;
}

static GtkWidget *
table_of (GtkWidget *chart)
{
  GtkWidget *widget = amends_chart_table_new ();

  g_object_ref_sink (chart);
  amends_chart_table_set_model (AMENDS_CHART_TABLE (widget), amends_chart_get_points (AMENDS_CHART (chart)));
  amends_chart_table_set_headings (AMENDS_CHART_TABLE (widget), say ("组", "Group"), say ("名称", "Name"),
                                   say ("分数", "Score"), say ("95 % 区间", NULL), say ("备注", NULL));
  return widget;
}

static GtkWidget *
sheet (void)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *cards[] = {
    card (say ("折线与目标", "Line and target"), say ("空心点样本小；10 月有缺口", "hollow: small sample; a gap in Oct"), trend (TRUE)),
    card (say ("多条折线", "Several lines"), say ("末端直接标名；色、线型、点形三重区分", "named at their ends; colour, dash and mark"), channels ()),
    card (say ("分组的条", "Grouped bars"), say ("组内不排名；突出本人；斜纹样本小", "no rank within a group; hatched: small sample"),
          table ? table_of (bars (GTK_ORIENTATION_HORIZONTAL)) : bars (GTK_ORIENTATION_HORIZONTAL)),
    card (say ("桥图", "Bridge"), say ("增为实块，减为斜纹", "gains solid, losses hatched"), bridge ()),
    card (say ("竖条", "Standing bars"), say ("名称自动换行", "names wrap"), categories ()),
    card (say ("分组的竖条", "Grouped standing bars"), say ("组间有线", "a line between groups"), bars (GTK_ORIENTATION_VERTICAL)),
    card (say ("指标行", "Measure rows"), say ("轨道长等于权重", "length of the track = weight"), rows ()),
    card (say ("档次", "Bands"), say ("空心为上期", "hollow: period before"), scales ()),
    card (say ("百分比", "Percent"), say ("不必从 0 起", "need not start at 0"), percent ()),
    card (say ("团队", "Team"), say ("同一刻度；下为每人一点", "one scale; below, a dot each"), team ()),
    card (say ("折线", "Line"), say ("无缺口", "no gap"), trend (FALSE)),
    card (say ("没有数据", "No data"), say ("空图", "empty"), empty ()),
  };
  int columns = narrow ? 1 : 4;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (int i = 0; i < (int) G_N_ELEMENTS (cards); i++)
    gtk_grid_attach (GTK_GRID (grid), cards[i], i % columns, i / columns, 1, 1);
  gtk_widget_set_margin_start (grid, 12);
  gtk_widget_set_margin_end (grid, 12);
  gtk_widget_set_margin_top (grid, 12);
  gtk_widget_set_margin_bottom (grid, 12);
  return grid;
}

static void
print_sheet (void)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Noto Sans, Noto Sans CJK SC 11");
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1200, 840);
  cairo_t *cr = cairo_create (surface);
  GtkWidget *charts[] = {
    trend (TRUE), channels (), bars (GTK_ORIENTATION_HORIZONTAL), bridge (), categories (),
    scale (84.6, 78.2, 88.7, 75.9, TRUE),
  };

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  for (int i = 0; i < (int) G_N_ELEMENTS (charts); i++)
    {
      g_object_ref_sink (charts[i]);
      cairo_save (cr);
      cairo_translate (cr, 20 + i % 2 * 600, 20 + i / 2 * 275);
      amends_chart_drawing_print (AMENDS_CHART_DRAWING (charts[i]), cr, font, 550, 240);
      cairo_restore (cr);
      g_object_unref (charts[i]);
    }
  cairo_surface_write_to_png (surface, print_file);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
load_css (const char *name)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *path = g_build_filename (CHART_CSS_DIR, name, NULL);

  gtk_css_provider_load_from_path (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
load_style (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autoptr (GtkCssProvider) sheet_css = gtk_css_provider_new ();
  gboolean hc;

  adw_style_manager_set_color_scheme (style, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  hc = adw_style_manager_get_high_contrast (style);
  load_css ("chart.css");
  if (dark)
    load_css ("chart-dark.css");
  if (hc)
    load_css ("chart-hc.css");
  if (hc && dark)
    load_css ("chart-hc-dark.css");
  gtk_css_provider_load_from_data (sheet_css, ".chart-card { padding: 12px 15px; }"
                                   " window { font-family: Noto Sans, Noto Sans CJK SC; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (sheet_css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static gboolean
closed_cb (GtkWindow *window,
           GMainLoop *loop)
{
  g_main_loop_quit (loop);
  return FALSE;
}

int
main (int    argc,
      char **argv)
{
  const GOptionEntry entries[] = {
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "Dark theme", NULL },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, "Language of the examples", "zh|en" },
    { "rtl", 0, 0, G_OPTION_ARG_NONE, &rtl, "Right to left", NULL },
    { "state", 0, 0, G_OPTION_ARG_STRING, &state, "What is pointed at", "plain|hover|focus" },
    { "table", 0, 0, G_OPTION_ARG_NONE, &table, "A table in place of one chart", NULL },
    { "narrow", 0, 0, G_OPTION_ARG_NONE, &narrow, "One column", NULL },
    { "width", 0, 0, G_OPTION_ARG_INT, &width, "Width of the window", "PX" },
    { "height", 0, 0, G_OPTION_ARG_INT, &height, "Height of the window", "PX" },
    { "print", 0, 0, G_OPTION_ARG_FILENAME, &print_file, "Draw for paper and leave", "FILE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }

  adw_init ();
  if (rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  load_style ();
  if (print_file != NULL)
    {
      print_sheet ();
      return 0;
    }

  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_title (GTK_WINDOW (window), say ("图表", "Charts"));
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), sheet ());
  g_signal_connect (window, "close-request", G_CALLBACK (closed_cb), loop);
  gtk_window_present (GTK_WINDOW (window));
  g_main_loop_run (loop);
  return 0;
}
