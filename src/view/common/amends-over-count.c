/* How many tickets are overdue; nothing at all where none is. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-over-count.h"
#include "amends-tip.h"

struct _AmendsOverCount
{
  GtkBox parent_instance;

  guint count;
  GtkLabel *label;
};

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsOverCount, amends_over_count, GTK_TYPE_BOX)

static GParamSpec *properties[N_PROPS];

static void
amends_over_count_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, AMENDS_OVER_COUNT (object)->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_over_count_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_COUNT:
      amends_over_count_set_count (AMENDS_OVER_COUNT (object), g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_over_count_class_init (AmendsOverCountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_over_count_get_property;
  object_class->set_property = amends_over_count_set_property;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/common/over-count.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsOverCount, label);
}

static void
amends_over_count_init (AmendsOverCount *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * amends_over_count_set_count:
 * @self: a count
 * @count: how many are overdue; 0 hides it
 */
void
amends_over_count_set_count (AmendsOverCount *self,
                             guint            count)
{
  g_autofree char *figure = NULL, *words = NULL;

  g_return_if_fail (AMENDS_IS_OVER_COUNT (self));

  if (self->count == count)
    return;
  self->count = count;
  figure = g_strdup_printf ("%u", count);
  words = g_strdup_printf (ngettext ("%u overdue", "%u overdue", count), count);
  gtk_label_set_label (self->label, figure);
  amends_tip_set (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), count > 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/**
 * amends_over_count_get_count:
 * @self: a count
 *
 * Returns: how many are overdue
 */
guint
amends_over_count_get_count (AmendsOverCount *self)
{
  g_return_val_if_fail (AMENDS_IS_OVER_COUNT (self), 0);

  return self->count;
}
