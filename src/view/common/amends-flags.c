/* What is special about a ticket: VIP, repeated complaint, batch, priority. Grey, by weight and shape. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-flags.h"
#include "amends-tip.h"

struct _AmendsFlags
{
  GtkBox parent_instance;

  gboolean is_vip;
  guint repeat_count;
  guint batch_count;
  guint priority;
  char *priority_text;

  GtkWidget *vip;
  GtkWidget *repeat;
  GtkWidget *batch;
  GtkLabel *repeat_label;
  GtkLabel *batch_label;
  GtkImage *priority_image;
};

enum
{
  PROP_0,
  PROP_VIP,
  PROP_REPEAT,
  PROP_BATCH,
  PROP_PRIORITY,
  PROP_PRIORITY_TEXT,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AmendsFlags, amends_flags, GTK_TYPE_BOX)

static GParamSpec *properties[N_PROPS];

static const char *const priority_icons[] = {
  NULL, "amends-priority-important-symbolic", "amends-priority-urgent-symbolic"
};

static void
name_widget (GtkWidget  *widget,
             const char *words)
{
  amends_tip_set (widget, words);
  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_count (GtkWidget *box,
            GtkLabel  *label,
            guint      count,
            char      *words)
{
  g_autofree char *figure = g_strdup_printf ("%u", count);

  gtk_label_set_label (label, figure);
  gtk_widget_set_visible (box, count > 0);
  name_widget (box, words);
  g_free (words);
}

static void
show_priority (AmendsFlags *self)
{
  const char *icon_name = priority_icons[MIN (self->priority, G_N_ELEMENTS (priority_icons) - 1)];

  gtk_image_set_from_icon_name (self->priority_image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->priority_image), icon_name != NULL);
  name_widget (GTK_WIDGET (self->priority_image), self->priority_text);
}

static void
amends_flags_finalize (GObject *object)
{
  g_free (AMENDS_FLAGS (object)->priority_text);

  G_OBJECT_CLASS (amends_flags_parent_class)->finalize (object);
}

static void
amends_flags_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AmendsFlags *self = AMENDS_FLAGS (object);

  switch (prop_id)
    {
    case PROP_VIP:
      g_value_set_boolean (value, self->is_vip);
      break;
    case PROP_REPEAT:
      g_value_set_uint (value, self->repeat_count);
      break;
    case PROP_BATCH:
      g_value_set_uint (value, self->batch_count);
      break;
    case PROP_PRIORITY:
      g_value_set_uint (value, self->priority);
      break;
    case PROP_PRIORITY_TEXT:
      g_value_set_string (value, self->priority_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_flags_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  AmendsFlags *self = AMENDS_FLAGS (object);

  switch (prop_id)
    {
    case PROP_VIP:
      self->is_vip = g_value_get_boolean (value);
      gtk_widget_set_visible (self->vip, self->is_vip);
      break;
    case PROP_REPEAT:
      self->repeat_count = g_value_get_uint (value);
      show_count (self->repeat, self->repeat_label, self->repeat_count,
                  g_strdup_printf (ngettext ("Complained about the same thing %u time before",
                                             "Complained about the same thing %u times before",
                                             self->repeat_count), self->repeat_count));
      break;
    case PROP_BATCH:
      self->batch_count = g_value_get_uint (value);
      /* lists know that there are several, not how many */
      show_count (self->batch, self->batch_label, self->batch_count,
                  self->batch_count > 1 ? g_strdup_printf (_("Batch: %u customers, one cause"), self->batch_count)
                                        : g_strdup (_("Batch: several customers, one cause")));
      gtk_widget_set_visible (GTK_WIDGET (self->batch_label), self->batch_count > 1);
      break;
    case PROP_PRIORITY:
      self->priority = g_value_get_uint (value);
      show_priority (self);
      break;
    case PROP_PRIORITY_TEXT:
      g_free (self->priority_text);
      self->priority_text = g_value_dup_string (value);
      show_priority (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_flags_class_init (AmendsFlagsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = amends_flags_finalize;
  object_class->get_property = amends_flags_get_property;
  object_class->set_property = amends_flags_set_property;

  properties[PROP_VIP] = g_param_spec_boolean ("vip", NULL, NULL, FALSE, flags);
  properties[PROP_REPEAT] = g_param_spec_uint ("repeat", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_BATCH] = g_param_spec_uint ("batch", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PRIORITY] = g_param_spec_uint ("priority", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PRIORITY_TEXT] = g_param_spec_string ("priority-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/common/flags.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsFlags, vip);
  gtk_widget_class_bind_template_child (widget_class, AmendsFlags, repeat);
  gtk_widget_class_bind_template_child (widget_class, AmendsFlags, batch);
  gtk_widget_class_bind_template_child (widget_class, AmendsFlags, repeat_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsFlags, batch_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsFlags, priority_image);
}

static void
amends_flags_init (AmendsFlags *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_widget (self->vip, _("VIP customer"));
}

/**
 * amends_flags_new:
 *
 * Properties: "vip", "repeat" (earlier complaints), "batch" (customers hit), "priority" (0 general,
 * 1 important, 2 urgent) and "priority-text", its word.
 *
 * Returns: (transfer full): flags that show nothing yet
 */
GtkWidget *
amends_flags_new (void)
{
  return g_object_new (AMENDS_TYPE_FLAGS, NULL);
}
