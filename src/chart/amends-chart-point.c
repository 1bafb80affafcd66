/* One value of a chart, with everything that can be said about it in ready words.
 *
 * The double is for drawing only; what a person reads is the text, made where the exact value is known. The same object
 * is a point of a line, a bar, the item a screen reader hears and a row of the table. Charts read a point when it joins
 * their model: to change it, put a new one in its place.
 */

#define G_LOG_DOMAIN "amends-chart"

#include "config.h"

#include "amends-chart-point.h"

#include <math.h>

struct _AmendsChartPoint
{
  GObject   parent_instance;

  char     *label;
  char     *title;
  char     *text;
  char     *interval_text;
  char     *note;
  char     *group;
  double    value;
  double    lower;
  double    upper;
  guint     missing : 1;
  guint     small : 1;
  guint     highlighted : 1;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_TITLE,
  PROP_VALUE,
  PROP_MISSING,
  PROP_TEXT,
  PROP_INTERVAL_TEXT,
  PROP_NOTE,
  PROP_GROUP,
  PROP_SMALL,
  PROP_HIGHLIGHTED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsChartPoint, amends_chart_point, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
set_text (AmendsChartPoint *self,
          char            **field,
          const char       *text,
          guint             prop_id)
{
  char *copy;

  if (g_strcmp0 (*field, text) == 0)
    return;

  copy = g_strdup (text);
  g_free (*field);
  *field = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
append_part (GString    *out,
             const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (out->len > 0)
    g_string_append (out, ", ");
  g_string_append (out, part);
}

static void
amends_chart_point_finalize (GObject *object)
{
  AmendsChartPoint *self = AMENDS_CHART_POINT (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->interval_text, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->group, g_free);

  G_OBJECT_CLASS (amends_chart_point_parent_class)->finalize (object);
}

static void
amends_chart_point_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AmendsChartPoint *self = AMENDS_CHART_POINT (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_TITLE:
      g_value_set_string (value, amends_chart_point_get_title (self));
      break;
    case PROP_VALUE:
      g_value_set_double (value, self->value);
      break;
    case PROP_MISSING:
      g_value_set_boolean (value, self->missing);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_INTERVAL_TEXT:
      g_value_set_string (value, self->interval_text);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    case PROP_GROUP:
      g_value_set_string (value, self->group);
      break;
    case PROP_SMALL:
      g_value_set_boolean (value, self->small);
      break;
    case PROP_HIGHLIGHTED:
      g_value_set_boolean (value, self->highlighted);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_chart_point_class_init (AmendsChartPointClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amends_chart_point_finalize;
  object_class->get_property = amends_chart_point_get_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_VALUE] = g_param_spec_double ("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  properties[PROP_MISSING] = g_param_spec_boolean ("missing", NULL, NULL, FALSE, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_INTERVAL_TEXT] = g_param_spec_string ("interval-text", NULL, NULL, NULL, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, NULL, flags);
  properties[PROP_SMALL] = g_param_spec_boolean ("small", NULL, NULL, FALSE, flags);
  properties[PROP_HIGHLIGHTED] = g_param_spec_boolean ("highlighted", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_chart_point_init (AmendsChartPoint *self)
{
  self->lower = self->upper = NAN;
}

/**
 * amends_chart_point_new:
 * @label: short name, as it stands on the axis: "May"
 * @value: the value in the unit of the chart (durations in seconds), for drawing only; must be finite
 * @text: the value in words: "31.2 h"
 *
 * Returns: (transfer full): a point
 */
AmendsChartPoint *
amends_chart_point_new (const char *label,
                        double      value,
                        const char *text)
{
  AmendsChartPoint *self;

  g_return_val_if_fail (isfinite (value), NULL);

  self = g_object_new (AMENDS_TYPE_CHART_POINT, NULL);
  self->label = g_strdup (label);
  self->text = g_strdup (text);
  self->value = value;
  return self;
}

/**
 * amends_chart_point_new_missing:
 * @label: short name, as it stands on the axis
 * @text: why there is no value: "no data"
 *
 * Returns: (transfer full): a point without a value: a gap in a line, an empty place in a row of bars
 */
AmendsChartPoint *
amends_chart_point_new_missing (const char *label,
                                const char *text)
{
  AmendsChartPoint *self = amends_chart_point_new (label, 0, text);

  self->missing = TRUE;
  return self;
}

const char *
amends_chart_point_get_label (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), NULL);

  return self->label;
}

/**
 * amends_chart_point_get_title:
 * @self: a point
 *
 * Returns: (transfer none): the long name, or the label when none was set
 */
const char *
amends_chart_point_get_title (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), NULL);

  return self->title != NULL ? self->title : self->label;
}

/**
 * amends_chart_point_set_title:
 * @self: a point
 * @title: (nullable): long name for readout, table and screen reader: "May 2024"
 */
void
amends_chart_point_set_title (AmendsChartPoint *self,
                              const char       *title)
{
  g_return_if_fail (AMENDS_IS_CHART_POINT (self));

  set_text (self, &self->title, title, PROP_TITLE);
}

double
amends_chart_point_get_value (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), 0);

  return self->value;
}

gboolean
amends_chart_point_get_missing (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), TRUE);

  return self->missing;
}

const char *
amends_chart_point_get_text (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), NULL);

  return self->text;
}

/**
 * amends_chart_point_get_interval:
 * @self: a point
 * @lower: (out) (optional): low end
 * @upper: (out) (optional): high end
 *
 * Returns: whether the point has an interval; without one the ends are left alone
 */
gboolean
amends_chart_point_get_interval (AmendsChartPoint *self,
                                 double           *lower,
                                 double           *upper)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), FALSE);

  if (isnan (self->lower))
    return FALSE;
  if (lower != NULL)
    *lower = self->lower;
  if (upper != NULL)
    *upper = self->upper;
  return TRUE;
}

const char *
amends_chart_point_get_interval_text (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), NULL);

  return self->interval_text;
}

/**
 * amends_chart_point_set_interval:
 * @self: a point with a value
 * @lower: low end of the interval, in the unit of the chart
 * @upper: high end
 * @text: (nullable): the interval in words: "27.9–34.5"
 */
void
amends_chart_point_set_interval (AmendsChartPoint *self,
                                 double            lower,
                                 double            upper,
                                 const char       *text)
{
  g_return_if_fail (AMENDS_IS_CHART_POINT (self));
  g_return_if_fail (isfinite (lower) && isfinite (upper));

  self->lower = MIN (lower, upper);
  self->upper = MAX (lower, upper);
  set_text (self, &self->interval_text, text, PROP_INTERVAL_TEXT);
}

const char *
amends_chart_point_get_note (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), NULL);

  return self->note;
}

/**
 * amends_chart_point_set_note:
 * @self: a point
 * @note: (nullable): what else belongs to the value: "n = 12 · small sample"
 */
void
amends_chart_point_set_note (AmendsChartPoint *self,
                             const char       *note)
{
  g_return_if_fail (AMENDS_IS_CHART_POINT (self));

  set_text (self, &self->note, note, PROP_NOTE);
}

const char *
amends_chart_point_get_group (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), NULL);

  return self->group;
}

/**
 * amends_chart_point_set_group:
 * @self: a point
 * @group: (nullable): name of the group it belongs to; bars get a header where it changes, and points of a
 *   named series carry the series' name
 */
void
amends_chart_point_set_group (AmendsChartPoint *self,
                              const char       *group)
{
  g_return_if_fail (AMENDS_IS_CHART_POINT (self));

  set_text (self, &self->group, group, PROP_GROUP);
}

gboolean
amends_chart_point_get_small (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), FALSE);

  return self->small;
}

/**
 * amends_chart_point_set_small:
 * @self: a point
 * @small: whether the sample is too small to rely on: drawn hollow or hatched
 */
void
amends_chart_point_set_small (AmendsChartPoint *self,
                              gboolean          small)
{
  g_return_if_fail (AMENDS_IS_CHART_POINT (self));

  if (self->small == !!small)
    return;

  self->small = !!small;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SMALL]);
}

gboolean
amends_chart_point_get_highlighted (AmendsChartPoint *self)
{
  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), FALSE);

  return self->highlighted;
}

/**
 * amends_chart_point_set_highlighted:
 * @self: a point
 * @highlighted: whether this is the one the page is about: drawn strong, the others pale
 */
void
amends_chart_point_set_highlighted (AmendsChartPoint *self,
                                    gboolean          highlighted)
{
  g_return_if_fail (AMENDS_IS_CHART_POINT (self));

  if (self->highlighted == !!highlighted)
    return;

  self->highlighted = !!highlighted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HIGHLIGHTED]);
}

/**
 * amends_chart_point_describe:
 * @self: a point
 *
 * Returns: (transfer full): group, name, value, interval and note in one line, as a screen reader says it
 */
char *
amends_chart_point_describe (AmendsChartPoint *self)
{
  GString *out;

  g_return_val_if_fail (AMENDS_IS_CHART_POINT (self), NULL);

  out = g_string_new (NULL);
  append_part (out, self->group);
  append_part (out, amends_chart_point_get_title (self));
  append_part (out, self->text);
  append_part (out, self->interval_text);
  append_part (out, self->note);
  return g_string_free (out, FALSE);
}
