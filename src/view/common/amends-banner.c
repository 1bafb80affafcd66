/* A strip under the header that says what is wrong for the whole page, and what to do. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-banner.h"

struct _AmendsBanner
{
  GtkBox parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (AmendsBanner, amends_banner, GTK_TYPE_BOX)

/* Folded away, the words would still be there for assistive tools. */
static void
revealed_cb (AmendsBanner *self)
{
  gtk_widget_set_visible (gtk_revealer_get_child (self->revealer),
                          gtk_revealer_get_reveal_child (self->revealer) || gtk_revealer_get_child_revealed (self->revealer));
}

static void
amends_banner_class_init (AmendsBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/common/banner.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, AmendsBanner, label);
  gtk_widget_class_bind_template_child (widget_class, AmendsBanner, button);
}

static void
amends_banner_init (AmendsBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->revealer, "notify::reveal-child", G_CALLBACK (revealed_cb), self);
  g_signal_connect_swapped (self->revealer, "notify::child-revealed", G_CALLBACK (revealed_cb), self);
  revealed_cb (self);
}

/**
 * amends_banner_new:
 *
 * Returns: (transfer full): a banner that is not shown
 */
GtkWidget *
amends_banner_new (void)
{
  return g_object_new (AMENDS_TYPE_BANNER, NULL);
}

/**
 * amends_banner_show:
 * @self: a banner
 * @title: what happened, in bold
 * @text: what it means and what to do
 */
void
amends_banner_show (AmendsBanner *self,
                    const char   *title,
                    const char   *text)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (AMENDS_IS_BANNER (self));
  g_return_if_fail (title != NULL && text != NULL);

  markup = g_markup_printf_escaped ("<b>%s</b> %s", title, text);
  if (g_strcmp0 (gtk_label_get_label (self->label), markup) != 0)
    gtk_label_set_label (self->label, markup);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * amends_banner_hide:
 * @self: a banner
 */
void
amends_banner_hide (AmendsBanner *self)
{
  g_return_if_fail (AMENDS_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/**
 * amends_banner_set_button:
 * @self: a banner
 * @label: (nullable): a verb with a mnemonic, %NULL for no button
 * @action_name: (nullable): the action it activates
 */
void
amends_banner_set_button (AmendsBanner *self,
                          const char   *label,
                          const char   *action_name)
{
  g_return_if_fail (AMENDS_IS_BANNER (self));

  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
}
