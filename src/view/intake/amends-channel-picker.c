/* The way the customer came, one of a few: words beside the icons where there is room for them. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-channel-picker.h"
#include "amends-term.h"

struct _AmendsChannelPicker
{
  AdwBin parent_instance;

  char *channel;

  AdwSqueezer *squeezer;
  GtkBox *label_box;
  GtkBox *icon_box;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsChannelPicker, amends_channel_picker, ADW_TYPE_BIN)

static void
toggled_cb (AmendsChannelPicker *self,
            GtkToggleButton     *button)
{
  const char *code = g_object_get_data (G_OBJECT (button), "code");

  if (!gtk_toggle_button_get_active (button) || g_strcmp0 (self->channel, code) == 0)
    return;
  g_free (self->channel);
  self->channel = g_strdup (code);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static GtkToggleButton *
add_button (AmendsChannelPicker *self,
            GtkBox              *box,
            AmendsTerm          *channel)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *leader = gtk_widget_get_first_child (GTK_WIDGET (box));

  if (box == self->label_box)
    {
      GtkWidget *content = adw_button_content_new ();

      adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), amends_term_get_icon_name (channel));
      adw_button_content_set_label (ADW_BUTTON_CONTENT (content), amends_term_get_label (channel));
      gtk_widget_set_halign (content, GTK_ALIGN_CENTER);
      gtk_button_set_child (GTK_BUTTON (button), content);
    }
  else
    {
      gtk_button_set_icon_name (GTK_BUTTON (button), amends_term_get_icon_name (channel));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, amends_term_get_label (channel), -1);
    }
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, amends_term_get_label (channel));
  g_object_set_data_full (G_OBJECT (button), "code", g_strdup (amends_term_get_code (channel)), g_free);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), (GtkToggleButton *) leader);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (box, button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
}

/* The form that does not fit is still there for assistive tools. */
static void
squeezed_cb (AmendsChannelPicker *self)
{
  GtkWidget *shown = adw_squeezer_get_visible_child (self->squeezer);

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->label_box), GTK_ACCESSIBLE_STATE_HIDDEN, shown != GTK_WIDGET (self->label_box), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon_box), GTK_ACCESSIBLE_STATE_HIDDEN, shown != GTK_WIDGET (self->icon_box), -1);
}

static void
amends_channel_picker_finalize (GObject *object)
{
  g_free (AMENDS_CHANNEL_PICKER (object)->channel);
  G_OBJECT_CLASS (amends_channel_picker_parent_class)->finalize (object);
}

static void
amends_channel_picker_class_init (AmendsChannelPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_channel_picker_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", AMENDS_TYPE_CHANNEL_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/intake/channel-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsChannelPicker, squeezer);
  gtk_widget_class_bind_template_child (widget_class, AmendsChannelPicker, label_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsChannelPicker, icon_box);
}

static void
amends_channel_picker_init (AmendsChannelPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->squeezer, "notify::visible-child", G_CALLBACK (squeezed_cb), self);
  squeezed_cb (self);
}

/**
 * amends_channel_picker_set_channels:
 * @self: a picker
 * @channels: a model of #AmendsTerm
 *
 * The one chosen stays chosen where it is still offered, otherwise the first is.
 */
void
amends_channel_picker_set_channels (AmendsChannelPicker *self,
                                    GListModel          *channels)
{
  g_autofree char *before = NULL;

  g_return_if_fail (AMENDS_IS_CHANNEL_PICKER (self));
  g_return_if_fail (G_IS_LIST_MODEL (channels));

  before = g_strdup (self->channel);
  clear_box (self->label_box);
  clear_box (self->icon_box);
  for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
    {
      g_autoptr (AmendsTerm) channel = g_list_model_get_item (channels, i);

      g_object_bind_property (add_button (self, self->label_box, channel), "active", add_button (self, self->icon_box, channel), "active",
                              G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      if (i == 0 || g_strcmp0 (amends_term_get_code (channel), before) == 0)
        amends_channel_picker_set_channel (self, amends_term_get_code (channel));
    }
}

/**
 * amends_channel_picker_set_channel:
 * @self: a picker
 * @code: a channel; nothing happens where it is not offered
 */
void
amends_channel_picker_set_channel (AmendsChannelPicker *self,
                                   const char          *code)
{
  g_return_if_fail (AMENDS_IS_CHANNEL_PICKER (self));

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->label_box)); button; button = gtk_widget_get_next_sibling (button))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (button), "code"), code) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

/**
 * amends_channel_picker_get_channel:
 * @self: a picker
 *
 * Returns: (nullable): the code of the channel chosen
 */
const char *
amends_channel_picker_get_channel (AmendsChannelPicker *self)
{
  g_return_val_if_fail (AMENDS_IS_CHANNEL_PICKER (self), NULL);

  return self->channel;
}
