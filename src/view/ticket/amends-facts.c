/* Small labelled facts of the cards beside a ticket. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include "amends-facts.h"

/* What prose asks for: less than the narrowest pane gives. */
#define PROSE_CHARS 20

/**
 * amends_text_new:
 * @text: what it says
 * @classes: (nullable): style classes, with spaces between them
 *
 * Returns: (transfer full): a label of one line, left aligned
 */
GtkWidget *
amends_text_new (const char *text,
                 const char *classes)
{
  g_auto (GStrv) names = g_strsplit (classes != NULL ? classes : "", " ", -1);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_css_classes (label, (const char **) names);
  return label;
}

/**
 * amends_prose_new:
 * @text: what it says
 * @classes: (nullable): style classes, with spaces between them
 *
 * Returns: (transfer full): a label that wraps
 */
GtkWidget *
amends_prose_new (const char *text,
                  const char *classes)
{
  GtkWidget *label = amends_text_new (text, classes);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* a label whose natural width is more than it gets reports a wrong least width for Han text, and sticks out */
  gtk_label_set_max_width_chars (GTK_LABEL (label), PROSE_CHARS);
  return label;
}

/**
 * amends_facts_clear:
 * @box: a #GtkBox or #GtkGrid
 *
 * Takes all children away.
 */
void
amends_facts_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    {
      if (GTK_IS_GRID (box))
        gtk_grid_remove (GTK_GRID (box), child);
      else
        gtk_box_remove (GTK_BOX (box), child);
    }
}

static int
next_row (GtkGrid *grid)
{
  int row = 0;

  while (gtk_grid_get_child_at (grid, 0, row) != NULL)
    row++;
  return row;
}

/**
 * amends_facts_add:
 * @grid: two columns
 * @key: what it is
 * @value: (nullable): what it comes to; nothing is added where there is none
 */
void
amends_facts_add (GtkGrid    *grid,
                  const char *key,
                  const char *value)
{
  GtkWidget *name, *text;
  int row = next_row (grid);

  if (value == NULL || *value == '\0')
    return;
  name = amends_text_new (key, "caption key");
  gtk_label_set_yalign (GTK_LABEL (name), 0);
  text = amends_prose_new (value, "caption numeric");
  gtk_label_set_xalign (GTK_LABEL (text), 1);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_RIGHT);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_focusable (text, FALSE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_grid_attach (grid, name, 0, row, 1, 1);
  gtk_grid_attach (grid, text, 1, row, 1, 1);
}

/**
 * amends_legend_add:
 * @box: the legend
 * @css_class: of the part it explains
 * @text: what the part is
 */
void
amends_legend_add (GtkBox     *box,
                   const char *css_class,
                   const char *text)
{
  GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (swatch, "swatch");
  gtk_widget_add_css_class (swatch, css_class);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (item), swatch);
  gtk_box_append (GTK_BOX (item), amends_text_new (text, "caption numeric"));
  gtk_box_append (box, item);
}

static void
add_trigger (GtkEventController *controller,
             guint               keyval,
             const char         *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (keyval, GDK_CONTROL_MASK), gtk_named_action_new (action)));
}

/**
 * amends_confirm_key:
 * @widget: a form
 * @action: what Ctrl+Enter does anywhere in it
 */
void
amends_confirm_key (GtkWidget  *widget,
                    const char *action)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* a text view takes every Enter for a new line, whatever is held down with it: it must not see this one */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  add_trigger (controller, GDK_KEY_Return, action);
  add_trigger (controller, GDK_KEY_KP_Enter, action);
  gtk_widget_add_controller (widget, controller);
}

/**
 * amends_css_toggle:
 * @widget: a widget
 * @css_class: a style class
 * @on: whether the widget has it
 */
void
amends_css_toggle (GtkWidget  *widget,
                   const char *css_class,
                   gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}
