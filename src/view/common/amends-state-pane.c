/* A page that may still be loading, be empty, or have failed to load. A skeleton appears only when loading takes a
 * while, and what is already shown stays until there is something newer.
 */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "amends-message.h"
#include "amends-stack.h"
#include "amends-state-pane.h"

/* a shorter wait is not seen as one, and a skeleton that flashes is worse than none */
#define PATIENCE_MS 200

struct _AmendsStatePane
{
  GtkBox parent_instance;

  guint patience;
  gboolean retries;

  GtkStack *stack;
  AdwBin *loading_bin;
  AdwBin *content_bin;
  AdwStatusPage *status;
  GtkButton *button;
};

enum
{
  PROP_0,
  PROP_CONTENT,
  PROP_SKELETON,
  N_PROPS
};

enum
{
  RETRY,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AmendsStatePane, amends_state_pane, GTK_TYPE_BOX)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
show (AmendsStatePane *self,
      const char      *name)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, name);
}

static gboolean
patience_cb (gpointer user_data)
{
  AmendsStatePane *self = user_data;

  self->patience = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

static void
clicked_cb (AmendsStatePane *self)
{
  if (self->retries)
    g_signal_emit (self, signals[RETRY], 0);
}

static GtkWidget *
bone (int width)
{
  GtkWidget *widget = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (widget, "bone");
  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_widget_set_size_request (widget, width, -1);
  return widget;
}

/* rows of about the size of what will come, so that nothing jumps */
static GtkWidget *
plain_skeleton (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  const int widths[] = { 320, 260, 420, 300, 360, 240, 400, 280 };

  gtk_widget_add_css_class (box, "skeleton");
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_start (box, 24);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
      GtkWidget *second = bone (widths[i] / 2);

      gtk_widget_add_css_class (second, "faint");
      gtk_box_append (GTK_BOX (row), bone (widths[i]));
      gtk_box_append (GTK_BOX (row), second);
      gtk_box_append (GTK_BOX (box), row);
    }
  return box;
}

static void
amends_state_pane_dispose (GObject *object)
{
  g_clear_handle_id (&AMENDS_STATE_PANE (object)->patience, g_source_remove);

  G_OBJECT_CLASS (amends_state_pane_parent_class)->dispose (object);
}

static void
amends_state_pane_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  AmendsStatePane *self = AMENDS_STATE_PANE (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (self->content_bin));
      break;
    case PROP_SKELETON:
      g_value_set_object (value, adw_bin_get_child (self->loading_bin));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_state_pane_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  AmendsStatePane *self = AMENDS_STATE_PANE (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      amends_state_pane_set_content (self, g_value_get_object (value));
      break;
    case PROP_SKELETON:
      amends_state_pane_set_skeleton (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
amends_state_pane_class_init (AmendsStatePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amends_state_pane_dispose;
  object_class->get_property = amends_state_pane_get_property;
  object_class->set_property = amends_state_pane_set_property;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SKELETON] = g_param_spec_object ("skeleton", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AmendsStatePane::retry:
   *
   * The person asks to load again after an error.
   */
  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/amends/Amends/ui/common/state-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsStatePane, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsStatePane, loading_bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsStatePane, content_bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsStatePane, status);
  gtk_widget_class_bind_template_child (widget_class, AmendsStatePane, button);
}

static void
amends_state_pane_init (AmendsStatePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  amends_stack_hide_covered (self->stack);
}

/**
 * amends_state_pane_new:
 *
 * Returns: (transfer full): a blank pane
 */
GtkWidget *
amends_state_pane_new (void)
{
  return g_object_new (AMENDS_TYPE_STATE_PANE, NULL);
}

/**
 * amends_state_pane_set_content:
 * @self: a pane
 * @content: (nullable): what is shown when it is loaded
 */
void
amends_state_pane_set_content (AmendsStatePane *self,
                               GtkWidget       *content)
{
  g_return_if_fail (AMENDS_IS_STATE_PANE (self));

  adw_bin_set_child (self->content_bin, content);
}

/**
 * amends_state_pane_set_skeleton:
 * @self: a pane
 * @skeleton: (nullable): what stands for the content while it loads; rows of grey by default
 */
void
amends_state_pane_set_skeleton (AmendsStatePane *self,
                                GtkWidget       *skeleton)
{
  g_return_if_fail (AMENDS_IS_STATE_PANE (self));

  adw_bin_set_child (self->loading_bin, skeleton);
}

/**
 * amends_state_pane_show_loading:
 * @self: a pane
 *
 * Content that is already shown stays; otherwise the skeleton appears after 200 ms.
 */
void
amends_state_pane_show_loading (AmendsStatePane *self)
{
  g_return_if_fail (AMENDS_IS_STATE_PANE (self));

  if (g_str_equal (amends_state_pane_get_state (self), "content") || self->patience != 0)
    return;
  if (adw_bin_get_child (self->loading_bin) == NULL)
    adw_bin_set_child (self->loading_bin, plain_skeleton ());
  self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
}

/**
 * amends_state_pane_show_content:
 * @self: a pane
 */
void
amends_state_pane_show_content (AmendsStatePane *self)
{
  g_return_if_fail (AMENDS_IS_STATE_PANE (self));

  show (self, "content");
}

/**
 * amends_state_pane_show_empty:
 * @self: a pane
 * @icon_name: an icon
 * @title: one sentence
 * @text: (nullable): another one, smaller
 *
 * Shows that there is nothing. A button, where there is something to do, is added by
 * amends_state_pane_set_button() afterwards.
 */
void
amends_state_pane_show_empty (AmendsStatePane *self,
                              const char      *icon_name,
                              const char      *title,
                              const char      *text)
{
  g_return_if_fail (AMENDS_IS_STATE_PANE (self));

  adw_status_page_set_icon_name (self->status, icon_name);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, text);
  amends_state_pane_set_button (self, NULL, NULL);
  show (self, "status");
}

/**
 * amends_state_pane_show_error:
 * @self: a pane
 * @error: why nothing could be loaded
 *
 * Says so, with a button that emits "retry".
 */
void
amends_state_pane_show_error (AmendsStatePane *self,
                              const GError    *error)
{
  g_autofree char *words = NULL, *escaped = NULL;

  g_return_if_fail (AMENDS_IS_STATE_PANE (self));
  g_return_if_fail (error != NULL);

  words = amends_message_for_error (error);
  escaped = g_markup_escape_text (words, -1);
  amends_state_pane_show_empty (self, "dialog-warning-symbolic", _("This Could Not Be Loaded"), escaped);
  gtk_button_set_label (self->button, _("Try Again"));
  gtk_widget_set_visible (GTK_WIDGET (self->button), TRUE);
  self->retries = TRUE;
}

/**
 * amends_state_pane_set_button:
 * @self: a pane that shows a state
 * @label: (nullable): a verb, %NULL for no button
 * @detailed_action: (nullable): the action it activates, as "win.new-ticket"
 */
void
amends_state_pane_set_button (AmendsStatePane *self,
                              const char      *label,
                              const char      *detailed_action)
{
  g_return_if_fail (AMENDS_IS_STATE_PANE (self));

  self->retries = FALSE;
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), detailed_action);
  if (label != NULL)
    gtk_button_set_label (self->button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
}

/**
 * amends_state_pane_get_state:
 * @self: a pane
 *
 * Returns: (transfer none): "blank", "loading", "content" or "status"
 */
const char *
amends_state_pane_get_state (AmendsStatePane *self)
{
  g_return_val_if_fail (AMENDS_IS_STATE_PANE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
