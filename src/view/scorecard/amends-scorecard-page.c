/* Scorecards: whose and when on top; the card with the pane of a measure beside it, or the people of a team side by side.
 *
 * Everything shown comes from one store; the page only chooses which view of it is seen.
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-measure-pane.h"
#include "amends-period-stepper.h"
#include "amends-score-store.h"
#include "amends-score-view.h"
#include "amends-scorecard-page.h"
#include "amends-stack.h"
#include "amends-state-pane.h"
#include "amends-subject-picker.h"
#include "amends-team-view.h"

/* Card and pane side by side need as much. */
#define CARD_WIDTH 560
#define PANE_WIDTH 420

#define PATIENCE_MS 200

struct _AmendsScorecardPage
{
  AmendsPage parent_instance;

  AmendsDesk *desk;
  AmendsScoreStore *store;
  AmendsContributionStore *evidence;
  gboolean choosing;
  gboolean greeted;
  guint patience;

  GtkWidget *toolbar;
  GtkBox *bar;
  GtkBox *lead;
  AmendsSubjectPicker *picker;
  AmendsPeriodStepper *stepper;
  GtkDropDown *schemes;
  GtkWidget *views;
  GtkToggleButton *as_people;
  GtkToggleButton *as_card;
  GtkWidget *forms;
  GtkToggleButton *as_bars;
  GtkToggleButton *as_table;
  AmendsStatePane *pane;
  GtkStack *content;
  AdwLeaflet *leaflet;
  AmendsScoreView *card;
  AmendsMeasurePane *measure;
  AmendsTeamView *team;
};

G_DEFINE_FINAL_TYPE (AmendsScorecardPage, amends_scorecard_page, AMENDS_TYPE_PAGE)

static gboolean
is_team (AmendsScorecardPage *self)
{
  AmendsScoreSubject *subject = amends_score_store_get_subject (self->store);

  return subject != NULL && amends_score_subject_is_team (subject);
}

static gboolean
shows_people (AmendsScorecardPage *self)
{
  return is_team (self) && gtk_toggle_button_get_active (self->as_people);
}

/* ── which view ── */

static void
show_view (AmendsScorecardPage *self)
{
  gboolean people = shows_people (self);

  gtk_widget_set_visible (self->views, is_team (self));
  gtk_widget_set_visible (self->forms, people);
  gtk_stack_set_visible_child_name (self->content, people ? "people" : "card");
  if (gtk_toggle_button_get_active (self->as_table) != amends_team_view_get_table (self->team))
    amends_team_view_set_table (self->team, gtk_toggle_button_get_active (self->as_table));
}

static void
table_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AmendsScorecardPage *self = AMENDS_SCORECARD_PAGE (widget);

  if (!shows_people (self))
    return;
  gtk_toggle_button_set_active (amends_team_view_get_table (self->team) ? self->as_bars : self->as_table, TRUE);
  amends_team_view_focus (self->team);
}

/* ── schemes ── */

static void
add_scheme (AmendsScorecardPage *self,
            GtkStringList       *labels,
            gint64               id)
{
  AmendsTerm *term = amends_catalogue_find_id (amends_desk_get_catalogue (self->desk), AMENDS_TERM_SCHEME, id);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  gtk_string_list_append (labels, term != NULL ? amends_term_get_label (term) : number);
}

static void
show_scheme (AmendsScorecardPage *self)
{
  AmendsScoreSubject *subject = amends_score_store_get_subject (self->store);
  const gint64 *schemes = NULL;
  guint n = 0, chosen = 0;

  if (subject != NULL)
    schemes = amends_score_subject_get_schemes (subject, &n);
  for (guint i = 0; i < n; i++)
    if (schemes[i] == amends_score_store_get_scheme (self->store))
      chosen = i;
  self->choosing = TRUE;
  gtk_drop_down_set_selected (self->schemes, chosen);
  self->choosing = FALSE;
}

/* A drop-down must not lose its list while it tells of a choice: the list changes with the subject only. */
static void
show_schemes (AmendsScorecardPage *self)
{
  AmendsScoreSubject *subject = amends_score_store_get_subject (self->store);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const gint64 *schemes = NULL;
  guint n = 0;

  if (subject != NULL)
    schemes = amends_score_subject_get_schemes (subject, &n);
  for (guint i = 0; i < n; i++)
    add_scheme (self, labels, schemes[i]);
  self->choosing = TRUE;
  gtk_drop_down_set_model (self->schemes, G_LIST_MODEL (labels));
  self->choosing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->schemes), n > 1);
  show_scheme (self);
}

static void
scheme_cb (AmendsScorecardPage *self)
{
  AmendsScoreSubject *subject = amends_score_store_get_subject (self->store);
  guint n = 0, chosen = gtk_drop_down_get_selected (self->schemes);
  const gint64 *schemes;

  if (self->choosing || subject == NULL)
    return;
  schemes = amends_score_subject_get_schemes (subject, &n);
  if (chosen < n)
    amends_score_store_set_scheme (self->store, schemes[chosen]);
}

/* ── the measure beside the card ── */

static void
show_measure (AmendsScorecardPage *self)
{
  AmendsMeasurePart *part;
  AmendsScoreCard *card;
  AmendsScorePeriod *period;

  /* the widgets of a page that goes away outlive its stores */
  if (self->store == NULL)
    return;
  part = amends_score_view_get_part (self->card);
  card = amends_score_store_get_card (self->store);
  period = amends_score_store_get_period (self->store);
  if (part == NULL || card == NULL || period == NULL)
    return;
  amends_measure_pane_show (self->measure, part, card, is_team (self));
  amends_measure_pane_set_trend (self->measure, amends_score_store_get_trend (self->store, amends_measure_part_get (part)->measure),
                                 amends_score_period_get_kind (period));
  amends_contribution_store_load (self->evidence, part, amends_score_store_get_subject (self->store), period);
}

static void
show_trend (AmendsScorecardPage *self)
{
  AmendsMeasurePart *part = amends_score_view_get_part (self->card);
  AmendsScorePeriod *period = amends_score_store_get_period (self->store);

  if (part != NULL && period != NULL)
    amends_measure_pane_set_trend (self->measure, amends_score_store_get_trend (self->store, amends_measure_part_get (part)->measure),
                                   amends_score_period_get_kind (period));
}

static void
open_measure (AmendsScorecardPage *self)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    return;
  adw_leaflet_set_visible_child_name (self->leaflet, "measure");
  amends_measure_pane_focus (self->measure);
}

static void
close_measure (AmendsScorecardPage *self)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    return;
  adw_leaflet_set_visible_child_name (self->leaflet, "card");
  amends_score_view_focus (self->card);
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  close_measure (AMENDS_SCORECARD_PAGE (widget));
}

/* ── states ── */

static gboolean
patience_cb (gpointer user_data)
{
  AmendsScorecardPage *self = user_data;

  self->patience = 0;
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "outdated");
  return G_SOURCE_REMOVE;
}

/* Figures of another choice than the one that stands above them must not pass for its own, however slow the server. */
static void
show_current (AmendsScorecardPage *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (amends_score_store_get_current (self->store))
    gtk_widget_remove_css_class (GTK_WIDGET (self->content), "outdated");
  else
    self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
}

static gboolean
focus_view (AmendsScorecardPage *self)
{
  return shows_people (self) ? amends_team_view_focus (self->team) : amends_score_view_focus (self->card);
}

/* The first figures take the keyboard, later ones leave it where it is. */
static void
greet (AmendsScorecardPage *self)
{
  if (!amends_page_get_shown (AMENDS_PAGE (self)) || self->greeted)
    return;
  self->greeted = focus_view (self);
}

static void
show_state (AmendsScorecardPage *self)
{
  gtk_widget_set_visible (self->toolbar, amends_score_store_get_period (self->store) != NULL);
  switch (amends_score_store_get_state (self->store))
    {
    case AMENDS_STORE_ERROR:
      amends_state_pane_show_error (self->pane, amends_score_store_get_error (self->store));
      return;
    case AMENDS_STORE_LOADING:
      amends_state_pane_show_loading (self->pane);
      return;
    case AMENDS_STORE_READY:
    default:
      break;
    }
  if (amends_score_store_get_card (self->store) != NULL)
    {
      amends_state_pane_show_content (self->pane);
      greet (self);
    }
  else
    amends_state_pane_show_empty (self->pane, "amends-scorecard-symbolic", _("Nothing to Score Yet"),
                                  _("Scorecards appear as soon as the first tickets are worked on."));
}

static void
subject_cb (AmendsScorecardPage *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "card");
  show_schemes (self);
  show_view (self);
}

/* ── room ── */

static void
fold_cb (AmendsScorecardPage *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  gboolean narrow = amends_page_get_band (AMENDS_PAGE (self)) == AMENDS_BAND_NARROW;

  amends_score_view_set_folded (self->card, folded, narrow);
  amends_measure_pane_set_folded (self->measure, folded);
}

static void
band_cb (AmendsScorecardPage *self)
{
  guint band = amends_page_get_band (AMENDS_PAGE (self));
  gboolean narrow = band == AMENDS_BAND_NARROW;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar), band <= AMENDS_BAND_FOLDED ? GTK_ORIENTATION_VERTICAL
                                                                                         : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lead), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->picker), narrow ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  gtk_box_set_spacing (self->bar, band <= AMENDS_BAND_FOLDED ? 6 : 12);
  gtk_box_set_spacing (self->lead, narrow ? 6 : 12);
  gtk_widget_set_size_request (GTK_WIDGET (self->card), narrow ? -1 : CARD_WIDTH, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->measure), narrow ? -1 : PANE_WIDTH, -1);
  amends_team_view_set_narrow (self->team, narrow);
  fold_cb (self);
}

/* ── keys ── */

static void
earlier_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  amends_period_stepper_step (AMENDS_SCORECARD_PAGE (widget)->stepper, -1);
}

static void
later_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  amends_period_stepper_step (AMENDS_SCORECARD_PAGE (widget)->stepper, 1);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  amends_subject_picker_pop_up (AMENDS_SCORECARD_PAGE (widget)->picker);
}

static void
amends_scorecard_page_refresh (AmendsPage *page)
{
  amends_score_store_load (AMENDS_SCORECARD_PAGE (page)->store);
}

static void
amends_scorecard_page_shown (AmendsPage *page,
                             gboolean    shown)
{
  AmendsScorecardPage *self = AMENDS_SCORECARD_PAGE (page);

  amends_score_store_set_active (self->store, shown);
  if (shown && self->greeted)
    focus_view (self);
}

static void
amends_scorecard_page_dispose (GObject *object)
{
  AmendsScorecardPage *self = AMENDS_SCORECARD_PAGE (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->store);
  g_clear_object (&self->evidence);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (amends_scorecard_page_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "score.table", NULL, table_action);
  gtk_widget_class_install_action (widget_class, "score.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "score.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "score.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "score.close-measure", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "score.table", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "score.earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "score.later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "score.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "score.close-measure", NULL);
}

static void
amends_scorecard_page_class_init (AmendsScorecardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AmendsPageClass *page_class = AMENDS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_scorecard_page_dispose;
  page_class->refresh = amends_scorecard_page_refresh;
  page_class->shown = amends_scorecard_page_shown;

  g_type_ensure (AMENDS_TYPE_MEASURE_PANE);
  g_type_ensure (AMENDS_TYPE_PERIOD_STEPPER);
  g_type_ensure (AMENDS_TYPE_SCORE_VIEW);
  g_type_ensure (AMENDS_TYPE_STATE_PANE);
  g_type_ensure (AMENDS_TYPE_SUBJECT_PICKER);
  g_type_ensure (AMENDS_TYPE_TEAM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/scorecard-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AmendsScorecardPage, name)
  BIND (toolbar);
  BIND (bar);
  BIND (lead);
  BIND (picker);
  BIND (stepper);
  BIND (schemes);
  BIND (views);
  BIND (as_people);
  BIND (as_card);
  BIND (forms);
  BIND (as_bars);
  BIND (as_table);
  BIND (pane);
  BIND (content);
  BIND (leaflet);
  BIND (card);
  BIND (measure);
  BIND (team);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, scheme_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_view);
  gtk_widget_class_bind_template_callback (widget_class, show_measure);
  gtk_widget_class_bind_template_callback (widget_class, open_measure);
  gtk_widget_class_bind_template_callback (widget_class, close_measure);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
  install_keys (widget_class);
}

static void
amends_scorecard_page_init (AmendsScorecardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_state_pane_set_content (self->pane, GTK_WIDGET (self->content));
  amends_stack_hide_covered (self->content);
  g_signal_connect (self, "notify::band", G_CALLBACK (band_cb), NULL);
}

static void
connect_stores (AmendsScorecardPage *self)
{
  amends_subject_picker_set_store (self->picker, self->store);
  amends_period_stepper_set_store (self->stepper, self->store);
  amends_score_view_set_store (self->card, self->store);
  amends_team_view_set_store (self->team, self->store);
  amends_measure_pane_set_evidence (self->measure, self->evidence);
  g_signal_connect_object (self->store, "notify::state", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::card", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::current", G_CALLBACK (show_current), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::members", G_CALLBACK (greet), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::subject", G_CALLBACK (subject_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::scheme", G_CALLBACK (show_scheme), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::trends", G_CALLBACK (show_trend), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_desk_get_catalogue (self->desk), "notify::ready", G_CALLBACK (show_schemes), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->pane, "retry", G_CALLBACK (amends_scorecard_page_refresh), self);
}

/**
 * amends_scorecard_page_new:
 * @desk: who sits here
 * @ref: not used: the page begins with one's own card
 *
 * Returns: (transfer full): scorecards, which begin to be read
 */
GtkWidget *
amends_scorecard_page_new (AmendsDesk *desk,
                           gint64      ref)
{
  AmendsScorecardPage *self;
  AmendsSession *session;

  g_return_val_if_fail (AMENDS_IS_DESK (desk), NULL);

  self = g_object_new (AMENDS_TYPE_SCORECARD_PAGE, "title", _("Scorecards"), NULL);
  session = amends_desk_get_session (desk);
  self->desk = g_object_ref (desk);
  self->store = amends_score_store_new (session, amends_desk_get_catalogue (desk), amends_desk_get_feed (desk));
  self->evidence = amends_contribution_store_new (session);
  connect_stores (self);
  band_cb (self);
  show_schemes (self);
  show_view (self);
  show_state (self);
  amends_score_store_load (self->store);
  return GTK_WIDGET (self);
}
