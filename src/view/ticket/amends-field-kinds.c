/* The plain kinds of fields: text, money, a scale of five, yes or no. */

#define G_LOG_DOMAIN "amends-view"

#include "config.h"

#include <glib/gi18n.h>

#include "amends-field.h"
#include "amends-money-entry.h"
#include "amends-text-guard.h"

/* ── text ── */

#define AMENDS_TYPE_TEXT_FIELD (amends_text_field_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTextField, amends_text_field, AMENDS, TEXT_FIELD, AmendsField)

struct _AmendsTextField
{
  AmendsField parent_instance;

  GtkEntry *entry;
  GtkTextView *view;
};

G_DEFINE_FINAL_TYPE (AmendsTextField, amends_text_field, AMENDS_TYPE_FIELD)

static char *
text_of (AmendsTextField *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (self->entry != NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static JsonNode *
text_dup_value (AmendsField *field)
{
  g_autofree char *text = g_strstrip (text_of (AMENDS_TEXT_FIELD (field)));

  return *text != '\0' ? json_node_init_string (json_node_alloc (), text) : NULL;
}

/* Not stripped: the space before the next word too. */
static JsonNode *
text_dup_draft (AmendsField *field)
{
  g_autofree char *text = text_of (AMENDS_TEXT_FIELD (field));

  return *text != '\0' ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static void
text_restore (AmendsField *field,
              JsonNode    *draft)
{
  AmendsTextField *self = AMENDS_TEXT_FIELD (field);
  const char *text = draft != NULL ? json_node_get_string (draft) : NULL;

  if (self->entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text != NULL ? text : "", -1);
}

static void
text_focus (AmendsField *field)
{
  AmendsTextField *self = AMENDS_TEXT_FIELD (field);

  gtk_widget_grab_focus (self->entry != NULL ? GTK_WIDGET (self->entry) : GTK_WIDGET (self->view));
}

static void
amends_text_field_class_init (AmendsTextFieldClass *klass)
{
  AMENDS_FIELD_CLASS (klass)->dup_value = text_dup_value;
  AMENDS_FIELD_CLASS (klass)->dup_draft = text_dup_draft;
  AMENDS_FIELD_CLASS (klass)->restore = text_restore;
  AMENDS_FIELD_CLASS (klass)->focus = text_focus;
}

static void
amends_text_field_init (AmendsTextField *self)
{
}

static GtkWidget *
new_text_view (AmendsTextField *self,
               const char      *label)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_top_margin (self->view, 6);
  gtk_text_view_set_bottom_margin (self->view, 6);
  gtk_text_view_set_left_margin (self->view, 9);
  gtk_text_view_set_right_margin (self->view, 9);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 34);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 140);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_add_css_class (scroller, "text-frame");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return scroller;
}

/**
 * amends_text_field_new:
 * @name: of the member it becomes
 * @label: what has to be entered
 * @several_lines: whether line breaks are part of it
 * @max_chars: how much the database takes
 *
 * Returns: (transfer full): a text field
 */
GtkWidget *
amends_text_field_new (const char *name,
                       const char *label,
                       gboolean    several_lines,
                       guint       max_chars)
{
  AmendsTextField *self = g_object_new (AMENDS_TYPE_TEXT_FIELD, NULL);
  GtkWidget *content;

  if (several_lines)
    {
      content = new_text_view (self, label);
      amends_text_guard_attach (GTK_WIDGET (self->view), max_chars);
      g_signal_connect_swapped (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (amends_field_edited), self);
    }
  else
    {
      content = gtk_entry_new ();
      self->entry = GTK_ENTRY (content);
      gtk_entry_set_activates_default (self->entry, TRUE);
      amends_text_guard_attach (content, max_chars);
      g_signal_connect_swapped (content, "changed", G_CALLBACK (amends_field_edited), self);
    }
  amends_field_set_content (AMENDS_FIELD (self), name, label, content);
  return GTK_WIDGET (self);
}

/* ── money ── */

#define AMENDS_TYPE_MONEY_FIELD (amends_money_field_get_type ())
G_DECLARE_FINAL_TYPE (AmendsMoneyField, amends_money_field, AMENDS, MONEY_FIELD, AmendsField)

struct _AmendsMoneyField
{
  AmendsField parent_instance;

  AmendsMoneyEntry *entry;
  gint64 proposed;      /* what stands in it at first */
};

G_DEFINE_FINAL_TYPE (AmendsMoneyField, amends_money_field, AMENDS_TYPE_FIELD)

static JsonNode *
money_dup_value (AmendsField *field)
{
  AmendsMoneyField *self = AMENDS_MONEY_FIELD (field);
  gint64 amount;

  if (amends_money_entry_get_amount (self->entry, &amount))
    return json_node_init_int (json_node_alloc (), amount);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    amends_field_set_error (field, _("That is no amount of money. Enter digits, as 899.00."));
  return NULL;
}

static JsonNode *
money_dup_draft (AmendsField *field)
{
  AmendsMoneyField *self = AMENDS_MONEY_FIELD (field);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gint64 amount = 0;

  if (*text == '\0' || (amends_money_entry_get_amount (self->entry, &amount) && amount == self->proposed))
    return NULL;
  return json_node_init_string (json_node_alloc (), text);
}

static void
money_restore (AmendsField *field,
               JsonNode    *draft)
{
  AmendsMoneyField *self = AMENDS_MONEY_FIELD (field);
  const char *text = draft != NULL ? json_node_get_string (draft) : NULL;

  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  else if (self->proposed > 0)
    amends_money_entry_set_amount (self->entry, self->proposed);
  else
    amends_money_entry_clear (self->entry);
}

static void
money_focus (AmendsField *field)
{
  gtk_widget_grab_focus (GTK_WIDGET (AMENDS_MONEY_FIELD (field)->entry));
}

static void
amends_money_field_class_init (AmendsMoneyFieldClass *klass)
{
  AMENDS_FIELD_CLASS (klass)->dup_value = money_dup_value;
  AMENDS_FIELD_CLASS (klass)->dup_draft = money_dup_draft;
  AMENDS_FIELD_CLASS (klass)->restore = money_restore;
  AMENDS_FIELD_CLASS (klass)->focus = money_focus;
}

static void
amends_money_field_init (AmendsMoneyField *self)
{
}

/**
 * amends_money_field_new:
 * @name: of the member it becomes, in minor units
 * @label: what has to be entered
 * @currency: ISO 4217 code
 * @amount: what stands in it at first, in minor units; 0 for nothing
 *
 * Returns: (transfer full): a field for an amount of money
 */
GtkWidget *
amends_money_field_new (const char *name,
                        const char *label,
                        const char *currency,
                        gint64      amount)
{
  AmendsMoneyField *self = g_object_new (AMENDS_TYPE_MONEY_FIELD, NULL);

  self->entry = AMENDS_MONEY_ENTRY (amends_money_entry_new ());
  self->proposed = amount;
  amends_money_entry_set_currency (self->entry, currency);
  if (amount > 0)
    amends_money_entry_set_amount (self->entry, amount);
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (amends_field_edited), self);
  amends_field_set_content (AMENDS_FIELD (self), name, label, GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}

/* ── a scale of five, and yes or no: a row of buttons of which one is down ── */

#define AMENDS_TYPE_SCALE_FIELD (amends_scale_field_get_type ())
G_DECLARE_FINAL_TYPE (AmendsScaleField, amends_scale_field, AMENDS, SCALE_FIELD, AmendsField)

struct _AmendsScaleField
{
  AmendsField parent_instance;

  GtkToggleButton *buttons[5];
};

G_DEFINE_FINAL_TYPE (AmendsScaleField, amends_scale_field, AMENDS_TYPE_FIELD)

static JsonNode *
scale_dup_value (AmendsField *field)
{
  AmendsScaleField *self = AMENDS_SCALE_FIELD (field);

  for (int i = 0; i < 5; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      return json_node_init_int (json_node_alloc (), i + 1);
  return NULL;
}

static void
scale_restore (AmendsField *field,
               JsonNode    *draft)
{
  AmendsScaleField *self = AMENDS_SCALE_FIELD (field);
  gint64 chosen = draft != NULL ? json_node_get_int (draft) : 0;

  for (int i = 0; i < 5; i++)
    gtk_toggle_button_set_active (self->buttons[i], i + 1 == chosen);
}

static void
scale_focus (AmendsField *field)
{
  gtk_widget_grab_focus (GTK_WIDGET (AMENDS_SCALE_FIELD (field)->buttons[4]));
}

static void
amends_scale_field_class_init (AmendsScaleFieldClass *klass)
{
  AMENDS_FIELD_CLASS (klass)->dup_value = scale_dup_value;
  AMENDS_FIELD_CLASS (klass)->restore = scale_restore;
  AMENDS_FIELD_CLASS (klass)->focus = scale_focus;
}

static void
amends_scale_field_init (AmendsScaleField *self)
{
}

static GtkToggleButton *
add_button (GtkWidget       *box,
            const char      *text,
            const char      *spoken,
            GtkToggleButton *leader,
            AmendsField     *field)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (text);

  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "numeric");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), leader);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (amends_field_edited), field);
  gtk_box_append (GTK_BOX (box), button);
  return GTK_TOGGLE_BUTTON (button);
}

/**
 * amends_scale_field_new:
 * @name: of the member it becomes: 1 to 5
 * @label: what is asked
 * @low: what 1 means
 * @high: what 5 means
 *
 * Returns: (transfer full): a scale of five
 */
GtkWidget *
amends_scale_field_new (const char *name,
                        const char *label,
                        const char *low,
                        const char *high)
{
  AmendsScaleField *self = g_object_new (AMENDS_TYPE_SCALE_FIELD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *digit = i == 0 ? g_strdup_printf ("1 %s", low) : i == 4 ? g_strdup_printf ("5 %s", high) : g_strdup_printf ("%d", i + 1);
      g_autofree char *spoken = g_strdup_printf ("%s: %d", label, i + 1);

      self->buttons[i] = add_button (box, digit, spoken, i > 0 ? self->buttons[0] : NULL, AMENDS_FIELD (self));
    }
  amends_field_set_content (AMENDS_FIELD (self), name, label, box);
  return GTK_WIDGET (self);
}

#define AMENDS_TYPE_SWITCH_FIELD (amends_switch_field_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSwitchField, amends_switch_field, AMENDS, SWITCH_FIELD, AmendsField)

struct _AmendsSwitchField
{
  AmendsField parent_instance;

  GtkToggleButton *yes;
  GtkToggleButton *no;
};

G_DEFINE_FINAL_TYPE (AmendsSwitchField, amends_switch_field, AMENDS_TYPE_FIELD)

static JsonNode *
switch_dup_value (AmendsField *field)
{
  AmendsSwitchField *self = AMENDS_SWITCH_FIELD (field);
  gboolean yes = gtk_toggle_button_get_active (self->yes);

  return yes || gtk_toggle_button_get_active (self->no) ? json_node_init_boolean (json_node_alloc (), yes) : NULL;
}

static void
switch_restore (AmendsField *field,
                JsonNode    *draft)
{
  AmendsSwitchField *self = AMENDS_SWITCH_FIELD (field);

  gtk_toggle_button_set_active (self->yes, draft != NULL && json_node_get_boolean (draft));
  gtk_toggle_button_set_active (self->no, draft != NULL && !json_node_get_boolean (draft));
}

static void
switch_focus (AmendsField *field)
{
  gtk_widget_grab_focus (GTK_WIDGET (AMENDS_SWITCH_FIELD (field)->yes));
}

static void
amends_switch_field_class_init (AmendsSwitchFieldClass *klass)
{
  AMENDS_FIELD_CLASS (klass)->dup_value = switch_dup_value;
  AMENDS_FIELD_CLASS (klass)->restore = switch_restore;
  AMENDS_FIELD_CLASS (klass)->focus = switch_focus;
}

static void
amends_switch_field_init (AmendsSwitchField *self)
{
}

/**
 * amends_switch_field_new:
 * @name: of the member it becomes: true or false
 * @label: what is asked
 * @yes: the word for true
 * @no: the word for false
 *
 * Returns: (transfer full): a question of yes or no; neither at first
 */
GtkWidget *
amends_switch_field_new (const char *name,
                         const char *label,
                         const char *yes,
                         const char *no)
{
  AmendsSwitchField *self = g_object_new (AMENDS_TYPE_SWITCH_FIELD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *spoken_yes = g_strdup_printf ("%s: %s", label, yes);
  g_autofree char *spoken_no = g_strdup_printf ("%s: %s", label, no);

  gtk_widget_add_css_class (box, "linked");
  self->yes = add_button (box, yes, spoken_yes, NULL, AMENDS_FIELD (self));
  self->no = add_button (box, no, spoken_no, self->yes, AMENDS_FIELD (self));
  amends_field_set_content (AMENDS_FIELD (self), name, label, box);
  return GTK_WIDGET (self);
}
