/* An axis: maps values to 0..1 and says where the ticks are.
 *
 *   see (v) …            what the layers show
 *   layout (px, gap)     smallest nice step whose labels keep that gap; ends widened to whole steps
 *   normalize, ticks     used by the chart and its layers
 *
 * Nice steps: 1 2 5 · 10ⁿ; percent 1 2 5 10 20 25 50; time as on a clock, and only whole or half units of the unit shown.
 */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-axis.h"

#include "amends-chart-format.h"
#include "amends-chart-steps.h"

#include <glib/gi18n.h>
#include <math.h>

/* Share of the range left free above and below a line */
#define PAD .06
#define EPSILON 1e-9

struct _AmendsChartAxis
{
  GObject          parent_instance;

  AmendsChartUnit  unit;
  char            *unit_label;
  char           **labels;
  guint            n_labels;
  double           want_lower;
  double           want_upper;
  double           seen_lower;
  double           seen_upper;
  double           lower;
  double           upper;
  double           step;
  guint            every;
  guint            zero_based : 1;
  guint            fixed : 1;
};

G_DEFINE_FINAL_TYPE (AmendsChartAxis, amends_chart_axis, G_TYPE_OBJECT)

/* What the axis must show: the range asked for, else what was seen and a little air.
 * A line may leave zero out, unless zero is near anyway. */
static void
wanted_range (AmendsChartAxis *self,
              double          *lower,
              double          *upper)
{
  double lo = isnan (self->seen_lower) ? 0 : self->seen_lower;
  double hi = isnan (self->seen_upper) ? 1 : self->seen_upper;
  double air = (hi > lo ? hi - lo : hi != 0 ? fabs (hi) : 1) * PAD;

  if (self->zero_based)
    {
      *lower = MIN (lo, 0);
      *upper = MAX (hi, 0);
      air = (*upper - *lower) * PAD;
    }
  else
    {
      *lower = lo >= 0 && lo <= .25 * hi ? 0 : lo - air;
      *upper = hi;
    }

  *upper += self->unit == AMENDS_CHART_UNIT_PERCENT && hi <= 100 ? MIN (air, 100 - hi) : air;
  if (!isnan (self->want_lower))
    *lower = self->want_lower;
  if (!isnan (self->want_upper))
    *upper = self->want_upper;
  if (*upper <= *lower)
    *upper = *lower + 1;
}

static void
layout_labels (AmendsChartAxis *self,
               double           length,
               double           spacing)
{
  static const guint every[] = { 1, 2, 3, 4, 6, 12, 24 };

  self->lower = -.5;
  self->upper = self->n_labels - .5;
  self->step = 1;
  self->every = MAX (self->n_labels, 1);
  for (guint i = 0; i < G_N_ELEMENTS (every); i++)
    {
      if (length / self->n_labels * every[i] >= spacing)
        {
          self->every = every[i];
          return;
        }
    }
}

static char *
join_unit (char       *number,
           const char *unit)
{
  g_autofree char *text = number;

  return unit != NULL && *unit != '\0' ? g_strdup_printf ("%s %s", text, unit) : g_steal_pointer (&text);
}

static void
amends_chart_axis_finalize (GObject *object)
{
  AmendsChartAxis *self = AMENDS_CHART_AXIS (object);

  g_clear_pointer (&self->unit_label, g_free);
  g_clear_pointer (&self->labels, g_strfreev);

  G_OBJECT_CLASS (amends_chart_axis_parent_class)->finalize (object);
}

static void
amends_chart_axis_class_init (AmendsChartAxisClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_chart_axis_finalize;
}

static void
amends_chart_axis_init (AmendsChartAxis *self)
{
  self->want_lower = self->want_upper = self->seen_lower = self->seen_upper = NAN;
  self->upper = self->step = 1;
  self->every = 1;
}

/**
 * amends_chart_axis_new:
 * @unit: what the numbers are
 *
 * Returns: (transfer full): an axis that has seen nothing yet
 */
AmendsChartAxis *
amends_chart_axis_new (AmendsChartUnit unit)
{
  AmendsChartAxis *self = g_object_new (AMENDS_TYPE_CHART_AXIS, NULL);

  self->unit = unit;
  return self;
}

AmendsChartUnit
amends_chart_axis_get_unit (AmendsChartAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), AMENDS_CHART_UNIT_COUNT);

  return self->unit;
}

void
amends_chart_axis_set_unit (AmendsChartAxis *self,
                            AmendsChartUnit  unit)
{
  g_return_if_fail (AMENDS_IS_CHART_AXIS (self));

  self->unit = unit;
}

const char *
amends_chart_axis_get_unit_label (AmendsChartAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), NULL);

  return self->unit_label;
}

/**
 * amends_chart_axis_set_unit_label:
 * @self: an axis of counts or points
 * @unit_label: (nullable): what is counted, such as "tickets"
 *
 * Sets the word that stands after the last tick.
 */
void
amends_chart_axis_set_unit_label (AmendsChartAxis *self,
                                  const char      *unit_label)
{
  char *copy;

  g_return_if_fail (AMENDS_IS_CHART_AXIS (self));

  copy = g_strdup (unit_label);
  g_free (self->unit_label);
  self->unit_label = copy;
}

gboolean
amends_chart_axis_get_zero_based (AmendsChartAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), FALSE);

  return self->zero_based;
}

/**
 * amends_chart_axis_set_zero_based:
 * @self: an axis
 * @zero_based: whether zero must be on the axis, as it must for bars
 */
void
amends_chart_axis_set_zero_based (AmendsChartAxis *self,
                                  gboolean         zero_based)
{
  g_return_if_fail (AMENDS_IS_CHART_AXIS (self));

  self->zero_based = !!zero_based;
}

/**
 * amends_chart_axis_set_range:
 * @self: an axis
 * @lower: the low end, or NAN to follow the values
 * @upper: the high end, or NAN to follow the values
 * @fixed: whether the ends stay as they are instead of being widened to whole steps
 */
void
amends_chart_axis_set_range (AmendsChartAxis *self,
                             double           lower,
                             double           upper,
                             gboolean         fixed)
{
  g_return_if_fail (AMENDS_IS_CHART_AXIS (self));

  self->want_lower = lower;
  self->want_upper = upper;
  self->fixed = !!fixed;
}

/**
 * amends_chart_axis_get_labels:
 * @self: an axis
 *
 * Returns: (nullable) (transfer none): the categories, or %NULL on an axis of numbers
 */
const char * const *
amends_chart_axis_get_labels (AmendsChartAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), NULL);

  return (const char * const *) self->labels;
}

guint
amends_chart_axis_get_n_labels (AmendsChartAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), 0);

  return self->n_labels;
}

/**
 * amends_chart_axis_set_labels:
 * @self: an axis
 * @labels: (nullable): one text per category; a value is then an index into them
 *
 * Makes the axis one of categories, such as periods or people.
 */
void
amends_chart_axis_set_labels (AmendsChartAxis    *self,
                              const char * const *labels)
{
  char **copy;

  g_return_if_fail (AMENDS_IS_CHART_AXIS (self));

  copy = g_strdupv ((char **) labels);
  g_strfreev (self->labels);
  self->labels = copy;
  self->n_labels = copy != NULL ? g_strv_length (copy) : 0;
}

/**
 * amends_chart_axis_forget:
 * @self: an axis
 *
 * Forgets the values seen; a range set stays.
 */
void
amends_chart_axis_forget (AmendsChartAxis *self)
{
  g_return_if_fail (AMENDS_IS_CHART_AXIS (self));

  self->seen_lower = self->seen_upper = NAN;
}

/**
 * amends_chart_axis_see:
 * @self: an axis
 * @value: a value that must be on the axis; what is not finite is ignored
 */
void
amends_chart_axis_see (AmendsChartAxis *self,
                       double           value)
{
  g_return_if_fail (AMENDS_IS_CHART_AXIS (self));

  if (!isfinite (value))
    return;
  if (isnan (self->seen_lower) || value < self->seen_lower)
    self->seen_lower = value;
  if (isnan (self->seen_upper) || value > self->seen_upper)
    self->seen_upper = value;
}

/**
 * amends_chart_axis_layout:
 * @self: an axis
 * @length: length of the axis in px
 * @spacing: least distance between two ticks in px: size of a label and a gap
 *
 * Chooses the smallest nice step with no more than @length ÷ @spacing ticks and widens the ends to whole steps.
 */
void
amends_chart_axis_layout (AmendsChartAxis *self,
                          double           length,
                          double           spacing)
{
  double lower, upper, room;

  g_return_if_fail (AMENDS_IS_CHART_AXIS (self));

  if (self->labels != NULL)
    {
      layout_labels (self, length, spacing);
      return;
    }

  wanted_range (self, &lower, &upper);
  room = MAX (1, length / MAX (spacing, 1));
  self->step = amends_chart_nice_step (self->unit, (upper - lower) / room, MAX (fabs (lower), fabs (upper)));
  self->lower = self->fixed ? lower : floor (lower / self->step + EPSILON) * self->step;
  self->upper = self->fixed ? upper : ceil (upper / self->step - EPSILON) * self->step;
}

double
amends_chart_axis_get_lower (AmendsChartAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), 0);

  return self->lower;
}

double
amends_chart_axis_get_upper (AmendsChartAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), 1);

  return self->upper;
}

double
amends_chart_axis_get_step (AmendsChartAxis *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), 1);

  return self->step;
}

/**
 * amends_chart_axis_normalize:
 * @self: an axis laid out
 * @value: a value in the unit of the axis
 *
 * Returns: where @value stands: 0 at the low end, 1 at the high end
 */
double
amends_chart_axis_normalize (AmendsChartAxis *self,
                             double           value)
{
  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), 0);

  return (value - self->lower) / (self->upper - self->lower);
}

/**
 * amends_chart_axis_dup_ticks:
 * @self: an axis laid out
 * @n_ticks: (out): how many
 *
 * Gives the values at which ticks stand, rising. On an axis of categories the last always has one: it is the newest.
 *
 * Returns: (transfer full) (array length=n_ticks): the ticks
 */
double *
amends_chart_axis_dup_ticks (AmendsChartAxis *self,
                             guint           *n_ticks)
{
  g_autoptr (GArray) ticks = NULL;

  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), NULL);
  g_return_val_if_fail (n_ticks != NULL, NULL);

  ticks = g_array_new (FALSE, FALSE, sizeof (double));
  if (self->labels != NULL)
    {
      for (guint i = 0; i < self->n_labels; i++)
        {
          double value = i;

          if ((self->n_labels - 1 - i) % self->every == 0)
            g_array_append_val (ticks, value);
        }
    }
  else
    {
      double last = floor (self->upper / self->step + EPSILON);

      for (double k = ceil (self->lower / self->step - EPSILON); k <= last; k++)
        {
          double value = k == 0 ? 0 : k * self->step;

          g_array_append_val (ticks, value);
        }
    }

  *n_ticks = ticks->len;
  return (double *) g_array_free (g_steal_pointer (&ticks), FALSE);
}

/**
 * amends_chart_axis_dup_tick_label:
 * @self: an axis laid out
 * @value: a tick
 * @with_unit: whether the unit is written: it stands once, on the last tick
 *
 * Returns: (transfer full): text of the tick; zero needs no unit
 */
char *
amends_chart_axis_dup_tick_label (AmendsChartAxis *self,
                                  double           value,
                                  gboolean         with_unit)
{
  const char *unit = self->unit_label;
  double size = 1;
  int places;

  g_return_val_if_fail (AMENDS_IS_CHART_AXIS (self), NULL);

  if (self->labels != NULL)
    return g_strdup (value >= 0 && value < self->n_labels ? self->labels[(guint) value] : "");
  if (value == 0)
    return g_strdup ("0");

  places = self->step > 0 && self->step < 1 ? MAX (0, (int) -floor (log10 (self->step) + EPSILON)) : 0;
  if (self->unit == AMENDS_CHART_UNIT_PERCENT)
    unit = "%";
  else if (self->unit == AMENDS_CHART_UNIT_DURATION)
    {
      size = amends_chart_tick_unit (MAX (fabs (self->lower), fabs (self->upper)), self->step);
      places = amends_chart_is_multiple (self->step, size) ? 0 : 1;
      unit = amends_chart_format_unit (size);
    }

  return join_unit (amends_chart_format_number (value / size, places), with_unit ? unit : NULL);
}
