/* The widgets every page shares: what they say, when they change, and that they go away. */

#include "config.h"

#include <adwaita.h>
#include <locale.h>
#include <string.h>

#include "amends-bin.h"
#include "amends-clock.h"
#include "amends-due-pill.h"
#include "amends-error.h"
#include "amends-flags.h"
#include "amends-load-bar.h"
#include "amends-money-entry.h"
#include "amends-over-count.h"
#include "amends-person-avatar.h"
#include "amends-person-picker.h"
#include "amends-stack.h"
#include "amends-state-pane.h"
#include "amends-text-guard.h"

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

static void
spin (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static char *
state_of (AmendsDuePill *pill)
{
  char *state = NULL;

  g_object_get (pill, "state", &state, NULL);
  return state;
}

static char *
words_of (AmendsDuePill *pill)
{
  GtkWidget *label = gtk_widget_get_last_child (GTK_WIDGET (pill));

  return g_strdup (gtk_label_get_label (GTK_LABEL (label)));
}

static void
check_pill (gint64      due,
            gint64      warn,
            const char *waiting,
            const char *state,
            const char *words)
{
  GtkWidget *widget = g_object_ref_sink (amends_due_pill_new ());
  AmendsDuePill *pill = AMENDS_DUE_PILL (widget);
  gint64 now = amends_clock_now ();
  g_autofree char *is_state = NULL, *is_words = NULL;

  amends_due_pill_set (pill, due == 0 ? 0 : now + due, warn == 0 ? 0 : now + warn, waiting);
  is_state = state_of (pill);
  is_words = words_of (pill);
  g_assert_cmpstr (is_state, ==, state);
  g_assert_cmpstr (is_words, ==, words);
  g_assert_true (gtk_widget_has_css_class (widget, state));
  g_assert_finalize_object (widget);
}

static void
test_pill (void)
{
  check_pill (130 * MINUTE + MINUTE / 2, 60 * MINUTE, NULL, "in-time", "2 h 10 m");
  check_pill (10 * MINUTE + MINUTE / 2, -MINUTE, NULL, "soon", "10 m");
  check_pill (-35 * MINUTE - MINUTE / 2, -60 * MINUTE, NULL, "overdue", "overdue 35 m");
  check_pill (0, 0, "customer", "waiting", "waiting: customer");
  /* waiting for a part does not stop the clock */
  check_pill (10 * MINUTE + MINUTE / 2, 5 * MINUTE, "part", "in-time", "10 m");
  check_pill (0, 0, NULL, "none", "");
}

static void
test_pill_live (void)
{
  GtkWidget *window = gtk_window_new (), *widget = amends_due_pill_new ();
  g_autofree char *before = NULL, *after = NULL;

  gtk_window_set_child (GTK_WINDOW (window), widget);
  amends_due_pill_set (AMENDS_DUE_PILL (widget), amends_clock_now () + 1500 * 1000, 0, NULL);
  gtk_window_present (GTK_WINDOW (window));
  before = state_of (AMENDS_DUE_PILL (widget));
  spin (3200);
  after = state_of (AMENDS_DUE_PILL (widget));
  g_assert_cmpstr (before, ==, "in-time");
  g_assert_cmpstr (after, ==, "overdue");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
band_cb (AmendsBin  *bin,
         GParamSpec *pspec,
         GtkWidget  *wide)
{
  gtk_widget_set_visible (wide, amends_bin_get_band (bin) > 0);
}

static void
test_bin (void)
{
  GtkWidget *window = gtk_window_new (), *bin = amends_bin_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *wide = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *rest = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  int minimum;

  gtk_widget_set_size_request (wide, 500, 10);
  gtk_widget_set_size_request (rest, 300, 10);
  gtk_box_append (GTK_BOX (box), wide);
  gtk_box_append (GTK_BOX (box), rest);
  amends_bin_set_child (AMENDS_BIN (bin), box);
  amends_bin_add_breakpoint (AMENDS_BIN (bin), 600);
  g_signal_connect (bin, "notify::band", G_CALLBACK (band_cb), wide);
  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 360);
  gtk_window_set_child (GTK_WINDOW (window), bin);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  gtk_window_present (GTK_WINDOW (window));
  spin (400);
  g_assert_cmpuint (amends_bin_get_band (AMENDS_BIN (bin)), ==, 0);
  g_assert_false (gtk_widget_get_visible (wide));
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 300);
  spin (400);
  g_assert_cmpuint (amends_bin_get_band (AMENDS_BIN (bin)), ==, 1);
  g_assert_true (gtk_widget_get_visible (wide));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_money (void)
{
  GtkWidget *entry = g_object_ref_sink (amends_money_entry_new ());
  gint64 amount = -1;

  amends_money_entry_set_currency (AMENDS_MONEY_ENTRY (entry), "CNY");
  g_assert_false (amends_money_entry_get_amount (AMENDS_MONEY_ENTRY (entry), &amount));
  gtk_editable_set_text (GTK_EDITABLE (entry), "1,099.5");
  g_assert_true (amends_money_entry_get_amount (AMENDS_MONEY_ENTRY (entry), &amount));
  g_assert_cmpint (amount, ==, 109950);
  gtk_editable_set_text (GTK_EDITABLE (entry), "８９９．００");
  g_assert_true (amends_money_entry_get_amount (AMENDS_MONEY_ENTRY (entry), &amount));
  g_assert_cmpint (amount, ==, 89900);
  gtk_editable_set_text (GTK_EDITABLE (entry), "12a");
  g_assert_false (amends_money_entry_get_amount (AMENDS_MONEY_ENTRY (entry), &amount));
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  amends_money_entry_set_amount (AMENDS_MONEY_ENTRY (entry), 123456);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "1234.56");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_finalize_object (entry);
}

static void
refused_cb (AmendsTextGuard *guard,
            const char      *words,
            guint           *count)
{
  g_assert_nonnull (strstr (words, "10"));
  (*count)++;
}

static void
test_guard_entry (void)
{
  GtkWidget *entry = g_object_ref_sink (gtk_entry_new ());
  AmendsTextGuard *guard = amends_text_guard_attach (entry, 10);
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'x');
  int position = 0;
  gint64 start;
  guint refused = 0;

  g_signal_connect (guard, "refused", G_CALLBACK (refused_cb), &refused);
  gtk_editable_insert_text (GTK_EDITABLE (entry), "善后", -1, &position);
  start = g_get_monotonic_time ();
  gtk_editable_insert_text (GTK_EDITABLE (entry), huge, -1, &position);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC / 4);
  g_assert_cmpuint (refused, ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "善后");
  gtk_editable_insert_text (GTK_EDITABLE (entry), "a\x07" "b\n\u202e\"'\\", -1, &position);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "善后ab \"'\\");
  g_assert_finalize_object (entry);
}

static void
test_guard_text (void)
{
  GtkWidget *view = g_object_ref_sink (gtk_text_view_new ());
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  AmendsTextGuard *guard = amends_text_guard_attach (view, 10);
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'x'), *text = NULL;
  GtkTextIter start, end;
  gint64 began;
  guint refused = 0;

  g_signal_connect (guard, "refused", G_CALLBACK (refused_cb), &refused);
  gtk_text_buffer_insert_at_cursor (buffer, "a\r\nb\x1b", -1);
  began = g_get_monotonic_time ();
  gtk_text_buffer_insert_at_cursor (buffer, huge, -1);
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC / 4);
  g_assert_cmpuint (refused, ==, 1);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "a\nb");
  g_assert_finalize_object (view);
}

static void
test_state_pane (void)
{
  GtkWidget *pane = g_object_ref_sink (amends_state_pane_new ());
  AmendsStatePane *self = AMENDS_STATE_PANE (pane);
  g_autoptr (GError) error = g_error_new_literal (AMENDS_ERROR, AMENDS_ERROR_FAILED, "why");

  amends_state_pane_set_content (self, gtk_label_new ("rows"));
  amends_state_pane_show_loading (self);
  g_assert_cmpstr (amends_state_pane_get_state (self), ==, "blank");
  spin (300);
  g_assert_cmpstr (amends_state_pane_get_state (self), ==, "loading");
  amends_state_pane_show_content (self);
  /* what is shown stays while it is read again */
  amends_state_pane_show_loading (self);
  spin (300);
  g_assert_cmpstr (amends_state_pane_get_state (self), ==, "content");
  amends_state_pane_show_error (self, error);
  g_assert_cmpstr (amends_state_pane_get_state (self), ==, "status");
  g_assert_finalize_object (pane);
}

static AmendsPerson *
new_person (gint64      id,
            const char *name,
            const char *login,
            gboolean    on_duty)
{
  AmendsPerson *person = amends_person_new (id);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "login", login);
  json_object_set_boolean_member (object, "on_duty", on_duty);
  amends_person_update (person, object);
  return person;
}

static void
picked_cb (AmendsPersonPicker *picker,
           AmendsPerson       *person,
           AmendsPerson      **picked)
{
  *picked = person;
}

static void
test_picker (void)
{
  g_autoptr (GListStore) people = g_list_store_new (AMENDS_TYPE_PERSON);
  g_autoptr (AmendsPerson) away = new_person (1, "郗岚", "xilan", FALSE);
  g_autoptr (AmendsPerson) here = new_person (2, "逄宁", "pangning", TRUE);
  GtkWidget *window = gtk_window_new (), *button = gtk_button_new (), *picker = amends_person_picker_new (), *entry;
  AmendsPerson *picked = NULL;

  g_list_store_append (people, away);
  g_list_store_append (people, here);
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_window_present (GTK_WINDOW (window));
  spin (200);
  amends_person_picker_set_people (AMENDS_PERSON_PICKER (picker), G_LIST_MODEL (people));
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), &picked);
  amends_person_picker_open (AMENDS_PERSON_PICKER (picker), button);
  entry = gtk_widget_get_first_child (gtk_popover_get_child (GTK_POPOVER (picker)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "xi");
  g_signal_emit_by_name (entry, "activate");
  g_assert_null (picked);
  gtk_editable_set_text (GTK_EDITABLE (entry), "逄");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (picked == here);
  gtk_widget_unparent (picker);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_small (void)
{
  GtkWidget *count = g_object_ref_sink (g_object_new (AMENDS_TYPE_OVER_COUNT, NULL));
  GtkWidget *bar = g_object_ref_sink (amends_load_bar_new ()), *flags = g_object_ref_sink (amends_flags_new ());
  GtkWidget *avatar = g_object_ref_sink (amends_person_avatar_new (28));
  g_autoptr (AmendsPerson) person = new_person (1, "郗岚", "xilan", TRUE);

  g_assert_false (gtk_widget_get_visible (count));
  amends_over_count_set_count (AMENDS_OVER_COUNT (count), 3);
  g_assert_true (gtk_widget_get_visible (count));
  amends_load_bar_set (AMENDS_LOAD_BAR (bar), 380, 420);
  g_assert_true (gtk_widget_has_css_class (bar, "full"));
  amends_load_bar_set (AMENDS_LOAD_BAR (bar), 100, 420);
  g_assert_false (gtk_widget_has_css_class (bar, "full"));
  g_object_set (flags, "vip", TRUE, "repeat", 3u, "priority", 2u, "priority-text", "Urgent", NULL);
  amends_person_avatar_set_person (AMENDS_PERSON_AVATAR (avatar), person);
  amends_person_set_on_duty (person, FALSE);
  g_assert_finalize_object (count);
  g_assert_finalize_object (bar);
  g_assert_finalize_object (flags);
  g_assert_finalize_object (avatar);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();

  g_test_add_func ("/view/due-pill/words", test_pill);
  g_test_add_func ("/view/due-pill/follows-the-clock", test_pill_live);
  g_test_add_func ("/view/bin/folds", test_bin);
  g_test_add_func ("/view/money-entry", test_money);
  g_test_add_func ("/view/text-guard/entry", test_guard_entry);
  g_test_add_func ("/view/text-guard/text-view", test_guard_text);
  g_test_add_func ("/view/state-pane", test_state_pane);
  g_test_add_func ("/view/person-picker", test_picker);
  g_test_add_func ("/view/small-widgets", test_small);
  return g_test_run ();
}
