/* Says what letting go would do; laid over the cards so that nothing moves under the pointer. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-drop-hint.h"

struct _AmendsDropHint
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *detail;
  GtkWidget *reason_box;
  GtkImage *reason_icon;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (AmendsDropHint, amends_drop_hint, GTK_TYPE_BOX)

static void
amends_drop_hint_class_init (AmendsDropHintClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/queue/drop-hint.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsDropHint, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsDropHint, detail);
  gtk_widget_class_bind_template_child (widget_class, AmendsDropHint, reason_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsDropHint, reason_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsDropHint, reason);
}

static void
amends_drop_hint_init (AmendsDropHint *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_label (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/**
 * amends_drop_hint_set_words:
 * @self: a hint
 * @words: (nullable): what it says; %NULL hides it
 */
void
amends_drop_hint_set_words (AmendsDropHint        *self,
                            const AmendsDropWords *words)
{
  g_return_if_fail (AMENDS_IS_DROP_HINT (self));

  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
  if (words == NULL)
    return;
  set_label (self->title, words->title);
  set_label (self->detail, words->detail);
  set_label (self->reason, words->reason);
  gtk_widget_set_visible (self->reason_box, words->reason != NULL);
  gtk_image_set_from_icon_name (self->reason_icon, !words->allowed  ? "action-unavailable-symbolic"
                                                   : words->warning ? "dialog-warning-symbolic"
                                                                    : "object-select-symbolic");
  if (words->allowed)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "refusal");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "refusal");
}
