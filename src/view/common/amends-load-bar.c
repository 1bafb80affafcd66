/* How loaded a person is: expected minutes of running tickets against the cap, and what a drop would add. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-duration.h"
#include "amends-load-bar.h"
#include "amends-tip.h"

struct _AmendsLoadBar
{
  GtkBox parent_instance;

  guint minutes;
  guint cap;
  guint added;

  GtkProgressBar *added_bar;
  GtkProgressBar *running_bar;
  GtkLabel *text_label;
  GtkLabel *cap_label;
};

enum
{
  PROP_0,
  PROP_MINUTES,
  PROP_CAP,
  PROP_ADDED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsLoadBar, amends_load_bar, GTK_TYPE_BOX)

static GParamSpec *properties[N_PROPS];

static double
share (AmendsLoadBar *self,
       guint          minutes)
{
  return self->cap > 0 ? MIN (1.0, (double) minutes / self->cap) : 0.0;
}

static void
update (AmendsLoadBar *self)
{
  g_autofree char *text = amends_duration_words ((gint64) self->minutes * 60);
  g_autofree char *cap = amends_duration_words ((gint64) self->cap * 60);
  g_autofree char *of = g_strconcat ("/ ", cap, NULL);
  g_autofree char *words = g_strdup_printf (_("Load: %s of %s"), text, cap);

  gtk_progress_bar_set_fraction (self->running_bar, share (self, self->minutes));
  gtk_progress_bar_set_fraction (self->added_bar, self->added > 0 ? share (self, self->minutes + self->added) : 0);
  gtk_label_set_label (self->text_label, text);
  gtk_label_set_label (self->cap_label, self->cap > 0 ? of : "");
  /* above nine tenths of the cap the next ticket will wait */
  if (self->cap > 0 && (guint64) self->minutes * 10 > (guint64) self->cap * 9)
    gtk_widget_add_css_class (GTK_WIDGET (self), "full");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "full");
  amends_tip_set (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
amends_load_bar_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  AmendsLoadBar *self = AMENDS_LOAD_BAR (object);

  switch (prop_id)
    {
    case PROP_MINUTES:
      g_value_set_uint (value, self->minutes);
      break;
    case PROP_CAP:
      g_value_set_uint (value, self->cap);
      break;
    case PROP_ADDED:
      g_value_set_uint (value, self->added);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_load_bar_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  AmendsLoadBar *self = AMENDS_LOAD_BAR (object);

  switch (prop_id)
    {
    case PROP_MINUTES:
      amends_load_bar_set (self, g_value_get_uint (value), self->cap);
      break;
    case PROP_CAP:
      amends_load_bar_set (self, self->minutes, g_value_get_uint (value));
      break;
    case PROP_ADDED:
      amends_load_bar_set_added (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_load_bar_class_init (AmendsLoadBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = amends_load_bar_get_property;
  object_class->set_property = amends_load_bar_set_property;

  properties[PROP_MINUTES] = g_param_spec_uint ("minutes", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CAP] = g_param_spec_uint ("cap", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ADDED] = g_param_spec_uint ("added", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/common/load-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsLoadBar, added_bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsLoadBar, running_bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsLoadBar, text_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsLoadBar, cap_label);
}

static void
amends_load_bar_init (AmendsLoadBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_load_bar_new:
 *
 * Returns: (transfer full): an empty bar
 */
GtkWidget *
amends_load_bar_new (void)
{
  return g_object_new (AMENDS_TYPE_LOAD_BAR, NULL);
}

/**
 * amends_load_bar_set:
 * @self: a bar
 * @minutes: expected minutes of the running tickets
 * @cap: minutes a person can carry, 0 where there is no cap
 */
void
amends_load_bar_set (AmendsLoadBar *self,
                     guint          minutes,
                     guint          cap)
{
  gboolean minutes_changed, cap_changed;

  g_return_if_fail (AMENDS_IS_LOAD_BAR (self));

  minutes_changed = self->minutes != minutes;
  cap_changed = self->cap != cap;
  if (!minutes_changed && !cap_changed)
    return;
  self->minutes = minutes;
  self->cap = cap;
  update (self);
  if (minutes_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINUTES]);
  if (cap_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAP]);
}

/**
 * amends_load_bar_set_added:
 * @self: a bar
 * @minutes: minutes that letting go of a drag would add, 0 for none
 */
void
amends_load_bar_set_added (AmendsLoadBar *self,
                           guint          minutes)
{
  g_return_if_fail (AMENDS_IS_LOAD_BAR (self));

  if (self->added == minutes)
    return;
  self->added = minutes;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDED]);
}

/**
 * amends_load_bar_set_words:
 * @self: a bar
 * @words: what stands under the track instead of minutes, where nobody carries the load
 *
 * Hides the track but keeps its room, so that columns stay in line.
 */
void
amends_load_bar_set_words (AmendsLoadBar *self,
                           const char    *words)
{
  g_return_if_fail (AMENDS_IS_LOAD_BAR (self));

  gtk_widget_set_opacity (gtk_widget_get_parent (GTK_WIDGET (self->added_bar)), 0);
  gtk_label_set_label (self->text_label, words);
  gtk_label_set_label (self->cap_label, "");
  gtk_widget_add_css_class (GTK_WIDGET (self->text_label), "dim-label");
  amends_tip_set (GTK_WIDGET (self), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
