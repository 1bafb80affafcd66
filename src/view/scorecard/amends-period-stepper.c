/* Which period is looked at: month, quarter or year, and on to the one before or after. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-period-stepper.h"

struct _AmendsPeriodStepper
{
  GtkBox parent_instance;

  AmendsScoreStore *store;
  gboolean showing;

  GtkToggleButton *month;
  GtkToggleButton *quarter;
  GtkToggleButton *year;
  GtkWidget *previous;
  GtkLabel *period;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (AmendsPeriodStepper, amends_period_stepper, GTK_TYPE_BOX)

static GListModel *
get_periods (AmendsPeriodStepper *self)
{
  AmendsScorePeriod *period = amends_score_store_get_period (self->store);

  return amends_score_store_get_periods (self->store, period != NULL ? amends_score_period_get_kind (period) : AMENDS_PERIOD_MONTH);
}

/* Place of the period in the list, the newest at 0; the length of the list where it is not there. */
static guint
find_place (AmendsPeriodStepper *self)
{
  AmendsScorePeriod *period = amends_score_store_get_period (self->store);
  GListModel *periods = get_periods (self);
  guint n = g_list_model_get_n_items (periods);

  for (guint i = 0; period != NULL && i < n; i++)
    {
      g_autoptr (AmendsScorePeriod) other = g_list_model_get_item (periods, i);

      if (amends_score_period_equal (period, other))
        return i;
    }
  return n;
}

static void
show (AmendsPeriodStepper *self)
{
  AmendsScorePeriod *period = amends_score_store_get_period (self->store);
  GtkToggleButton *kinds[AMENDS_N_PERIOD_KINDS] = { self->month, self->quarter, self->year };
  guint place = find_place (self), n = g_list_model_get_n_items (get_periods (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self), period != NULL);
  gtk_label_set_label (self->period, period != NULL ? amends_score_period_get_label (period) : "");
  gtk_widget_set_sensitive (self->previous, place + 1 < n);
  gtk_widget_set_sensitive (self->next, place > 0 && place < n);
  self->showing = TRUE;
  if (period != NULL)
    gtk_toggle_button_set_active (kinds[amends_score_period_get_kind (period)], TRUE);
  self->showing = FALSE;
}

/* From a month to its quarter or year; the other way to the last month that has data. */
static AmendsScorePeriod *
dup_nearest (AmendsPeriodStepper *self,
             AmendsPeriodKind     kind)
{
  AmendsScorePeriod *from = amends_score_store_get_period (self->store);
  GListModel *periods = amends_score_store_get_periods (self->store, kind);

  for (guint i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (AmendsScorePeriod) period = g_list_model_get_item (periods, i);

      if (amends_score_period_contains (period, amends_score_period_get_start (from))
          || amends_score_period_contains (from, amends_score_period_get_start (period)))
        return g_steal_pointer (&period);
    }
  return NULL;
}

static void
choose_kind (AmendsPeriodStepper *self,
             AmendsPeriodKind     kind)
{
  AmendsScorePeriod *period = amends_score_store_get_period (self->store);
  g_autoptr (AmendsScorePeriod) nearest = NULL;

  if (self->showing || period == NULL || amends_score_period_get_kind (period) == kind)
    return;
  nearest = dup_nearest (self, kind);
  if (nearest != NULL)
    amends_score_store_set_period (self->store, nearest);
}

static void
kind_cb (AmendsPeriodStepper *self,
         GtkToggleButton     *button)
{
  if (gtk_toggle_button_get_active (button))
    choose_kind (self, button == self->month ? AMENDS_PERIOD_MONTH : button == self->quarter ? AMENDS_PERIOD_QUARTER : AMENDS_PERIOD_YEAR);
}

static void
previous_cb (AmendsPeriodStepper *self)
{
  amends_period_stepper_step (self, -1);
}

static void
next_cb (AmendsPeriodStepper *self)
{
  amends_period_stepper_step (self, 1);
}

static void
amends_period_stepper_dispose (GObject *object)
{
  g_clear_object (&AMENDS_PERIOD_STEPPER (object)->store);

  G_OBJECT_CLASS (amends_period_stepper_parent_class)->dispose (object);
}

static void
amends_period_stepper_class_init (AmendsPeriodStepperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_period_stepper_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/scorecard/period-stepper.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPeriodStepper, month);
  gtk_widget_class_bind_template_child (widget_class, AmendsPeriodStepper, quarter);
  gtk_widget_class_bind_template_child (widget_class, AmendsPeriodStepper, year);
  gtk_widget_class_bind_template_child (widget_class, AmendsPeriodStepper, previous);
  gtk_widget_class_bind_template_child (widget_class, AmendsPeriodStepper, period);
  gtk_widget_class_bind_template_child (widget_class, AmendsPeriodStepper, next);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
amends_period_stepper_init (AmendsPeriodStepper *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_period_stepper_set_store:
 * @self: a stepper
 * @store: where the period is chosen
 */
void
amends_period_stepper_set_store (AmendsPeriodStepper *self,
                                 AmendsScoreStore    *store)
{
  g_return_if_fail (AMENDS_IS_PERIOD_STEPPER (self));
  g_return_if_fail (AMENDS_IS_SCORE_STORE (store));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "notify::period", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < AMENDS_N_PERIOD_KINDS; i++)
    g_signal_connect_object (amends_score_store_get_periods (store, i), "items-changed", G_CALLBACK (show), self,
                             G_CONNECT_SWAPPED);
  show (self);
}

/**
 * amends_period_stepper_step:
 * @self: a stepper
 * @by: -1 to the period before, 1 to the one after; nothing happens at the ends
 */
void
amends_period_stepper_step (AmendsPeriodStepper *self,
                            int                  by)
{
  GListModel *periods;
  guint place, n;
  g_autoptr (AmendsScorePeriod) period = NULL;

  g_return_if_fail (AMENDS_IS_PERIOD_STEPPER (self));

  periods = get_periods (self);
  n = g_list_model_get_n_items (periods);
  place = find_place (self);
  if (place == n || (by > 0 && place == 0) || (by < 0 && place + 1 >= n))
    return;
  period = g_list_model_get_item (periods, by > 0 ? place - 1 : place + 1);
  amends_score_store_set_period (self->store, period);
}
