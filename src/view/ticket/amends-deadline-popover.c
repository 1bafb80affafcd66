/* "Why this deadline?": the ledger of the clock as a worked sum. One row a day: a bar of what ran, waited or came too late,
 * what was counted that day, and the sum so far. Asked of the database each time it opens. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-clock.h"
#include "amends-deadline-popover.h"
#include "amends-duration.h"
#include "amends-facts.h"
#include "amends-json.h"
#include "amends-message.h"
#include "amends-segment-bar.h"
#include "amends-stretch.h"
#include "amends-ticket-words.h"
#include "amends-time.h"

#define BAR_WIDTH 300

struct _AmendsDeadlinePopover
{
  GtkPopover parent_instance;

  AmendsTicketStore *store;
  GCancellable *cancellable;
  char *sum_text;

  GtkStack *stack;
  GtkLabel *error_label;
  GtkLabel *title_label;
  GtkLabel *rule_label;
  GtkGrid *day_grid;
  GtkLabel *sum_label;
  GtkLabel *result_label;
  GtkLabel *left_label;
  GtkBox *legend_box;
  GtkLabel *calendar_label;
};

G_DEFINE_FINAL_TYPE (AmendsDeadlinePopover, amends_deadline_popover, GTK_TYPE_POPOVER)

/* ── words ── */

static char *
hours (gint64 seconds)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", seconds / 3600, (int) (seconds / 60 % 60));
}

/* Of two sums that are cut to minutes each, so that the parts shown add up to the whole shown. */
static char *
hours_between (gint64 before,
               gint64 after)
{
  return hours ((after / 60 - before / 60) * 60);
}

static char *
clock_words (int seconds)
{
  return g_strdup_printf ("%02d:%02d", seconds / 3600, seconds / 60 % 60);
}

static char *
day_words (gint64 day)
{
  /* not the C library's names: they follow the locale, which may lack the language the program speaks */
  static const char * const names[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun") };
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day);

  /* TRANSLATORS: a day of the worked sum, as "Fri 10" */
  return g_strdup_printf (_("%s %d"), _(names[g_date_time_get_day_of_week (date) - 1]), g_date_time_get_day_of_month (date));
}

static char *
stretch_words (AmendsStretch *s)
{
  g_autofree char *from = clock_words (s->from), *to = clock_words (s->to);

  if (g_str_equal (s->kind, "waiting"))
    return g_strdup_printf (_("%s, %s–%s, not counted"), s->label, from, to);
  if (g_str_equal (s->kind, "late"))
    return g_strdup_printf (_("past the limit from %s to %s"), from, to);
  if (*s->label != '\0')
    return g_strdup (s->label);
  if (g_str_equal (s->kind, "make_up"))
    return g_strdup (_("make-up working day"));
  if (g_str_equal (s->kind, "holiday"))
    return g_strdup (_("holiday"));
  return g_str_equal (s->kind, "off") ? g_strdup (_("day off")) : g_strdup ("");
}

/* ── the rows ── */

static GtkWidget *
new_figure (const char *text,
            const char *classes)
{
  GtkWidget *label = amends_text_new (text, classes);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  return label;
}

static void
add_heads (AmendsDeadlinePopover *self,
           int                    from,
           int                    to)
{
  GtkWidget *scale = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *first = clock_words (from), *middle = clock_words ((from + to) / 2), *last = clock_words (to);
  GtkWidget *label;

  gtk_box_append (GTK_BOX (scale), amends_text_new (first, "caption key numeric"));
  label = amends_text_new (middle, "caption key numeric");
  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (scale), label);
  gtk_box_append (GTK_BOX (scale), amends_text_new (last, "caption key numeric"));
  gtk_grid_attach (self->day_grid, scale, 1, 0, 1, 1);
  gtk_grid_attach (self->day_grid, new_figure (_("counted"), "caption numeric key"), 2, 0, 1, 1);
  gtk_grid_attach (self->day_grid, new_figure (_("sum"), "caption numeric key"), 3, 0, 1, 1);
}

static void
fill_bar (AmendsSegmentBar *bar,
          AmendsStretch    *stretches,
          guint             n,
          int               from,
          int               to)
{
  double width = to - from;

  /* the ground: time that is not counted */
  amends_segment_bar_add (bar, 0, 1, "off");
  for (guint i = 0; i < n; i++)
    {
      AmendsStretch *s = &stretches[i];
      const char *css = g_str_equal (s->kind, "waiting") ? "wait" : g_str_equal (s->kind, "late") ? "late"
                        : g_str_equal (s->kind, "running") || g_str_equal (s->kind, "make_up") ? "run" : NULL;

      if (css != NULL)
        amends_segment_bar_add (bar, CLAMP ((s->from - from) / width, 0, 1), CLAMP ((s->to - from) / width, 0, 1), css);
    }
}

static char *
day_caption (AmendsStretch *stretches,
             guint          n)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *part = stretch_words (&stretches[i]);

      if (*part != '\0' && strstr (words->str, part) == NULL)
        g_string_append_printf (words, words->len > 0 ? _("; %s") : "%s", part);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
add_day (AmendsDeadlinePopover *self,
         AmendsStretch         *stretches,
         guint                  n,
         int                    from,
         int                    to,
         gint64                 before,
         gint64                 after,
         int                    row)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *bar = amends_segment_bar_new ("daybar");
  g_autofree char *day = day_words (stretches[0].day);
  g_autofree char *caption = day_caption (stretches, n);
  g_autofree char *running = hours (after);
  g_autofree char *counted = after > before ? hours_between (before, after) : g_strdup ("–");
  GtkWidget *name = amends_text_new (day, "caption numeric");

  fill_bar (AMENDS_SEGMENT_BAR (bar), stretches, n, from, to);
  gtk_widget_set_size_request (bar, BAR_WIDTH, -1);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_margin_top (bar, 2);
  gtk_box_append (GTK_BOX (column), bar);
  if (*caption != '\0')
    gtk_box_append (GTK_BOX (column), amends_text_new (caption, "caption key numeric"));
  gtk_label_set_yalign (GTK_LABEL (name), 0);
  gtk_grid_attach (self->day_grid, name, 0, row, 1, 1);
  gtk_grid_attach (self->day_grid, column, 1, row, 1, 1);
  gtk_grid_attach (self->day_grid, new_figure (counted, "caption numeric"), 2, row, 1, 1);
  gtk_grid_attach (self->day_grid, new_figure (running, "caption numeric sum"), 3, row, 1, 1);
}

static void
show_days (AmendsDeadlinePopover *self,
           GArray                *stretches)
{
  int from, to, row = 1;
  gint64 before = 0;

  amends_facts_clear (GTK_WIDGET (self->day_grid));
  amends_stretches_scale (stretches, &from, &to);
  add_heads (self, from, to);
  for (guint i = 0, n; i < stretches->len; i += n)
    {
      AmendsStretch *first = &g_array_index (stretches, AmendsStretch, i);
      gint64 after = before;

      for (n = 0; i + n < stretches->len && g_array_index (stretches, AmendsStretch, i + n).day == first->day; n++)
        after += g_array_index (stretches, AmendsStretch, i + n).seconds;
      add_day (self, first, n, from, to, before, after, row++);
      before = after;
    }
}

/* ── head and sum ── */

static void
show_head (AmendsDeadlinePopover *self,
           JsonObject            *sum)
{
  gint64 due_at = amends_json_time (sum, "due_at");
  g_autofree char *due = due_at != 0 ? amends_time_format (due_at, amends_clock_now ()) : NULL;
  g_autofree char *title = due != NULL ? g_strdup_printf (_("Why %s?"), due) : g_strdup (_("The clock stands still"));
  g_autofree char *limit = amends_ticket_limit_words (amends_json_int (sum, "amount"), amends_json_text (sum, "unit"));
  g_autofree char *start = amends_time_format (amends_json_time (sum, "start"), amends_clock_now ());
  g_autofree char *step = amends_json_dup_label (sum, "label");
  gboolean intake = g_strcmp0 (amends_json_text (sum, "anchor"), "intake") == 0;
  g_autofree char *rule = NULL;

  if (g_strcmp0 (amends_json_text (sum, "of"), "response") == 0)
    rule = g_strdup_printf (_("First response: %s, counted from intake, %s"), limit, start);
  else
    rule = g_strdup_printf (intake ? _("%s: %s, counted from intake, %s") : _("%s: %s, counted from the start of the step, %s"), step, limit, start);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->rule_label, rule);
}

static char *
counted_words (GArray *stretches)
{
  g_autoptr (GString) words = g_string_new (NULL);
  gint64 before = 0, after = 0;

  for (guint i = 0; i < stretches->len; i++)
    {
      AmendsStretch *s = &g_array_index (stretches, AmendsStretch, i);
      gboolean last = i + 1 == stretches->len || g_array_index (stretches, AmendsStretch, i + 1).day != s->day;
      g_autofree char *part = NULL;

      after += s->seconds;
      if (!last || after == before)
        continue;
      part = hours_between (before, after);
      g_string_append_printf (words, words->len > 0 ? " + %s" : "%s", part);
      before = after;
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
show_sum (AmendsDeadlinePopover *self,
          JsonObject            *sum,
          GArray                *stretches)
{
  gint64 left_s = amends_json_int (sum, "left_s"), due_at = amends_json_time (sum, "due_at");
  g_autofree char *counted = counted_words (stretches);
  g_autofree char *limit = hours (amends_json_int (sum, "limit_s"));
  g_autofree char *moment = due_at != 0 ? amends_ticket_moment (due_at) : NULL;
  g_autofree char *result = moment != NULL ? g_strdup_printf (_("= %s, due %s"), limit, moment) : g_strdup_printf ("= %s", limit);
  g_autofree char *used = amends_duration_words (amends_json_int (sum, "used_s"));
  g_autofree char *rest = amends_duration_words (ABS (left_s));
  g_autofree char *left = g_strdup_printf (left_s >= 0 ? _("Used so far: %s, left %s") : _("Used so far: %s, %s too much"), used, rest);

  gtk_label_set_label (self->sum_label, counted);
  gtk_label_set_label (self->result_label, result);
  gtk_label_set_label (self->left_label, left);
  g_free (self->sum_text);
  self->sum_text = g_strdup_printf ("%s\n%s\n%s %s\n%s\n", gtk_label_get_label (self->title_label), gtk_label_get_label (self->rule_label),
                                    counted, result, left);
}

static void
show_calendar (AmendsDeadlinePopover *self,
               JsonObject            *sum)
{
  JsonObject *calendar = amends_json_object (sum, "calendar");
  g_autofree char *label = amends_json_dup_label (calendar, "label");
  const char *unit = amends_json_text (sum, "unit");
  gboolean always = unit != NULL && (g_str_equal (unit, "h") || g_str_equal (unit, "min"));
  g_autofree char *text = always ? g_strdup (_("Around the clock"))
                                 : g_strdup_printf (_("%s, version %d · %s"), label, (int) amends_json_int (calendar, "ver"), amends_json_text (calendar, "zone"));

  gtk_label_set_label (self->calendar_label, text);
}

static void
explained_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AmendsDeadlinePopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) sum = amends_ticket_store_explain_finish (AMENDS_TICKET_STORE (source), result, &error);
  g_autoptr (GArray) stretches = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      g_autofree char *words = amends_message_for_error (error);

      gtk_label_set_label (self->error_label, words);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  stretches = amends_stretches_of (sum);
  show_head (self, sum);
  show_days (self, stretches);
  show_sum (self, sum, stretches);
  show_calendar (self, sum);
  gtk_stack_set_visible_child_name (self->stack, "sum");
}

static void
copy_cb (AmendsDeadlinePopover *self)
{
  if (self->sum_text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->sum_text);
}

static void
amends_deadline_popover_map (GtkWidget *widget)
{
  AmendsDeadlinePopover *self = AMENDS_DEADLINE_POPOVER (widget);

  GTK_WIDGET_CLASS (amends_deadline_popover_parent_class)->map (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_ticket_store_explain_async (self->store, 0, self->cancellable, explained_cb, g_object_ref (self));
}

static void
amends_deadline_popover_dispose (GObject *object)
{
  AmendsDeadlinePopover *self = AMENDS_DEADLINE_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->sum_text, g_free);

  G_OBJECT_CLASS (amends_deadline_popover_parent_class)->dispose (object);
}

static void
amends_deadline_popover_class_init (AmendsDeadlinePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_deadline_popover_dispose;
  widget_class->map = amends_deadline_popover_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/ticket/deadline-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, error_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, title_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, rule_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, day_grid);
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, sum_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, result_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, left_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, legend_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsDeadlinePopover, calendar_label);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
amends_deadline_popover_init (AmendsDeadlinePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_legend_add (self->legend_box, "run", _("counted"));
  amends_legend_add (self->legend_box, "wait", _("waiting"));
  amends_legend_add (self->legend_box, "off", _("not counted"));
  amends_legend_add (self->legend_box, "late", _("past the limit"));
}

/**
 * amends_deadline_popover_new:
 * @store: the ticket
 *
 * Returns: (transfer full): a popover that asks when it opens
 */
GtkWidget *
amends_deadline_popover_new (AmendsTicketStore *store)
{
  AmendsDeadlinePopover *self = g_object_new (AMENDS_TYPE_DEADLINE_POPOVER, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
